/**
 * Kills the app's services at random moments of their work, as a power cut or `kill -9` would, starts them again, and
 * compares what is there with what was confirmed. Prints what it did and found; fails where anything was lost.
 *
 *     node test/faults/kill-at-random.ts [--moments 200] [--seed 1] [--every 5] [--longest 12]
 *
 * --every     seconds between two checkpoints of the training (the app's own: 5)
 * --longest   seconds after its start that a life lasts at most
 *
 * Ctrl+C ends it after the life that is under way, and prints what was found until then.
 */
import { parseArgs } from 'node:util'
import { killAtRandom, type Outcome } from './killing.ts'

const { values } = parseArgs({
  options: {
    moments: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    every: { type: 'string', default: '5' },
    longest: { type: 'string', default: '12' },
  },
})
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stop.abort()
  })
}
const outcome = await killAtRandom({
  moments: Number(values.moments),
  seed: Number(values.seed),
  every: Number(values.every),
  longest: Number(values.longest),
  signal: stop.signal,
  watch: (line) => process.stderr.write(`${line}\n`),
})
console.log(tableOf(outcome))
if (outcome.faults.length > 0) process.exitCode = 1

function tableOf({ moments, confirmed, kept, lost, resumed, runs, same, faults }: Outcome): string {
  const seconds = (value: number) => `${value.toFixed(1)} s`
  const mean = lost.length === 0 ? 0 : lost.reduce((sum, each) => sum + each, 0) / lost.length
  return [
    `kill -9 at ${moments} random moments:`,
    ...(['drawing', 'settings', 'digits', 'models'] as const).map(
      (what) => `  ${what}: confirmed before ${confirmed[what]}, there after ${kept[what]}`,
    ),
    `  trainings interrupted ${lost.length}, gone on with ${resumed}`,
    `  training lost: at most ${seconds(Math.max(0, ...lost))}, on average ${seconds(mean)}`,
    `  trainings brought to an end ${runs}, with the weights of an unbroken one ${same}`,
    ...(faults.length === 0 ? ['  nothing was lost'] : faults.map((fault) => `  FAULT: ${fault}`)),
  ].join('\n')
}
