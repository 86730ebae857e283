/** Connected pieces of ink. */

export interface Piece {
  /** What its pixels carry in `labels`; from 1. */
  readonly label: number
  /** In pixels. */
  readonly area: number
  readonly left: number
  readonly top: number
  /** The first column and row beyond it. */
  readonly right: number
  readonly bottom: number
}

/** Labels the pieces of a picture that is 1 where there is ink; pixels that touch at a corner belong together. */
export function findPieces(
  ink: Uint8Array,
  width: number,
  height: number,
): { readonly pieces: Piece[]; readonly labels: Int32Array } {
  const labels = new Int32Array(ink.length)
  const waiting = new Int32Array(ink.length)
  const pieces: Piece[] = []
  for (let start = 0; start < ink.length; start++) {
    if (ink[start] === 0 || labels[start] !== 0) continue
    const label = pieces.length + 1
    let left = width
    let right = 0
    let top = height
    let bottom = 0
    let area = 0
    let count = 1
    labels[start] = label
    waiting[0] = start
    while (count > 0) {
      const at = waiting[--count]!
      const x = at % width
      const y = (at - x) / width
      area++
      left = Math.min(left, x)
      right = Math.max(right, x + 1)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y + 1)
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx
          if (ink[next] === 0 || labels[next] !== 0) continue
          labels[next] = label
          waiting[count++] = next
        }
      }
    }
    pieces.push({ label, area, left, top, right, bottom })
  }
  return { pieces, labels }
}
