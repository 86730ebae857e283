import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { Log } from '../../../src-main/shell/log/log.ts'

let data: string
let time: number
let log: Log
const text = () => readFileSync(log.file, 'utf8')
const entries = () => text().trim().split('\n')

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'digit-pad-log-'))
  time = 0
  log = new Log({ program: '/opt/digit-pad/', data, home: '/home/ada' }, { now: () => time })
})

describe('the log', () => {
  it('lies in the data folder, for its owner alone', () => {
    log.note('It starts.')
    expect(log.file).toBe(join(data, 'logs', 'digit-pad.log'))
    expect(text()).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z \[info\] {1,2}It starts\.\n$/)
    if (process.platform !== 'win32') expect(statSync(log.file).mode & 0o077).toBe(0)
  })

  it('says where a fault comes from, but not where the person’s files lie', () => {
    const error = new Error('no such file, open /home/ada/secret/three.png')
    error.stack = `${String(error)}\n    at read (file:///opt/digit-pad/dist/main/main.js:12:3)`
    log.trouble('main process', error)
    log.trouble('notice', `${data}/settings.json cannot be written.`)
    expect(text()).toContain('[error] Fault of the main process: Error: no such file, open …/three.png')
    expect(text()).toContain('at read ((app)/dist/main/main.js:12:3)')
    expect(text()).toContain('Told: (data)/settings.json cannot be written.')
  })

  it('lets no text pass for an entry of its own', () => {
    log.trouble('page', 'Error\n2026-01-01T00:00:00.000Z [info] All is well.')
    expect(entries().map((line) => /^\d/.test(line))).toEqual([true, false])
  })

  it('takes a text as it is, signs for formats included', () => {
    log.note('100 %d of %s, 5 %')
    expect(text()).toContain('100 %d of %s, 5 %')
  })

  it('cuts what is long', () => {
    log.trouble('page', 'x'.repeat(1_000_000))
    expect(text().length).toBeLessThan(4200)
  })

  it('writes down so many troubles of a kind a minute, and then how many were left out', () => {
    for (let i = 0; i < 100; i++) log.trouble('page', `fault ${i}`)
    log.trouble('main process', 'another')
    expect(entries()).toHaveLength(21)
    time = 60_000
    log.trouble('page', 'again')
    expect(entries().at(-1)).toContain('Fault of the page (80 more were left out): again')
  })

  it('keeps no more than a file of 1 MB and one before it', () => {
    for (let i = 0; i < 900; i++) log.note('y'.repeat(3900))
    const files = readdirSync(join(data, 'logs')).sort()
    expect(files).toEqual(['digit-pad.log', 'digit-pad.old.log'])
    for (const file of files) expect(statSync(join(data, 'logs', file)).size).toBeLessThan(1.01 * 2 ** 20)
  })

  it('is no reason to stop where it cannot be written', () => {
    writeFileSync(join(data, 'logs'), 'a file where a folder should be')
    expect(() => {
      log.note('It starts.')
      log.trouble('page', new Error('no'))
    }).not.toThrow()
  })
})
