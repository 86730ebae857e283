/** The streams of random numbers that a lesson draws from its seed. */
export const lessonStreams = {
  /** Which digits of other hands are taken. */
  others: 1,
  /** In which order they come, round by round. */
  othersOrder: 2,
  /** In which order the person's digits come, round by round. */
  ownOrder: 3,
  /** How each view of one of them differs. */
  variation: 4,
  /** How the digits held back are turned, for a model that was trained on turned ones. */
  turn: 5,
  /** How each view of another hand's digit is changed. */
  augmentation: 6,
} as const
