/** Short messages at the window's edge: what went wrong, and what was done. */

/** What can be done about what was done: "Undo". */
export interface NoticeAction {
  readonly title: string
  readonly take: () => void
}

export interface Notice {
  readonly id: number
  readonly kind: 'problem' | 'done'
  readonly text: string
  readonly action: NoticeAction | null
}

/** Good news goes by itself after so many ms; problems stay until they are dismissed. */
const GOOD_NEWS_LASTS = 6000
const ACTION_LASTS = 12_000
/** No more than so many at once: the oldest give way. */
const MOST = 4

export class Notices {
  #list = $state.raw<readonly Notice[]>([])
  #last = 0

  get list(): readonly Notice[] {
    return this.#list
  }

  /** Tells of a problem, in a sentence that also says what to do. The same one is told once. */
  problem(text: string): void {
    this.#add('problem', text, null)
  }

  done(text: string, action: NoticeAction | null = null): void {
    const notice = this.#add('done', text, action)
    setTimeout(
      () => {
        this.dismiss(notice.id)
      },
      action === null ? GOOD_NEWS_LASTS : ACTION_LASTS,
    )
  }

  dismiss(id: number): void {
    this.#list = this.#list.filter((notice) => notice.id !== id)
  }

  #add(kind: Notice['kind'], text: string, action: NoticeAction | null): Notice {
    const notice = { id: ++this.#last, kind, text, action }
    this.#list = [...this.#list.filter((other) => other.text !== text), notice].slice(-MOST)
    return notice
  }
}
