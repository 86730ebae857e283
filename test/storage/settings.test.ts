import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Settings } from '../../src-main/contract.ts'

// electron-store works without Electron, and with the package in its place would start to download it.
vi.mock('electron', () => ({ default: {} }))
const { openSettings } = await import('../../src-main/storage/settings.ts')

const DEFAULTS: Settings = {
  training: {
    data: 'mnist',
    network: 'perceptron',
    layers: null,
    rotation: null,
    warp: null,
    epochs: 3,
    batchSize: 64,
    learningRate: 0.001,
    seed: 1,
  },
  mnistFolder: null,
  language: 'system',
  appearance: 'system',
  highContrast: false,
  largeBars: false,
  singleKeys: true,
  severalDigits: false,
  updatesAtStart: false,
  advancedOpen: false,
  tour: { step: null, digit: null, trained: null, before: null, offered: true },
}

let folder: string
let told: string[]
const open = () => openSettings(folder, DEFAULTS, (message) => told.push(message))
const write = (content: string) => {
  writeFileSync(join(folder, 'settings.json'), content)
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'digit-pad-settings-'))
  told = []
})

describe('the settings', () => {
  it('are the defaults at first', () => {
    expect(open().current).toEqual(DEFAULTS)
    expect(open().windowPlace).toBeNull()
  })

  it('are kept, each change by itself', () => {
    const training = { ...DEFAULTS.training, rotation: { from: -15, to: 15 }, seed: 2 ** 32 - 1 }
    open().change({ training })
    open().change({ appearance: 'dark' })
    open().change({ mnistFolder: '/data/mnist' })
    const place = { x: -5, y: 20, width: 1000, height: 700, maximized: true }
    open().keepWindowPlace(place)
    const kept = open()
    expect(kept.current).toEqual({ ...DEFAULTS, training, appearance: 'dark', mnistFolder: '/data/mnist' })
    expect(kept.windowPlace).toEqual(place)
  })

  it('tell the change at once', () => {
    const settings = open()
    expect(settings.change({ advancedOpen: true }).advancedOpen).toBe(true)
    expect(settings.current.advancedOpen).toBe(true)
  })

  it.each([
    ['many short lists', Array.from({ length: 2000 }, () => [1, 2])],
    ['lists within lists', JSON.parse(`${'['.repeat(3000)}${']'.repeat(3000)}`) as unknown],
    ['numbers that are written longer', new Array(3000).fill(1e20)],
  ])('can be changed and read again whatever stands beside them: %s', (_what, surplus) => {
    write(JSON.stringify({ ...DEFAULTS, surplus }).replaceAll('100000000000000000000', '1e20'))
    open().change({ appearance: 'dark' })
    expect(open().current.appearance).toBe('dark')
  })

  it('stay as they are where the change is undefined', () => {
    const settings = open()
    settings.change({ appearance: 'dark' })
    const nothing = { appearance: undefined } as unknown as { appearance: 'dark' }
    expect(settings.change(nothing)).toEqual({ ...DEFAULTS, appearance: 'dark' })
  })

  it('refuse what does not fit, and stay as they were', () => {
    const settings = open()
    const training = { ...DEFAULTS.training, epochs: 0 }
    expect(() => settings.change({ training })).toThrow()
    expect(settings.current).toEqual(DEFAULTS)
    expect(open().current).toEqual(DEFAULTS)
  })

  it('give way to their default where an entry does not fit, and to nothing else', () => {
    open().change({ appearance: 'light', advancedOpen: true })
    const kept = JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8')) as Record<string, unknown>
    write(
      JSON.stringify({ ...kept, checksum: undefined, appearance: 'pink', window: { x: 'left' }, surplus: 1 }),
    )
    const settings = open()
    expect(settings.current).toEqual({ ...DEFAULTS, advancedOpen: true })
    expect(settings.windowPlace).toBeNull()
    expect(told).toEqual([])
  })

  it.each([
    ['cut off', '{"appearance": "da'],
    ['no JSON', 'hello'],
    ['binary', '\u0000\u0001'],
    ['longer than any settings', `{"appearance":"dark","more":"${'x'.repeat(2 ** 20)}"}`],
    ['deep', '['.repeat(200_000)],
    ['emptied', ''],
    ['a list', '[1, 2]'],
    ['nothing', 'null'],
  ])('set a damaged file aside: %s', (_what, content) => {
    write(content)
    const settings = open()
    expect(settings.current).toEqual(DEFAULTS)
    const [aside] = readdirSync(folder).filter((name) => name.startsWith('settings.damaged-'))
    expect(told).toEqual([expect.stringMatching(`damaged: .*set aside as .*${aside!}`)])
    expect(readFileSync(join(folder, aside!), 'utf8')).toBe(content)
    settings.change({ appearance: 'dark' })
    expect(open().current.appearance).toBe('dark')
  })

  it('tell of what was changed by something else, keep a copy, and use what fits', () => {
    open().change({ appearance: 'light' })
    const file = join(folder, 'settings.json')
    const changed = readFileSync(file, 'utf8').replace('light', 'dark')
    write(changed)
    expect(open().current.appearance).toBe('dark')
    expect(told).toEqual([expect.stringContaining('changed outside Digit Pad')])
    const [aside] = readdirSync(folder).filter((name) => name.startsWith('settings.damaged-'))
    expect(readFileSync(join(folder, aside!), 'utf8')).toBe(changed)
  })

  it('take a file without a checksum as it is', () => {
    write(JSON.stringify({ appearance: 'dark' }))
    expect(open().current.appearance).toBe('dark')
    expect(told).toEqual([])
  })

  it('tell when they are gone from a folder that was used', () => {
    open()
    expect(told).toEqual([])
    rmSync(join(folder, 'settings.json'))
    writeFileSync(join(folder, 'drawing.json'), '[]')
    open()
    expect(told).toEqual([expect.stringContaining('gone')])
  })

  it('are used where they cannot be kept, and that is told once', () => {
    const settings = open()
    // A folder in the file's place: it cannot be written, whoever writes.
    rmSync(join(folder, 'settings.json'))
    mkdirSync(join(folder, 'settings.json', 'in the way'), { recursive: true })
    expect(settings.change({ appearance: 'dark' }).appearance).toBe('dark')
    settings.change({ advancedOpen: true })
    expect(settings.current).toMatchObject({ appearance: 'dark', advancedOpen: true })
    expect(told).toEqual([expect.stringContaining('cannot be kept')])
    expect(openSettings(folder, DEFAULTS, (message) => told.push(message)).current).toEqual(DEFAULTS)
    expect(told.at(-1)).toContain('cannot be read')
  })
})
