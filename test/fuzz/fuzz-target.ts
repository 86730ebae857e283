/** Fuzzes one target in a process of its own, so that its memory is its own and nothing that it does can hurt. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Finding } from './run-target.ts'
import type { TargetName } from './targets.ts'

const program = fileURLToPath(new URL('run-target.ts', import.meta.url))

/** Rejects where the process ends without a word. */
export async function fuzz(name: TargetName, cases: number, seed: number): Promise<Finding> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, name, String(cases), String(seed)])
  return JSON.parse(stdout) as Finding
}
