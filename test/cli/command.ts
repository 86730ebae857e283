/** Runs the built command line as a person's shell would. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

const program = fileURLToPath(new URL('../../dist/main/cli.js', import.meta.url))

export interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export function digitPad(...args: string[]): Ended {
  return digitPadIn({}, ...args)
}

export function digitPadIn(environment: Record<string, string>, ...args: string[]): Ended {
  const env = { ...process.env, DIGIT_PAD_HOME: newFolder(), ...environment }
  return spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', env })
}

/** The standard output of a command that must succeed. */
export function output(ended: Ended): string {
  expect(ended.stderr).not.toContain('digit-pad:')
  expect(ended.status).toBe(0)
  return ended.stdout
}

/** The one line that a refused command leaves on stderr. */
export function refusal(ended: Ended): string {
  expect(ended.status).toBe(2)
  expect(ended.stdout).toBe('')
  const lines = ended.stderr.trimEnd().split('\n')
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/^digit-pad: /)
  expect(lines[0]).not.toMatch(/^\s+at /)
  return lines[0]!
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'digit-pad-cli-'))
}
