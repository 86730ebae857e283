/**
 * What Z. Shao, Recognition of handwritten digital neural network construction and improvement (2023), reports, as far as
 * it is compared here: the percentage of each digit read rightly, the number wrong in all, the commonest error, and the
 * accuracy after training on rotated digits.
 */

export interface PublishedDigit {
  readonly digit: number
  /** How many of it MNIST's test set has. */
  readonly count: number
  /** As published, to two decimals. */
  readonly percentRight: number
  /** Worked out from the two: see below. */
  readonly wrong: number
}

/** Percentages of the digits 0 to 9 read rightly. */
const PERCENT_RIGHT = [95.1, 96.65, 94.77, 86.93, 92.26, 92.94, 94.78, 92.51, 87.17, 92.77]
/** How many of the digits 0 to 9 MNIST's test set has. */
const COUNTS = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]

/** Wrong in all, as published. */
export const PUBLISHED_WRONG = 736

/**
 * The paper's table. The numbers of wrong digits are worked out from its percentages and MNIST's counts. Each
 * rounds back to its percentage and they add up to the 736 published, so the table is of MNIST's 10,000 test digits.
 */
export const PUBLISHED_TABLE: readonly PublishedDigit[] = PERCENT_RIGHT.map((percentRight, digit) => {
  const count = COUNTS[digit]!
  return { digit, count, percentRight, wrong: Math.round(count * (1 - percentRight / 100)) }
})

export const PUBLISHED_COUNT = COUNTS.reduce((sum, count) => sum + count, 0)
/** Share of all digits read rightly: 0.9264. */
export const PUBLISHED_ACCURACY = 1 - PUBLISHED_WRONG / PUBLISHED_COUNT

/** Reported after training on digits rotated at random by 0 to 90 degrees, "no digit left behind". */
export const CLAIMED_ACCURACY = 0.991

/** The error that the paper names as the commonest: a 3 taken for a 5. */
export const PUBLISHED_ERROR = { label: 3, answer: 5 } as const

/** What cannot be reproduced, and why. */
export const NOT_REPRODUCIBLE: readonly string[] = [
  'The network: its size is not given. Four are tried here; the nearest in its total is the best guess at the one behind the table, no more.',
  'The training: no learning rate, no batch size and no number of epochs is given. Those used here are Digit Pad’s own for each network and stand below; others change which digit comes out worst.',
  'The 99.1 %: on which digits it was measured is not said: upright or rotated, test digits or those trained on. Here both test sets are measured, and no figure is of digits that were trained on.',
  'The spread: how far the published figures would change from run to run is not known. Only that of the runs here is.',
  'The mistakes: of what was taken for what, only the commonest error is compared, a 3 taken for a 5.',
]
