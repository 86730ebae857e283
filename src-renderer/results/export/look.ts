/** How exported pictures look, whatever the window's colours: dark on white, as they are printed. */
export const PAPER = '#ffffff'
export const TEXT = '#1c1e26'
export const SOFT = '#575d6c'
export const FONT = 'system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif'
/** Pixels for each unit of a picture: sharp on paper. */
export const SCALE = 3

/** The attributes of a plot's parts, by the names they have in it. */
export const PARTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  grid: { stroke: '#e3e6ec', 'stroke-width': '1' },
  tick: { fill: SOFT, 'font-size': '13', 'font-family': FONT },
  title: { fill: SOFT, 'font-size': '13', 'font-family': FONT },
  line: { fill: 'none', 'stroke-width': '2', 'stroke-linejoin': 'round' },
  point: {},
  diagonal: { stroke: SOFT, 'stroke-width': '1', 'stroke-dasharray': '3 3' },
}
export const COLOURS = { first: '#3d53d9', second: '#b0600a' } as const
