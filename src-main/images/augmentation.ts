/**
 * Digits made from digits: rotated, shifted, scaled, sheared and warped a little, so that a network sees each one in
 * many hands. All of it in one pass that reads every pixel once.
 */
import type { Kernels, WarpMap } from '../kernels/kernels.ts'
import { Memory } from '../kernels/memory.ts'
import { plainKernels } from '../kernels/plain.ts'
import { warpImage } from '../kernels/plain-images.ts'
import type { Random } from '../kernels/random.ts'
import { DisplacementField, type Elastic } from './elastic.ts'
import { CENTRE, PIXELS, SIDE } from './field.ts'
import { turn } from './turn.ts'

/** What may happen to a digit; every amount is drawn evenly from its range, anew for each digit. */
export interface Augmentation {
  /** Degrees, counter-clockwise; `null` turns none. */
  readonly rotation: { readonly from: number; readonly to: number } | null
  /** The share of the digits that stay upright where others are turned, 0..1. */
  readonly uprightShare: number
  /** Turned to either side by up to so many degrees on top of that: hands lean. */
  readonly lean: number
  /** Moved by up to so many pixels along each axis. */
  readonly shift: number
  /** Width and height, each on its own, larger or smaller by up to this share. */
  readonly scale: number
  /** Slanted to either side by up to so many pixels for each pixel of height. */
  readonly shear: number
  readonly elastic: Elastic | null
  /** The ink's edges moved out or in by up to so many pixels, at most 1: a thicker or a thinner pen. */
  readonly strokeWidth?: number
}

const SHAPE = { height: SIDE, width: SIDE }
/** Where the centre of mass lies, counted from the centre of the first pixel. */
const MIDDLE = CENTRE - 0.5

/** Bytes of memory that suffice for an augmenter. */
export const AUGMENTER_BYTES = 1 << 15

/** Changes digits. Two threads must not use the same one at the same time: it holds the fields of an elastic warp. */
export class Augmenter {
  readonly #kernels: Kernels
  readonly #settings: Augmentation
  readonly #right: DisplacementField | null
  readonly #down: DisplacementField | null

  constructor(kernels: Kernels, settings: Augmentation) {
    const { elastic } = settings
    this.#kernels = kernels
    this.#settings = settings
    this.#right = elastic && new DisplacementField(kernels, elastic)
    this.#down = elastic && new DisplacementField(kernels, elastic)
  }

  /**
   * Puts a changed copy of the image at `source[sourceOffset…]` (784 greys) to `target[targetOffset…]`, as 0 paper to
   * 1 ink. What comes of it follows from the image, the settings and `random` alone. Both arrays lie in the memory of the
   * kernels.
   */
  augment(
    source: Uint8Array,
    sourceOffset: number,
    target: Float32Array,
    targetOffset: number,
    random: Random,
  ): void {
    const kernels = this.#kernels
    const map = drawMap(this.#settings, random)
    this.#right?.draw(random)
    this.#down?.draw(random)
    const displacements =
      this.#right && this.#down ? { right: this.#right.values, down: this.#down.values } : null
    kernels.warpImage(source, sourceOffset, target, targetOffset, SHAPE, map, displacements)
    const { strokeWidth } = this.#settings
    if (strokeWidth) {
      kernels.moveEdges(target, targetOffset, SHAPE, random.between(-strokeWidth, strokeWidth))
    }
  }
}

/** A changed copy of one image (784 greys), as an Augmenter makes many in a run. */
export function augmentedImage(image: Uint8Array, settings: Augmentation, random: Random): Uint8Array {
  const ink = new Float32Array(PIXELS)
  new Augmenter(plainKernels(Memory.ofSize(AUGMENTER_BYTES)), settings).augment(image, 0, ink, 0, random)
  return Uint8Array.from(ink, (share) => Math.round(255 * share))
}

/** A change of one image as a whole. */
export interface Change {
  /** Turned, counter-clockwise. */
  readonly degrees: number
  /** Moved, in pixels. */
  readonly right: number
  readonly down: number
  /** How many times as wide and as high. */
  readonly width: number
  readonly height: number
  /** Slanted by so many pixels for each pixel of height. */
  readonly slant: number
}

function drawMap(settings: Augmentation, random: Random): WarpMap {
  const { shift, scale, shear } = settings
  return mapOf({
    degrees: drawAngle(settings, random),
    right: random.between(-shift, shift),
    down: random.between(-shift, shift),
    width: 1 + random.between(-scale, scale),
    height: 1 + random.between(-scale, scale),
    slant: random.between(-shear, shear),
  })
}

/** The map of a change, from the target's pixel back to the source's. */
export function mapOf({ degrees, right, down, width, height, slant }: Change): WarpMap {
  const { cosine, sine } = turn(degrees)
  const across = 1 / width
  const upright = 1 / height
  // Turned back, then the slant taken out, then the size.
  return mapAround(MIDDLE + right, MIDDLE + down, {
    xAcross: across * (cosine + slant * sine),
    xDown: across * (slant * cosine - sine),
    yAcross: upright * sine,
    yDown: upright * cosine,
  })
}

/** Nothing is drawn for what cannot happen. */
function drawAngle({ rotation, uprightShare, lean }: Augmentation, random: Random): number {
  const turned = rotation !== null && !(uprightShare > 0 && random.next() < uprightShare)
  const angle = turned ? random.between(rotation.from, rotation.to) : 0
  return lean > 0 ? angle + random.between(-lean, lean) : angle
}

/** The map by which the point (x, y) of the target shows the middle of the source. */
function mapAround(x: number, y: number, slopes: Omit<WarpMap, 'x' | 'y'>): WarpMap {
  const { xAcross, xDown, yAcross, yDown } = slopes
  return {
    x: MIDDLE - xAcross * x - xDown * y,
    y: MIDDLE - yAcross * x - yDown * y,
    ...slopes,
  }
}

/**
 * The image (784 greys) turned counter-clockwise about the point where centres of mass lie, so that it stays as centred as
 * it was. What leaves the field is lost.
 */
export function rotateImage(image: Uint8Array, degrees: number): Uint8Array {
  const { cosine, sine } = turn(degrees)
  const slopes = { xAcross: cosine, xDown: -sine, yAcross: sine, yDown: cosine }
  const rotated = new Float32Array(PIXELS)
  warpImage(image, 0, rotated, 0, SHAPE, mapAround(MIDDLE, MIDDLE, slopes), null)
  return Uint8Array.from(rotated, (ink) => Math.round(255 * ink))
}
