/** Lists of layers as the contract allows them, whether or not they fit on one another. */
import fc from 'fast-check'
import { ACTIVATIONS, LAYER_BOUNDS, MOST_LAYERS } from '../../src-main/contract.ts'
import type { Layer, LayerNumber } from '../../src-main/contract.ts'

const within = (name: LayerNumber) => {
  const [min, max] = LAYER_BOUNDS[name]
  return fc.integer({ min, max })
}
const activation = fc.constantFrom(...ACTIVATIONS)

const someLayer: fc.Arbitrary<Layer> = fc.oneof(
  fc.record({ kind: fc.constant('fully connected' as const), units: within('units'), activation }),
  fc
    .record({
      kind: fc.constant('convolution' as const),
      filters: within('filters'),
      kernel: within('kernel'),
      padding: within('padding'),
      activation,
    })
    .map((layer) => ({ ...layer, padding: layer.padding % layer.kernel })),
  fc.record({ kind: fc.constant('max pool' as const), size: within('size') }),
  fc.record({
    kind: fc.constant('dropout' as const),
    rate: fc.double({ min: LAYER_BOUNDS.rate[0], max: LAYER_BOUNDS.rate[1], noNaN: true }),
  }),
)

export const someLayers: fc.Arbitrary<Layer[]> = fc.array(someLayer, { maxLength: MOST_LAYERS })
