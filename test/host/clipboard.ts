/**
 * A clipboard of the app's own. What a person copied elsewhere comes by Ctrl+V, which Chromium answers from the
 * clipboard of the system.
 */
type Content = Readonly<Record<string, Blob | string>>

export class ClipboardItem {
  readonly #content: Content

  constructor(content: Content) {
    this.#content = content
  }

  get types(): string[] {
    return Object.keys(this.#content)
  }

  getType(type: string): Promise<Blob> {
    const content = this.#content[type]
    if (content === undefined) return Promise.reject(new Error(`The clipboard holds no ${type}.`))
    return Promise.resolve(new Blob([content], { type }))
  }
}

let items: ClipboardItem[] = []

export const clipboard = {
  read: () => Promise.resolve(items),
  write: (data: ClipboardItem[]) => {
    items = data
    return Promise.resolve()
  },
}
