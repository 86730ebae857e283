/** The settings and the window's place, kept from one start to the next by electron-store. */
import { existsSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import ElectronStore from 'electron-store'
import * as v from 'valibot'
import { Settings } from '../contract.ts'
import type { SettingsChange } from '../contract.ts'

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

/** The longest file that is read; ours has about 500 bytes. */
const MAX_BYTES = 1024 * 1024

/** What the file may hold: anything, since a person can edit it. */
type Kept = Record<string, unknown>

/**
 * Opens `settings.json` in the folder. An entry that does not fit its schema gives way to its default; a file
 * that cannot be read at all is renamed to `settings.damaged.json` and the defaults are used.
 *
 * @param damaged is called with the new name of a file that was set aside
 */
export function openSettings(
  folder: string,
  defaults: Settings,
  damaged: (file: string) => void,
): SettingsKeeper {
  const store = openStore(folder, damaged)
  let current = checked(store.store, defaults)
  return {
    get current() {
      return current
    },
    get windowPlace() {
      const place = v.safeParse(WindowPlace, store.store['window'])
      return place.success ? place.output : null
    },
    change(change) {
      current = v.parse(Settings, { ...current, ...change })
      store.set({ ...current })
      return current
    },
    keepWindowPlace(place) {
      store.set('window', place)
    },
  }
}

function openStore(folder: string, damaged: (file: string) => void): ElectronStore<Kept> {
  const file = join(folder, 'settings.json')
  const open = () => {
    if (existsSync(file) && statSync(file).size > MAX_BYTES) throw new Error('No settings are so long.')
    return new ElectronStore<Kept>({ cwd: folder, name: 'settings', clearInvalidConfig: false })
  }
  try {
    return open()
  } catch (error) {
    if (!existsSync(file)) throw error
    const aside = join(folder, 'settings.damaged.json')
    renameSync(file, aside)
    damaged(aside)
    return open()
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
