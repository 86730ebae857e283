/** Looking for a newer version: nothing is asked of anyone before the person has agreed to it. */
import { PlainError } from '../../plain-error.ts'

/** Where versions come from. What goes wrong there rejects with a PlainError. */
export interface Updater {
  /** Asks which version is the newest. @returns its number where it is newer than this program's, else `null` */
  newer(): Promise<string | null>
  /** Downloads that version, and checks that it is what was published. */
  download(): Promise<void>
  /** Ends the program and starts the one that was downloaded. */
  install(): void
}

/** How the person is asked and told. */
export interface UpdateTalk {
  /** Says what a check does. @param atStart whether each start checks as well, which the answer may change */
  askToCheck(atStart: boolean): Promise<{ readonly agreed: boolean; readonly atStart: boolean }>
  askToDownload(version: string): Promise<boolean>
  askToInstall(version: string): Promise<boolean>
  tellNewest(): Promise<void>
  tellProblem(problem: string): Promise<void>
}

/** The choice to check at every start, which is kept. */
export interface UpdateChoice {
  atStart: boolean
}

const notSetUp = () =>
  'This copy of Digit Pad does not know where its updates come from, as one that was built by hand. Look for a newer version where you got it.'

export class UpdateCheck {
  readonly #open: () => Promise<Updater | null>
  readonly #talk: UpdateTalk
  readonly #choice: UpdateChoice
  #checking = false

  /** @param open gives the place where versions come from, `null` where this copy knows none */
  constructor(open: () => Promise<Updater | null>, talk: UpdateTalk, choice: UpdateChoice) {
    this.#open = open
    this.#talk = talk
    this.#choice = choice
  }

  /** At the person's wish. */
  async check(): Promise<void> {
    await this.#once(async () => {
      const updater = await this.#open()
      if (updater === null) throw new PlainError(notSetUp())
      const { agreed, atStart } = await this.#talk.askToCheck(this.#choice.atStart)
      if (!agreed) return
      this.#choice.atStart = atStart
      const version = await updater.newer()
      if (version === null) await this.#talk.tellNewest()
      else await this.#offer(updater, version)
    })
  }

  /** At a start, where the person has wished for that once. Without news it says nothing. */
  async checkAtStart(): Promise<void> {
    if (!this.#choice.atStart) return
    await this.#once(async () => {
      const updater = await this.#open()
      const version = await updater?.newer().catch(() => null)
      if (updater && version) await this.#offer(updater, version)
    })
  }

  async #offer(updater: Updater, version: string): Promise<void> {
    if (!(await this.#talk.askToDownload(version))) return
    await updater.download()
    if (await this.#talk.askToInstall(version)) updater.install()
  }

  /** One check at a time. */
  async #once(work: () => Promise<void>): Promise<void> {
    if (this.#checking) return
    this.#checking = true
    try {
      await work()
    } catch (error) {
      if (!(error instanceof PlainError)) throw error
      await this.#talk.tellProblem(error.message)
    } finally {
      this.#checking = false
    }
  }
}
