import { describe, expect, test } from 'vitest'
import type { Drawing, OwnDigit, StartState } from '../../src-main/contract.ts'
import { DigitPad } from '../../src-renderer/digit-pad.svelte.ts'
import { Guide, WANTED } from '../../src-renderer/my-digits/guide.svelte.ts'
import { pathOf, THUMBNAIL } from '../../src-renderer/my-digits/thumbnail.ts'
import { aDigit, importWords, learntWords } from '../../src-renderer/my-digits/wording.ts'
import { FakeBridge } from './fake-bridge.ts'
import { LEARNT, SHIPPED, START, THREE, ownDigits, sureOf } from './samples.ts'

const settled = () => new Promise((resolve) => setTimeout(resolve))

/** The page before a main process that keeps digits in memory. */
function pageWith(start: Partial<StartState> = {}, refusal: string | null = null) {
  let kept: readonly OwnDigit[] = start.ownDigits ?? []
  let deleted: readonly OwnDigit[] = []
  let last = 0
  const bridge = new FakeBridge({
    recognizeDrawing: () => sureOf(3),
    keepOwnDigit: ({ label, strokes }) => {
      if (refusal !== null) return { ok: false, message: refusal }
      const digit = { id: `new-${String(++last)}`, label, at: '2026-03-01T12:05:09.000Z', strokes }
      kept = [...kept, digit]
      return { ok: true, value: digit }
    },
    deleteOwnDigits: (ids) => {
      deleted = kept.filter(({ id }) => ids.includes(id))
      kept = kept.filter(({ id }) => !ids.includes(id))
      return { ok: true, value: kept }
    },
    restoreOwnDigits: () => {
      kept = [...kept, ...deleted]
      return { ok: true, value: kept }
    },
    learnOwnDigits: () => ({ ok: true, value: undefined }),
  })
  const around = { onPad: true }
  const page = new DigitPad(
    bridge,
    { ...START, ...start },
    {
      nextFrame: (callback) => {
        queueMicrotask(callback)
      },
      whenIdle: (callback) => {
        queueMicrotask(callback)
      },
      isTyping: () => false,
      isOnPad: () => around.onPad,
      prefersStill: () => false,
      now: () => 0,
    },
  )
  const labels = () => page.myDigits.list.map(({ label }) => label)
  const notice = () => page.notices.list.at(-1)
  return { page, bridge, around, labels, notice }
}

const key = (key: string, more = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  ...more,
})
const draw = (page: DigitPad) => {
  page.pad.begin({ x: 10, y: 10, time: 0, pressure: 0.5 })
  page.pad.extend([{ x: 60, y: 60, time: 20, pressure: 0.5 }])
  page.pad.end()
}

describe('A correction', () => {
  test('keeps the drawing as what it is said to be, says so, and can be undone', async () => {
    const { page, bridge, notice, labels } = pageWith({ drawing: THREE })
    await page.labelling.correct(7)
    expect(bridge.payloads('keepOwnDigit')).toEqual([{ label: 7, strokes: THREE }])
    expect(page.myDigits.labelOf(page.pad.sheet.strokes)).toBe(7)
    expect(notice()?.text).toBe('Kept as a 7.')
    notice()?.action?.take()
    await settled()
    expect(labels()).toEqual([])
    expect(page.myDigits.labelOf(page.pad.sheet.strokes)).toBe(null)
  })

  test('said anew, takes the place of the one before; said again, changes nothing', async () => {
    const { page, labels } = pageWith({ drawing: THREE, ownDigits: ownDigits(2) })
    await page.labelling.correct(7)
    await page.labelling.correct(7)
    await page.labelling.correct(8)
    expect(labels()).toEqual([0, 3, 8])
    draw(page)
    expect(page.myDigits.labelOf(page.pad.sheet.strokes)).toBe(null)
    await page.labelling.correct(8)
    expect(labels()).toEqual([0, 3, 8, 8])
  })

  test('is a key away while the pad has the keyboard and a drawing', async () => {
    const { page, around, labels } = pageWith()
    expect(page.labelling.press(key('7'))).toBe(false)
    draw(page)
    for (const other of [key('x'), key('7', { ctrlKey: true }), key('7', { repeat: true })])
      expect(page.labelling.press(other)).toBe(false)
    around.onPad = false
    expect(page.labelling.press(key('7'))).toBe(false)
    around.onPad = true
    expect(page.labelling.press(key('7'))).toBe(true)
    await settled()
    expect(labels()).toEqual([7])
  })

  test('that cannot be kept is told, and nothing is there', async () => {
    const { page, labels, notice } = pageWith({ drawing: THREE }, 'The disk is full.')
    await page.labelling.correct(7)
    expect(labels()).toEqual([])
    expect(notice()).toMatchObject({ kind: 'problem', text: 'The disk is full.' })
  })

  test('of an empty pad is none', async () => {
    const { page, bridge } = pageWith()
    await page.labelling.correct(7)
    expect(bridge.payloads('keepOwnDigit')).toEqual([])
  })
})

test('What was deleted comes back.', async () => {
  const { page, labels, notice } = pageWith({ ownDigits: ownDigits(3) })
  await page.myDigits.delete(['own-0', 'own-2'])
  expect(labels()).toEqual([3])
  expect(notice()?.text).toBe('Deleted 2 digits.')
  notice()?.action?.take()
  await settled()
  expect(labels().toSorted()).toEqual([0, 3, 6])
})

describe('The guide', () => {
  test('asks for five of each digit, one after another, and then for no more', () => {
    const counts = new Array<number>(10).fill(0)
    const guide = new Guide(() => counts)
    guide.begin()
    const asked: number[] = []
    while (guide.asked !== null) {
      expect(guide.left).toBe(10 * WANTED - asked.length)
      expect(guide.turn).toBe(Math.floor(asked.length / 10) + 1)
      asked.push(guide.asked)
      counts[guide.asked]!++
    }
    expect(asked).toEqual(Array.from({ length: 50 }, (_, index) => index % 10))
    expect(guide.left).toBe(0)
  })

  test('asks for what is missing, and skips what a person does not want to give', () => {
    const guide = new Guide(() => [9, 5, 5, 4, 5, 5, 5, 3, 5, 5])
    guide.begin()
    expect([guide.asked, guide.left, guide.turn]).toEqual([7, 3, 4])
    guide.skip()
    expect(guide.asked).toBe(3)
    guide.skip()
    expect(guide.asked).toBe(7)
    guide.skip()
    expect([guide.asked, guide.left]).toEqual([null, 0])
    guide.leave()
    expect(guide.open).toBe(false)
    guide.begin()
    expect(guide.left).toBe(3)
  })

  test('keeps what is on the pad as what it asked for, and clears it for the next', async () => {
    const { page, labels } = pageWith({ drawing: THREE })
    page.perform('showOwnDigits')
    page.labelling.begin()
    expect(page.pad.empty).toBe(true)
    expect(page.labelling.hint).toBe('Draw a 0')
    expect(page.labelling.press(key('n'))).toBe(false)
    draw(page)
    // A digit's key corrects nothing meanwhile.
    expect(page.labelling.press(key('7'))).toBe(false)
    const twice = [page.labelling.next(), page.labelling.next()]
    await Promise.all(twice)
    expect(labels()).toEqual([0])
    expect(page.pad.empty).toBe(true)
    draw(page)
    expect(page.labelling.press(key('n'))).toBe(true)
    await settled()
    expect(labels()).toEqual([0, 1])
  })
})

test('Learning shows its pane, and its state is followed.', async () => {
  const { page, bridge } = pageWith({ ownDigits: ownDigits(3) })
  page.perform('learnOwnDigits')
  await settled()
  expect(page.pane).toBe('digits')
  expect(bridge.payloads('learnOwnDigits')).toHaveLength(1)
  expect(page.learningShare).toBe(null)
  bridge.emit('learningChanged', { phase: 'learning', doing: 'Learning', fraction: 0.5, secondsLeft: 3 })
  expect(page.learningShare).toBe(0.5)
  expect(page.myDigits.running).toBe(true)
  bridge.emit('learningChanged', { phase: 'stopped' })
  expect(page.myDigits.ending).toEqual({ phase: 'stopped' })
  page.myDigits.dismiss()
  expect(page.myDigits.ending).toBe(null)
})

describe('Words', () => {
  test('name a digit as it is spoken', () => {
    expect([aDigit(7), aDigit(8)]).toEqual(['a 7', 'an 8'])
  })

  test('say what an import came to', () => {
    const none = { ownDigits: [], known: 0, leftOut: 0 }
    expect(importWords({ ...none, added: 1 })).toBe('Imported 1 digit.')
    expect(importWords({ ...none, added: 20, known: 1, leftOut: 2 })).toBe(
      'Imported 20 digits. 1 was there already. 2 without a clear label were left out.',
    )
  })

  test('say what a lesson changed, and nothing that was not measured', () => {
    const learnt = {
      phase: 'done',
      digits: 50,
      rightBefore: 41,
      rightAfter: 48,
      seconds: 5,
      model: LEARNT,
      before: SHIPPED,
    } as const
    expect(learntWords(learnt)).toBe(
      'Reads 48 of your 50 digits, 41 before. MNIST’s test digits: 99.55%, 99.54% before.',
    )
    const unmeasured = { ...learnt, model: { ...LEARNT, mnistAccuracy: null } }
    expect(learntWords(unmeasured)).toBe('Reads 48 of your 50 digits, 41 before.')
  })
})

describe('A thumbnail', () => {
  const numbers = (path: string) => path.match(/-?[\d.]+/g)!.map(Number)

  test('shows any drawing within its square', () => {
    const far: Drawing = [
      [
        [-9000, 40, 0, 0.5],
        [9000, 50, 10, 0.5],
      ],
      [[0, 4000, 0, 0.5]],
    ]
    for (const drawing of [THREE, far]) {
      for (const value of numbers(pathOf(drawing))) {
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(THUMBNAIL)
      }
    }
  })

  test('shows a dot in the middle', () => {
    expect(numbers(pathOf([[[17, 200, 0, 0.5]]]))).toEqual([20, 20, 20, 20])
  })
})
