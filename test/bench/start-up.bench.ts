/**
 * How long a start takes, from the process to a window that reads the digit that was left on the pad, part by part:
 * `node test/bench/start-up.bench.ts [--starts N]`. It starts the code in the package, in Electron where its program is
 * there, else in the host, where Chromium is started anew as well.
 */
import { mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { electronBinary } from '../host/electron-binary.ts'
import { launchApp } from '../host/launch.ts'
import { packApp, takeOut } from '../package/pack.ts'
import { median } from './statistics.ts'

const GOAL_MS = 1500
const { values } = parseArgs({ options: { starts: { type: 'string', default: '5' } } })

/** A three, as the pad keeps it. */
const DRAWING = [
  [
    [90, 80, 0, 0.5],
    [140, 50, 80, 0.5],
    [180, 90, 160, 0.5],
    [130, 130, 240, 0.5],
    [190, 180, 320, 0.5],
    [140, 230, 400, 0.5],
    [80, 200, 480, 0.5],
  ],
]

const packaged = await packApp()
process.env['DIGIT_PAD_APP'] = electronBinary() === null ? takeOut(packaged) : packaged.asar
const home = mkdtempSync(join(tmpdir(), 'digit-pad-start-'))
writeFileSync(join(home, 'drawing.json'), JSON.stringify(DRAWING))

/** When each part was done, in ms since the process was started. */
type Moments = Record<string, number>

async function start(): Promise<Moments> {
  const begun = performance.timeOrigin + performance.now()
  const app = await launchApp({ home })
  await app.page.waitForFunction(() => performance.getEntriesByName('digit read').length > 0)
  const inMain = await app.evaluate(marksHere, undefined)
  const inPage = await app.page.evaluate(() => [
    { name: 'page asked for', at: performance.timeOrigin },
    ...performance
      .getEntriesByType('mark')
      .map(({ name, startTime }) => ({ name, at: performance.timeOrigin + startTime })),
  ])
  await app.close()
  const moments: Moments = {}
  for (const { name, at } of [...inMain, ...inPage]) moments[name] ??= at - begun
  return moments
}

/** Runs in the main process. */
function marksHere(): { name: string; at: number }[] {
  const marks = performance.getEntriesByType('mark')
  return [
    { name: 'process begins', at: performance.timeOrigin },
    ...marks.map(({ name, startTime }) => ({ name, at: performance.timeOrigin + startTime })),
  ]
}

const starts: Moments[] = []
for (let count = 0; count < Number(values.starts); count++) starts.push(await start())
const medians = Object.keys(starts[0]!)
  .map((name) => ({ name, at: median(starts.map((moments) => moments[name]!)) }))
  .sort((a, b) => a.at - b.at)

console.log(`In ${electronBinary() === null ? 'the host' : 'Electron'}, median of ${starts.length} starts:`)
medians.forEach(({ name, at }, index) => {
  const part = at - (medians[index - 1]?.at ?? 0)
  console.log(`  ${name.padEnd(16)} ${at.toFixed(0).padStart(5)} ms  (+${part.toFixed(0)})`)
})
const whole = medians.find(({ name }) => name === 'digit read')!.at
console.log(`A digit is read after ${whole.toFixed(0)} ms; the goal is ${GOAL_MS} ms.`)
console.log(`app.asar: ${(statSync(packaged.asar).size / 1024 / 1024).toFixed(2)} MB; the goal is 10 MB.`)
process.exitCode = whole < GOAL_MS ? 0 : 1
