/**
 * A long day in the app: predictions and short runs in one process, and what memory it holds.
 *
 *     node --import ./test/faults/without-electron.ts test/faults/soak.ts [--predictions 100000] [--runs 50] [--parts 10]
 *
 * Prints, after each part, what is resident before garbage is collected and when all of it is. Fails where the latter is
 * more than 5 % above that after the first part.
 */
import { parseArgs } from 'node:util'
import { soak } from './soaking.ts'

const MOST_GROWTH = 0.05

const { values } = parseArgs({
  options: {
    predictions: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '50' },
    parts: { type: 'string', default: '10' },
  },
})
const [predictions, runs, parts] = [values.predictions, values.runs, values.parts].map(Number) as [
  number,
  number,
  number,
]
const readings = await soak({
  predictions,
  runs,
  parts,
  watch: ({ asFound, resident, heap, external }, part) => {
    process.stderr.write(
      `${part} of ${parts}: ${mib(asFound)}, ${mib(resident)} without garbage; ` +
        `heap ${mib(heap)}, outside of it ${mib(external)}\n`,
    )
  },
})
const [first, last] = [readings[0]!, readings.at(-1)!]
const growth = last.resident / first.resident - 1
console.log(
  [
    `${predictions} predictions and ${runs} runs in one process, measured ${parts} times`,
    `  without garbage: ${mib(first.resident)} after the first part, ${mib(last.resident)} at the end (${(100 * growth).toFixed(1)} %)`,
    `  as found: ${mib(Math.min(...readings.map(({ asFound }) => asFound)))} to ${mib(Math.max(...readings.map(({ asFound }) => asFound)))}`,
  ].join('\n'),
)
if (growth > MOST_GROWTH) process.exitCode = 1

function mib(size: number): string {
  return `${size.toFixed(1)} MiB`
}
