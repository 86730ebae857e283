/**
 * The distance of every pixel of a shape's picture to the shape's edge, positive outside and negative inside, in pixels from
 * the pixel's centre (P. Felzenszwalb, D. Huttenlocher 2012, "Distance transforms of sampled functions").
 *
 * @param inside 1 within the shape, 0 outside, row by row; there is at least one of either
 */
export function signedDistances(inside: Uint8Array, width: number, height: number): Float32Array {
  const outward = squaredDistances(inside, width, height, 1)
  const inward = squaredDistances(inside, width, height, 0)
  // The edge runs half a pixel before the nearest pixel of the other kind.
  return outward.map((square, i) => (square > 0 ? Math.sqrt(square) - 0.5 : 0.5 - Math.sqrt(inward[i]!)))
}

/** Larger than any distance in a picture, and its square still a number. */
const FAR = 1e9

/** The squared distance of each pixel to the nearest whose value in `inside` is `kind`. */
function squaredDistances(inside: Uint8Array, width: number, height: number, kind: number): Float32Array {
  const squares = new Float32Array(width * height)
  for (let i = 0; i < squares.length; i++) squares[i] = inside[i] === kind ? 0 : FAR
  const longest = Math.max(width, height)
  const row: Envelope = {
    values: new Float64Array(longest),
    vertices: new Int32Array(longest),
    starts: new Float64Array(longest + 1),
  }
  for (let x = 0; x < width; x++) transform(squares, x, width, height, row)
  for (let y = 0; y < height; y++) transform(squares, y * width, 1, width, row)
  return squares
}

/** Scratch space: a row's values, and the parabolas that are lowest somewhere along it, each from its start on. */
interface Envelope {
  readonly values: Float64Array
  readonly vertices: Int32Array
  readonly starts: Float64Array
}

/** Replaces each of `count` values by the least, over all others, of that value plus the squared distance to it. */
function transform(squares: Float32Array, start: number, stride: number, count: number, row: Envelope): void {
  const { values, vertices, starts } = row
  for (let i = 0; i < count; i++) values[i] = squares[start + i * stride]!
  let last = 0
  vertices[0] = 0
  starts[0] = -Infinity
  starts[1] = Infinity
  for (let i = 1; i < count; i++) {
    let crossing = crossingOf(values, vertices[last]!, i)
    while (crossing <= starts[last]!) {
      last--
      crossing = crossingOf(values, vertices[last]!, i)
    }
    last++
    vertices[last] = i
    starts[last] = crossing
    starts[last + 1] = Infinity
  }
  for (let i = 0, lowest = 0; i < count; i++) {
    while (starts[lowest + 1]! < i) lowest++
    const vertex = vertices[lowest]!
    squares[start + i * stride] = (i - vertex) ** 2 + values[vertex]!
  }
}

/** Where the parabola of `b` comes to lie below that of `a`, which is to its left. */
function crossingOf(values: Float64Array, a: number, b: number): number {
  return (values[b]! + b * b - values[a]! - a * a) / (2 * (b - a))
}
