/** What main told of going forward, as the numbers that the views show. */
import { MIDDLE_STEP } from '../../../src-main/contract.ts'
import type { ForwardPass, LayerOutput } from '../../../src-main/contract.ts'

export interface Pass extends ForwardPass {
  readonly layers: readonly NumbersOut[]
}

export interface NumbersOut {
  readonly layer: number
  readonly output: Float32Array
  /** Whether the numbers are rounded: good for a picture, and not for being read. */
  readonly rounded: boolean
}

export function numbersOf(pass: ForwardPass): Pass {
  return { ...pass, layers: pass.layers.map(numbersOut) }
}

function numbersOut(told: LayerOutput): NumbersOut {
  if ('output' in told) return { ...told, rounded: false }
  const { layer, steps, limit } = told
  const output = Float32Array.from(steps, (step) => ((step - MIDDLE_STEP) / (MIDDLE_STEP - 1)) * limit)
  return { layer, output, rounded: true }
}
