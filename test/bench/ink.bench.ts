/**
 * How long the page takes from a pointer's event to its ink: a line drawn by hand, fed through the browser's own input
 * into the real app, asked about with each frame. `node test/bench/ink.bench.ts [points]`, after a build. Prints a line of
 * JSON each for the first points of a line and for a line that is long: `work` is the time from the first listener that
 * hears an event to the end of the painting, `event` the same from when the browser says that it happened, with the wait
 * for the frame.
 */
import { launchApp } from '../host/launch.ts'
import { electronBinary } from '../host/electron-binary.ts'

const GOAL_MILLISECONDS = 8
/** A pointer's reports, as often as a screen shows frames. */
const EVERY = 1000 / 60
const points = Number(process.argv[2] ?? 900)

interface Measured {
  readonly work: number
  readonly event: number
}

declare global {
  interface Window {
    inkTimes: Measured[]
  }
}

const app = await launchApp()
await app.page.evaluate(() => {
  window.inkTimes = []
  let waiting: { heard: number; happened: number }[] = []
  const listen = (event: PointerEvent) => {
    if (event.buttons !== 0) waiting.push({ heard: performance.now(), happened: event.timeStamp })
  }
  addEventListener('pointermove', listen, { capture: true })
  const { prototype } = CanvasRenderingContext2D
  const fill = Reflect.get(prototype, 'fill') as (this: CanvasRenderingContext2D, ...path: unknown[]) => void
  // Of the fills of a frame the last paints the end of the line.
  let painted = 0
  prototype.fill = function (this: CanvasRenderingContext2D, ...path: unknown[]) {
    Reflect.apply(fill, this, path)
    const now = performance.now()
    if (waiting.length === 0) {
      const last = window.inkTimes.at(-1)
      if (last !== undefined && now - painted < 4)
        window.inkTimes[window.inkTimes.length - 1] = {
          work: last.work + now - painted,
          event: last.event + now - painted,
        }
    } else {
      window.inkTimes.push(
        ...waiting.map(({ heard, happened }) => ({ work: now - heard, event: now - happened })),
      )
      waiting = []
    }
    painted = now
  }
})

const box = await app.page.getByRole('region', { name: 'Drawing pad' }).boundingBox()
if (box === null) throw new Error('There is no pad.')
const session = await app.page.context().newCDPSession(app.page)
for (let at = 0; at < points; at++) {
  const turn = at / 18
  const radius = 0.12 + 0.3 * (at / points)
  const place = {
    x: box.x + box.width * (0.5 + radius * Math.cos(turn)),
    y: box.y + box.height * (0.5 + radius * Math.sin(turn)),
  }
  const type = at === 0 ? 'mousePressed' : 'mouseMoved'
  const due = performance.now() + EVERY
  await session.send('Input.dispatchMouseEvent', {
    type,
    ...place,
    button: 'left',
    buttons: 1,
    clickCount: 1,
  })
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
}
const times = await app.page.evaluate(() => window.inkTimes)
await app.page.mouse.up()
await app.close()

const half = Math.floor(times.length / 2)
report('first half of a line', times.slice(0, half))
report('second half of a line', times.slice(half))
if (quantile(times, 'work', 0.99) >= GOAL_MILLISECONDS) process.exitCode = 1

function report(state: string, some: readonly Measured[]): void {
  const figures = (kind: keyof Measured) => ({
    p50: rounded(quantile(some, kind, 0.5)),
    p95: rounded(quantile(some, kind, 0.95)),
    p99: rounded(quantile(some, kind, 0.99)),
  })
  const system = electronBinary() === null ? 'Chromium host' : 'Electron'
  console.log(
    JSON.stringify({
      workload: 'ink',
      state,
      system,
      unit: 'ms',
      events: some.length,
      work: figures('work'),
      event: figures('event'),
    }),
  )
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10
}

function quantile(some: readonly Measured[], kind: keyof Measured, share: number): number {
  const sorted = some.map((each) => each[kind]).sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
