/** The layers of a network in stages: one with weights, and what bends, pools or drops its outputs. */
import type { InsideLayer, InsideNetwork, LayerSize } from '../../../src-main/contract.ts'

export interface Stage {
  /** Its layers, by their places in the network, in their order. */
  readonly layers: readonly number[]
  /** The layer with weights; `null` where the network begins without any. */
  readonly weighted: number | null
  readonly input: LayerSize
  readonly output: LayerSize
  /** Whether it ends in the network's output. */
  readonly last: boolean
}

export function stagesOf({ layers }: InsideNetwork): Stage[] {
  const groups: number[][] = []
  for (const [index, { weights }] of layers.entries()) {
    const group = groups.at(-1)
    if (weights !== null || group === undefined) groups.push([index])
    else group.push(index)
  }
  return groups.map((group, index) => {
    const [first, end] = [group[0] ?? 0, group.at(-1) ?? 0]
    return {
      layers: group,
      weighted: layers[first]?.weights ? first : null,
      input: sizeAt(layers, first, 'input'),
      output: sizeAt(layers, end, 'output'),
      last: index === groups.length - 1,
    }
  })
}

function sizeAt(layers: readonly InsideLayer[], index: number, which: 'input' | 'output'): LayerSize {
  return layers[index]?.[which] ?? { height: 0, width: 0, channels: 0 }
}

/** The shape of what one output of a layer is summed from. */
export function fieldOf({ kind, input, window }: InsideLayer): LayerSize {
  return kind === 'convolution' ? { height: window, width: window, channels: input.channels } : input
}

/** How many terms one output of a layer is summed from. */
export function fanInOf(layer: InsideLayer): number {
  const { height, width, channels } = fieldOf(layer)
  return height * width * channels
}
