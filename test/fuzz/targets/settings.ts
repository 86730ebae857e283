/** What the app keeps from one start to the next, changed by another hand: settings, the drawing, the choice of models. */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import * as v from 'valibot'
import { Drawing, Settings } from '../../../src-main/contract.ts'
import { keptDrawing } from '../../../src-main/storage/drawing.ts'
import { ModelFolder } from '../../../src-main/storage/models.ts'
import { openSettings } from '../../../src-main/storage/settings.ts'
import { damaged } from '../damage.ts'
import { hostileJson, jsonOf, tamperedWith } from '../hostile.ts'
import { scratchFolder } from '../scratch-folder.ts'
import { insist, target, type Verdict } from '../target.ts'

const defaults: Settings = {
  training: {
    data: 'both',
    network: 'convolutional',
    layers: null,
    rotation: { from: 0, to: 90 },
    warp: null,
    epochs: 10,
    batchSize: 64,
    learningRate: 0.001,
    seed: 1,
  },
  mnistFolder: null,
  language: 'system',
  appearance: 'system',
  updatesAtStart: false,
  highContrast: false,
  largeBars: false,
  singleKeys: true,
  severalDigits: false,
  advancedOpen: false,
  tour: { step: null, digit: null, trained: null, before: null, offered: true },
}
const kept = { ...defaults, window: { x: 10, y: 20, width: 1000, height: 700, maximized: false } }
const drawing = [
  [
    [1, 2, 0, 0.5],
    [3, 4, 16, 1],
  ],
  [[5, 5, 0, 0]],
]
const choice = { inUse: '2026-03-01-142530', before: 'shipped' }

/** Which of the three files it is, and what stands in it. */
type Case = readonly [file: 'settings.json' | 'drawing.json' | 'models.json', bytes: Buffer]

const contents = (value: unknown): fc.Arbitrary<Buffer> =>
  fc.oneof(
    damaged([Buffer.from(JSON.stringify(value)), Buffer.from(JSON.stringify(value, null, 2))]),
    tamperedWith(fc.constant(value)).map((changed) => Buffer.from(jsonOf(changed, '{'))),
    hostileJson.map((text) => Buffer.from(text)),
  )

const folder = scratchFolder()

export const settings = target<Case>({
  title: 'Settings, the kept drawing, the choice of models',
  cases: fc.oneof(
    fc.tuple(fc.constant('settings.json' as const), contents(kept)),
    fc.tuple(fc.constant('drawing.json' as const), contents(drawing)),
    fc.tuple(fc.constant('models.json' as const), contents(choice)),
  ),
  examples: (['settings.json', 'drawing.json', 'models.json'] as const).flatMap((file) =>
    [
      Buffer.alloc(0),
      Buffer.from('{"__proto__":{"appearance":"dark"},"window":{"__proto__":{"x":1}}}'),
      Buffer.alloc(1 << 20, '['),
      Buffer.alloc(40 << 20, '1'),
    ].map((bytes): Case => [file, bytes]),
  ),
  take: async ([file, bytes]) => {
    for (const old of readdirSync(folder)) rmSync(join(folder, old), { recursive: true })
    writeFileSync(join(folder, file), bytes)
    const verdict = await openers[file]()
    insist(
      !('appearance' in Object.prototype) && !('polluted' in Object.prototype),
      'A prototype was changed.',
    )
    return verdict
  },
})

const openers: Record<Case[0], () => Verdict | Promise<Verdict>> = {
  'settings.json': () => {
    const told: string[] = []
    const keeper = openSettings(folder, defaults, (sentence) => told.push(sentence))
    insist(v.is(Settings, keeper.current), 'The settings are none.')
    const { windowPlace } = keeper
    insist(windowPlace === null || Number.isInteger(windowPlace.x), 'The window is nowhere.')
    insist(keeper.change({ appearance: 'dark' }).appearance === 'dark', 'It cannot be changed.')
    const again = openSettings(folder, defaults, () => undefined).current
    insist(again.appearance === 'dark', 'What was changed is not kept.')
    const asides = told.flatMap((sentence) => /set aside as (.*)\.$/.exec(sentence)?.[1] ?? [])
    insist(
      asides.every((file) => existsSync(file)),
      'What was set aside is gone.',
    )
    return told.length === 0 ? 'accepted' : 'rejected'
  },
  'drawing.json': () => {
    const drawing = keptDrawing(folder)
    insist(v.is(Drawing, drawing), 'The drawing is none.')
    return drawing.length > 0 ? 'accepted' : 'rejected'
  },
  'models.json': async () => {
    const { inUse, before } = await new ModelFolder(folder).readChoice()
    const isId = (id: string): boolean => /^[a-z0-9][a-z0-9-]{0,63}$/.test(id)
    insist(isId(inUse) && (before === null || isId(before)), 'It names no model.')
    const asides = readdirSync(folder).filter((name) => name.includes('damaged'))
    return asides.length === 0 ? 'accepted' : 'rejected'
  },
}
