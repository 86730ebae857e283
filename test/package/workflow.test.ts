/** The workflows cannot run here; what can be wrong with their texts is checked. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const root = new URL('../../', import.meta.url)
const read = (name: string): unknown =>
  parse(readFileSync(new URL(`.github/workflows/${name}.yml`, root), 'utf8'))
const { scripts, build } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  scripts: Record<string, string>
  build: Record<'linux' | 'win' | 'mac', { target: (string | { target: string; arch: string })[] }>
}

interface Step {
  readonly uses?: string
  readonly run?: string
}
const workflow = read('release') as {
  on: { push: { tags: string[] } }
  permissions: Record<string, string>
  jobs: Record<string, { strategy: { matrix: { os: string[] } }; steps: Step[] }>
}
const job = workflow.jobs['package']!
const nightly = read('nightly') as {
  on: { schedule: { cron: string }[] }
  permissions: Record<string, string>
  jobs: Record<string, { strategy: { matrix: { command: string[] } }; steps: Step[] }>
}
const night = nightly.jobs['withstands']!

function expectThere(run: string): void {
  for (const [, script] of run.matchAll(/npm run (\S+)/g)) expect(scripts).toHaveProperty(script!)
  for (const [, file] of run.matchAll(/(?:node|--import) (?:\.\/)?((?:test|node_modules)\/\S+)/g)) {
    expect(readFileSync(new URL(file!, root), 'utf8')).not.toBe('')
  }
}

function expectVersions(steps: readonly Step[]): void {
  for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@v\d+$/)
}

describe('the release workflow', () => {
  it('tests and packages on the three systems, for a tag of a version', () => {
    expect(workflow.on.push.tags).toEqual(['v*'])
    expect(workflow.permissions).toEqual({ contents: 'write' })
    expect(job.strategy.matrix.os).toEqual(['ubuntu-latest', 'windows-latest', 'macos-latest'])
    const runs = job.steps.map(({ run }) => run ?? '')
    const order = ['npm ci', 'electron/install.js', 'npm test', 'npm run package', 'try-program.ts'].map(
      (what) => runs.findIndex((run) => run.includes(what)),
    )
    expect(order).not.toContain(-1)
    expect(order).toEqual(order.toSorted((a, b) => a - b))
  })

  it('runs scripts and files that are there', () => {
    for (const { run = '' } of job.steps) expectThere(run)
  })

  it('names a version for each action', () => {
    expectVersions(job.steps)
  })

  it('has the installers made that people look for', () => {
    expect(build.linux.target).toEqual(['AppImage', 'deb'])
    expect(build.win.target).toEqual(['nsis'])
    expect(build.mac.target).toEqual([
      { target: 'dmg', arch: 'universal' },
      { target: 'zip', arch: 'universal' },
    ])
  })
})

describe('the nightly workflow', () => {
  it('fuzzes, kills and lasts, each night', () => {
    expect(nightly.on.schedule).toHaveLength(1)
    expect(nightly.on.schedule[0]!.cron).toMatch(/^\d+ \d+ \* \* \*$/)
    expect(nightly.permissions).toEqual({ contents: 'read' })
    const { command } = night.strategy.matrix
    for (const what of ['npm run fuzz', 'kill-at-random.ts --moments 200', 'soak.ts']) {
      expect(command.filter((each) => each.includes(what))).toHaveLength(1)
    }
    const runs = night.steps.map(({ run }) => run)
    expect(runs.indexOf('npm ci')).toBeGreaterThan(-1)
    expect(runs.indexOf('${{ matrix.command }}')).toBeGreaterThan(runs.indexOf('npm ci'))
  })

  it('runs scripts and files that are there, and actions of a version', () => {
    for (const run of [...night.strategy.matrix.command, ...night.steps.map(({ run = '' }) => run)])
      expectThere(run)
    expectVersions(night.steps)
  })
})
