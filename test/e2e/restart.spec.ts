/** What is kept from one start to the next, and what happens when a file of it is damaged. */
import { statSync } from 'node:fs'
import { copyFile, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StartState } from '../../src-main/contract.ts'
import { folderOf, squares } from '../training/small-run.ts'
import { expect, quit, test } from './app-test.ts'
import type { RunningApp } from './app-test.ts'
import { quickTraining, trainOnce } from './training.ts'
import { DigitPadWindow } from './window.ts'

const startState = ({ page }: RunningApp): Promise<StartState> =>
  page.evaluate(() => window.digitPad.request('start', undefined))

const bounds = ({ evaluate }: RunningApp) =>
  evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds(), undefined)

const DRAWING = [
  [
    [100, 100, 0, 0.5],
    [150, 250, 40, 0.75],
  ],
  [[200, 200, 0, 1]],
] satisfies StartState['drawing']

test('Settings, drawing, model and the window’s place are kept.', async ({ launch }) => {
  const first = await launch()
  const fresh = await startState(first)
  expect(fresh.drawing).toEqual([])
  expect(fresh.models).toMatchObject({ inUse: { id: 'shipped' }, before: null })

  await first.page.evaluate((drawing) => window.digitPad.request('keepDrawing', drawing), DRAWING)
  await first.page.evaluate(() =>
    window.digitPad.request('changeSettings', { appearance: 'dark', advancedOpen: true }),
  )
  await first.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 960, height: 680 })
  }, undefined)
  const done = await trainOnce(first, { ...quickTraining, seed: 7 })
  await quit(first)

  const second = await launch({ home: first.home })
  const kept = await startState(second)
  expect(kept.drawing).toEqual(DRAWING)
  expect(kept.settings).toMatchObject({ appearance: 'dark', advancedOpen: true, training: { seed: 7 } })
  expect(kept.models.inUse).toEqual(done.model)
  expect(kept.models.before).toMatchObject({ id: 'shipped' })
  expect(kept.training).toEqual({ phase: 'idle' })
  expect(await bounds(second)).toEqual({ x: 40, y: 30, width: 960, height: 680 })
  await expect
    .poll(() => second.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
    .toBe(true)
})

test('A second start brings the first window forward and ends.', async ({ launch }) => {
  const first = await launch()
  await first.evaluate(({ app }) => {
    const spec = globalThis as unknown as { seconds: number }
    spec.seconds = 0
    app.on('second-instance', () => (spec.seconds += 1))
  }, undefined)
  await expect(launch({ home: first.home })).rejects.toThrow('ended before its window was open')
  await expect
    .poll(() => first.evaluate(() => (globalThis as unknown as { seconds: number }).seconds, undefined))
    .toBe(1)
  expect(await startState(first)).toMatchObject({ drawing: [] })
})

test('Damaged files are set aside and told of; the app starts without them.', async ({ launch }) => {
  const home = await mkdtemp(join(tmpdir(), 'digit-pad-damaged-'))
  await writeFile(join(home, 'settings.json'), '{"appearance": "dar')
  await writeFile(join(home, 'drawing.json'), '[[["x"]]]')
  const app = await launch({ home })
  await expect(app.page.getByText('The settings were damaged:')).toBeVisible()
  expect(await startState(app)).toMatchObject({ drawing: [], settings: { appearance: 'system' } })
  await expect(app.page.getByText('The last drawing was damaged.')).toBeVisible()
  const aside = (await readdir(home)).filter((name) => name.includes('.damaged-')).sort()
  expect(aside.map((name) => name.replace(/-.*\./, '.'))).toEqual([
    'drawing.damaged.json',
    'settings.damaged.json',
  ])
  expect(await readFile(join(home, aside[1]!), 'utf8')).toBe('{"appearance": "dar')
})

test('A damaged model gives way to the one that ships.', async ({ launch }) => {
  const first = await launch()
  const { model } = await trainOnce(first, quickTraining)
  await quit(first)
  const folder = join(first.home, 'models')
  await copyFile(join(first.home, 'settings.json'), join(folder, `${model.id}.safetensors`))

  const second = await launch({ home: first.home })
  await expect(second.page.getByText(/model .* is damaged/)).toBeVisible()
  expect((await startState(second)).models.inUse.id).toBe('shipped')
  expect((await readdir(folder)).filter((name) => name.includes('damaged'))).toHaveLength(1)
})

test('Quitting asks while the network is being trained.', async ({ launch }) => {
  const app = await launch()
  await app.evaluate(({ dialog }) => {
    const spec = globalThis as unknown as { asked: string[]; answer: number }
    spec.asked = []
    spec.answer = 0
    dialog.showMessageBox = ((_window: unknown, { message }: { message: string }) => {
      spec.asked.push(message)
      return Promise.resolve({ response: spec.answer, checkboxChecked: false })
    }) as typeof dialog.showMessageBox
  }, undefined)
  const ask = () =>
    app.evaluate(({ app }) => {
      app.quit()
      return (globalThis as unknown as { asked: string[] }).asked
    }, undefined)

  await app.page.evaluate((options) => window.digitPad.request('startTraining', options), {
    ...quickTraining,
    epochs: 200,
  })
  expect(await ask()).toEqual(['The network is being trained.'])
  await app.page.waitForTimeout(200)
  expect(['preparing', 'training']).toContain((await startState(app)).training.phase)

  await app.evaluate(() => {
    Object.assign(globalThis, { answer: 1 })
  }, undefined)
  await ask().catch(() => undefined)
  await app.ended
})

test('A training that a crash interrupted goes on at the next start.', async ({ launch }) => {
  const env = { DIGIT_PAD_MNIST: folderOf(squares(3000, 1), squares(100, 2)) }
  const first = await launch({ env })
  await first.page.evaluate((options) => window.digitPad.request('startTraining', options), {
    ...quickTraining,
    data: 'mnist' as const,
    batchSize: 4,
    epochs: 200,
  })
  const checkpoint = join(first.home, 'training.checkpoint')
  // Until it holds more than the options.
  await expect
    .poll(() => statSync(checkpoint, { throwIfNoEntry: false })?.size ?? 0, { timeout: 40_000 })
    .toBeGreaterThan(10_000)
  await first.kill()

  const second = await launch({ home: first.home, env })
  await expect(second.page.getByText(/It was interrupted at \d+% and goes on from there/)).toBeVisible()
  await expect
    .poll(async () => (await startState(second)).training, { timeout: 40_000 })
    .toMatchObject({ phase: 'training', options: { epochs: 200 } })
  await new DigitPadWindow(second.page).button('Stop').click()
  await expect(second.page.getByRole('region', { name: 'Training was stopped' })).toBeVisible()
  expect(statSync(checkpoint, { throwIfNoEntry: false })).toBeUndefined()
})
