/** What is fuzzed: a reader of something that may come from an attacker, and what is fed to it. */
import type fc from 'fast-check'
import { PlainError } from '../../src-main/plain-error.ts'

/** What became of a case. Anything else that is thrown is a fault of the program. */
export type Verdict = 'accepted' | 'rejected'

export interface Target<T = unknown> {
  /** What stands in the table. */
  readonly title: string
  readonly cases: fc.Arbitrary<T>
  /** The time that one case may take where it is not the usual one, in ms. */
  readonly mostMilliseconds?: number
  /** Cases that are tried before any others. */
  readonly examples?: readonly T[]
  /** Throws, or rejects, where what is promised does not hold for this case. */
  readonly take: (input: T) => Verdict | Promise<Verdict>
}

/** Keeps the types of one target together; the runner knows none of them. */
export function target<T>(description: Target<T>): Target {
  return description as Target
}

/** The time that one case may take of a processor, and the memory of the whole process, in ms and MB. */
export const MOST_MILLISECONDS = 1000
export const MOST_MEGABYTES = 512

/** `rejected` where the work throws a PlainError whose words a person can read; every other error is passed on. */
export async function verdictOf(work: () => unknown): Promise<Verdict> {
  try {
    await work()
    return 'accepted'
  } catch (error) {
    if (!(error instanceof PlainError)) throw error
    insist(
      /^\P{Control}{10,600}$/u.test(error.message),
      `Not in plain words: ${JSON.stringify(error.message)}`,
    )
    return 'rejected'
  }
}

/** Throws where a promise is broken. */
export function insist(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what)
}
