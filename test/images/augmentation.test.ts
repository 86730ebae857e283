import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  AUGMENTER_BYTES,
  Augmenter,
  rotateImage,
  type Augmentation,
} from '../../src-main/images/augmentation.ts'
import { DisplacementField } from '../../src-main/images/elastic.ts'
import { centreOfMass, PIXELS, SIDE } from '../../src-main/images/field.ts'
import { turn } from '../../src-main/images/turn.ts'
import { createBlock, createKernels, loadKernelModules, NO_MODULES } from '../../src-main/kernels/engine.ts'
import { Random } from '../../src-main/kernels/random.ts'
import { places } from '../built.ts'

const NOTHING: Augmentation = {
  rotation: null,
  uprightShare: 0,
  lean: 0,
  shift: 0,
  scale: 0,
  shear: 0,
  elastic: null,
}
const ALL: Augmentation = {
  rotation: { from: -20, to: 20 },
  uprightShare: 0.5,
  lean: 5,
  shift: 2,
  scale: 0.1,
  shear: 0.1,
  elastic: { strength: 1, smoothness: 4 },
  strokeWidth: 0.5,
}

/** Ink in the box, paper around it: what every image of a digit is. */
const image = fc.uint8Array({ minLength: PIXELS, maxLength: PIXELS }).map((values) =>
  values.map((value, i) => {
    const x = i % SIDE
    const y = Math.floor(i / SIDE)
    return x >= 5 && x < 24 && y >= 5 && y < 24 ? value : 0
  }),
)

/** A level bar of 14 × 2 pixels around the centre of mass's place. */
function bar(): Uint8Array {
  const values = new Uint8Array(PIXELS)
  for (const y of [14]) for (let x = 8; x <= 20; x++) values[y * SIDE + x] = 255
  return values
}

const blocks = [NO_MODULES, loadKernelModules(places.kernels)].map(
  (modules) => [modules, createBlock(modules, 1 << 20, 1)] as const,
)
const [plain, fastest] = [0, 1]

/** Puts a changed copy of the source to somewhere in a longer array, both within the memory of the kernels. */
function augmentedAt(
  source: Uint8Array,
  [before, after]: readonly [number, number],
  settings: Augmentation,
  stream: readonly number[],
  engine = fastest,
): Float32Array {
  const kernels = createKernels(...blocks[engine]!, 0)
  const images = kernels.memory.bytes(before + PIXELS + 10).fill(99)
  const target = kernels.memory.floats(after + PIXELS + 10).fill(-1)
  images.set(source, before)
  new Augmenter(kernels, settings).augment(images, before, target, after, Random.of(1, ...stream))
  return target.slice()
}

function augmented(source: Uint8Array, settings: Partial<Augmentation>, ...stream: number[]): Float32Array {
  return augmentedAt(source, [0, 0], { ...NOTHING, ...settings }, stream).subarray(0, PIXELS)
}

const bytes = (values: Float32Array): Uint8Array =>
  Uint8Array.from(values, (value) => Math.round(255 * value))

describe('turn', () => {
  test('is cosine and sine, and exact at right angles', () => {
    fc.assert(
      fc.property(fc.double({ min: -1000, max: 1000, noNaN: true }), (degrees) => {
        const { cosine, sine } = turn(degrees)
        expect(cosine).toBeCloseTo(Math.cos((degrees * Math.PI) / 180), 11)
        expect(sine).toBeCloseTo(Math.sin((degrees * Math.PI) / 180), 11)
      }),
    )
    const right = [90, 180, 270, -90].map((degrees) => turn(degrees))
    expect(right.map(({ cosine }) => cosine + 0)).toEqual([0, -1, 0, 0])
    expect(right.map(({ sine }) => sine + 0)).toEqual([1, 0, -1, -1])
  })
})

describe('rotateImage', () => {
  test('by a quarter turn is exact, counter-clockwise, about the pixel with index 14', () => {
    fc.assert(
      fc.property(image, (values) => {
        const turned = rotateImage(values, 90)
        for (let y = 1; y < SIDE; y++) {
          for (let x = 1; x < SIDE; x++) {
            // What is at the top comes to the left.
            expect(turned[(28 - x) * SIDE + y]).toBe(values[y * SIDE + x])
          }
        }
      }),
    )
  })

  test('four quarter turns, or none, give the image back', () => {
    fc.assert(
      fc.property(image, (values) => {
        let turned: Uint8Array = values
        for (let i = 0; i < 4; i++) turned = rotateImage(turned, 90)
        expect(turned).toEqual(values)
        expect(rotateImage(values, 0)).toEqual(values)
        expect(rotateImage(values, 360)).toEqual(values)
      }),
    )
  })

  test.for([10, 37, -50, 120])('by %d° leans a level bar by as much', (degrees) => {
    const turned = rotateImage(bar(), degrees)
    let xx = 0
    let xy = 0
    let yy = 0
    const [centreX, centreY] = centreOfMass(turned, SIDE)
    for (const [i, ink] of turned.entries()) {
      const x = (i % SIDE) + 0.5 - centreX
      const y = Math.floor(i / SIDE) + 0.5 - centreY
      xx += ink * x * x
      xy += ink * x * y
      yy += ink * y * y
    }
    // The direction along which the ink is spread most; y grows downward.
    const direction = (-Math.atan2(2 * xy, xx - yy) * 90) / Math.PI
    const off = (((direction - degrees) % 180) + 180) % 180
    expect(Math.min(off, 180 - off)).toBeLessThan(1)
    expect(centreX).toBeCloseTo(14.5, 1)
    expect(centreY).toBeCloseTo(14.5, 1)
  })
})

describe('augment', () => {
  test('with nothing to change, only scales the greys', () => {
    fc.assert(
      fc.property(image, (values) => {
        const same = augmented(values, {})
        for (const [i, value] of values.entries()) expect(same[i]).toBeCloseTo(value / 255, 6)
      }),
    )
  })

  test('turns as rotateImage does', () => {
    fc.assert(
      fc.property(image, fc.double({ min: -180, max: 180, noNaN: true }), (values, degrees) => {
        const turned = bytes(augmented(values, { rotation: { from: degrees, to: degrees } }))
        const expected = rotateImage(values, degrees)
        for (const [i, value] of expected.entries())
          expect(Math.abs(turned[i]! - value)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('moves and scales by what was asked for, in both directions', () => {
    const source = bar()
    const measures = Array.from({ length: 400 }, (_, i) => {
      const moved = augmented(source, { shift: 3, scale: 0.2 }, i)
      const [x, y] = centreOfMass(bytes(moved), SIDE)
      const row = moved.reduce((sum, ink) => sum + ink, 0)
      return { x: x - 14.5, y: y - 14.5, mass: row / 13 }
    })
    for (const axis of ['x', 'y'] as const) {
      const shifts = measures.map((measure) => measure[axis])
      expect(Math.max(...shifts)).toBeLessThan(3.01)
      expect(Math.max(...shifts)).toBeGreaterThan(2.7)
      expect(Math.min(...shifts)).toBeGreaterThan(-3.01)
      expect(Math.min(...shifts)).toBeLessThan(-2.7)
    }
    const masses = measures.map(({ mass }) => mass)
    expect(Math.max(...masses)).toBeGreaterThan(1.2)
    expect(Math.min(...masses)).toBeLessThan(0.8)
    expect(Math.max(...masses)).toBeLessThan(1.6)
    expect(Math.min(...masses)).toBeGreaterThan(0.6)
  })

  test('shear slants an upright line and leaves a level one', () => {
    const upright = new Uint8Array(PIXELS)
    for (let y = 6; y <= 22; y++) upright[y * SIDE + 14] = 255
    const slants = Array.from({ length: 200 }, (_, i) => {
      const sheared = augmented(upright, { shear: 0.4 }, i)
      const at = (y: number): number => {
        const row = sheared.subarray(y * SIDE, (y + 1) * SIDE)
        return row.reduce((sum, ink, x) => sum + ink * x, 0) / row.reduce((sum, ink) => sum + ink, 0)
      }
      return (at(8) - at(20)) / 12
    })
    expect(Math.max(...slants)).toBeGreaterThan(0.36)
    expect(Math.max(...slants)).toBeLessThan(0.41)
    expect(Math.min(...slants)).toBeLessThan(-0.36)
    const level = augmented(bar(), { shear: 0.4 }, 3)
    for (const [i, ink] of bar().entries()) expect(level[i]).toBeCloseTo(ink / 255, 5)
  })

  test('is a function of the image, the settings and the stream, wherever it is put', () => {
    fc.assert(
      fc.property(image, fc.nat(1000), fc.nat(1000), (values, before, after) => {
        const expected = augmented(values, ALL, 7)
        const target = augmentedAt(values, [before, after], ALL, [7])
        expect(target.subarray(after, after + PIXELS)).toEqual(expected)
        expect(target.subarray(0, after).every((value) => value === -1)).toBe(true)
        expect(target.subarray(after + PIXELS).every((value) => value === -1)).toBe(true)
      }),
    )
  })

  test('comes to the same with and without SIMD', () => {
    fc.assert(
      fc.property(image, fc.nat(), (values, stream) => {
        const expected = augmentedAt(values, [3, 5], ALL, [stream], plain)
        const target = augmentedAt(values, [3, 5], ALL, [stream], fastest)
        for (const [i, ink] of expected.entries()) expect(Math.abs(target[i]! - ink)).toBeLessThan(1e-4)
      }),
    )
  })

  test('takes no more memory than it says, however fine the warp', () => {
    const kernels = createKernels(...blocks[plain]!, 0)
    const before = kernels.memory.next
    expect(new Augmenter(kernels, { ...ALL, elastic: { strength: 1, smoothness: 0 } })).toBeDefined()
    expect(kernels.memory.next - before).toBeLessThanOrEqual(AUGMENTER_BYTES)
  })

  test('what comes of it is ink from 0 to 1, whatever the settings', () => {
    fc.assert(
      fc.property(image, fc.nat(), fc.double({ min: 0, max: 0.9, noNaN: true }), (values, stream, amount) => {
        const settings: Augmentation = {
          rotation: { from: -180, to: 180 },
          uprightShare: amount,
          lean: 180 * amount,
          shift: 30 * amount,
          scale: amount,
          shear: amount,
          elastic: { strength: 20 * amount, smoothness: 8 * amount },
          strokeWidth: amount,
        }
        const changed = augmented(values, settings, stream)
        expect(changed.every((ink) => ink >= 0 && ink <= 1)).toBe(true)
      }),
    )
  })

  test('as many digits stay upright as shall', () => {
    const upright = Array.from({ length: 1000 }, (_, i) => {
      const changed = bytes(augmented(bar(), { rotation: { from: 90, to: 90 }, uprightShare: 0.3 }, i))
      return changed.every((grey, pixel) => Math.abs(grey - bar()[pixel]!) <= 1)
    }).filter(Boolean).length
    // Four standard deviations.
    expect(Math.abs(upright - 300)).toBeLessThan(58)
  })

  test('stroke width moves the edges of the ink out and in', () => {
    const block = new Uint8Array(PIXELS)
    for (let y = 10; y < 18; y++) for (let x = 10; x < 18; x++) block[y * SIDE + x] = 255
    const widths = Array.from({ length: 200 }, (_, i) => {
      const changed = augmented(block, { strokeWidth: 0.8 }, i)
      return changed.subarray(14 * SIDE, 15 * SIDE).reduce((sum, ink) => sum + ink, 0)
    })
    expect(Math.max(...widths)).toBeGreaterThan(8 + 2 * 0.7)
    expect(Math.max(...widths)).toBeLessThan(8 + 2 * 0.81)
    expect(Math.min(...widths)).toBeLessThan(8 - 2 * 0.7)
    expect(Math.min(...widths)).toBeGreaterThan(8 - 2 * 0.81)
  })
})

describe('elastic displacements', () => {
  test.for([2, 4, 6])('with smoothness %d have the strength and the smoothness asked for', (smoothness) => {
    const elastic = { strength: 1.5, smoothness }
    const field = new DisplacementField(createKernels(...blocks[fastest]!, 0), elastic)
    let square = 0
    let beside = 0
    let farApart = 0
    const fields = 600
    const distance = Math.round(smoothness)
    for (let i = 0; i < fields; i++) {
      field.draw(Random.of(2, i))
      for (let y = 0; y < SIDE; y++) {
        for (let x = 0; x < 10; x++) {
          const here = field.values[y * SIDE + x]!
          square += here * here
          beside += here * field.values[y * SIDE + x + distance]!
          farApart += here * field.values[y * SIDE + x + 18]!
        }
      }
    }
    const count = fields * SIDE * 10
    expect(Math.abs(Math.sqrt(square / count) / 1.5 - 1)).toBeLessThan(0.06)
    // White noise smoothed by a Gaussian of this deviation is correlated by e^(−d² / 4σ²) at distance d.
    expect(Math.abs(beside / square - Math.exp(-(distance ** 2) / (4 * smoothness ** 2)))).toBeLessThan(0.06)
    if (smoothness <= 4) expect(Math.abs(farApart / square)).toBeLessThan(0.1)
  })
})
