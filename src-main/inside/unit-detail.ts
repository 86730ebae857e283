/** How one unit comes to its value: its weighted sum term by term, and what the layers behind make of it. */
import type { UnitDetail, UnitPlace, UnitStep, UnitSum } from '../contract.ts'
import { Dropout } from '../network/dropout.ts'
import { ActivationLayer, WeightedLayer, type Layer } from '../network/layer.ts'
import { MaxPool } from '../network/max-pool.ts'
import { ReLU } from '../network/relu.ts'
import { Sigmoid } from '../network/sigmoid.ts'
import { curveOf } from './activation-curve.ts'
import type { OpenedModel } from './opened-model.ts'

/** How many terms are named; the others are summed up. */
const NAMED = 4

/**
 * Of a unit of any layer, after the network went forward. It is traced back to the weighted sum that it comes from: an
 * activation's to the net output that it bends, a pool's to the winner of its window.
 */
export function detailOf(opened: OpenedModel, asked: UnitPlace): UnitDetail | null {
  const { layers } = opened.network
  if (asked.output >= (layers[asked.layer]?.outputSize ?? 0)) return null
  let { layer, output } = asked
  while (layer >= 0 && !(layers[layer] instanceof WeightedLayer)) {
    const here = layers[layer]
    if (here instanceof MaxPool) output = here.winners[output]!
    layer -= 1
  }
  const from = layers[layer]
  const sum = from instanceof WeightedLayer ? sumOf(from, { layer, output }) : null
  return { sum, after: stepsAfter(opened, { layer, output }) }
}

function sumOf(layer: WeightedLayer, unit: UnitPlace): UnitSum {
  const terms = layer.termsOf(unit.output)
  const inputs = Float32Array.from(terms.inputs, (place) => (place < 0 ? 0 : layer.input[place]!))
  const weights = Float32Array.from(terms.weights, (place) => layer.weights.values[place]!)
  const products = inputs.map((input, term) => input * weights[term]!)
  const order = [...products.keys()].sort((a, b) => Math.abs(products[b]!) - Math.abs(products[a]!))
  return {
    unit,
    inputs,
    weights,
    products,
    largest: order.slice(0, NAMED),
    rest: order.slice(NAMED).reduce((sum, term) => sum + products[term]!, 0),
    bias: layer.biases.values[terms.bias]!,
    net: layer.output[unit.output]!,
  }
}

/** Follows an output of a layer through those that have no weights, as far as it is heard of. */
function stepsAfter(opened: OpenedModel, from: UnitPlace): UnitStep[] {
  const { layers } = opened.network
  const steps: UnitStep[] = []
  let { output } = from
  for (let index = from.layer + 1; index < layers.length; index++) {
    const layer = layers[index]!
    if (layer instanceof WeightedLayer) break
    if (layer instanceof Dropout) continue
    if (layer instanceof MaxPool) {
      const step = poolStep(layer, index, output)
      if (step === null) break
      steps.push(step)
      if (!step.won) break
      ;({ output } = step.unit)
    } else if (layer instanceof ActivationLayer) {
      steps.push({
        kind: kindOf(layer),
        unit: { layer: index, output },
        net: layer.netOutput[output]!,
        output: layer.output[output]!,
        curve: curveOf(kindOf(layer), layer.netOutput.subarray(0, layer.outputSize), output),
      })
    }
  }
  return steps
}

function kindOf(layer: Layer): 'sigmoid' | 'relu' | 'softmax' {
  return layer instanceof Sigmoid ? 'sigmoid' : layer instanceof ReLU ? 'relu' : 'softmax'
}

/** The window that an input of a pool lies in; `null` at the edges that it does not read. */
function poolStep(pool: MaxPool, layer: number, input: number): (UnitStep & { kind: 'max pool' }) | null {
  const window = pool.windowOf(input)
  if (window === null) return null
  return {
    kind: 'max pool',
    unit: { layer, output: window.output },
    window: window.inputs.map((place) => pool.input[place]!),
    output: pool.output[window.output]!,
    won: pool.winners[window.output] === input,
  }
}
