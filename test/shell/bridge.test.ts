import { beforeEach, describe, expect, it, vi } from 'vitest'
import { PlainError } from '../../src-main/plain-error.ts'
import { requestChannel } from '../../src-main/shell/channels.ts'
import { requests } from '../../src-main/contract.ts'
import type { RequestName } from '../../src-main/contract.ts'

type Handler = (event: { senderFrame: unknown }, ...payload: unknown[]) => unknown
const handlers = vi.hoisted(() => new Map<string, Handler>())
vi.mock('electron', () => ({
  ipcMain: {
    handle: (channel: string, handler: Handler) => handlers.set(channel, handler),
  },
}))
const { answerRequests, outcomeOf, tell } = await import('../../src-main/shell/bridge.ts')

const PAGE = { url: 'app://digit-pad/index.html', parent: null }
const asked = vi.fn((payload: unknown) => payload)
const names = Object.keys(requests) as RequestName[]

function ask(name: RequestName, payload: unknown[], senderFrame: unknown = PAGE): unknown {
  const handler = handlers.get(requestChannel(name))
  if (handler === undefined) throw new Error(`No handler for ${name}.`)
  return handler({ senderFrame }, ...payload)
}

beforeEach(() => {
  handlers.clear()
  asked.mockClear()
  answerRequests(Object.fromEntries(names.map((name) => [name, asked])) as never)
})

describe('a request', () => {
  it('is answered where the page sends what the contract says', () => {
    expect(handlers.size).toBe(names.length)
    expect(ask('start', [undefined])).toBeUndefined()
    expect(ask('recognizeDrawing', [[[[1, 2, 0, 0.5]]]])).toEqual([[[1, 2, 0, 0.5]]])
    expect(ask('recognizePicture', [new Uint8Array(3)])).toEqual(new Uint8Array(3))
    expect(ask('changeSettings', [{ appearance: 'dark' }])).toEqual({ appearance: 'dark' })
  })

  it.each([
    ['a frame that is gone', null],
    ['another origin', { url: 'https://digit-pad/index.html', parent: null }],
    ['another host', { url: 'app://digit-pad.evil/index.html', parent: null }],
    ['a host that only begins alike', { url: 'app://digit-pad@evil/index.html', parent: null }],
    ['a file', { url: 'file:///digit-pad/index.html', parent: null }],
    ['a page without an address', { url: 'about:blank', parent: null }],
    ['no address at all', { url: '', parent: null }],
    ['a frame inside the page', { url: 'app://digit-pad/index.html', parent: PAGE }],
  ])('is refused where it comes from %s', (_who, frame) => {
    expect(() => ask('start', [undefined], frame)).toThrow('stranger')
    expect(asked).not.toHaveBeenCalled()
  })

  it.each<[string, RequestName, unknown[]]>([
    ['nothing', 'recognizeDrawing', []],
    ['something instead of nothing', 'start', [0]],
    ['more than one payload', 'start', [undefined, 1]],
    ['NaN', 'recognizeDrawing', [[[[Number.NaN, 0, 0, 0]]]]],
    ['infinity', 'recognizeDrawing', [[[[0, Infinity, 0, 0]]]]],
    ['a point with too few numbers', 'recognizeDrawing', [[[[1, 2]]]]],
    ['a stroke without points', 'recognizeDrawing', [[[]]]],
    ['too many strokes', 'keepDrawing', [Array.from({ length: 201 }, () => [[0, 0, 0, 0]])]],
    [
      'too many points',
      'keepDrawing',
      [Array.from({ length: 6 }, () => Array.from({ length: 20_000 }, () => [0, 0, 0, 0]))],
    ],
    // None of these is gone through from end to end.
    ['a drawing that says it has four billion strokes', 'keepDrawing', [new Array(2 ** 32 - 1)]],
    ['a stroke that says it has four billion points', 'keepDrawing', [[new Array(2 ** 32 - 1)]]],
    ['four billion digits to be deleted', 'deleteOwnDigits', [new Array(2 ** 32 - 1)]],
    ['four billion images', 'testImages', [{ places: new Array(2 ** 32 - 1), rotation: null }]],
    ['text instead of a drawing', 'saveDrawing', ['hello']],
    ['a fault that is as long as a book', 'logFault', ['x'.repeat(3001)]],
    ['a picture that is no bytes', 'recognizePicture', [[1, 2, 3]]],
    ['a picture that is too large', 'recognizePicture', [new Uint8Array(20 * 1024 * 1024 + 1)]],
    ['a folder by the back door', 'changeSettings', [{ mnistFolder: '/etc', surplus: 1 }]],
    ['an appearance that is not offered', 'changeSettings', [{ appearance: 'pink' }]],
    ['options that are incomplete', 'startTraining', [{ data: 'mnist' }]],
    [
      'angles the wrong way round',
      'startTraining',
      [
        {
          data: 'synthetic',
          network: 'paper',
          layers: null,
          rotation: { from: 90, to: 0 },
          epochs: 1,
          batchSize: 10,
          learningRate: 0.1,
          seed: 1,
        },
      ],
    ],
  ])('is refused with %s', (_what, name, payload) => {
    expect(() => ask(name, payload)).toThrow(`The request "${name}" is not valid`)
    expect(asked).not.toHaveBeenCalled()
  })

  it('is heard of where it is rejected, and nowhere else', async () => {
    const heard: unknown[] = []
    const fault = new Error('no')
    const all = {
      ...Object.fromEntries(names.map((name) => [name, asked])),
      stopTraining: () => Promise.reject(fault),
    }
    answerRequests(all as never, (error) => heard.push(error))
    ask('start', [undefined])
    expect(() => ask('start', [1])).toThrow('not valid')
    await expect(ask('stopTraining', [undefined])).rejects.toBe(fault)
    expect(heard).toEqual([expect.any(Error), fault])
  })

  it('never changes the folder of MNIST through the settings', () => {
    let taken: unknown = {}
    try {
      taken = ask('changeSettings', [{ mnistFolder: '/etc' }])
    } catch {
      // Refused altogether is as well.
    }
    expect(taken).toEqual({})
  })
})

describe('an outcome', () => {
  it('carries a value, or a sentence for the person', async () => {
    expect(await outcomeOf(() => 3)).toEqual({ ok: true, value: 3 })
    expect(await outcomeOf(() => Promise.reject(new PlainError('Choose another.')))).toEqual({
      ok: false,
      message: 'Choose another.',
    })
  })

  it('hides no fault of the program', async () => {
    await expect(outcomeOf(() => Promise.reject(new TypeError('fault')))).rejects.toThrow('fault')
  })
})

describe('an event', () => {
  it('is sent to a page that is there, and to no other', () => {
    const send = vi.fn()
    tell({ isDestroyed: () => false, send } as never, 'command', 'undo')
    expect(send).toHaveBeenCalledExactlyOnceWith('digit-pad:event:command', 'undo')
    tell({ isDestroyed: () => true, send } as never, 'command', 'undo')
    expect(send).toHaveBeenCalledOnce()
  })
})
