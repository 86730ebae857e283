/** The drawing as it was made: what lay on the pad at each moment. */
import type { Drawing } from '../../src-main/contract.ts'
import type { Pad } from './pad.svelte.ts'
import { withStroke } from './sheet.ts'
import type { Moment } from './sheet.ts'

/** A hand that rests longer than this within a stroke is not waited for, in ms. */
const LONGEST_REST = 120
/** From the end of a stroke to the next one's start, in ms: nobody kept how long it was. */
const BETWEEN_STROKES = 320
/** For points whose times nobody kept, in ms. */
const WITHOUT_TIMES = 12
/** A replay takes no longer than this, in ms: what took longer goes faster. */
const LONGEST = 8000
/** From stroke to stroke where nothing may move, in ms. */
const STILL_STEP = 800

/** When each point of each stroke is there, in ms from the start of the replay. */
export type Timetable = readonly (readonly number[])[]

/** @param still whole strokes at once, for those who want nothing to move */
export function timetableOf(drawing: Drawing, still: boolean): Timetable {
  if (still) return drawing.map((stroke, index) => stroke.map(() => (index + 1) * STILL_STEP))
  let now = 0
  const table = drawing.map((stroke) => {
    const timed = (stroke.at(-1)?.[2] ?? 0) > 0
    const times = stroke.map(([, , time], index) => {
      if (index > 0) {
        const rest = time - stroke[index - 1]![2]
        now += timed ? Math.min(LONGEST_REST, Math.max(0, rest)) : WITHOUT_TIMES
      }
      return now
    })
    now += BETWEEN_STROKES
    return times
  })
  const pace = Math.min(1, LONGEST / now)
  return table.map((times) => times.map((time) => time * pace))
}

/** What lay on the pad at a time; `null` once all is there. */
export function momentAt(drawing: Drawing, table: Timetable, time: number): Moment | null {
  const growing = table.findIndex((times) => (times.at(-1) ?? 0) > time)
  if (growing === -1) return null
  const stroke = drawing[growing]!
  const points = table[growing]!.findIndex((at) => at > time)
  const sheet = { strokes: drawing.slice(0, growing), picture: null }
  return { sheet, growing: points > 0 ? stroke.slice(0, points) : null }
}

export interface ReplaySettings {
  readonly pad: Pad
  /** Calls back before the next frame. */
  readonly nextFrame: (callback: () => void) => void
  /** Milliseconds since any start. */
  readonly now: () => number
  /** Whether nothing may move. */
  readonly still: () => boolean
}

/** Shows how the drawing was made, without touching it. Whatever is done to the pad meanwhile ends it. */
export class Replay {
  readonly #settings: ReplaySettings

  constructor(settings: ReplaySettings) {
    this.#settings = settings
  }

  /** Starts from the beginning, or ends the replay that goes on. */
  toggle(): void {
    const { pad } = this.#settings
    if (pad.replaying) pad.endReplay()
    else if (pad.hasStrokes) this.#start()
  }

  #start(): void {
    const { pad, nextFrame, now, still } = this.#settings
    pad.end()
    const { strokes } = pad.sheet
    const table = timetableOf(strokes, still())
    const start = now()
    let shown: Moment | null = null
    const step = () => {
      // Another replay, or none, is shown by now.
      if (shown !== null && pad.shown !== shown) return
      const moment = momentAt(strokes, table, now() - start)
      if (moment === null) {
        pad.endReplay()
        return
      }
      if (shown === null || pointsOf(moment) !== pointsOf(shown)) {
        shown = moment
        pad.replay(moment)
      }
      nextFrame(step)
    }
    step()
  }
}

const pointsOf = ({ sheet, growing }: Moment) =>
  withStroke(sheet, growing ?? []).strokes.reduce((sum, stroke) => sum + stroke.length, 0)
