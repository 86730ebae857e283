/** A picture of greys, row by row, one byte a pixel: 0 is paper and 255 ink, once `picture.ts` has told them apart. */
export interface GreyImage {
  readonly width: number
  readonly height: number
  readonly values: Uint8Array
}
