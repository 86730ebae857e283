/** Short messages at the window's edge: what went wrong, and what was done. */

export interface Notice {
  readonly id: number
  readonly kind: 'problem' | 'done'
  readonly text: string
}

/** Good news goes by itself after so many ms; problems stay until they are dismissed. */
const GOOD_NEWS_LASTS = 6000
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
    this.#add('problem', text)
  }

  done(text: string): void {
    const notice = this.#add('done', text)
    setTimeout(() => {
      this.dismiss(notice.id)
    }, GOOD_NEWS_LASTS)
  }

  dismiss(id: number): void {
    this.#list = this.#list.filter((notice) => notice.id !== id)
  }

  #add(kind: Notice['kind'], text: string): Notice {
    const notice = { id: ++this.#last, kind, text }
    this.#list = [...this.#list.filter((other) => other.text !== text), notice].slice(-MOST)
    return notice
  }
}
