/** The settings and the window's place, kept from one start to the next by electron-store. */
import * as v from 'valibot'
import { Settings } from '../contract.ts'
import type { SettingsChange } from '../contract.ts'
import { SettingsFile, type Kept } from './settings-file.ts'

const pixels = v.pipe(v.number(), v.integer(), v.minValue(-100_000), v.maxValue(100_000))

/** Where the window stood, in screen pixels; `maximized` fills the screen and comes back to the place given. */
export const WindowPlace = v.object({
  x: pixels,
  y: pixels,
  width: pixels,
  height: pixels,
  maximized: v.boolean(),
})
export type WindowPlace = v.InferOutput<typeof WindowPlace>

/** What is in use, and the ways to change it. Every change is on the disk when the call returns. */
export interface SettingsKeeper {
  readonly current: Settings
  readonly windowPlace: WindowPlace | null
  change(change: SettingsChange & { readonly mnistFolder?: string | null }): Settings
  keepWindowPlace(place: WindowPlace): void
}

/**
 * Opens `settings.json` in the folder. An entry that does not fit its schema gives way to its default; a file that cannot
 * be read is set aside and the defaults are used.
 *
 * @param tell is called with a sentence about a file that is not as it was left, or cannot be written
 */
export function openSettings(
  folder: string,
  defaults: Settings,
  tell: (message: string) => void,
): SettingsKeeper {
  const file = new SettingsFile(folder, tell)
  let current = checked(file.kept, defaults)
  return {
    get current() {
      return current
    },
    get windowPlace() {
      const place = v.safeParse(WindowPlace, file.kept['window'])
      return place.success ? place.output : null
    },
    change(change) {
      // What is named and undefined is not changed: the page may send such a thing.
      const given = Object.entries(change).filter(([, value]) => value !== undefined)
      current = v.parse(Settings, { ...current, ...Object.fromEntries(given) })
      file.keep({ ...current })
      return current
    },
    keepWindowPlace(place) {
      file.keep({ window: place })
    },
  }
}

/** Every entry that fits its schema, and the default of every other. */
function checked(kept: Kept, defaults: Settings): Settings {
  const fitting = Object.entries(Settings.entries).flatMap(([key, schema]) => {
    const entry = v.safeParse(schema, kept[key])
    return entry.success ? [[key, entry.output] as const] : []
  })
  return v.parse(Settings, { ...defaults, ...Object.fromEntries(fitting) })
}
