import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))

test('runs and predictions leave nothing resident behind once garbage is collected', async () => {
  // In a process of its own, so that nobody else's memory is measured. It fails where memory grows.
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    here('without-electron.ts'),
    here('soak.ts'),
    ...['--predictions', '2000', '--runs', '8', '--parts', '4'],
  ])
  expect(stdout).toContain('2000 predictions and 8 runs')
}, 120_000)
