/** The first layer's weights as pictures: what each of its units or filters looks for in the image. */
import { outputSizes, type Architecture } from './architecture.ts'
import type { Parameter } from './layer.ts'

export interface WeightPictures {
  readonly height: number
  readonly width: number
  /** How many pictures there are, of so many units or filters. */
  readonly count: number
  readonly of: number
  /** count × height × width, row by row: −1 to 1, where 1 is the largest weight of all that are shown. */
  readonly values: Float32Array
}

/**
 * @param parameters those of the network, as far as its first weights
 * @param most pictures
 */
export function weightPictures(
  architecture: Architecture,
  parameters: readonly Pick<Parameter, 'values'>[],
  most: number,
): WeightPictures {
  const { layers, input } = architecture
  const index = layers.findIndex(({ kind }) => kind === 'fully connected' || kind === 'convolution')
  const layer = layers[index]
  const weights = parameters[0]?.values
  if (weights === undefined) throw new Error('The network has no weights.')
  // Whatever stands before the first weights changes the size of the image at most: it has one channel still.
  const before = index === 0 ? input : outputSizes(architecture)[index - 1]!
  const convolves = layer?.kind === 'convolution'
  const height = convolves ? layer.kernel : before.height
  const width = convolves ? layer.kernel : before.width
  const size = height * width
  const of = weights.length / size
  const count = Math.min(of, most)
  // A filter's weights lie together; those of a unit are a column of inputs × outputs.
  const at = convolves
    ? (picture: number, pixel: number) => weights[picture * size + pixel]!
    : (picture: number, pixel: number) => weights[pixel * of + picture]!
  let largest = 0
  for (let picture = 0; picture < count; picture++) {
    for (let pixel = 0; pixel < size; pixel++) largest = Math.max(largest, Math.abs(at(picture, pixel)))
  }
  const values = new Float32Array(count * size)
  if (largest > 0) {
    for (let place = 0; place < values.length; place++) {
      values[place] = at(Math.floor(place / size), place % size) / largest
    }
  }
  return { height, width, count, of, values }
}
