/**
 * Labels as targets for ten outputs: 1 for the digit, 0 for all others (paper: one-hot). Fills `rows` rows of
 * `target` from `firstRow` on with the labels from `firstLabel` on.
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
    target[(firstRow + row) * classes + labels[firstLabel + row]!] = 1
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
