/**
 * Cosine and sine of an angle in degrees, the same to the last bit on every machine (`Math.sin` may differ), exact at
 * multiples of 90°.
 */
export function turn(degrees: number): { readonly cosine: number; readonly sine: number } {
  const quarters = Math.round(degrees / 90)
  const x = ((degrees - 90 * quarters) * Math.PI) / 180
  const square = x * x
  // Taylor's series: with |x| ≤ π/4 what is left out is below 1e-13.
  let cosine = 1
  let sine = 1
  for (let n = 12; n > 0; n -= 2) {
    cosine = 1 - (square / (n * (n - 1))) * cosine
    sine = 1 - (square / (n * (n + 1))) * sine
  }
  sine *= x
  switch (((quarters % 4) + 4) % 4) {
    case 0:
      return { cosine, sine }
    case 1:
      return { cosine: -sine, sine: cosine }
    case 2:
      return { cosine: -cosine, sine: -sine }
    default:
      return { cosine: sine, sine: -cosine }
  }
}
