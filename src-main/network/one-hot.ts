/**
 * Labels as targets for ten outputs: 1 for the digit, 0 for all others (paper: one-hot). Fills `rows` rows of
 * `target` from `firstRow` on with the labels from `firstLabel` on.
 *
 * A label that is none of the classes stands for what is no digit: all its outputs are to be alike, 1/10 each, so that
 * the network learns not to be sure of nonsense (Hendrycks, Mazeika, Dietterich 2019, "Deep anomaly detection with outlier
 * exposure", section 4.3).
 */
export function oneHot(
  labels: Uint8Array,
  firstLabel: number,
  target: Float32Array,
  firstRow: number,
  rows: number,
  classes = 10,
): void {
  target.fill(0, firstRow * classes, (firstRow + rows) * classes)
  for (let row = 0; row < rows; row++) {
    const first = (firstRow + row) * classes
    const label = labels[firstLabel + row]!
    if (label < classes) target[first + label] = 1
    else target.fill(1 / classes, first, first + classes)
  }
}

/** The other way: which of a row's outputs is the largest (the first, on a tie). */
export function largest(output: Float32Array, row: number, classes = 10): number {
  let digit = 0
  for (let i = 1; i < classes; i++) {
    if (output[row * classes + i]! > output[row * classes + digit]!) digit = i
  }
  return digit
}
