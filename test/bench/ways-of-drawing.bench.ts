/**
 * `node test/bench/ways-of-drawing.bench.ts [--each 3]`: real pen digits (`DIGIT_PAD_PEN_DIGITS`), drawn with the mouse on the pad of
 * the running app as people draw: in a corner, tiny, huge, slanted, fast, with a shaking hand. How many are read rightly, and
 * how many answers are called unsure.
 */
import { parseArgs } from 'node:util'
import { readDrawings } from '../../src-main/datasets/drawings.ts'
import type { Ink } from '../../src-main/images/ink.ts'
import { Random } from '../../src-main/kernels/random.ts'
import { DigitPadWindow } from '../e2e/window.ts'
import { launchApp } from '../host/launch.ts'

type Point = readonly number[]

interface Way {
  readonly name: string
  /** The longer side of the drawing, as a share of the pad's. */
  readonly size: number
  /** Where its middle stands, as shares of the pad's sides. */
  readonly at: readonly [number, number]
  readonly bend?: (point: Point) => Point
  /** Only every so many points are drawn, as where the hand is faster than the mouse tells. */
  readonly every?: number
}

const random = Random.of(1)
const turned = (degrees: number) => {
  const [sine, cosine] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)]
  return ([x = 0, y = 0]: Point): Point => [cosine * x - sine * y, sine * x + cosine * y]
}
const slanted =
  (by: number) =>
  ([x = 0, y = 0]: Point): Point => [x - by * y, y]
const MIDDLE = [0.5, 0.5] as const

const WAYS: readonly Way[] = [
  { name: 'as they were written', size: 0.7, at: MIDDLE },
  { name: 'in the upper left corner, small', size: 0.2, at: [0.14, 0.14] },
  { name: 'in the lower right corner, small', size: 0.2, at: [0.86, 0.86] },
  { name: 'tiny, a twentieth of the pad', size: 0.05, at: MIDDLE },
  { name: 'huge, edge to edge', size: 0.96, at: MIDDLE },
  { name: 'narrow, half as wide', size: 0.7, at: MIDDLE, bend: ([x = 0, y = 0]) => [x / 2, y] },
  { name: 'wide, half as high', size: 0.7, at: MIDDLE, bend: ([x = 0, y = 0]) => [x, y / 2] },
  { name: 'slanted forward by a half', size: 0.7, at: MIDDLE, bend: slanted(0.5) },
  { name: 'slanted backward by a half', size: 0.7, at: MIDDLE, bend: slanted(-0.5) },
  { name: 'turned 15° to the right', size: 0.7, at: MIDDLE, bend: turned(15) },
  { name: 'turned 15° to the left', size: 0.7, at: MIDDLE, bend: turned(-15) },
  { name: 'fast, every fourth point', size: 0.7, at: MIDDLE, every: 4 },
  { name: 'fast, every eighth point', size: 0.7, at: MIDDLE, every: 8 },
  {
    name: 'with a shaking hand',
    size: 0.7,
    at: MIDDLE,
    bend: ([x = 0, y = 0]) => [x + 0.015 * random.gaussian(), y + 0.015 * random.gaussian()],
  },
]

const { values } = parseArgs({ options: { each: { type: 'string', default: '3' } } })
const each = Number(values.each)
const file = process.env['DIGIT_PAD_PEN_DIGITS']
if (file === undefined) throw new Error('Set DIGIT_PAD_PEN_DIGITS to the file of pen digits.')
const readable = readDrawings(file).filter(({ suspect, label }) => !suspect && label !== null)
// Not all of one writer: a few from all over the file.
const digits = Array.from({ length: 10 }, (_, digit) => {
  const those = readable.filter(({ label }) => label === digit)
  return Array.from({ length: each }, (_, place) => those[Math.floor(((place + 0.5) * those.length) / each)]!)
}).flat()

const app = await launchApp()
const window = new DigitPadWindow(app.page)
// On the empty pad it takes up a corner of its own.
await app.page.getByRole('button', { name: 'Do not offer the tour again' }).click()
const pad = (await app.page.getByLabel('Drawing surface').boundingBox())!
console.log(`${String(digits.length)} digits each${' '.repeat(20)} right  unsure  wrong and sure`)
for (const way of WAYS) {
  let [right, unsure] = [0, 0]
  const missed: string[] = []
  for (const { label, strokes } of digits) {
    await trace(placed(strokes, way))
    const read = await window.reading()
    if (read === label) right++
    else if (read === null) unsure++
    else missed.push(`${String(label)} as ${String(read)}`)
    await window.button('Clear').click()
  }
  const counts = [right, unsure, missed.length].map((count) => String(count).padStart(6)).join('  ')
  console.log(`${way.name.padEnd(34)}${counts}  ${missed.join(', ')}`)
}
await app.close()

/** The strokes as points of the page. */
function placed(strokes: Ink, { size, at, bend = (point) => point, every = 1 }: Way): number[][][] {
  const thinned = strokes.map((stroke) =>
    stroke.filter((_, index) => index % every === 0 || index === stroke.length - 1),
  )
  const height = extent(strokes.flat(), 1).length || 1
  const bent = thinned.map((stroke) => stroke.map(([x = 0, y = 0]) => bend([x / height, y / height])))
  const [across, down] = [extent(bent.flat(), 0), extent(bent.flat(), 1)]
  const scale = (size * Math.min(pad.width, pad.height)) / Math.max(across.length, down.length, 1e-9)
  return bent.map((stroke) =>
    stroke.map(([x = 0, y = 0]) => [
      pad.x + at[0] * pad.width + (x - across.middle) * scale,
      pad.y + at[1] * pad.height + (y - down.middle) * scale,
    ]),
  )
}

function extent(points: readonly Point[], axis: number): { middle: number; length: number } {
  const values = points.map((point) => point[axis] ?? 0)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return { middle: (least + most) / 2, length: most - least }
}

async function trace(strokes: number[][][]): Promise<void> {
  const { mouse } = app.page
  for (const stroke of strokes) {
    for (const [index, [x = 0, y = 0]] of stroke.entries()) {
      await mouse.move(x, y)
      if (index === 0) await mouse.down()
    }
    await mouse.up()
  }
}
