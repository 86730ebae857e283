/** How the placing of a drawing is put into words. */
import { angle } from '../ui/format.ts'

/** By how much a drawing is turned: "60° to the right". @param degrees counter-clockwise */
export function turnText(degrees: number): string {
  // @wc-context: by how much a drawing is turned
  if (degrees === 0) return /* @wc-include */ 'not at all'
  return degrees > 0 ? `${angle(degrees)} to the left` : `${angle(-degrees)} to the right`
}
