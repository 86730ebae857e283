/** What can lie on the pad, and the fixed coordinates it lies in, whatever the window's size. */
import type { Drawing, Stroke } from '../../src-main/contract.ts'

/** The pad is this many units wide and high, so that a drawing survives a window that changes its size. */
export const PAD_SIZE = 280

/** A picture that a person opened, pasted or dropped. */
export interface Picture {
  readonly name: string
  /** The file as it was, for the network. */
  readonly bytes: Uint8Array<ArrayBuffer>
  /** The same for the eye, made small enough to be kept. */
  readonly bitmap: ImageBitmap
  /** 28 × 28 greys that are to be read as they are, where the picture was made from them. */
  readonly greys?: Uint8Array<ArrayBuffer>
}

/** Strokes or a picture, never both. Values of this type are never changed, so that they can be history. */
export interface Sheet {
  readonly strokes: Drawing
  readonly picture: Picture | null
}

/** What is seen on the pad at a moment: what is finished, and the stroke that grows. */
export interface Moment {
  readonly sheet: Sheet
  readonly growing: Stroke | null
}

export const EMPTY_SHEET: Sheet = { strokes: [], picture: null }

export function isEmpty(sheet: Sheet): boolean {
  return sheet.strokes.length === 0 && sheet.picture === null
}

/** The sheet with one stroke more. Ink takes the place of a picture. */
export function withStroke(sheet: Sheet, stroke: Stroke): Sheet {
  return { strokes: [...sheet.strokes, stroke], picture: null }
}
