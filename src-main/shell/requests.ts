/** What is done for each of the page's requests. */
import { app } from 'electron'
import { firstSpoken } from '../contract.ts'
import { mnistFolderProblem } from '../datasets/mnist.ts'
import { outlineOf } from '../network/layer-choices.ts'
import { PlainError } from '../plain-error.ts'
import { readGreysNumber, readNumber } from '../recognizer/number.ts'
import { keepDrawing, keptDrawing } from '../storage/drawing.ts'
import { outcomeOf } from './bridge.ts'
import type { RequestHandlers } from './bridge.ts'
import { chooseFolder, saveDrawing, saveResults } from './dialogs.ts'
import type { MainWindow } from './main-window.ts'
import { chooseModel, exportModel } from './model-files.ts'
import { exportOwnDigits, importOwnDigits } from './own-digit-files.ts'
import { fileName, openBytes } from './open-file.ts'
import { networksOnOffer } from '../training/recipe.ts'
import type { Services } from './services.ts'

export function requestHandlers(services: Services, main: MainWindow): RequestHandlers {
  const { folder, settings, recognizer, pictures, training, ownDigits, learning, results, inside } = services
  const notice = (message: string): void => {
    services.emit('notice', message)
  }
  return {
    start: () => ({
      settings: settings.current,
      presets: networksOnOffer(),
      models: services.models.state,
      training: training.state,
      ownDigits: ownDigits.list,
      learning: learning.state,
      drawing: keptDrawing(folder, notice),
      platform: process.platform,
      systemLanguage: firstSpoken(app.getPreferredSystemLanguages()),
    }),
    logFault: (text) => {
      services.emit('fault', 'page', text)
    },
    recognizeDrawing: (drawing) => recognizer.recognizeInk(drawing),
    recognizeNumber: (drawing) => readNumber(recognizer, drawing),
    recognizePicture: (bytes) => outcomeOf(async () => recognizer.recognizeGreys(await pictures.read(bytes))),
    recognizePictureNumber: (bytes) =>
      outcomeOf(async () => readGreysNumber(recognizer, await pictures.read(bytes))),
    openDroppedFile: ({ name, bytes }) =>
      outcomeOf(async () => {
        await openBytes(fileName(name), bytes, services, main)
        return undefined
      }),
    keepDrawing: (drawing) => {
      try {
        keepDrawing(folder, drawing)
      } catch (error) {
        if (!(error instanceof PlainError)) throw error
        notice(error.message)
      }
    },
    saveDrawing: (drawing) => outcomeOf(() => saveDrawing(main.open(), drawing)),
    keepOwnDigit: ({ label, strokes }) => outcomeOf(() => ownDigits.keep(label, strokes)),
    deleteOwnDigits: (ids) =>
      outcomeOf(() => {
        ownDigits.delete(ids)
        return ownDigits.list
      }),
    restoreOwnDigits: (ids) =>
      outcomeOf(() => {
        ownDigits.restore(ids)
        return ownDigits.list
      }),
    importOwnDigits: () => outcomeOf(() => importOwnDigits(main.open(), ownDigits)),
    exportOwnDigits: () => outcomeOf(() => exportOwnDigits(main.open(), ownDigits.list)),
    learnOwnDigits: () => services.learn(),
    stopLearning: async () => {
      await learning.stop()
    },
    changeSettings: (change) => services.changeSettings(change),
    chooseMnistFolder: () =>
      outcomeOf(async () => {
        const chosen = await chooseFolder(main.open(), 'Folder with MNIST’s four files')
        if (chosen === null) return settings.current
        const problem = mnistFolderProblem(chosen)
        if (problem !== null) throw new PlainError(problem)
        return services.changeSettings({ mnistFolder: chosen })
      }),
    forgetMnistFolder: () => services.changeSettings({ mnistFolder: null }),
    sampleDigits: (choice) => services.sampleDigits(choice),
    outlineNetwork: (layers) => outlineOf(layers),
    estimateTraining: (options) => services.estimateTraining(options),
    startTraining: (options) => services.train(options),
    stopTraining: async () => {
      await training.stop()
    },
    watchTraining: (watched) => {
      training.watch(watched)
    },
    measure: (question) => {
      results.measure(question)
    },
    stopMeasuring: () => results.stop().then(() => undefined),
    keptModels: async () => (await services.history.list()).models,
    testImages: (question) => results.testImages(question),
    recognizeImage: (image) => recognizer.recognizeImage(image),
    insideNetwork: () => inside.network,
    insideForward: (question) => inside.forward(question),
    insideWeights: (question) => inside.weights(question),
    insideBackward: (question) => inside.backward(question),
    insideWhy: (question) => inside.why(question),
    saveResults: (file) => outcomeOf(() => saveResults(main.open(), file)),
    modelHistory: () => outcomeOf(() => services.history.list()),
    useModel: (id) => outcomeOf(() => services.useModel(id)),
    renameModel: ({ id, name }) =>
      outcomeOf(() => services.changeHistory((history) => history.rename(id, name))),
    deleteModel: (id) => outcomeOf(() => services.changeHistory((history) => history.delete(id))),
    restoreDeletedModel: (id) => outcomeOf(() => services.changeHistory((history) => history.restore(id))),
    exportModel: (id) => outcomeOf(() => exportModel(main.open(), services.history, id)),
    importModel: () =>
      outcomeOf(async () => {
        const file = await chooseModel(main.open())
        if (file === null) return null
        let id = ''
        const history = await services.changeHistory(async (models) => {
          id = await models.import(file.bytes, file.name)
        })
        return { id, history }
      }),
    restoreShippedModel: () => outcomeOf(() => services.restoreShippedModel()),
    useRotationModel: () => outcomeOf(() => services.useRotationModel()),
    restoreModelBefore: () => outcomeOf(() => services.restoreModelBefore()),
  }
}
