/**
 * Every request of the contract, as a page that an attacker has taken over would send them: the real handlers behind the real bridge.
 * Only what starts minutes of work in threads is left out.
 */
import fc from 'fast-check'
import { requests, type RequestName } from '../../../src-main/contract.ts'
import { requestChannel } from '../../../src-main/shell/channels.ts'
import { places } from '../../built.ts'
import { hostile, tamperedWith } from '../hostile.ts'
import { insist, target, type Verdict } from '../target.ts'

type Ask = (name: RequestName, frame: unknown, sent: unknown[]) => unknown

/** Opened with the first case: the services behind it read the models. */
let opened: Promise<Ask> | undefined

async function open(): Promise<Ask> {
  const { folder, handlers } = await import('../electron.ts')
  const { answerRequests } = await import('../../../src-main/shell/bridge.ts')
  const { requestHandlers } = await import('../../../src-main/shell/requests.ts')
  const { Services } = await import('../../../src-main/shell/services.ts')
  const services = await Services.open(folder, places)
  const started = { ok: true, value: undefined } as const
  const window = { webContents: { isDestroyed: () => true } }
  const main = {
    open: () => window,
    tell: () => undefined,
    bringForward: () => undefined,
    whenListening: (work: () => void) => {
      work()
    },
  }
  const answers = requestHandlers(services, main as never)
  answerRequests({
    ...answers,
    startTraining: () => started,
    learnOwnDigits: () => started,
    measure: () => undefined,
  })
  return (name, frame, sent) => {
    if (services.ownDigits.list.length > 300)
      services.ownDigits.delete(services.ownDigits.list.map(({ id }) => id))
    return handlers.get(requestChannel(name))!({ senderFrame: frame }, ...sent)
  }
}

const coordinate = fc.oneof(fc.double({ min: -1e5, max: 1e5, noNaN: true }), fc.nat({ max: 1000 }))
const point = fc.tuple(coordinate, coordinate, fc.nat({ max: 5000 }), fc.constantFrom(0, 0.5, 1))
const drawing = fc.array(fc.array(point, { minLength: 1, maxLength: 12 }), { maxLength: 5 })
const degrees = fc.constantFrom(-180, -30, 0, 12.5, 90, 180)
const rotation = fc.option(fc.record({ from: degrees, to: degrees }))
const options = fc.record({
  data: fc.constantFrom('both', 'mnist', 'synthetic'),
  network: fc.constantFrom('paper', 'perceptron', 'convolutional', 'deep'),
  hiddenLayers: fc.option(fc.array(fc.integer({ min: 1, max: 1024 }), { maxLength: 6 })),
  rotation,
  warp: fc.option(fc.boolean()),
  epochs: fc.integer({ min: 1, max: 200 }),
  batchSize: fc.integer({ min: 1, max: 1024 }),
  learningRate: fc.double({ min: 1e-6, max: 10, noNaN: true }),
  seed: fc.nat(),
})
const ids = fc.array(fc.oneof(fc.uuid(), fc.constant('x')), { maxLength: 4 })
const bytes = fc.uint8Array({ maxLength: 2000 })

/** What can be dropped on the window: drawings, a picture, and the start of a model. */
const droppable = ['{"strokes":[[[1,2],[30,40]]]}\n', '\x89PNG\r\n\x1a\n', '\x08\0\0\0\0\0\0\0{}      '].map(
  (text) => Uint8Array.from(Buffer.from(text, 'latin1')),
)

/** What the page may send. A request that is not named here sends nothing. */
const payloads: Partial<Record<RequestName, fc.Arbitrary<unknown>>> = {
  logFault: fc.string({ maxLength: 4000 }),
  recognizeDrawing: drawing,
  recognizeNumber: drawing,
  recognizePicture: bytes,
  recognizePictureNumber: bytes,
  openDroppedFile: fc.record({
    name: fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('../../x.jsonl', 'a\u2028b\0.safetensors')),
    bytes: fc.oneof(bytes, fc.constantFrom(...droppable)),
  }),
  keepDrawing: drawing,
  saveDrawing: drawing,
  keepOwnDigit: fc.record({ label: fc.nat({ max: 9 }), strokes: drawing }),
  deleteOwnDigits: ids,
  restoreOwnDigits: ids,
  changeSettings: fc.record(
    {
      training: options,
      language: fc.constantFrom('system', 'en', 'ar'),
      appearance: fc.constantFrom('system', 'light', 'dark'),
      severalDigits: fc.boolean(),
      advancedOpen: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
  sampleDigits: fc.record({
    data: fc.constant('synthetic'),
    network: fc.constantFrom('paper', 'deep'),
    rotation,
    warp: fc.option(fc.boolean()),
    seed: fc.nat({ max: 3 }),
    epoch: fc.nat({ max: 199 }),
  }),
  startTraining: options,
  measure: fc.record({ models: fc.constant(['shipped']), rotation, download: fc.boolean() }),
  testImages: fc.record({ places: fc.array(fc.nat({ max: 999_999 }), { maxLength: 200 }), rotation }),
  recognizeImage: fc.uint8Array({ minLength: 784, maxLength: 784 }),
  saveResults: fc.record({
    kind: fc.constantFrom('csv', 'png', 'html'),
    name: fc.constantFrom('table', 'a b-c'),
    bytes,
  }),
}

const PAGE = { url: 'app://digit-pad/index.html', parent: null }
const strangers = fc.constantFrom<unknown>(
  null,
  { url: 'app://digit-pad/index.html', parent: PAGE },
  { url: 'https://digit-pad/index.html', parent: null },
  { url: 'app://digit-pad@evil/', parent: null },
  { url: 'app://evil/digit-pad/index.html', parent: null },
  { url: 'file:///digit-pad/index.html', parent: null },
  { url: 'app:digit-pad', parent: null },
  { url: '', parent: null },
)

interface Case {
  readonly name: RequestName
  readonly sent: readonly unknown[]
  /** `undefined` for the page itself. */
  readonly stranger: unknown
}

const cases = fc
  .constantFrom(...(Object.keys(requests) as RequestName[]))
  .chain((name): fc.Arbitrary<Case> => {
    const real = payloads[name] ?? fc.constant(undefined)
    const payload = fc.oneof(real, tamperedWith(real), tamperedWith(real), hostile)
    return fc.record({
      name: fc.constant(name),
      sent: fc.oneof(
        { weight: 30, arbitrary: payload.map((one) => [one]) },
        { weight: 1, arbitrary: fc.array(payload, { maxLength: 3 }) },
      ),
      stranger: fc.oneof(
        { weight: 12, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: strangers },
      ),
    })
  })

/** The largest of everything that the contract allows. */
const largest = (strokes: number, points: number): unknown =>
  Array.from({ length: strokes }, (_, s) =>
    Array.from({ length: points }, (_, i) => [
      500 + 400 * Math.sin(i * 1.7 + s),
      500 + 400 * Math.cos(i * 2.9 + s),
      i,
      0.5,
    ]),
  )
const fromPage = (name: RequestName, sent: unknown): Case => ({ name, sent: [sent], stranger: undefined })
/** The last is beyond it. */
const drawingsAtTheLimit = [largest(200, 250), largest(60, 800), largest(10, 5000), largest(200, 251)]
const examples: Case[] = [
  ...(['recognizeDrawing', 'recognizeNumber', 'keepDrawing', 'saveDrawing'] as const).flatMap((name) => [
    ...drawingsAtTheLimit.map((drawing) => fromPage(name, drawing)),
  ]),
  fromPage('keepOwnDigit', { label: 3, strokes: largest(10, 500) }),
  fromPage('saveResults', { kind: 'csv', name: 'table', bytes: new Uint8Array(20 << 20) }),
  fromPage('recognizePicture', new Uint8Array(20 << 20).fill(0xff)),
  fromPage(
    'deleteOwnDigits',
    Array.from({ length: 4000 }, (_, i) => `${i}`),
  ),
]

export const bridge = target<Case>({
  title: 'Requests of the page',
  cases,
  examples,
  take: async ({ name, sent, stranger }): Promise<Verdict> => {
    const ask = await (opened ??= open())
    let answer: unknown
    try {
      answer = await ask(name, stranger === undefined ? PAGE : stranger, sent.map(arrived))
    } catch (error) {
      const refusal = new RegExp(`^The request "${name}" (is not valid|came from a stranger)`)
      if (error instanceof Error && refusal.test(error.message)) return 'rejected'
      throw error
    }
    insist(stranger === undefined, 'A stranger was answered.')
    structuredClone(answer) // As it would be on its way back.
    insist(!('polluted' in Object.prototype), 'A prototype was changed.')
    const { ok, message } = Object(answer) as { ok?: unknown; message?: unknown }
    insist(ok !== false || (typeof message === 'string' && message.length > 9), 'Not in plain words.')
    return ok === false ? 'rejected' : 'accepted'
  },
})

/** As it comes out of the structured clone; what that refuses never arrives, and a value in its place. */
function arrived(value: unknown): unknown {
  try {
    return structuredClone(value)
  } catch {
    return value
  }
}
