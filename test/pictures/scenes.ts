/** What each picture shows, and how a person would come to it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'playwright/test'
import type { Locator } from 'playwright/test'
import type { TrainingOptions } from '../../src-main/contract.ts'
import { drawingLine, readDrawings } from '../../src-main/datasets/drawings.ts'
import { oneOfEach } from '../e2e/digits.ts'
import { rowOf } from '../e2e/rows.ts'
import { trainOnce } from '../e2e/training.ts'
import { DigitPadWindow } from '../e2e/window.ts'
import type { RunningApp } from '../host/launch.ts'
import type { Camera } from './camera.ts'

type Scene = (app: RunningApp, camera: Camera) => Promise<void>

/** For panes with many figures. */
const WIDE = { width: 1280, height: 860 }

/** The networks of the text books in short runs on MNIST. */
const perceptron: TrainingOptions = {
  data: 'mnist',
  network: 'perceptron',
  layers: null,
  rotation: null,
  warp: false,
  epochs: 3,
  batchSize: 64,
  learningRate: 0.003,
  seed: 1,
}
const paper: TrainingOptions = {
  ...perceptron,
  network: 'paper',
  batchSize: 10,
  learningRate: 0.2,
  epochs: 5,
}

/** Draws the first of the pen digits with a label that is read as it should be. */
async function drawDigit(app: RunningApp, digit: number): Promise<void> {
  const window = new DigitPadWindow(app.page)
  await window.draw(oneOfEach()[digit]!.strokes)
  expect(await window.reading()).toBe(digit)
}

const choose = (app: RunningApp, digit: number) =>
  app.page
    .getByRole('tabpanel', { name: 'Inside' })
    .getByRole('group', { name: 'The true digit' })
    .getByText(String(digit), { exact: true })
    .click()

async function openInside(app: RunningApp, view: string): Promise<void> {
  await app.page.getByRole('tab', { name: 'Inside' }).click()
  await app.page.getByRole('tabpanel', { name: 'Inside' }).getByRole('tab', { name: view }).click()
}

/** Scrolls a pane until the place stands at its top, with a little room above. */
async function scrollTo(pane: Locator, place: Locator): Promise<void> {
  const [view, box] = [await pane.boundingBox(), await place.boundingBox()]
  if (view === null || box === null) throw new Error('There is nothing to scroll to.')
  await pane.hover()
  await pane.page().mouse.wheel(0, box.y - view.y - 32)
}

export const SCENES: Readonly<Record<string, Scene>> = {
  window: async (app, camera) => {
    await drawDigit(app, 3)
    await camera.take('window')
  },

  /** The first 4 of the pen digits that could be a 9 as well. */
  unsure: async (app, camera) => {
    const window = new DigitPadWindow(app.page)
    const doubt = app.page.getByRole('heading', { name: 'Not sure: 4 or 9?' })
    const fours = readDrawings(process.env['DIGIT_PAD_PEN_DIGITS']!).filter(({ label }) => label === 4)
    for (const { strokes } of fours) {
      const drawing = strokes.map((stroke) => stroke.map(([x = 0, y = 0]) => [x, y, 0, 0.5] as const))
      const answer = await app.page.evaluate(
        (drawing) => globalThis.window.digitPad.request('recognizeDrawing', drawing as never),
        drawing,
      )
      if (answer?.unsure?.kind !== 'between' || !answer.unsure.digits.includes(9)) continue
      await window.draw(strokes)
      await window.reading()
      if ((await doubt.count()) > 0) break
      await window.button('Clear').click()
    }
    await expect(doubt).toBeVisible()
    await camera.take('unsure')
  },

  number: async (app, camera) => {
    await app.page.getByRole('switch', { name: 'Several digits' }).click()
    const window = new DigitPadWindow(app.page)
    await window.draw(rowOf(3, 6, 0))
    await expect(window.answer).toHaveText('360')
    await camera.take('number')
  },

  training: async (app, camera) => {
    await drawDigit(app, 2)
    const options: TrainingOptions = {
      ...perceptron,
      rotation: { from: 0, to: 90 },
      epochs: 40,
    }
    await app.page.getByRole('tab', { name: 'Train' }).click()
    await app.page.evaluate((options) => window.digitPad.request('startTraining', options), options)
    await expect(app.page.getByText(/^Epoch 1\d of 40/)).toBeVisible({ timeout: 300_000 })
    await expect(app.page.getByText('Learnt and unlearnt')).toBeVisible()
    await camera.take('training')
  },

  results: async (app, camera) => {
    await drawDigit(app, 5)
    await trainOnce(app, paper)
    await camera.fit(WIDE)
    await app.menu('Model', 'Results…')
    const pane = app.page.getByRole('tabpanel', { name: 'Results' })
    await expect(pane.getByText('Measured on MNIST’s test digits')).toBeVisible({ timeout: 100_000 })
    await pane.locator('[data-cell="3 5"]').click()
    await expect(pane.getByRole('heading', { name: '3 read as 5' })).toBeVisible()
    await scrollTo(pane, pane.getByText('What was taken for what'))
    await camera.take('results')
  },

  'inside-forward': async (app, camera) => {
    await camera.fit(WIDE)
    await drawDigit(app, 3)
    await openInside(app, 'Forward')
    await expect(app.page.getByText('net output: their sum')).toBeVisible()
    await camera.take('inside-forward')
  },

  'inside-backward': async (app, camera) => {
    await camera.fit(WIDE)
    await drawDigit(app, 3)
    await openInside(app, 'Backward')
    await choose(app, 5)
    await app.page.getByRole('button', { name: 'One step' }).click()
    await expect(app.page.getByText('After 1 step')).toBeVisible()
    await camera.take('inside-backward')
  },

  'inside-why': async (app, camera) => {
    await camera.fit(WIDE)
    await drawDigit(app, 3)
    await openInside(app, 'Why')
    await expect(app.page.getByText(/^The ink speaks for 3/)).toBeVisible()
    await camera.take('inside-why')
  },

  /** Five of each digit of one writer, three of which are misread before the lesson. */
  'my-digits': async (app, camera) => {
    await drawDigit(app, 8)
    const file = join(app.home, 'five-of-each.jsonl')
    const kept = new Array<number>(10).fill(0)
    const all = readDrawings(process.env['DIGIT_PAD_PEN_DIGITS']!)
    const lines = all
      .filter(({ writer, label, suspect }) => {
        if (writer !== 'tra20' || label === null || suspect) return false
        kept[label]! += 1
        return kept[label]! <= 5
      })
      .map((drawing) => drawingLine(drawing))
    writeFileSync(file, lines.join(''))
    await app.evaluate(({ dialog }, file) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] })
    }, file)
    await app.menu('File', 'Import My Digits…')
    await expect(app.page.getByText('Imported 50 digits.')).toBeVisible()
    await app.menu('Model', 'My Digits…')
    await app.menu('Model', 'Learn My Digits')
    await expect(app.page.getByText('Your digits are learnt')).toBeVisible({ timeout: 200_000 })
    await expect(app.page.getByText('Imported 50 digits.')).toBeHidden()
    await camera.take('my-digits')
  },

  models: async (app, camera) => {
    await drawDigit(app, 2)
    const runs = [
      { name: 'Lesson 1: the paper’s network', options: paper },
      {
        name: 'Lesson 1: the same with rotation',
        options: { ...paper, rotation: { from: 0, to: 90 } },
      },
      { name: 'Lesson 2: a hidden layer', options: perceptron },
    ]
    for (const { name, options } of runs) {
      const { model } = await trainOnce(app, options)
      await app.page.evaluate((change) => window.digitPad.request('renameModel', change), {
        id: model.id,
        name,
      })
    }
    await app.menu('Model', 'Models…')
    await expect(app.page.getByRole('dialog', { name: 'Models' })).toBeVisible()
    await camera.take('models')
  },
}
