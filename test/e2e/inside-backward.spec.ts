/** The views Backward and Why: every number in them is what the model in use really does. */
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from 'playwright/test'
import { smoothImage } from '../../src-main/images/smoothing.ts'
import { imageOfInk } from '../../src-main/images/strokes.ts'
import { createBlock, createKernels, loadKernelModules } from '../../src-main/kernels/engine.ts'
import { parameterShapes } from '../../src-main/network/architecture.ts'
import { createCost } from '../../src-main/network/costs.ts'
import { Network, trainingBytes } from '../../src-main/network/network.ts'
import { oneHot } from '../../src-main/network/one-hot.ts'
import { scalePixels } from '../../src-main/network/pixels.ts'
import { presets } from '../../src-main/network/presets.ts'
import { builtPlaces } from '../../src-main/places.ts'
import { readModelFile } from '../../src-main/recognizer/kept-models.ts'
import { fillNetwork } from '../../src-main/recognizer/model.ts'
import { expect, test } from './app-test.ts'
import type { RunningApp } from './app-test.ts'
import { oneOfEach } from './digits.ts'
import { DigitPadWindow } from './window.ts'

const places = builtPlaces(new URL('../../dist/main/main.js', import.meta.url).href)

/** The model that ships, read as the command line reads it, in a network of its own. */
async function shippedNetwork() {
  const model = await readModelFile(fileURLToPath(new URL('model.safetensors', places.resources)))
  const modules = loadKernelModules(places.kernels)
  const block = createBlock(modules, trainingBytes(model.architecture, 1), 1)
  const cost = createCost(presets[model.metadata.options.network].cost)
  const kernels = createKernels(modules, block, 0)
  const network = new Network(model.architecture, kernels, { capacity: 1, cost })
  fillNetwork(network, model)
  /** Puts an image in front of the network, as smooth as the model reads it. */
  const show = (image: Uint8Array): void => {
    scalePixels(smoothImage(image, model.metadata.smoothing), 0, network.input, 0, network.inputSize)
  }
  return { network, architecture: model.architecture, show }
}

/** "−0.01234", "+61.2", "1.234 × 10⁻⁵" */
function numberIn(text: string): number {
  const [mantissa = '', power] = text.trim().replace('−', '-').replace(',', '').split(' × 10')
  const exponent = power
    ?.replace('⁻', '-')
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit)))
  return Number(mantissa) * 10 ** Number(exponent ?? 0)
}

class InsidePane {
  readonly page: Page
  readonly pane: Locator

  constructor(page: Page) {
    this.page = page
    this.pane = page.getByRole('tabpanel', { name: 'Inside' })
  }

  async open(view: string): Promise<void> {
    await this.page.getByRole('tab', { name: 'Inside' }).click()
    await this.pane.getByRole('tab', { name: view }).click()
  }

  part(heading: string): Locator {
    return this.pane.getByRole('region', { name: heading })
  }

  async choose(group: string, digit: number): Promise<void> {
    await this.pane.getByRole('group', { name: group }).getByText(String(digit), { exact: true }).click()
  }
}

async function drawn(app: RunningApp, digit: number): Promise<{ window: DigitPadWindow; image: Uint8Array }> {
  const window = new DigitPadWindow(app.page)
  await window.draw(oneOfEach()[digit]!.strokes)
  expect(await window.reading()).toBe(digit)
  const drawing = await app.page.evaluate(
    async () => (await globalThis.window.digitPad.request('start', undefined)).drawing,
  )
  return { window, image: imageOfInk(drawing)! }
}

test('A weight’s gradient is what the cost does when the weight is nudged in the model’s file.', async ({
  app,
}) => {
  const { image } = await drawn(app, 3)
  const inside = new InsidePane(app.page)
  await inside.open('Backward')
  await inside.choose('The true digit', 8)
  const { network, architecture, show } = await shippedNetwork()
  show(image)
  oneHot(Uint8Array.of(8), 0, network.target, 0, 1)
  const costNow = () => {
    network.forward()
    return network.cost(0)
  }
  await expect(inside.part('The cost: how wrong is it?')).toContainText(`= ${costNow().toPrecision(4)}`)

  const gradients = inside.part('The gradient of every weight')
  const layers = await gradients.getByLabel('Layer', { exact: true }).locator('option').all()
  expect(layers).toHaveLength(parameterShapes(architecture).length / 2)
  for (const place of [0, layers.length - 1]) {
    const title = await layers[place]!.innerText()
    await gradients.getByLabel('Layer', { exact: true }).selectOption(title)
    await expect(gradients.getByRole('grid')).toHaveAccessibleName(new RegExp(title))
    const shown = gradients.locator('[data-weight]')
    const gradient = numberIn(await shown.innerText())
    const weight = Number(await shown.getAttribute('data-weight'))
    const { values } = network.parameters[2 * place]!
    const value = values[weight]!
    // So small a step that the cost changes by about a hundredth: no farther than a straight line goes.
    const h = 2 ** Math.round(Math.log2(0.01 / Math.abs(gradient)))
    values[weight] = value + h
    const above = costNow()
    values[weight] = value - h
    const below = costNow()
    values[weight] = value
    const difference = (above - below) / (2 * h)
    expect(Math.abs(difference / gradient - 1)).toBeLessThan(0.02)
  }
})

test('Steps on a copy move its bars, are undone, and leave the model in use as it is.', async ({ app }) => {
  const { window, image } = await drawn(app, 3)
  const before = await window.shares()
  const inside = new InsidePane(app.page)
  await inside.open('Backward')
  await inside.choose('The true digit', 5)
  const card = inside.part('A step downhill')
  const state = card.getByRole('status')
  const bars = () => card.getByRole('row').filter({ hasText: '%' }).allInnerTexts()
  await expect(state).toContainText('No step taken yet.')
  const untouched = await bars()
  await card.getByRole('button', { name: 'One step' }).click()
  await expect(state).toContainText('After 1 step')
  const [, from = '', to = ''] = /from (.*) to (.*)\./.exec(await state.innerText()) ?? []
  expect(numberIn(to)).toBeLessThan(numberIn(from))
  const afterOne = await bars()
  expect(afterOne).not.toEqual(untouched)
  await card.getByRole('button', { name: 'Ten steps' }).click()
  await expect(state).toContainText('After 11 steps')
  for (let step = 10; step > 1; step--) {
    await card.getByRole('button', { name: 'Undo a step' }).click()
    await expect(state).toContainText(`After ${String(step)} steps`)
  }
  await card.getByRole('button', { name: 'Undo a step' }).click()
  await expect(state).toContainText(`After 1 step the cost went from ${from} to ${to}.`)
  expect(await bars()).toEqual(afterOne)
  await card.getByRole('button', { name: 'Start again' }).click()
  await expect.poll(bars).toEqual(untouched)

  // The model in use has not learnt anything of it.
  await card.getByRole('button', { name: 'Ten steps' }).click()
  await expect(state).toContainText('After 10 steps')
  const again = await app.page.evaluate(
    (greys) => globalThis.window.digitPad.request('recognizeImage', Uint8Array.from(greys)),
    [...image],
  )
  expect(again.probabilities.map((share) => Math.round(share * 1000) / 10)).toEqual(before)
  // Another drawing is another lesson.
  await window.button('Undo').click()
  await window.draw(oneOfEach()[7]!.strokes)
  await expect(state).toContainText('the copy was dropped')
})

test('What the pixels say comes to the net output, and “why not” to the difference of two.', async ({
  app,
}) => {
  const { image } = await drawn(app, 3)
  const { network, show } = await shippedNetwork()
  const netOf = (greys: Uint8Array) => {
    show(greys)
    network.forward()
    return network.netOutput.slice()
  }
  const [net, empty] = [netOf(image), netOf(new Uint8Array(784))]
  const inside = new InsidePane(app.page)
  await inside.open('Why')
  const figures = async (heading: string) => {
    await expect(inside.part(heading)).toBeVisible()
    const values = await inside.part(heading).getByRole('definition').allInnerTexts()
    const [paper = 0, speaksFor = 0, speaksAgainst = 0, all = 0] = values.map(numberIn)
    // Three figures of each are shown, and what is left is the error of the way's 128 points.
    expect(Math.abs(paper + speaksFor + speaksAgainst - all)).toBeLessThan(
      0.02 * (speaksFor - speaksAgainst) + 0.1,
    )
    return { paper, all }
  }
  const alone = await figures('What speaks for a 3')
  expect(alone.all).toBeCloseTo(net[3]!, 0)
  await inside.choose('And not this one', 5)
  const contrast = await figures('What speaks for a 3, and not a 5')
  expect(contrast.all).toBeCloseTo(net[3]! - net[5]!, 0)
  expect(contrast.paper).toBeCloseTo(empty[3]! - empty[5]!, 1)
})
