/**
 * The table of Z. Shao, Recognition of handwritten digital neural network construction and improvement (2023): the share
 * of each of MNIST's test digits that its network of (about) one layer read rightly.
 */
export const PAPER_BY_DIGIT: readonly number[] = [
  0.951, 0.9665, 0.9477, 0.8693, 0.9226, 0.9294, 0.9478, 0.9251, 0.8717, 0.9277,
]
/** 736 of 10,000 wrong. */
export const PAPER_ALL = 0.9264
