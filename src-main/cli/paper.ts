/** `digit-pad paper`: the paper's experiment, done again and reported. */
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { carryOut } from '../paper/carry-out.ts'
import { experiment } from '../paper/experiment.ts'
import { findingsOf } from '../paper/findings.ts'
import { reportHtml } from '../paper/report-html.ts'
import { reportJson } from '../paper/report-json.ts'
import { conclusions } from '../paper/sentences.ts'
import { usualThreads } from '../training/threads.ts'
import type { PaperCommand } from './arguments.ts'
import { PaperProgress } from './paper-progress.ts'
import type { Surroundings } from './surroundings.ts'
import { untilStopped } from './until-stopped.ts'

const SEEDS = 3
const QUICK_SEEDS = 2

/** Ctrl+C ends it; the promise then rejects, and what was done is kept. */
export async function paper(command: PaperCommand, around: Surroundings): Promise<void> {
  const { quick, out, threads } = command
  const seeds = command.seeds ?? (quick ? QUICK_SEEDS : SEEDS)
  const plan = experiment(seeds, quick)
  const stopped = new AbortController()
  const progress = new PaperProgress(around.stderr)
  const finished = carryOut(plan, {
    folder: out,
    mnistFolder: around.mnistFolder,
    cacheFolder: around.cacheFolder,
    threads: threads ?? usualThreads(),
    runtime: around.runtime,
    signal: stopped.signal,
    watcher: progress,
  })
  const stop = (): void => {
    stopped.abort()
  }
  const measured = await untilStopped({ finished, stop }).finally(() => {
    progress.clear()
  })

  const findings = findingsOf(plan, measured)
  const typed = `npm run digit-pad -- paper --seeds ${seeds}${quick ? ' --quick' : ''}`
  const page = join(out, 'report.html')
  await writeFileAtomic(page, reportHtml(findings, typed))
  await writeFileAtomic(join(out, 'report.json'), reportJson(findings, typed))
  around.print(`${conclusions(findings).join('\n')}\n\nThe report: ${page}\n`)
}
