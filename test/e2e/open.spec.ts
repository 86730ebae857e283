/** Files that are opened from outside: by a double click, by a second start, by macOS; and commands of the terminal. */
import { copyFile, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { drawingLine } from '../../src-main/datasets/drawings.ts'
import { pngOfInk } from '../../src-main/images/png.ts'
import { runCommand } from '../host/launch.ts'
import { expect, quit, test } from './app-test.ts'
import type { RunningApp } from './app-test.ts'
import { oneOfEach } from './digits.ts'
import { DigitPadWindow } from './window.ts'

const digits = oneOfEach()
const shipped = fileURLToPath(new URL('../../resources/rotation.safetensors', import.meta.url))
const ink = (label: number) => digits[label]!.strokes
const line = (label: number) =>
  drawingLine({ strokes: ink(label), label: null, writer: null, suspect: false })

/** A folder with a file of each kind. */
async function folderOfFiles(): Promise<(name: string) => string> {
  const folder = await mkdtemp(join(tmpdir(), 'digit-pad-files-'))
  const at = (name: string) => join(folder, name)
  await writeFile(at('six.digitdrawing'), line(6))
  await writeFile(at('many.jsonl'), line(3) + line(4))
  await writeFile(at('zero.png'), pngOfInk(ink(0), 200))
  await writeFile(at('rubbish.digitmodel'), 'no model at all')
  await copyFile(shipped, at('turned.digitmodel'))
  return at
}

/** As macOS does, where a file was double-clicked. */
const openFile = ({ evaluate }: RunningApp, file: string) =>
  evaluate(({ app }, file) => {
    app.emit('open-file', { preventDefault: () => undefined }, file)
  }, file)

test('A drawing is opened by a double click, at the start and while the app is open.', async ({ launch }) => {
  const at = await folderOfFiles()
  const app = await launch({ typed: [at('six.digitdrawing')] })
  const window = new DigitPadWindow(app.page)
  await expect.poll(() => window.reading()).toBe(6)

  await expect(launch({ home: app.home, typed: [at('many.jsonl')] })).rejects.toThrow('ended before')
  await expect(app.page.getByText('many.jsonl holds 2 drawings. The first is on the pad.')).toBeVisible()
  await expect.poll(() => window.reading()).toBe(3)

  await openFile(app, at('zero.png'))
  await expect(window.pad.getByText('zero.png')).toBeVisible()
  await expect.poll(() => window.reading()).toBe(0)

  await window.button('Undo').click()
  await expect.poll(() => window.reading()).toBe(3)
  await window.button('Undo').click()
  await expect.poll(() => window.reading()).toBe(6)
})

test('A model is offered for use, and rubbish is told of.', async ({ app }) => {
  const at = await folderOfFiles()
  await app.evaluate(({ dialog }) => {
    const spec = globalThis as unknown as { asked: string[]; answer: number }
    spec.asked = []
    spec.answer = 0
    dialog.showMessageBox = ((_window: unknown, { message }: { message: string }) => {
      spec.asked.push(message)
      return Promise.resolve({ response: spec.answer, checkboxChecked: false })
    }) as typeof dialog.showMessageBox
  }, undefined)
  const asked = () => app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked, undefined)
  const inUse = async () =>
    (await app.page.evaluate(() => window.digitPad.request('start', undefined))).models.inUse

  await openFile(app, at('turned.digitmodel'))
  await expect.poll(asked).toEqual(['Use the model in turned.digitmodel?'])
  expect(await inUse()).toMatchObject({ id: 'shipped' })

  await app.evaluate(() => {
    Object.assign(globalThis, { answer: 1 })
  }, undefined)
  await openFile(app, at('turned.digitmodel'))
  await expect.poll(async () => (await inUse()).augmentation).toMatch('rotated')
  expect(await inUse()).toMatchObject({ name: 'turned' })

  await openFile(app, at('rubbish.digitmodel'))
  await expect(app.page.getByText('rubbish.digitmodel is neither a picture')).toBeVisible()
  await openFile(app, at('gone.digitmodel'))
  await expect(app.page.getByText('gone.digitmodel could not be read.')).toBeVisible()
  await quit(app)
})

/** As a person drops a file on the window. */
const dropFile = async ({ page }: RunningApp, file: string) => {
  const bytes = (await readFile(file)).toString('base64')
  await page.evaluate(
    ([name, bytes]) => {
      const transfer = new DataTransfer()
      const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))
      transfer.items.add(new File([content], name))
      document.body.dispatchEvent(
        new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }),
      )
    },
    [basename(file), bytes] as const,
  )
}

test('What is dropped on the window is opened like a file from the menu.', async ({ app }) => {
  const at = await folderOfFiles()
  const window = new DigitPadWindow(app.page)
  await app.evaluate(({ dialog }) => {
    const spec = globalThis as unknown as { asked: string[] }
    spec.asked = []
    dialog.showMessageBox = ((_window: unknown, { message }: { message: string }) => {
      spec.asked.push(message)
      return Promise.resolve({ response: 0, checkboxChecked: false })
    }) as typeof dialog.showMessageBox
  }, undefined)
  await dropFile(app, at('many.jsonl'))
  await expect(app.page.getByText('many.jsonl holds 2 drawings. The first is on the pad.')).toBeVisible()
  await expect.poll(() => window.reading()).toBe(3)
  // Without a type, as the system gives none to some: it is known by what is in it.
  await dropFile(app, at('zero.png'))
  await expect.poll(() => window.reading()).toBe(0)
  await dropFile(app, at('turned.digitmodel'))
  const asked = () => app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked, undefined)
  await expect.poll(asked).toEqual(['Use the model in turned.digitmodel?'])
  await dropFile(app, at('rubbish.digitmodel'))
  await expect(app.page.getByText('rubbish.digitmodel is neither a picture')).toBeVisible()
})

test('A command of the terminal is done without a window.', async () => {
  const at = await folderOfFiles()
  const read = runCommand(['recognize', at('zero.png'), at('many.jsonl')])
  expect(read).toMatchObject({ status: 0, stderr: '' })
  const answers = read.stdout.trim().split('\n')
  expect(answers.map((answer) => (JSON.parse(answer) as { digit: number }).digit)).toEqual([0, 3, 4])

  const refused = runCommand(['recognize', at('rubbish.digitmodel')])
  expect(refused).toMatchObject({ status: 2, stdout: '' })
  expect(refused.stderr).toMatch(/^digit-pad: .*rubbish\.digitmodel.*\n$/)
  expect(runCommand(['--help']).stdout).toContain('digit-pad recognize')
  expect(await readFile(at('zero.png'))).toHaveLength(pngOfInk(ink(0), 200).length)
})
