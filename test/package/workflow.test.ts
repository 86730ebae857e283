/** The workflow that makes releases cannot run here; what can be wrong with its text is checked. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const root = new URL('../../', import.meta.url)
const text = readFileSync(new URL('.github/workflows/release.yml', root), 'utf8')
const { scripts, build } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  scripts: Record<string, string>
  build: Record<'linux' | 'win' | 'mac', { target: (string | { target: string; arch: string })[] }>
}

interface Step {
  readonly uses?: string
  readonly run?: string
}
const workflow = parse(text) as {
  on: { push: { tags: string[] } }
  permissions: Record<string, string>
  jobs: Record<string, { strategy: { matrix: { os: string[] } }; steps: Step[] }>
}
const job = workflow.jobs['package']!

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
    for (const { run = '' } of job.steps) {
      for (const [, script] of run.matchAll(/npm run (\S+)/g)) expect(scripts).toHaveProperty(script!)
      for (const [, file] of run.matchAll(/node ((?:test|node_modules)\/\S+)/g)) {
        expect(readFileSync(new URL(file!, root), 'utf8')).not.toBe('')
      }
    }
  })

  it('names a version for each action', () => {
    for (const { uses } of job.steps) if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@v\d+$/)
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
