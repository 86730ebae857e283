/** How the placing of a drawing is put into words. */

/** By how much a drawing is turned: "60° to the right". @param degrees counter-clockwise */
export function turnText(degrees: number): string {
  if (degrees === 0) return 'not at all'
  return degrees > 0 ? `${String(degrees)}° to the left` : `${String(-degrees)}° to the right`
}
