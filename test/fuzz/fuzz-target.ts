/** Fuzzes one target in a process of its own, so that its memory is its own and nothing that it does can hurt. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Finding } from './run-target.ts'
import type { TargetName } from './targets.ts'

const program = fileURLToPath(new URL('run-target.ts', import.meta.url))

/** So many cases are given to one process: what a hundred thousand leave behind is not what one of them takes. */
const CASES_A_PROCESS = 10_000

/** Rejects where a process ends without a word. */
export async function fuzz(name: TargetName, cases: number, seed: number): Promise<Finding> {
  let all: Finding | null = null
  for (let done = 0; done < cases; done += CASES_A_PROCESS) {
    const part = await fuzzSome(name, Math.min(CASES_A_PROCESS, cases - done), seed + done / CASES_A_PROCESS)
    all = all === null ? part : together(all, part)
    if (part.failure !== null) break
  }
  if (all === null) throw new RangeError('There are no cases.')
  return all
}

async function fuzzSome(name: TargetName, cases: number, seed: number): Promise<Finding> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, name, String(cases), String(seed)])
  return JSON.parse(stdout) as Finding
}

function together(before: Finding, part: Finding): Finding {
  return {
    ...before,
    cases: before.cases + part.cases,
    accepted: before.accepted + part.accepted,
    rejected: before.rejected + part.rejected,
    slowestMilliseconds: Math.max(before.slowestMilliseconds ?? 0, part.slowestMilliseconds ?? 0),
    peakMegabytes: Math.max(before.peakMegabytes, part.peakMegabytes),
    seconds: before.seconds + part.seconds,
    failure: part.failure,
  }
}
