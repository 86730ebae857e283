/** Pictures unpacked as the app's own thread does it, with the decoder that was built. */
import type { GreyImage } from '../../src-main/images/grey-image.ts'
import { loadJpegDecoder } from '../../src-main/images/jpeg-file.ts'
import { imageOfGreys } from '../../src-main/images/picture.ts'
import { decodePicture as decode } from '../../src-main/images/picture-file.ts'
import { places } from '../built.ts'

const decoder = loadJpegDecoder(places.jpegDecoder)

export function decodePicture(bytes: Uint8Array): GreyImage {
  return decode(bytes, decoder)
}

/** The 28×28 image in a PNG or JPEG file. */
export function imageOfPicture(bytes: Uint8Array): Uint8Array | null {
  return imageOfGreys(decodePicture(bytes))
}
