import { expect, test } from 'vitest'
import { PaperProgress } from '../../src-main/cli/paper-progress.ts'
import type { PlannedRun } from '../../src-main/paper/carry-out.ts'
import { experiment } from '../../src-main/paper/experiment.ts'
import type { KeptRun } from '../../src-main/paper/kept-runs.ts'

const [row] = experiment(1, true).rows
const toDo: PlannedRun[] = [1, 2, 3, 4].map((seed) => ({ row: row!, seed }))
const labels = Uint8Array.of(1, 2, 3, 4)
const measured = { answers: { upright: '1234', rotated: '1255' } } as KeptRun

test('a line a run, with what it read and the time left', () => {
  const lines: string[] = []
  let now = 100
  const progress = new PaperProgress({ write: (text) => lines.push(text) }, () => now)
  progress.planned(2, toDo)
  expect(lines.join('')).toContain('6 runs, of which 2 are kept from before')
  now += 50
  progress.done(toDo[0]!, measured, labels)
  // One of four like it took 50 s.
  expect(lines.at(-1)).toBe(
    '3 of 6: 2:30 left, One layer, trained on digits as they are, seed 1: upright 100.00 %, rotated 50.00 %\n',
  )
  for (const run of toDo.slice(1)) progress.done(run, measured, labels)
  expect(lines.at(-1)).toMatch(/^6 of 6: One layer/)
})
