/** The kernels for images as random problems: see problems.ts. */
import * as fc from 'fast-check'
import { bytes, dense, probability, result, size, withNaN, type Fill, type Problem } from './problems.ts'

const grey: Fill = (random) => (random.integer(2) === 0 ? 0 : random.integer(256))
const shape = fc.record({ height: size(13), width: size(13) })
const images = fc.integer({ min: 0, max: 3 })
const slope = fc.double({ min: -1.5, max: 1.5, noNaN: true })
/** Also points outside the image, on pixels, and none at all. */
const origin = fc.oneof(fc.double({ min: -4, max: 14, noNaN: true }), fc.integer({ min: -2, max: 13 }))
const map = fc.record({
  x: fc.oneof({ weight: 12, arbitrary: origin }, { weight: 1, arbitrary: fc.constant(NaN) }),
  xAcross: slope,
  xDown: slope,
  y: origin,
  yAcross: slope,
  yDown: slope,
})
/** Bytes are laid over floats, four to one. */
const floatsFor = (byteCount: number): number => Math.ceil(byteCount / 4)

export const imageProblems: Readonly<Record<string, fc.Arbitrary<Problem>>> = {
  scaleBytes: fc.record({ length: fc.nat(50), offset: fc.nat(9) }).map(({ length, offset }) => ({
    operands: [{ length: floatsFor(offset + length), fill: grey, kind: 'bytes' }, result(length)],
    units: length,
    terms: 0,
    solve: (kernels, [source, target], first, end) =>
      kernels.scaleBytes(bytes(source!), offset + first, target!, first, end - first),
  })),
  warpImage: fc
    .record({
      shape,
      images,
      map,
      offset: fc.nat(9),
      warped: fc.boolean(),
      displacement: fc.constantFrom(dense, withNaN),
    })
    .map(({ shape, images, map, offset, warped, displacement }) => {
      const pixels = shape.height * shape.width
      return {
        operands: [
          { length: floatsFor(offset + images * pixels), fill: grey, kind: 'bytes' },
          { length: pixels, fill: displacement },
          { length: pixels, fill: displacement },
          result(images * pixels),
        ],
        units: images,
        // Not that many, but a point far off is rounded as often.
        terms: 50,
        solve: (kernels, [source, right, down, target], first, end) => {
          const displacements = warped ? { right: right!, down: down! } : null
          for (let image = first; image < end; image++) {
            const from = offset + image * pixels
            kernels.warpImage(bytes(source!), from, target!, image * pixels, shape, map, displacements)
          }
        },
      }
    }),
  smoothField: fc
    .record({ points: size(9), side: size(30), fill: fc.constantFrom(dense, withNaN) })
    .map(({ points, side, fill }) => ({
      operands: [
        { length: points * points, fill },
        { length: points * side, fill: probability },
        result(side * side),
      ],
      units: 1,
      terms: points * points,
      solve: (kernels, [controls, weights, field], first, end) => {
        if (first < end) kernels.smoothField(controls!, weights!, field!, points, side)
      },
    })),
  moveEdges: fc
    .record({ shape, images, share: fc.double({ min: -1, max: 1, noNaN: true }) })
    .map(({ shape, images, share }) => {
      const pixels = shape.height * shape.width
      return {
        operands: [{ length: images * pixels, fill: probability, result: true }],
        units: images,
        terms: 2,
        solve: (kernels, [image], first, end) => {
          for (let i = first; i < end; i++) kernels.moveEdges(image!, i * pixels, shape, share)
        },
      }
    }),
}
