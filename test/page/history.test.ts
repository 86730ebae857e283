import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { History } from '../../src-renderer/pad/history.svelte.ts'
import { EMPTY_SHEET, withStroke } from '../../src-renderer/pad/sheet.ts'
import type { Sheet } from '../../src-renderer/pad/sheet.ts'

const sheetOf = (x: number): Sheet => withStroke(EMPTY_SHEET, [[x, 0, 0, 0.5]])

describe('History', () => {
  test('has nothing to undo, redo or clear at first', () => {
    const history = new History()
    expect([history.canUndo, history.canRedo, history.canClear]).toEqual([false, false, false])
    history.undo()
    history.redo()
    history.clear()
    expect(history.present).toBe(EMPTY_SHEET)
  })

  test('a clear can be undone', () => {
    const history = new History()
    const sheet = sheetOf(1)
    history.put(sheet)
    history.clear()
    expect(history.present).toBe(EMPTY_SHEET)
    history.undo()
    expect(history.present).toBe(sheet)
  })

  test('something new ends what could be redone', () => {
    const history = new History()
    history.put(sheetOf(1))
    history.undo()
    history.put(sheetOf(2))
    expect(history.canRedo).toBe(false)
  })

  test('behaves as a list of sheets with a place in it', () => {
    const steps = fc.array(fc.constantFrom('put', 'undo', 'redo', 'clear'), { maxLength: 60 })
    fc.assert(
      fc.property(steps, (steps) => {
        const history = new History()
        let list: Sheet[] = [EMPTY_SHEET]
        let place = 0
        steps.forEach((step, index) => {
          const put = (sheet: Sheet) => {
            list = [...list.slice(0, place + 1), sheet]
            place += 1
          }
          if (step === 'put') {
            const sheet = sheetOf(index)
            history.put(sheet)
            put(sheet)
          } else if (step === 'clear') {
            if (list[place] !== EMPTY_SHEET) put(EMPTY_SHEET)
            history.clear()
          } else if (step === 'undo') {
            history.undo()
            place = Math.max(0, place - 1)
          } else {
            history.redo()
            place = Math.min(list.length - 1, place + 1)
          }
          expect(history.present).toBe(list[place])
          expect(history.canUndo).toBe(place > 0)
          expect(history.canRedo).toBe(place < list.length - 1)
        })
      }),
    )
  })
})
