/** What kinds of layer are called, and what they do, in words and formulas. */
import type { InsideLayer, InsideLayerKind } from '../../src-main/contract.ts'
import { count } from '../ui/format.ts'
import { leftToRight } from '../ui/language.svelte.ts'
import { sizeText } from './figures.ts'

export function layerName(kind: InsideLayerKind): string {
  const names: Readonly<Record<InsideLayerKind, string>> = {
    'fully connected': 'Fully connected',
    convolution: 'Convolution',
    'max pool': 'Max pool',
    sigmoid: 'Sigmoid',
    relu: 'ReLU',
    softmax: 'Softmax',
    dropout: 'Dropout',
  }
  return names[kind]
}

/** "Convolution 5 × 5", "Max pool 2 × 2", "ReLU". */
export function layerTitle({ kind, window }: InsideLayer): string {
  const title = layerName(kind)
  return kind === 'convolution' || kind === 'max pool'
    ? `${title} ${String(window)}×${String(window)}`
    : title
}

/** With its shapes: "Convolution 5×5: 28×28 → 24×24×16"; of a layer that keeps the shape its title alone. */
export function layerInFull(layer: InsideLayer): string {
  const [from, to] = [sizeText(layer.input), sizeText(layer.output)]
  // Numbers flow from left to right, as in the pictures.
  return layer.weights === null && from === to
    ? layerTitle(layer)
    : `${layerTitle(layer)}: ${leftToRight(`${from} → ${to}`)}`
}

/** What the layer computes, as a formula. */
export function layerFormula({ kind, window }: InsideLayer): string {
  switch (kind) {
    case 'fully connected':
      return 'net = W·x + b'
    case 'convolution':
      return /* @wc-include */ 'net = Σ w·x + b, at every place'
    case 'max pool':
      return `the largest of each ${String(window)}×${String(window)}`
    case 'sigmoid':
      return 'output = 1 / (1 + e^−net)'
    case 'relu':
      return 'output = max(0, net)'
    case 'softmax':
      return 'output = e^net / Σ e^net'
    case 'dropout':
      return /* @wc-include */ 'only trains: passes all on'
  }
}

/** What the layer's numbers are called. */
export function outputName({ kind, weights }: InsideLayer): string {
  if (weights !== null) return 'Net output'
  if (kind === 'max pool') return 'Pooled'
  return kind === 'dropout' ? 'Dropout' : 'Output'
}

/** "784 × 10 weights and 10 biases". */
export function weightsText(weights: readonly number[], biases: number): string {
  return `${weights.map(count).join(' × ')} weights and ${count(biases)} biases`
}
