/** The gradient of a layer's weights, and of one of them the sum that it is. */
import type { GradientTerm, LayerGradient } from '../contract.ts'
import { Convolution } from '../network/convolution.ts'
import { WeightedLayer } from '../network/layer.ts'
import type { Network } from '../network/network.ts'

/** Terms of a filter's gradient that are told. */
const MOST_TERMS = 3

/**
 * The gradient of a layer's weights, after the one image went forward and backward; `null` where the layer does not learn or has
 * no such weight.
 *
 * @param asked a weight's place in `weights.values`; `null` for the one with the largest gradient
 */
export function layerGradient(network: Network, layer: number, asked: number | null): LayerGradient | null {
  const weighted = network.layers[layer]
  if (!(weighted instanceof WeightedLayer)) return null
  const { weights, biases } = weighted
  const index = asked ?? farthestFromZero(weights.gradient)
  if (index >= weights.values.length) return null
  const terms = termsOf(weighted, index)
  return {
    layer,
    weights: weights.gradient.slice(),
    biases: biases.gradient.slice(),
    weight: {
      index,
      value: weights.values[index]!,
      gradient: weights.gradient[index]!,
      places: terms.length,
      terms: terms.sort((a, b) => Math.abs(b.product) - Math.abs(a.product)).slice(0, MOST_TERMS),
    },
  }
}

/**
 * What a weight's gradient is summed from: ∂C/∂w = Σ input · ∂C/∂net, over all net outputs that the weight has a part in. In a
 * fully connected layer that is one; a filter's weights have a part in its output at every place.
 */
export function termsOf(layer: WeightedLayer, index: number): GradientTerm[] {
  const { input, outputDerivative, outputSize, biases, fanIn } = layer
  const units = biases.values.length
  // W is inputs × outputs; filters lie one behind the other.
  const [unit, term] =
    layer instanceof Convolution
      ? [Math.floor(index / fanIn), index % fanIn]
      : [index % units, Math.floor(index / units)]
  return Array.from({ length: outputSize / units }, (_, place) => {
    const output = place * units + unit
    const from = layer.termsOf(output).inputs[term]!
    const value = from < 0 ? 0 : input[from]!
    const netDerivative = outputDerivative[output]!
    return { input: value, netDerivative, product: value * netDerivative }
  })
}

function farthestFromZero(values: Float32Array): number {
  let farthest = 0
  for (let i = 1; i < values.length; i++) {
    if (Math.abs(values[i]!) > Math.abs(values[farthest]!)) farthest = i
  }
  return farthest
}
