/** Drawing a digit and watching what is read, and everything else that can be put on the pad or taken off. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { pngOfInk } from '../../src-main/images/png.ts'
import { expect, test } from './app-test.ts'
import type { RunningApp } from './app-test.ts'
import { oneOfEach } from './digits.ts'
import { DigitPadWindow } from './window.ts'

const digits = oneOfEach()
const digit = (label: number) => {
  const found = digits.find((digit) => digit.label === label)
  if (found === undefined) throw new Error(`There is no ${label}.`)
  return found
}

/** Has the next dialog answer with a file. */
async function answerDialogs({ evaluate }: RunningApp, file: string | null): Promise<void> {
  await evaluate(({ dialog }, file) => {
    const canceled = file === null
    dialog.showOpenDialog = () => Promise.resolve({ canceled, filePaths: file === null ? [] : [file] })
    dialog.showSaveDialog = () => Promise.resolve({ canceled, filePath: file ?? '' })
  }, file)
}

test('An empty pad says nothing.', async ({ app }) => {
  const window = new DigitPadWindow(app.page)
  await expect(window.bars).toHaveCount(10)
  expect(await window.shares()).toEqual(Array.from({ length: 10 }, () => 0))
  expect(await window.reading()).toBeNull()
  await expect(window.button('Undo')).toBeDisabled()
  await expect(window.button('Clear')).toBeDisabled()
})

test('The bars follow the line while it grows.', async ({ app }) => {
  const window = new DigitPadWindow(app.page)
  const seen = new Set<string>()
  await window.draw(digit(3).strokes, async () => {
    await app.page.waitForTimeout(30)
    seen.add((await window.shares()).join())
  })
  expect(seen.size).toBeGreaterThan(3)
  const shares = await window.shares()
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 0)
})

test('Digits that people wrote are read.', async ({ app }) => {
  const window = new DigitPadWindow(app.page)
  const misread: string[] = []
  for (const { label, strokes } of digits) {
    await window.draw(strokes)
    const read = await window.reading()
    if (read !== label) misread.push(`${label} as ${String(read)}`)
    await window.button('Clear').click()
    expect(await window.reading()).toBeNull()
  }
  expect(misread.length, misread.join(', ')).toBeLessThanOrEqual(1)
})

test('Strokes are undone, redone and cleared, by button, key and menu.', async ({ app }) => {
  const window = new DigitPadWindow(app.page)
  const [down, across] = [
    [
      [50, 0],
      [50, 100],
    ],
    [
      [0, 50],
      [100, 50],
    ],
  ] as const
  await window.draw([down])
  await window.reading()
  const one = await window.shares()
  await window.draw([across])
  await window.reading()
  const both = await window.shares()
  const { keyboard } = app.page

  const become = (shares: number[]) => expect.poll(() => window.shares()).toEqual(shares)
  const nothing = one.map(() => 0)
  await window.button('Undo').click()
  await become(one)
  await keyboard.press('ControlOrMeta+Z')
  await become(nothing)
  await keyboard.press('ControlOrMeta+Shift+Z')
  await become(one)
  await app.menu('Edit', 'Redo')
  await become(both)
  await app.menu('Edit', 'Clear')
  await become(nothing)
  await app.menu('Edit', 'Undo')
  await become(both)
  await keyboard.press('Delete')
  await become(nothing)
})

test('A drawing is saved as a picture and as strokes, and the picture is read again.', async ({ app }) => {
  const window = new DigitPadWindow(app.page)
  await window.draw(digit(3).strokes)
  const read = await window.reading()
  const picture = join(app.home, 'three.png')
  const lines = join(app.home, 'three.jsonl')

  await answerDialogs(app, picture)
  await app.menu('File', 'Save Drawing…')
  await expect(app.page.getByText('three.png')).toBeVisible()
  const { width, height } = decode(await readFile(picture))
  expect([width, height]).toEqual([512, 512])

  await answerDialogs(app, lines)
  await window.button('Save drawing').click()
  await expect(app.page.getByText('three.jsonl')).toBeVisible()
  const saved = JSON.parse(await readFile(lines, 'utf8')) as { strokes: number[][][] }
  expect(saved.strokes).toHaveLength(digit(3).strokes.length)

  const vectors = join(app.home, 'three.svg')
  await answerDialogs(app, vectors)
  await window.button('Save drawing').click()
  await expect(app.page.getByText('three.svg')).toBeVisible()
  const parsed = await app.page.evaluate(
    (text) => {
      const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml')
      return [documentElement.localName, documentElement.querySelectorAll('path').length]
    },
    await readFile(vectors, 'utf8'),
  )
  expect(parsed).toEqual(['svg', digit(3).strokes.length])

  await window.button('Clear').click()
  expect(await window.reading()).toBeNull()
  await answerDialogs(app, picture)
  await app.menu('File', 'Open…')
  await expect(window.pad.getByText('three.png')).toBeVisible()
  expect(await window.reading()).toBe(read)
})

test('A picture is pasted from the clipboard.', async ({ app }) => {
  const window = new DigitPadWindow(app.page)
  const picture = Buffer.from(pngOfInk(digit(0).strokes, 200)).toString('base64')
  await app.evaluate(async ({ clipboard, ClipboardItem }, picture) => {
    const bytes = new Blob([Buffer.from(picture, 'base64')], { type: 'image/png' })
    await clipboard.write([new ClipboardItem({ 'image/png': bytes })])
  }, picture)
  await app.menu('Edit', 'Paste')
  await expect.poll(() => window.reading()).toBe(0)
})

test('What cannot be opened or saved is said in a sentence.', async ({ app }) => {
  const { page } = app
  const text = join(app.home, 'text.png')
  await writeFile(text, 'no picture at all')
  await answerDialogs(app, text)
  await app.menu('File', 'Open…')
  await expect(page.getByRole('alert')).toHaveCount(1)
  await answerDialogs(app, join(app.home, 'gone.png'))
  await app.menu('File', 'Open…')
  await expect(page.getByText('gone.png could not be read.')).toBeVisible()

  await new DigitPadWindow(page).draw(digit(3).strokes)
  await answerDialogs(app, join(app.home, 'drawing.bmp'))
  await app.menu('File', 'Save Drawing…')
  await expect(page.getByText('The name must end in .png')).toBeVisible()
  await answerDialogs(app, join(app.home, 'no such folder', 'drawing.png'))
  await app.menu('File', 'Save Drawing…')
  await expect(page.getByText('drawing.png could not be written there.')).toBeVisible()
})

test('A dialog that is called off changes nothing.', async ({ app }) => {
  const window = new DigitPadWindow(app.page)
  await window.draw(digit(3).strokes)
  await window.reading()
  const shares = await window.shares()
  await answerDialogs(app, null)
  await app.menu('File', 'Open…')
  await app.menu('File', 'Save Drawing…')
  await app.page.waitForTimeout(200)
  expect(await window.shares()).toEqual(shares)
  await expect(app.page.getByRole('alert')).toHaveCount(0)
})
