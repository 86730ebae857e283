/** MNIST as the benchmark hands it on: a folder with the four uncompressed IDX files. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Part {
  readonly count: number
  /** count × 784, 0..1 */
  readonly images: Float32Array
  readonly labels: Uint8Array
}

export function load(folder: string, name: 'train' | 't10k'): Part {
  const labels = new Uint8Array(readFileSync(join(folder, `${name}-labels-idx1-ubyte`))).subarray(8)
  const greys = new Uint8Array(readFileSync(join(folder, `${name}-images-idx3-ubyte`))).subarray(16)
  return { count: labels.length, images: Float32Array.from(greys, (grey) => grey / 255), labels }
}

/** The share of digits whose largest of ten outputs stands at their label. */
export function accuracyOf(outputs: ArrayLike<number>, labels: Uint8Array): number {
  let right = 0
  for (const [digit, label] of labels.entries()) {
    let best = 0
    for (let i = 1; i < 10; i++) if (outputs[digit * 10 + i]! > outputs[digit * 10 + best]!) best = i
    if (best === label) right++
  }
  return right / labels.length
}
