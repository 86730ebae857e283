import { describe, expect, it, vi } from 'vitest'
import { PlainError } from '../../../src-main/plain-error.ts'
import { UpdateCheck } from '../../../src-main/shell/updates/update-check.ts'
import type { Updater, UpdateTalk } from '../../../src-main/shell/updates/update-check.ts'

const OFFLINE = 'The newest version could not be asked for.'
const DAMAGED = 'What was downloaded is not what was published.'

/** What happens, in its order, where a person answers every question with yes but those named. */
function scene(
  versions: Partial<Updater> | null,
  { no = [], atStart = false, tick }: { no?: string[]; atStart?: boolean; tick?: boolean } = {},
) {
  const happened: string[] = []
  const done = <T>(what: string, answer: T) => {
    happened.push(what)
    return Promise.resolve(answer)
  }
  const updater: Updater = {
    newer: () => done('asked for the newest', null),
    download: () => done('downloaded', undefined),
    install: () => {
      happened.push('installed')
    },
    ...versions,
  }
  const talk: UpdateTalk = {
    askToCheck: () => done('check?', { agreed: !no.includes('check'), atStart: tick ?? atStart }),
    askToDownload: (version) => done(`download ${version}?`, !no.includes('download')),
    askToInstall: (version) => done(`install ${version}?`, !no.includes('install')),
    tellNewest: () => done('it is the newest', undefined),
    tellProblem: (problem) => done(`problem: ${problem}`, undefined),
  }
  const choice = { atStart }
  const open = vi.fn(() => Promise.resolve(versions === null ? null : updater))
  return { check: new UpdateCheck(open, talk, choice), happened, choice, open }
}

const newer = () => Promise.resolve('2.0.0')
const offline = () => Promise.reject(new PlainError(OFFLINE))
const damaged = () => Promise.reject(new PlainError(DAMAGED))

describe('a check at the person’s wish', () => {
  it.each<[string, Partial<Updater> | null, string[], string[]]>([
    ['asks nobody before the person agrees', { newer }, ['check'], ['check?']],
    ['tells where there is nothing newer', {}, [], ['check?', 'asked for the newest', 'it is the newest']],
    [
      'downloads and installs only what was agreed to',
      { newer },
      [],
      ['check?', 'download 2.0.0?', 'downloaded', 'install 2.0.0?', 'installed'],
    ],
    ['downloads nothing unasked', { newer }, ['download'], ['check?', 'download 2.0.0?']],
    [
      'installs nothing unasked',
      { newer },
      ['install'],
      ['check?', 'download 2.0.0?', 'downloaded', 'install 2.0.0?'],
    ],
    ['tells that the network is away', { newer: offline }, [], ['check?', `problem: ${OFFLINE}`]],
    [
      'does not install what is damaged',
      { newer, download: damaged },
      [],
      ['check?', 'download 2.0.0?', `problem: ${DAMAGED}`],
    ],
  ])('%s', async (_what, versions, no, expected) => {
    const { check, happened } = scene(versions, { no })
    await check.check()
    expect(happened).toEqual(expected)
  })

  it('says where a copy knows no place to ask', async () => {
    const { check, happened } = scene(null)
    await check.check()
    expect(happened).toEqual([expect.stringContaining('does not know where its updates come from')])
  })

  it('keeps the wish to check at every start, and lets it go again', async () => {
    const ticked = scene({}, { tick: true })
    await ticked.check.check()
    expect(ticked.choice.atStart).toBe(true)
    const unticked = scene({}, { atStart: true, tick: false })
    await unticked.check.check()
    expect(unticked.choice.atStart).toBe(false)
    const calledOff = scene({}, { tick: true, no: ['check'] })
    await calledOff.check.check()
    expect(calledOff.choice.atStart).toBe(false)
  })

  it('is done once at a time', async () => {
    const { check, happened } = scene({})
    await Promise.all([check.check(), check.check()])
    expect(happened.filter((what) => what === 'check?')).toHaveLength(1)
  })

  it('hides no fault of the program', async () => {
    const { check } = scene({ newer: () => Promise.reject(new TypeError('a fault')) })
    await expect(check.check()).rejects.toThrow('a fault')
  })
})

describe('a check at the start', () => {
  it('is not done unless it was wished for', async () => {
    const { check, happened, open } = scene({ newer })
    await check.checkAtStart()
    expect(happened).toEqual([])
    expect(open).not.toHaveBeenCalled()
  })

  it('says nothing without news, nor without a network', async () => {
    const newest = scene({}, { atStart: true })
    await newest.check.checkAtStart()
    expect(newest.happened).toEqual(['asked for the newest'])
    const away = scene({ newer: offline }, { atStart: true })
    await away.check.checkAtStart()
    expect(away.happened).toEqual([])
    const handmade = scene(null, { atStart: true })
    await handmade.check.checkAtStart()
    expect(handmade.happened).toEqual([])
  })

  it('offers what is newer', async () => {
    const { check, happened } = scene({ newer }, { atStart: true, no: ['download'] })
    await check.checkAtStart()
    expect(happened).toEqual(['download 2.0.0?'])
  })
})
