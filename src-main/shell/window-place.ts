/** Where a window may open: where it stood, as long as the screens of today can show it there. */
import type { WindowPlace } from '../storage/settings.ts'

export const DEFAULT_SIZE = { width: 1024, height: 720 }
export const LEAST_SIZE = { width: 900, height: 640 }

/** A rectangle of a screen, in pixels. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** So much of the top edge must be on a screen for a person to reach it with the mouse. */
const GRIP = 100

/**
 * @param areas the parts of the screens that windows may use, the first one's first
 * @returns size and, where it can be kept, position; without a position the system chooses one
 */
export function fittingPlace(
  kept: WindowPlace | null,
  areas: readonly Area[],
): { x?: number; y?: number; width: number; height: number } {
  if (kept === null) return DEFAULT_SIZE
  const area = areas.find((area) => canReach(kept, area))
  const width = clamp(kept.width, LEAST_SIZE.width, area?.width)
  const height = clamp(kept.height, LEAST_SIZE.height, area?.height)
  return area === undefined ? { width, height } : { x: kept.x, y: kept.y, width, height }
}

function canReach(place: Area, area: Area): boolean {
  const left = Math.max(place.x, area.x)
  const right = Math.min(place.x + place.width, area.x + area.width)
  return right - left >= GRIP && place.y >= area.y && place.y <= area.y + area.height - GRIP
}

function clamp(value: number, least: number, most = Number.POSITIVE_INFINITY): number {
  return Math.max(least, Math.min(value, most))
}
