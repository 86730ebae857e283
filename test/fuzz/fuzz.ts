/**
 * Feeds the app's readers what an attacker might: `npm run fuzz -- [TARGET…] [--cases N] [--seed N]`. Prints a table; ends with 1
 * where a promise did not hold for some case, which is then kept in `test-results/fuzz/`.
 */
import { parseArgs } from 'node:util'
import { fuzz } from './fuzz-target.ts'
import type { Finding } from './run-target.ts'
import { MOST_MEGABYTES, MOST_MILLISECONDS } from './target.ts'
import { targets, type TargetName } from './targets.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cases: { type: 'string', default: '100000' }, seed: { type: 'string' } },
})
const seed = Number(values.seed ?? Date.now() % 2 ** 31)
const names = Object.keys(targets) as TargetName[]
const chosen = positionals.length === 0 ? names : names.filter((name) => positionals.includes(name))

console.log(
  `Each case: an answer or a refusal in plain words, within ${MOST_MILLISECONDS} ms and ${MOST_MEGABYTES} MB.\n`,
)
console.log(row('', 'cases', 'accepted', 'refused', 'slowest', 'memory', 'seed'))
let failures = 0
for (const name of chosen) {
  const finding = await fuzz(name, Number(values.cases), seed)
  console.log(rowOf(finding))
  if (finding.failure === null) continue
  failures++
  console.log(`  FAILED: ${finding.failure.message}\n  The case: ${finding.failure.file}`)
}
process.exitCode = failures > 0 ? 1 : 0

function rowOf({
  title,
  cases,
  accepted,
  rejected,
  slowestMilliseconds,
  peakMegabytes,
  seed,
}: Finding): string {
  const slowest = slowestMilliseconds === null ? '–' : `${slowestMilliseconds.toFixed(0)} ms`
  return row(title, cases, accepted, rejected, slowest, `${peakMegabytes.toFixed(0)} MB`, seed)
}

function row(title: string, ...figures: (string | number)[]): string {
  return title.padEnd(52) + figures.map((figure) => String(figure).padStart(11)).join('')
}
