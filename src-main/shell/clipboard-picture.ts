/** A picture that another program left on the clipboard. */
import { clipboard } from 'electron'

const TYPES = ['image/png', 'image/jpeg']

/** @returns the bytes of a PNG or JPEG file, or `null` where the clipboard holds neither */
export async function clipboardPicture(): Promise<Uint8Array | null> {
  for (const item of await clipboard.read()) {
    const type = TYPES.find((type) => item.types.includes(type))
    if (type === undefined) continue
    const picture = await item.getType(type)
    if (picture instanceof Blob) return new Uint8Array(await picture.arrayBuffer())
  }
  return null
}
