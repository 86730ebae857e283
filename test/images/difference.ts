/** How much of the ink lies elsewhere: 0 for the same image, 2 for images that share no ink. */
export function difference(a: Uint8Array, b: Uint8Array): number {
  return (
    (2 * a.reduce((sum, ink, i) => sum + Math.abs(ink - b[i]!), 0)) /
    a.reduce((sum, ink, i) => sum + ink + b[i]!, 0)
  )
}
