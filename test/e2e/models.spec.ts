/** The history of models: trained, named, compared, taken into use again, deleted and taken back, out and in. */
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator } from 'playwright/test'
import type { StartState } from '../../src-main/contract.ts'
import { encodeModel } from '../../src-main/recognizer/model.ts'
import { someModel } from '../recognizer/some-model.ts'
import { expect, quit, test } from './app-test.ts'
import type { RunningApp } from './app-test.ts'
import { quickTraining, trainOnce } from './training.ts'

const inUse = async ({ page }: RunningApp): Promise<StartState['models']['inUse']> =>
  page.evaluate(async () => (await window.digitPad.request('start', undefined)).models.inUse)

async function openModels(app: RunningApp): Promise<Locator> {
  await app.menu('Model', 'Models…')
  return app.page.getByRole('dialog', { name: 'Models' })
}

const own = (dialog: Locator) => dialog.getByRole('list', { name: 'Your models' }).getByRole('listitem')

/** Has the next dialogs answer with a file. */
async function answerDialogs({ evaluate }: RunningApp, file: string): Promise<void> {
  await evaluate(({ dialog }, file) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] })
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: file })
  }, file)
}

test('A model is trained, named, compared, used again, deleted and taken back.', async ({ launch }) => {
  test.setTimeout(120_000)
  const home = await mkdtemp(join(tmpdir(), 'digit-pad-models-'))
  await mkdir(join(home, 'models'))
  // A model as earlier versions kept them.
  const first = { id: '2026-03-01-120509' }
  await writeFile(join(home, 'models', `${first.id}.safetensors`), encodeModel(someModel(5)))
  // Without MNIST the comparison has nothing to measure, which would take its time here.
  const env = { DIGIT_PAD_MNIST: '' }
  const app = await launch({ home, env })
  const { page } = app
  const second = (await trainOnce(app, quickTraining)).model
  const dialog = await openModels(app)
  await expect(own(dialog)).toHaveCount(2)
  await expect(own(dialog).last()).toContainText('seed 5')

  await own(dialog)
    .last()
    .getByRole('button', { name: /^Rename/ })
    .click()
  await dialog.getByLabel('Name of the model').fill('First try')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('heading', { name: 'First try' })).toBeVisible()

  await dialog.getByRole('button', { name: 'Compare First try' }).click()
  const results = page.getByRole('tabpanel', { name: 'Results' })
  await expect(results.getByLabel('Beside it')).toHaveValue(first.id)
  await expect(results.getByLabel('Beside it')).toContainText('First try')

  await openModels(app)
  await dialog.getByRole('button', { name: 'Use First try' }).click()
  await expect(dialog.getByRole('button', { name: 'First try is in use' })).toBeDisabled()
  expect((await inUse(app)).id).toBe(first.id)

  await own(dialog)
    .first()
    .getByRole('button', { name: /^Delete/ })
    .click()
  await expect(own(dialog)).toHaveCount(1)
  const folder = join(app.home, 'models')
  expect(await readdir(join(folder, 'deleted'))).toEqual([`${second.id}.safetensors`])
  await dialog.getByRole('button', { name: 'Undo' }).click()
  await expect(own(dialog)).toHaveCount(2)
  await own(dialog)
    .first()
    .getByRole('button', { name: /^Delete/ })
    .click()
  await expect(own(dialog)).toHaveCount(1)
  await quit(app)

  const again = await launch({ home, env })
  await expect(again.page.getByRole('region', { name: 'Model in use' })).toContainText('First try')
  expect(await inUse(again)).toMatchObject({ id: first.id, name: 'First try' })
  const reopened = await openModels(again)
  await reopened.getByText('Deleted in the last 30 days: 1').click()
  await reopened.getByRole('button', { name: /^Take back/ }).click()
  await expect(own(reopened)).toHaveCount(2)
})

test('A model goes to a file and comes back from it; what is no model does not.', async ({ app }) => {
  const dialog = await openModels(app)
  const file = join(app.home, 'for Ada.safetensors')
  await answerDialogs(app, file)
  await dialog.getByRole('button', { name: 'Export The model that ships' }).click()
  await expect(dialog.getByText('for Ada.safetensors.')).toBeVisible()
  const shipped = await inUse(app)

  await dialog.getByRole('button', { name: 'Import…' }).click()
  await expect(own(dialog)).toHaveCount(1)
  await dialog.getByRole('button', { name: 'Use for Ada' }).click()
  await expect(dialog.getByRole('button', { name: 'for Ada is in use' })).toBeVisible()
  const { id, ...rest } = await inUse(app)
  expect(id).not.toBe('shipped')
  expect({ ...rest, id: 'shipped', name: null }).toEqual(shipped)

  await writeFile(file, (await readFile(file)).subarray(0, 5000))
  await dialog.getByRole('button', { name: 'Import…' }).click()
  await expect(dialog.getByRole('alert')).toContainText('safetensors')
  await expect(own(dialog)).toHaveCount(1)
})
