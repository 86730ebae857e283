/**
 * Fuzzes one target: `node test/fuzz/run-target.ts NAME CASES SEED` writes a line of JSON, the `Finding`. A thread feeds the target;
 * this process watches it, so that a case that never ends is seen, and told.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serialize, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import fc from 'fast-check'
import { MOST_MEGABYTES, MOST_MILLISECONDS, type Target, type Verdict } from './target.ts'
import { targets, type TargetName } from './targets.ts'

export interface Finding {
  readonly name: string
  readonly title: string
  readonly seed: number
  readonly cases: number
  readonly accepted: number
  readonly rejected: number
  /** Processor time of the slowest case; `null` where none ended. */
  readonly slowestMilliseconds: number | null
  /** The most that the process ever had, Node itself included. */
  readonly peakMegabytes: number
  readonly seconds: number
  /** What went wrong, and the file with the case; `null` where nothing did. */
  readonly failure: { readonly message: string; readonly file: string } | null
}

type Report = Pick<Finding, 'title' | 'cases' | 'accepted' | 'rejected' | 'slowestMilliseconds' | 'failure'>

/** A case that takes so long, other programs' turns included, is never going to end. Looks are counted, not the clock: it runs on while we do not. */
const HANGING_SECONDS = 60
const LOOK_SECONDS = 0.5

const CASES_BETWEEN_COLLECTIONS = 50
/** Before a case that is larger, too: it may take much. */
const LARGE_BYTES = 16_384

interface Job {
  readonly name: TargetName
  readonly cases: number
  readonly seed: number
  /** How many cases have begun. */
  readonly begun: Int32Array<SharedArrayBuffer>
}

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: new URL('electron.ts', import.meta.url).href, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
})

if (isMainThread) watch()
else parentPort!.postMessage(await fuzz(workerData as Job))

function watch(): void {
  const [, , name, cases, seed] = process.argv as [string, string, TargetName, string, string]
  const begun = new Int32Array(new SharedArrayBuffer(4))
  const job: Job = { name, cases: Number(cases), seed: Number(seed), begun }
  const worker = new Worker(new URL(import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: 0.75 * MOST_MEGABYTES },
  })
  const start = performance.now()
  const end = (report: Report): void => {
    const peakMegabytes = process.resourceUsage().maxRSS / 1024
    const heavy = { message: `It took ${Math.round(peakMegabytes)} MB of memory.`, file: 'none' }
    const finding: Finding = {
      name,
      seed: job.seed,
      seconds: (performance.now() - start) / 1000,
      peakMegabytes,
      ...report,
      failure: report.failure ?? (peakMegabytes > MOST_MEGABYTES ? heavy : null),
    }
    process.stdout.write(`${JSON.stringify(finding)}\n`, () => process.exit())
  }
  const fail = async (message: string): Promise<void> => {
    const target = await targets[name]()
    const cases = begun[0]!
    const file = keep(name, caseAt(target, job.seed, cases - 1))
    const counts = { cases, accepted: 0, rejected: 0, slowestMilliseconds: null }
    end({ title: target.title, ...counts, failure: { message, file } })
  }
  worker.on('message', end)
  worker.on('error', (error) => {
    void fail(`The thread died: ${String(error)}`)
  })
  let last = -1
  let looks = 0
  setInterval(() => {
    looks = begun[0] === last ? looks + 1 : 0
    last = begun[0]!
    if (last > 0 && looks * LOOK_SECONDS > HANGING_SECONDS) {
      void fail(`It had not ended after ${HANGING_SECONDS} s.`)
    }
  }, 1000 * LOOK_SECONDS)
}

async function fuzz({ name, cases, seed, begun }: Job): Promise<Report> {
  const target: Target = await targets[name]()
  const counts: Record<Verdict, number> = { accepted: 0, rejected: 0 }
  let slowestMilliseconds = 0
  let shrinking = false
  setFlagsFromString('--expose-gc')
  const collectGarbage = runInNewContext('gc') as () => void
  const property = fc.asyncProperty(target.cases, async (input) => {
    // What a hundred thousand cases leave behind is not what one of them takes.
    const number = Atomics.add(begun, 0, 1)
    if (number % CASES_BETWEEN_COLLECTIONS === 0 || isLarge(input)) collectGarbage()
    const before = process.threadCpuUsage()
    try {
      const verdict = await target.take(input)
      if (!shrinking) counts[verdict]++
      const { user, system } = process.threadCpuUsage(before)
      const milliseconds = (user + system) / 1000
      slowestMilliseconds = Math.max(slowestMilliseconds, milliseconds)
      if (milliseconds > (target.mostMilliseconds ?? MOST_MILLISECONDS))
        throw new Error(`It took ${Math.round(milliseconds)} ms.`)
    } catch (error) {
      shrinking = true
      throw error
    }
  })
  const examples = (target.examples ?? []).map((example): [unknown] => [example])
  const details = await fc.check(property, { numRuns: cases, seed, examples })
  const failure = details.failed
    ? { message: reasonOf(details.errorInstance), file: keep(name, details.counterexample?.[0]) }
    : null
  return {
    title: target.title,
    cases: counts.accepted + counts.rejected,
    ...counts,
    slowestMilliseconds,
    failure,
  }
}

function isLarge(input: unknown): boolean {
  return input instanceof Uint8Array && input.length > LARGE_BYTES
}

function reasonOf(error: unknown): string {
  return error instanceof Error
    ? (error.stack ?? error.message).split('\n').slice(0, 6).join(' | ')
    : String(error)
}

/** The case of a number, from 0, made once more. */
function caseAt({ cases, examples = [] }: Target, seed: number, index: number): unknown {
  return fc.sample(cases, { seed, numRuns: index + 1, examples: [...examples] })[index]
}

/** Writes a case to a file: bytes as they are, everything else as `v8.deserialize` reads it. @returns its path */
function keep(name: string, input: unknown): string {
  const folder = fileURLToPath(new URL('../../test-results/fuzz/', import.meta.url))
  mkdirSync(folder, { recursive: true })
  try {
    const file = join(folder, input instanceof Uint8Array ? `${name}.bin` : `${name}.v8`)
    writeFileSync(file, input instanceof Uint8Array ? input : serialize(input))
    return file
  } catch (error) {
    return `not kept: ${String(error)}`
  }
}
