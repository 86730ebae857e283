/** The streams of random numbers that a run draws from its seed, so that none depends on how much another used. */
export const streams = {
  /** Which digits are held back. */
  heldBack: 1,
  /** The order of the digits, by epoch. */
  order: 2,
  /** How each digit is changed, by epoch and digit. */
  augmentation: 3,
  /** The weights at the start. */
  weights: 4,
  /** Which units dropout silences. */
  dropout: 5,
  /** The synthetic digits that are trained on, by lot. */
  synthetic: 6,
  /** The synthetic digits that are held back, by lot. */
  syntheticHeldBack: 7,
  /** The drawings that are no digit, by lot. */
  nonDigits: 8,
  /** Those that are held back to calibrate the model, by lot. */
  nonDigitsHeldBack: 9,
} as const
