import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { StartState } from '../../src-main/contract.ts'
import { DigitPad } from '../../src-renderer/digit-pad.svelte.ts'
import { PASTED } from '../../src-renderer/pad/pad-files.ts'
import { FakeBridge } from './fake-bridge.ts'
import { OPTIONS, OWN, PROGRESS, SHIPPED, START, THREE, sureOf } from './samples.ts'

const settled = () => new Promise((resolve) => setTimeout(resolve))

function pageWith(
  start: Partial<StartState> = {},
  answering: ConstructorParameters<typeof FakeBridge>[0] = {},
) {
  const bridge = new FakeBridge({ recognizeDrawing: () => sureOf(3), ...answering })
  const around = { typing: false, onPad: true, time: 0 }
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
      isTyping: () => around.typing,
      isOnPad: () => around.onPad,
      prefersStill: () => false,
      now: () => around.time,
    },
  )
  const texts = () => page.notices.list.map(({ text }) => text)
  return { bridge, page, around, texts }
}

const draw = (page: DigitPad) => {
  page.pad.begin({ x: 10, y: 10, time: 0, pressure: 0.5 })
  page.pad.extend([{ x: 60, y: 60, time: 20, pressure: 0.5 }])
  page.pad.end()
}

describe('DigitPad', () => {
  beforeEach(() => {
    vi.stubGlobal('createImageBitmap', () => Promise.resolve({ width: 28, height: 28 }))
    return () => {
      vi.unstubAllGlobals()
    }
  })

  test('begins with the drawing that was kept, and asks what it is', async () => {
    const { page, bridge } = pageWith({ drawing: THREE })
    await settled()
    expect(bridge.payloads('recognizeDrawing')).toEqual([THREE])
    expect(page.recognition.answer?.digit).toBe(3)
    expect(page.pad.canUndo).toBe(false)
  })

  test('keeps the drawing at the end of each step', () => {
    const { page, bridge } = pageWith()
    draw(page)
    page.perform('undo')
    page.perform('redo')
    page.perform('clear')
    expect(bridge.payloads('keepDrawing').map((drawing) => drawing.length)).toEqual([1, 0, 1, 0])
  })

  test('does what the menu says, but not to the pad while text is typed', () => {
    const { page, bridge, around } = pageWith()
    draw(page)
    around.typing = true
    bridge.emit('command', 'undo')
    bridge.emit('command', 'clear')
    expect(page.pad.empty).toBe(false)
    around.typing = false
    bridge.emit('command', 'undo')
    expect(page.pad.empty).toBe(true)
    bridge.emit('command', 'showTraining')
    expect(page.pane).toBe('train')
  })

  test('asks again when the model is another', async () => {
    const { page, bridge } = pageWith({ drawing: THREE })
    await settled()
    bridge.emit('modelsChanged', { inUse: SHIPPED, before: OWN, rotation: null })
    await settled()
    expect(bridge.payloads('recognizeDrawing')).toHaveLength(1)
    bridge.emit('modelsChanged', { inUse: OWN, before: SHIPPED, rotation: null })
    await settled()
    expect(bridge.payloads('recognizeDrawing')).toHaveLength(2)
    expect(page.models.inUse).toEqual(OWN)
  })

  test('a run from the menu opens the train pane and shows its options', () => {
    const { page, bridge } = pageWith()
    const training = { ...OPTIONS, rotation: { from: 0, to: 90 } }
    bridge.emit('settingsChanged', { ...START.settings, training })
    bridge.emit('trainingChanged', { phase: 'training', ...PROGRESS })
    expect(page.pane).toBe('train')
    expect(page.form.options).toEqual(training)
  })

  test('what main tells back of the form is not written over what is typed since', () => {
    const { page, bridge } = pageWith()
    page.form.epochs = '1'
    page.keepOptions(page.form.options ?? OPTIONS)
    page.form.epochs = '12'
    bridge.emit('settingsChanged', { ...START.settings, training: { ...OPTIONS, epochs: 1 } })
    expect(page.form.epochs).toBe('12')
  })

  test('keeps the form once, and only where it changed', () => {
    const { page, bridge } = pageWith()
    page.keepOptions(OPTIONS)
    page.keepOptions({ ...OPTIONS, epochs: 3 })
    page.keepOptions({ ...OPTIONS, epochs: 3 })
    expect(bridge.payloads('changeSettings')).toEqual([{ training: { ...OPTIONS, epochs: 3 } }])
  })

  test('a picture from the menu lies on the pad with its answer', async () => {
    const { page, bridge } = pageWith({}, { recognizePicture: () => ({ ok: true, value: sureOf(8) }) })
    bridge.emit('pictureOpened', { name: 'eight.png', bytes: new Uint8Array([1, 2]) })
    await settled()
    expect(page.pad.sheet.picture?.name).toBe('eight.png')
    expect(page.recognition.answer?.digit).toBe(8)
  })

  test('a picture that main refuses leaves the pad as it is', async () => {
    const { page, texts } = pageWith(
      { drawing: THREE },
      { recognizePicture: () => ({ ok: false, message: 'This file is not a picture.' }) },
    )
    await page.files.openPicture({ name: 'x.png', bytes: new Uint8Array(1) })
    expect(page.pad.sheet.strokes).toEqual(THREE)
    expect(texts()).toEqual(['This file is not a picture.'])
  })

  test('one paste that comes by two ways is one picture', async () => {
    const { page, bridge, around } = pageWith(
      {},
      { recognizePicture: () => ({ ok: true, value: sureOf(8) }) },
    )
    const paste = () => page.files.openPicture({ name: PASTED, bytes: new Uint8Array(1) })
    await Promise.all([paste(), paste()])
    expect(bridge.payloads('recognizePicture')).toHaveLength(1)
    around.time = 5000
    await paste()
    expect(bridge.payloads('recognizePicture')).toHaveLength(2)
  })

  test.each([
    [{ type: 'text/plain', name: 'notes.txt', size: 3 }, 'not a PNG or JPEG'],
    [{ type: 'image/png', name: 'huge.png', size: 21 * 1024 * 1024 }, 'larger than 20 MB'],
  ])('a file that cannot be a picture is not read: %o', async (file, problem) => {
    const { page, bridge, texts } = pageWith()
    await page.files.open(file as File)
    expect(texts()[0]).toContain(problem)
    expect(bridge.payloads('recognizePicture')).toEqual([])
  })

  test('a file that is dropped and no picture is opened by main, and what is wrong with it is told', async () => {
    const { page, bridge, texts } = pageWith(
      {},
      { openDroppedFile: () => ({ ok: false, message: 'seven.jsonl holds no drawing.' }) },
    )
    await page.files.drop(new File(['{}'], 'seven.jsonl'))
    expect(bridge.payloads('openDroppedFile')).toEqual([
      { name: 'seven.jsonl', bytes: Uint8Array.from([0x7b, 0x7d]) },
    ])
    expect(texts()).toEqual(['seven.jsonl holds no drawing.'])
    await page.files.drop({ name: 'huge.safetensors', type: '', size: 2 ** 30 } as File)
    expect(bridge.payloads('openDroppedFile')).toHaveLength(1)
    expect(texts().at(-1)).toContain('larger than 128 MB')
  })

  test('a picture that is dropped lies on the pad', async () => {
    const { page, bridge } = pageWith({}, { recognizePicture: () => ({ ok: true, value: sureOf(8) }) })
    await page.files.drop(new File([new Uint8Array([1])], 'eight.png', { type: 'image/png' }))
    expect(page.pad.sheet.picture?.name).toBe('eight.png')
    expect(bridge.payloads('openDroppedFile')).toEqual([])
  })

  test('says where a drawing was saved, and what to do where there is none', async () => {
    const { page, texts } = pageWith({}, { saveDrawing: () => ({ ok: true, value: '/home/ada/three.png' }) })
    await page.files.saveDrawing()
    expect(texts()[0]).toContain('Draw a digit first')
    draw(page)
    await page.files.saveDrawing()
    expect(texts()[1]).toBe('Saved as /home/ada/three.png.')
  })

  test('a save that the person thought better of is no news', async () => {
    const { page, texts } = pageWith({ drawing: THREE }, { saveDrawing: () => ({ ok: true, value: null }) })
    await page.files.saveDrawing()
    expect(texts()).toEqual([])
  })

  test('tells once what goes wrong again and again', async () => {
    const { page, bridge, texts } = pageWith()
    bridge.emit('notice', { message: 'The disk is full.' })
    bridge.emit('notice', { message: 'The disk is full.' })
    expect(texts()).toEqual(['The disk is full.'])
    page.notices.dismiss(page.notices.list[0]?.id ?? 0)
    expect(texts()).toEqual([])
    await settled()
  })

  test('a request that breaks is told and breaks nothing else', async () => {
    const { page, texts } = pageWith(
      {},
      {
        restoreShippedModel: () => {
          throw new Error('no such file')
        },
      },
    )
    await page.restoreShippedModel()
    expect(texts()[0]).toContain('no such file')
    expect(page.models.inUse).toEqual(SHIPPED)
  })

  test('hears nothing any more once it is closed', () => {
    const { page, bridge } = pageWith()
    page.close()
    bridge.emit('command', 'showTraining')
    expect(page.pane).toBe('read')
  })
})
