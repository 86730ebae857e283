/** Numbers as colours: blue above 0, red below it, the more of it the farther from 0. */

/** Steps from no colour to full colour, to either side. */
const STEPS = 256

/** Red, green, blue and opacity of 2 · STEPS + 1 colours, from −1 to 1. */
export type Palette = Uint8ClampedArray

const kept = new Map<string, Palette>()

/** The page's colours as they are in effect. @param scheme a name for them, other where they differ */
export function signedPalette(scheme: string): Palette {
  const found = kept.get(scheme)
  if (found !== undefined) return found
  const style = getComputedStyle(document.documentElement)
  const [negative, zero, positive] = ['--map-negative', '--map-zero', '--map-positive'].map((name) =>
    channelsOf(style.getPropertyValue(name)),
  )
  const palette = new Uint8ClampedArray(4 * (2 * STEPS + 1))
  for (let step = -STEPS; step <= STEPS; step++) {
    const end = (step < 0 ? negative : positive) ?? []
    const share = Math.abs(step) / STEPS
    const colour = [0, 1, 2].map((i) => (zero?.[i] ?? 0) * (1 - share) + (end[i] ?? 0) * share)
    palette.set([...colour, 255], 4 * (step + STEPS))
  }
  kept.set(scheme, palette)
  return palette
}

/** White on black, as the network's input is shown everywhere: 0 paper to 1 ink. */
export function inkPalette(): Palette {
  const palette = new Uint8ClampedArray(4 * (2 * STEPS + 1))
  for (let step = -STEPS; step <= STEPS; step++) {
    const share = Math.max(0, step) / STEPS
    palette.set([12 + 243 * share, 13 + 242 * share, 18 + 237 * share, 255], 4 * (step + STEPS))
  }
  return palette
}

/** Where in a palette a number's colour begins. @param limit the number that has full colour */
export function colourAt(value: number, limit: number): number {
  const share = limit > 0 ? Math.max(-1, Math.min(1, value / limit)) : 0
  return 4 * (Math.round(share * STEPS) + STEPS)
}

/** "rgb(22, 87, 196)" → [22, 87, 196]. */
export function channelsOf(colour: string): number[] {
  return (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number)
}
