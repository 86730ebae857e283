/** Pictures on their way to the pad: from a file chooser, from the clipboard, or dropped. */
import { MAX_PICTURE_BYTES } from '../../src-main/contract.ts'
import type { Picture } from './sheet.ts'

export const PICTURE_TYPES = ['image/png', 'image/jpeg'] as const

/** Longest side of what is kept for the eye, in pixels. */
const LARGEST_SHOWN = 1600

export type PictureFile = Pick<Picture, 'name' | 'bytes'>

/** The first file of a paste or a drop, or `null` where there is none. */
export function fileOf(transfer: DataTransfer | null): File | null {
  return transfer?.files.item(0) ?? null
}

/** Whether a file says that it is a picture. */
export function isPicture({ type }: { readonly type: string }): boolean {
  return PICTURE_TYPES.some((known) => known === type)
}

/** What is wrong with a file that can be told before it is read; `null` where nothing is. */
export function problemOf(file: {
  readonly type: string
  readonly size: number
  readonly name: string
}): string | null {
  if (!isPicture(file)) return `“${file.name}” is not a PNG or JPEG picture. Choose one of these.`
  if (file.size > MAX_PICTURE_BYTES) return `“${file.name}” is larger than 20 MB. Choose a smaller picture.`
  return null
}

/** A picture of 28 × 28 greys, 0 paper to 255 ink, in the colours that the network's pixels are shown in. */
export async function pictureOfGreys(name: string, greys: Uint8Array<ArrayBuffer>): Promise<Picture> {
  const canvas = new OffscreenCanvas(28, 28)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This canvas cannot be drawn on.')
  const pixels = context.createImageData(28, 28)
  greys.forEach((grey, i) => {
    pixels.data.set([grey, grey, grey, 255], 4 * i)
  })
  context.putImageData(pixels, 0, 0)
  const file = await canvas.convertToBlob({ type: 'image/png' })
  const picture = await pictureOf({ name, bytes: new Uint8Array(await file.arrayBuffer()) })
  return { ...picture, greys }
}

/** @throws where the browser cannot decode the bytes */
export async function pictureOf({ name, bytes }: PictureFile): Promise<Picture> {
  const whole = await createImageBitmap(new Blob([bytes]))
  const scale = LARGEST_SHOWN / Math.max(whole.width, whole.height)
  if (scale >= 1) return { name, bytes, bitmap: whole }
  const bitmap = await createImageBitmap(whole, {
    resizeWidth: Math.max(1, Math.round(whole.width * scale)),
    resizeHeight: Math.max(1, Math.round(whole.height * scale)),
    resizeQuality: 'high',
  })
  whole.close()
  return { name, bytes, bitmap }
}
