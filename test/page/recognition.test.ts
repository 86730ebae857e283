import { describe, expect, test } from 'vitest'
import type { NumberReading, Outcome, Recognition as Answer } from '../../src-main/contract.ts'
import { Recognition } from '../../src-renderer/bars/recognition.svelte.ts'
import { EMPTY_SHEET, withStroke } from '../../src-renderer/pad/sheet.ts'
import type { Sheet } from '../../src-renderer/pad/sheet.ts'
import { FakeBridge } from './fake-bridge.ts'
import { numberOf, sureOf } from './samples.ts'

const sheetOf = (x: number): Sheet => withStroke(EMPTY_SHEET, [[x, 0, 0, 0.5]])
const pictureSheet: Sheet = {
  strokes: [],
  picture: { name: 'a.png', bytes: new Uint8Array([1]), bitmap: {} as ImageBitmap },
}

/** A recognizer whose answers and frames come when the test says so. */
function slowRecognition() {
  const mode = { several: false }
  const numbers: ((reading: NumberReading | null) => void)[] = []
  const open: { resolve: (answer: Answer | null) => void; reject: (error: unknown) => void }[] = []
  const pictures: ((answer: Outcome<Answer>) => void)[] = []
  const frames: (() => void)[] = []
  const failures: string[] = []
  const bridge = new FakeBridge({
    recognizeDrawing: () => new Promise((resolve, reject) => open.push({ resolve, reject })),
    recognizeNumber: () => new Promise((resolve) => numbers.push(resolve)),
    recognizePicture: () => new Promise((resolve) => pictures.push(resolve)),
  })
  const recognition = new Recognition({
    request: bridge.request,
    nextFrame: (callback) => frames.push(callback),
    failed: (message) => failures.push(message),
    several: () => mode.several,
  })
  return {
    recognition,
    failures,
    mode,
    inFlight: () => open.length + numbers.length,
    answerNumber: async (reading: NumberReading) => {
      numbers.shift()?.(reading)
      await settled()
    },
    frames,
    asked: () => bridge.payloads('recognizeDrawing').map((drawing) => drawing[0]?.[0]?.[0]),
    frame: () =>
      frames.splice(0).forEach((callback) => {
        callback()
      }),
    answer: async (digit: number) => {
      open.shift()?.resolve(sureOf(digit))
      await settled()
    },
    refuse: async () => {
      open.shift()?.reject(new Error('gone'))
      await settled()
    },
    answerPicture: async (answer: Outcome<Answer>) => {
      pictures.shift()?.(answer)
      await settled()
    },
  }
}
const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('Recognition', () => {
  test('asks once a frame, with the newest', () => {
    const { recognition, frame, frames, asked } = slowRecognition()
    recognition.ask(sheetOf(1))
    recognition.ask(sheetOf(2))
    recognition.ask(sheetOf(3))
    expect(frames).toHaveLength(1)
    frame()
    expect(asked()).toEqual([3])
  })

  test('has one question in flight, and then asks the newest of those that waited', async () => {
    const { recognition, frame, asked, answer } = slowRecognition()
    recognition.ask(sheetOf(1))
    frame()
    for (const x of [2, 3, 4]) {
      recognition.ask(sheetOf(x))
      frame()
    }
    expect(asked()).toEqual([1])
    await answer(7)
    expect(recognition.answer?.digit).toBe(7)
    frame()
    expect(asked()).toEqual([1, 4])
    await answer(3)
    expect(recognition.answer?.digit).toBe(3)
    expect(recognition.busy).toBe(false)
  })

  test('says nothing of an empty pad, at once, and asks nobody', async () => {
    const { recognition, frame, asked, answer } = slowRecognition()
    recognition.ask(sheetOf(1))
    frame()
    await answer(3)
    recognition.ask(EMPTY_SHEET)
    expect(recognition.answer).toBeNull()
    frame()
    expect(asked()).toEqual([1])
  })

  test('drops an answer that comes after the pad was cleared', async () => {
    const { recognition, frame, answer } = slowRecognition()
    recognition.ask(sheetOf(1))
    frame()
    recognition.ask(EMPTY_SHEET)
    await answer(3)
    expect(recognition.answer).toBeNull()
  })

  test('a failed question is told, and the next is asked', async () => {
    const { recognition, frame, asked, refuse, answer, failures } = slowRecognition()
    recognition.ask(sheetOf(1))
    frame()
    recognition.ask(sheetOf(2))
    await refuse()
    expect(failures).toHaveLength(1)
    frame()
    await answer(5)
    expect(asked()).toEqual([1, 2])
    expect(recognition.answer?.digit).toBe(5)
  })

  test('asks of a picture by its bytes, and tells what main says is wrong with it', async () => {
    const { recognition, frame, answerPicture, failures } = slowRecognition()
    recognition.ask(pictureSheet)
    frame()
    await answerPicture({ ok: true, value: sureOf(8) })
    expect(recognition.answer?.digit).toBe(8)
    recognition.ask(pictureSheet)
    frame()
    await answerPicture({ ok: false, message: 'This is no picture.' })
    expect(failures).toEqual(['This is no picture.'])
  })

  test('takes an answer that was had before, and none that was asked for earlier', async () => {
    const { recognition, frame, answer } = slowRecognition()
    recognition.ask(sheetOf(1))
    frame()
    recognition.take(sureOf(9))
    await answer(1)
    expect(recognition.answer?.digit).toBe(9)
  })
})

describe('Numbers', () => {
  /** Strokes side by side, each a digit. */
  const rowOf = (count: number): Sheet =>
    Array.from({ length: count }).reduce<Sheet>(
      (sheet, _, place) => withStroke(sheet, [[40 * place, 0, 0, 0.5]]),
      EMPTY_SHEET,
    )

  function slowNumbers() {
    const all = slowRecognition()
    all.mode.several = true
    const read = async (sheet: Sheet, reading: NumberReading) => {
      all.recognition.ask(sheet)
      all.frame()
      await all.answerNumber(reading)
    }
    return { ...all, read }
  }

  test('are asked for one at a time, the newest wins', async () => {
    const { recognition, frame, inFlight, answerNumber } = slowNumbers()
    for (const count of [1, 2, 3]) {
      recognition.ask(rowOf(count))
      frame()
      expect(inFlight()).toBe(1)
    }
    await answerNumber(numberOf([2]))
    expect(recognition.number).toBeNull()
    expect(recognition.answer?.digit).toBe(2)
    frame()
    expect(inFlight()).toBe(1)
    await answerNumber(numberOf([2, 0, 6]))
    expect(recognition.number?.number).toBe('206')
    expect([inFlight(), recognition.busy]).toEqual([0, false])
  })

  test('show the digit under the pen until another is chosen', async () => {
    const { recognition, read } = slowNumbers()
    const sheet = rowOf(3)
    await read(sheet, numberOf([2, 0, 6]))
    expect([recognition.chosen, recognition.answer?.digit]).toEqual([2, 6])
    expect(recognition.markedOn(sheet)).toEqual([])
    recognition.choose(0)
    expect(recognition.answer?.digit).toBe(2)
    expect(recognition.markedOn(sheet)).toEqual([0])
    expect(recognition.markedOn(rowOf(3))).toEqual([])
    recognition.choose(3)
    expect(recognition.chosen).toBe(0)
  })

  test('keep what was chosen when the same drawing is read anew, and not when it grows', async () => {
    const { recognition, read } = slowNumbers()
    const sheet = rowOf(2)
    await read(sheet, numberOf([2, 0]))
    recognition.choose(0)
    await read(sheet, numberOf([3, 0]))
    expect(recognition.answer?.digit).toBe(3)
    expect(recognition.markedOn(sheet)).toEqual([0])
    await read(rowOf(3), numberOf([3, 0, 6]))
    expect([recognition.chosen, recognition.markedOn(rowOf(3))]).toEqual([2, []])
    recognition.ask(EMPTY_SHEET)
    expect([recognition.number, recognition.answer, recognition.chosen]).toEqual([null, null, 0])
  })

  test('give way to a digit, and it to them: what was asked for before is not shown', async () => {
    const { recognition, mode, frame, answer, answerNumber, inFlight } = slowNumbers()
    const sheet = rowOf(2)
    recognition.ask(sheet)
    frame()
    mode.several = false
    recognition.askAnew(sheet)
    frame()
    expect(inFlight()).toBe(1)
    await answerNumber(numberOf([1, 1]))
    expect(recognition.answer).toBeNull()
    frame()
    await answer(4)
    expect([recognition.number, recognition.answer?.digit]).toEqual([null, 4])
  })
})
