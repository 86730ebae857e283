/**
 * How long a person waits for the bars while the network is trained on all cores: the whole way from the page
 * to the main process and back, one drawing in flight, asked for anew with each frame as a line grows.
 * `node test/bench/round-trip.bench.ts [seconds] [inside]`, after a build. Prints one line of JSON for each state.
 *
 * With `inside` it measures the page's own questions instead, and its frames, while the pane Inside stands open and follows a
 * line that grows on the pad: the bars must come back as if it were not there, and the page must not miss its frames.
 */
import type { TrainingOptions } from '../../src-main/contract.ts'
import { electronBinary } from '../host/electron-binary.ts'
import { launchApp } from '../host/launch.ts'
import type { RunningApp } from '../host/launch.ts'

const GOAL_MILLISECONDS = 50
/** Of 95 in 100 while the pane Inside is open: a frame. */
const INSIDE_GOAL_MILLISECONDS = 16
const seconds = Number(process.argv[2] ?? 20)

const OPTIONS: TrainingOptions = {
  data: process.env['DIGIT_PAD_MNIST'] === undefined ? 'synthetic' : 'mnist',
  network: 'convolutional',
  layers: null,
  rotation: { from: -15, to: 15 },
  warp: null,
  epochs: 200,
  batchSize: 64,
  learningRate: 0.002,
  seed: 1,
}

const app = await launchApp()
if (process.argv[3] === 'inside') await measureInside(app)
else await measureTraining(app)
await app.close()

async function measureTraining(app: RunningApp): Promise<void> {
  report('at rest', await roundTrips(app))
  await startTraining(app)
  const training = await roundTrips(app)
  const phase = await phaseOf(app)
  if (phase !== 'training') throw new Error(`The training did not go on while it was measured: ${phase}.`)
  report('training', training)
  await app.page.evaluate(() => window.digitPad.request('stopTraining', undefined))
  if (quantile(training, 0.99) >= GOAL_MILLISECONDS) process.exitCode = 1
}

/** Each layer in turn, and then each other view, stands open while a line is drawn on the pad with the mouse. */
async function measureInside(app: RunningApp): Promise<void> {
  const { page } = app
  reportDrawing('pane closed', await whileDrawing(app))
  await page.getByRole('tab', { name: 'Inside' }).click()
  const pane = page.getByRole('tabpanel', { name: 'Inside' })
  const strip = pane.locator('fieldset label')
  await strip.first().waitFor()
  const measure = async (state: string) => {
    const drawing = await whileDrawing(app)
    reportDrawing(state, drawing)
    if (quantile(drawing.predictions, 0.95) >= INSIDE_GOAL_MILLISECONDS) process.exitCode = 1
  }
  for (let place = 0; place < (await strip.count()); place++) {
    await strip.nth(place).click()
    await measure(`inside, layer ${String(place)}`)
  }
  for (const view of ['Backward', 'Why', 'Batches']) {
    await pane.getByRole('tab', { name: view }).click()
    await measure(`inside, ${view}`)
  }
}

/** In ms, sorted. */
interface WhileDrawing {
  /** How long each answer took that the page itself asked for. */
  readonly predictions: readonly number[]
  /** From one frame to the next. */
  readonly frames: readonly number[]
}

/** Draws on the pad with the mouse, and looks on. */
async function whileDrawing({ page }: RunningApp): Promise<WhileDrawing> {
  const box = await page.getByRole('region', { name: 'Drawing pad' }).boundingBox()
  if (box === null) throw new Error('There is no pad.')
  await page
    .getByRole('button', { name: 'Clear' })
    .click({ force: true, timeout: 1000 })
    .catch(() => undefined)
  const measured = page.evaluate(async (seconds) => {
    const predictions: number[] = []
    const observer = new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (name === 'prediction') predictions.push(duration)
    })
    observer.observe({ type: 'measure' })
    const frames: number[] = []
    const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
    const end = performance.now() + seconds * 1000
    for (let before = await nextFrame(); before < end;) {
      const now = await nextFrame()
      frames.push(now - before)
      before = now
    }
    observer.disconnect()
    return { predictions, frames }
  }, seconds)
  let done = false
  const isDone = () => done
  void measured.finally(() => (done = true))
  await page.mouse.move(box.x + box.width / 2, box.y + 30)
  await page.mouse.down()
  for (let step = 0; !isDone(); step++) {
    const turn = step / 8
    await page.mouse.move(
      box.x + box.width * (0.5 + 0.3 * Math.sin(turn)),
      box.y + box.height * (0.5 + 0.35 * Math.cos(turn * 0.7)),
    )
    await new Promise((resolve) => setTimeout(resolve, 16))
  }
  await page.mouse.up()
  const { predictions, frames } = await measured
  const inOrder = (times: number[]) => times.sort((a, b) => a - b)
  return { predictions: inOrder(predictions), frames: inOrder(frames) }
}

/** Round trips in ms, sorted. */
async function roundTrips({ page }: RunningApp): Promise<number[]> {
  const times = await page.evaluate(async (seconds) => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const times: number[] = []
    const end = performance.now() + seconds * 1000
    while (performance.now() < end) {
      const length = 2 + (times.length % 100)
      const line = Array.from({ length }, (_, at): [number, number, number, number] => {
        const turn = at / 16
        return [250 + 100 * Math.sin(turn), 120 + 3 * at, 8 * at, 0.5]
      })
      const start = performance.now()
      await window.digitPad.request('recognizeDrawing', [line])
      times.push(performance.now() - start)
      await nextFrame()
    }
    return times
  }, seconds)
  return times.sort((a, b) => a - b)
}

async function startTraining({ page }: RunningApp): Promise<void> {
  await page.evaluate(
    (options) =>
      new Promise<void>((resolve, reject) => {
        const stop = window.digitPad.on('trainingChanged', (state) => {
          if (state.phase === 'preparing') return
          stop()
          if (state.phase === 'training') resolve()
          else reject(new Error(JSON.stringify(state)))
        })
        void window.digitPad.request('startTraining', options)
      }),
    OPTIONS,
  )
}

async function phaseOf({ page }: RunningApp): Promise<string> {
  return page.evaluate(async () => (await window.digitPad.request('start', undefined)).training.phase)
}

function reportDrawing(state: string, { predictions, frames }: WhileDrawing): void {
  report(state, predictions)
  report(`${state}: from frame to frame`, frames)
}

function report(state: string, times: readonly number[]): void {
  const rounded = (share: number) => Math.round(quantile(times, share) * 10) / 10
  const system = electronBinary() === null ? 'Chromium host' : 'Electron'
  const figures = {
    count: times.length,
    p50: rounded(0.5),
    p90: rounded(0.9),
    p95: rounded(0.95),
    p99: rounded(0.99),
    max: rounded(1),
  }
  console.log(JSON.stringify({ workload: 'round trip', state, system, unit: 'ms', ...figures }))
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
