/** The real page before a bridge without a main process: which state it shows is named in the address. */
import { imageOfInk } from '../../../src-main/images/strokes.ts'
import { outlineOf } from '../../../src-main/network/layer-choices.ts'
import { createCodec } from '../../host/codec.ts'
import { FakeBridge } from '../fake-bridge.ts'
import type {
  Answers,
  Drawing,
  Language,
  NumberReading,
  OwnDigit,
  RequestName,
  RequestPayload,
} from '../../../src-main/contract.ts'
import { greysOf } from '../results-samples.ts'
import { someGlimpse } from './some-glimpse.ts'
import { sampleDigits } from './sample-digits.ts'
import {
  historyOf,
  noDigitOf,
  numberOf,
  OWN,
  ROTATION,
  SHIPPED,
  sureOf,
  unsureOf,
  waveringOf,
} from '../samples.ts'
import { SCENES } from './scenes.ts'
import type { Scene } from './scenes.ts'

declare global {
  interface Window {
    fakeBridge: FakeBridge
    /** As the menu of the main process does. */
    chooseLanguage: (language: Language) => void
    /** The real service for the inside of a network, outside the page: what goes there and back is text. */
    askInside: (name: string, question: string) => Promise<string>
  }
}

const scene = SCENES[location.hash.slice(1)]
if (scene === undefined) throw new Error('Name a scene in the address.')
const answerTo = (image: Uint8Array) => {
  const own = new Uint8Array(image)
  if (scene.unsure === undefined) return sureOf(scene.digit ?? 3, own)
  return scene.unsure === 'between' ? unsureOf(own) : noDigitOf(own)
}

let ownDigits: readonly OwnDigit[] = scene.start.ownDigits
let deleted: readonly OwnDigit[] = []
let history = scene.history ?? historyOf(0)

/** As if each stroke were a digit. */
function readingOf(drawing: Drawing): NumberReading | null {
  if (drawing.length === 0) return null
  const named = scene?.number ?? [2, 0, 2, 6]
  const digits = drawing.map((_, place) => named[place % named.length]!)
  const reading = numberOf(digits, scene?.unsure === undefined ? [] : [1])
  return {
    ...reading,
    digits: reading.digits.map((digit, place) => ({
      ...digit,
      image: new Uint8Array(imageOfInk([drawing[place]!])!),
    })),
  }
}

const { encode, decode } = createCodec()
const askInside =
  <N extends RequestName>(name: N) =>
  async (question: RequestPayload<N>) =>
    decode(await window.askInside(name, encode(question))) as Answers[N]

window.fakeBridge = new FakeBridge({
  insideNetwork: askInside('insideNetwork'),
  insideForward: askInside('insideForward'),
  insideWeights: askInside('insideWeights'),
  insideBackward: askInside('insideBackward'),
  insideWhy: askInside('insideWhy'),
  start: () => scene.start,
  recognizeDrawing: (drawing) => {
    const image = imageOfInk(drawing)
    if (image !== null && scene.wavering === true) return waveringOf(drawing.flat().length, image)
    return image === null ? null : answerTo(image)
  },
  recognizeNumber: (drawing) => readingOf(drawing),
  recognizePicture: () => ({ ok: true, value: answerTo(new Uint8Array(784)) }),
  sampleDigits: (choice) => sampleDigits(choice),
  outlineNetwork: (layers) => outlineOf(layers),
  estimateTraining: ({ epochs }) => ({ secondsPerEpoch: 3.9, seconds: 3.9 * epochs }),
  changeSettings: (change) => ({ ...scene.start.settings, ...change }) as never,
  saveDrawing: () => ({ ok: true, value: '/home/ada/three.png' }),
  keepOwnDigit: ({ label, strokes }) => {
    const digit = { id: `kept-${String(ownDigits.length)}`, label, at: new Date(0).toISOString(), strokes }
    ownDigits = [...ownDigits, digit]
    return { ok: true, value: digit }
  },
  deleteOwnDigits: (ids) => {
    deleted = ownDigits.filter(({ id }) => ids.includes(id))
    ownDigits = ownDigits.filter(({ id }) => !ids.includes(id))
    return { ok: true, value: ownDigits }
  },
  restoreOwnDigits: () => {
    ownDigits = [...ownDigits, ...deleted]
    return { ok: true, value: ownDigits }
  },
  startTraining: (options) => {
    window.fakeBridge.emit('trainingChanged', {
      phase: 'preparing',
      options,
      doing: 'Downloading MNIST',
      fraction: 0.4,
    })
    return { ok: true, value: undefined }
  },
  stopTraining: () => {
    window.fakeBridge.emit('trainingChanged', { phase: 'stopped', options: scene.start.settings.training })
    return undefined
  },
  keptModels: () => (scene.start.models.inUse.id === SHIPPED.id ? [SHIPPED] : [OWN, SHIPPED]),
  measure: () => {
    const { results, misread = [] } = scene
    if (results === undefined) return undefined
    if ('models' in results) {
      const models = results.models.map((model) => ({ ...model, read: 0 }))
      window.fakeBridge.emit('resultsChanged', { ...results, phase: 'reading', models })
    }
    for (const [of, digits] of misread.entries()) window.fakeBridge.emit('digitsMisread', { of, digits })
    window.fakeBridge.emit('resultsChanged', results)
    return undefined
  },
  testImages: ({ places }) => ({ ok: true, value: Uint8Array.from(places.flatMap(greysOf)) }),
  recognizeImage: (image) => answerTo(image),
  saveResults: ({ kind, name }) => ({ ok: true, value: `/home/ada/${name}.${kind}` }),
  modelHistory: () => ({ ok: true, value: history }),
  useModel: (id) => {
    const inUse = history.models.find((model) => model.id === id)!
    return { ok: true, value: { inUse, before: scene.start.models.inUse, rotation: ROTATION } }
  },
  renameModel: ({ id, name }) => {
    if (history.models.some((model) => model.name === name)) {
      return { ok: false, message: `There is a model “${name}” already. Choose another name.` }
    }
    const models = history.models.map((model) => (model.id === id ? { ...model, name } : model))
    history = { ...history, models }
    return { ok: true, value: history }
  },
  deleteModel: (id) => {
    const model = history.models.find((each) => each.id === id)!
    history = {
      ...history,
      models: history.models.filter((each) => each !== model),
      deleted: [{ ...model, deletedAt: '2026-04-05T10:15:30.000Z' }, ...history.deleted],
    }
    return { ok: true, value: history }
  },
  restoreDeletedModel: (id) => {
    const model = history.deleted.find((each) => each.id === id)!
    history = {
      ...history,
      models: [{ ...model, bytes: 1_612_345, held: null }, ...history.models],
      deleted: history.deleted.filter((each) => each !== model),
    }
    return { ok: true, value: history }
  },
  exportModel: () => ({ ok: true, value: '/home/ada/model.safetensors' }),
  importModel: () => ({ ok: false, message: 'This is not a safetensors file that can be used.' }),
  restoreShippedModel: () => ({ ok: true, value: { inUse: SHIPPED, before: null, rotation: ROTATION } }),
  useRotationModel: () => ({ ok: true, value: { inUse: ROTATION, before: SHIPPED, rotation: ROTATION } }),
})
Object.assign(window, { digitPad: window.fakeBridge })
window.chooseLanguage = (language) => {
  window.fakeBridge.emit('settingsChanged', { ...scene.start.settings, language })
}

/** What main would tell once the page listens. */
async function tell({ notice, picture, glimpse, tour }: Scene): Promise<void> {
  while (!window.fakeBridge.isHeard) await new Promise((resolve) => requestAnimationFrame(resolve))
  if (glimpse !== undefined) window.fakeBridge.emit('trainingGlimpsed', someGlimpse(glimpse))
  if (notice !== undefined) window.fakeBridge.emit('notice', { message: notice })
  if (tour === true) window.fakeBridge.emit('command', 'startTour')
  if (picture === true) {
    window.fakeBridge.emit('pictureOpened', {
      name: 'Whiteboard, room 12.png',
      bytes: await pictureOfSeven(),
    })
  }
}
void tell(scene)

/** A seven, dark on a light and uneven ground, as a PNG file. */
async function pictureOfSeven(): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(900, 700)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This canvas cannot be drawn on.')
  const ground = context.createLinearGradient(0, 0, 900, 700)
  ground.addColorStop(0, '#f2efe6')
  ground.addColorStop(1, '#b9b4a6')
  context.fillStyle = ground
  context.fillRect(0, 0, 900, 700)
  Object.assign(context, { strokeStyle: '#233a7a', lineWidth: 34, lineCap: 'round', lineJoin: 'round' })
  context.stroke(new Path2D('M300 170 L590 160 Q470 330 420 560 M370 360 L540 350'))
  const file = await canvas.convertToBlob({ type: 'image/png' })
  return new Uint8Array(await file.arrayBuffer())
}
