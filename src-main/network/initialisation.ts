/**
 * Weights to start from: random, because units that start equal stay equal, and of a size at which neither
 * the values going forward nor the derivatives going backward grow or fade from layer to layer. Biases start
 * at 0.
 *
 * Both are uniform, so that they need nothing but arithmetic that gives the same bits on every machine.
 */
import type { Random } from '../kernels/random.ts'

/** For layers behind which a ReLU silences half: variance 2 / fanIn (He et al. 2015, equation 10). */
export function heLimit(fanIn: number): number {
  return Math.sqrt(6 / fanIn)
}

/** For sigmoid and softmax: variance 2 / (fanIn + fanOut) (Glorot & Bengio 2010, equation 16). */
export function glorotLimit(fanIn: number, fanOut: number): number {
  return Math.sqrt(6 / (fanIn + fanOut))
}

/** Fills `values` with numbers drawn evenly from −limit to limit; their variance is limit² / 3. */
export function fillEvenly(values: Float32Array, limit: number, random: Random): void {
  for (let i = 0; i < values.length; i++) values[i] = random.between(-limit, limit)
}
