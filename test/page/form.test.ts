import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { DATA_SOURCES, NETWORKS, TrainingOptions } from '../../src-main/contract.ts'
import { FIELDS, TrainingForm } from '../../src-renderer/train/form.svelte.ts'
import { someLayers } from '../training/some-layers.ts'
import { OPTIONS, PRESETS } from './samples.ts'

const formOf = (options: TrainingOptions = OPTIONS) => new TrainingForm(PRESETS, options)

describe('TrainingForm', () => {
  test('gives back the options it was given', () => {
    const degrees = fc.integer({ min: -180, max: 180 })
    const options = fc.record({
      data: fc.constantFrom(...DATA_SOURCES),
      network: fc.constantFrom(...NETWORKS),
      layers: fc.option(someLayers),
      rotation: fc.option(
        fc.tuple(degrees, degrees).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
      ),
      warp: fc.option(fc.boolean()),
      epochs: fc.integer({ min: 1, max: 200 }),
      batchSize: fc.integer({ min: 1, max: 1024 }),
      learningRate: fc.double({ min: 1e-6, max: 10, noNaN: true }),
      seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    })
    fc.assert(
      fc.property(options, (options) => {
        const own = PRESETS.find(({ name }) => name === options.network)
        // The preset's own layers and warp are told as such.
        const layers = JSON.stringify(options.layers) === JSON.stringify(own?.layers) ? null : options.layers
        const warp = options.warp === own?.warp ? null : options.warp
        expect(formOf(options).options).toEqual({ ...options, layers, warp })
      }),
    )
  })

  test('whatever is typed, its options are what the contract accepts, or none', () => {
    const typed = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        '',
        ' 5 ',
        '−15',
        '1e3',
        '1,000',
        '0x10',
        'Infinity',
        '0',
        '128 64',
        '128,64',
        '1e-7',
        '4294967296',
      ),
      fc.integer().map(String),
      fc.double().map(String),
    )
    fc.assert(
      fc.property(
        fc.record(Object.fromEntries(FIELDS.map((name) => [name, typed]))),
        fc.boolean(),
        (texts, rotate) => {
          const form = formOf()
          Object.assign(form, texts, { rotate })
          const { options, problems } = form
          expect(options === null).toBe(Object.keys(problems).length > 0)
          if (options !== null) expect(v.safeParse(TrainingOptions, options).issues).toBeUndefined()
        },
      ),
      { numRuns: 500 },
    )
  })

  test.each([
    ['epochs', '0', '1', '200', '201'],
    ['batchSize', '0', '1', '1024', '1025'],
    ['learningRate', '0', '0.000001', '10', '10.01'],
    ['seed', '-1', '0', '4294967295', '4294967296'],
    ['from', '-181', '-180', '90', '91'],
    ['to', '-1', '0', '180', '181'],
  ] as const)('%s stops at its bounds', (field, below, least, most, above) => {
    const wrong = (text: string) => {
      const form = formOf({ ...OPTIONS, rotation: { from: 0, to: 90 } })
      form[field] = text
      return form.options === null
    }
    expect([below, least, most, above].map(wrong)).toEqual([true, false, false, true])
  })

  test('understands the minus sign that it shows', () => {
    const form = formOf({ ...OPTIONS, rotation: { from: 0, to: 90 } })
    form.from = '−15'
    expect(form.options?.rotation).toEqual({ from: -15, to: 90 })
  })

  test('another network comes with the options that suit it', () => {
    const form = formOf()
    form.network = 'paper'
    expect(form.options).toMatchObject({
      network: 'paper',
      epochs: 20,
      batchSize: 10,
      learningRate: 0.5,
      layers: null,
    })
    expect(form.isPreset).toBe(true)
    form.epochs = '21'
    expect(form.isPreset).toBe(false)
    form.usePreset()
    expect(form.isPreset).toBe(true)
  })

  test('no layers are something else than the preset’s own', () => {
    const form = formOf()
    for (const row of form.layers.rows) form.layers.remove(row)
    expect(form.hasOwnLayers).toBe(true)
    expect(form.options?.layers).toEqual([])
    form.usePreset()
    expect(form.options?.layers).toBeNull()
  })

  test('keeps the range that was typed while rotation is off', () => {
    const form = formOf({ ...OPTIONS, rotation: { from: -15, to: 15 } })
    form.rotate = false
    expect(form.options?.rotation).toBeNull()
    form.load(form.options ?? OPTIONS)
    form.rotate = true
    expect(form.options?.rotation).toEqual({ from: -15, to: 15 })
  })

  test('an unreadable range is no problem while rotation is off', () => {
    const form = formOf()
    form.from = 'x'
    expect(form.problems).toEqual({})
    form.rotate = true
    expect(Object.keys(form.problems)).toEqual(['from'])
  })
})
