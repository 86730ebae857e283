/** The app, piece by piece. */
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, nativeTheme } from 'electron'
import { firstSpoken, type Language, type Settings } from './contract.ts'
import { language, speak } from './language.ts'
import { builtPlaces } from './places.ts'
import { followAskedFiles } from './shell/asked-files.ts'
import type { SecondStart } from './shell/asked-files.ts'
import { createAwakeKeeper } from './shell/awake.ts'
import { answerRequests } from './shell/bridge.ts'
import { askAfterCrashes, tellFailure } from './shell/dialogs.ts'
import { harden } from './shell/hardening/harden.ts'
import { denyOtherMessages } from './shell/hardening/messages.ts'
import { Log } from './shell/log/log.ts'
import { recordFaults, recordServices, recordStart } from './shell/log/recorded.ts'
import { MainWindow } from './shell/main-window.ts'
import { menuActions } from './shell/menu-actions.ts'
import { createMenu } from './shell/menu.ts'
import type { MenuActions } from './shell/menu-template.ts'
import { registerPageScheme, servePage } from './shell/protocol.ts'
import { createQuitGuard } from './shell/quit.ts'
import { requestHandlers } from './shell/requests.ts'
import { isRunning, Services } from './shell/services.ts'
import { UpdateCheck } from './shell/updates/update-check.ts'
import type { Updater } from './shell/updates/update-check.ts'
import { updateDialogs } from './shell/updates/update-dialogs.ts'
import { createWindow } from './shell/window.ts'
import { isCommand, typedArguments, typedFiles } from './typed.ts'

const places = builtPlaces(import.meta.url)

const home = process.env['DIGIT_PAD_HOME']
if (home !== undefined && home !== '') app.setPath('userData', resolve(home))

const typed = typedArguments(process.argv, app.isPackaged)
if (isCommand(typed)) await obey(typed)
else open(typedFiles(typed, process.cwd()))

/** Does in the terminal what was typed there: without a window, beside one that may be open. */
async function obey(command: readonly string[]): Promise<void> {
  const { runCommandLine } = await import('./cli/command-line.ts')
  const status = await runCommandLine(command, places).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    return 1
  })
  // Not before all is written: a pipe may be slow.
  process.stdout.write('', () => {
    app.exit(status)
  })
}

/** Opens the window, or has the app that is open already open the files. */
function open(files: readonly string[]): void {
  if (!app.requestSingleInstanceLock({ files: [...files] } satisfies SecondStart)) {
    app.quit()
    return
  }
  const openAskedFiles = followAskedFiles(files)
  const program = fileURLToPath(new URL('../', places.resources))
  const log = new Log({ program, data: app.getPath('userData') })
  recordStart(log, app.getVersion())
  harden()
  registerPageScheme()
  // Not awaited at the top level: Electron is not ready before this module has run to its end.
  void app
    .whenReady()
    .then(() => start(openAskedFiles, log))
    .catch((error: unknown) => {
      log.trouble('main process', error)
      fail(error)
    })
}

async function start(openAskedFiles: ReturnType<typeof followAskedFiles>, log: Log): Promise<void> {
  performance.mark('Electron ready')
  // What goes wrong while the settings are read is said, too.
  await speak(firstSpoken(app.getPreferredSystemLanguages()))
  const services = await Services.open(app.getPath('userData'), places)
  await speak(chosenLanguage(services.settings.current))
  denyOtherMessages()
  performance.mark('services open')
  const guard = createQuitGuard(() => isRunning(services.training.state))
  const main = new MainWindow(() => {
    const onCrash = (reason: string): void => {
      main.pageLost()
      services.emit('notice', `The window’s page ended without a word (${reason}) and was started anew.`)
    }
    const window = createWindow(services.settings, places.preload, onCrash, askAfterCrashes)
    guard(window)
    return window
  })

  recordServices(log, services)
  services.on('notice', (message) => {
    main.whenListening(() => {
      main.tell('notice', { message })
    })
  })
  recordFaults(log, (message) => {
    services.emit('notice', message)
  })
  const updates = new UpdateCheck(openUpdater, updateDialogs(main), {
    get atStart(): boolean {
      return services.settings.current.updatesAtStart
    },
    set atStart(updatesAtStart) {
      services.changeSettings({ updatesAtStart })
    },
  })
  const actions = menuActions(services, main, updates, places.notices, log.file)

  servePage(places.renderer)
  answer(services, main)
  followChanges(services, main, actions)
  followApp(services, main, log)
  services.resumeTraining()
  main.open()
  performance.mark('window made')
  openAskedFiles(actions.openFile)
  await updates.checkAtStart()
}

/** Only read where it is wanted: it is as large as the rest of the main process. */
async function openUpdater(): Promise<Updater | null> {
  const { openUpdater } = await import('./shell/updates/electron-updater.ts')
  return openUpdater()
}

/** What the page asks for. */
function answer(services: Services, main: MainWindow): void {
  const handlers = requestHandlers(services, main)
  answerRequests(
    {
      ...handlers,
      start: (payload) => {
        main.pageStarted()
        return handlers.start(payload)
      },
    },
    (error) => {
      services.emit('fault', 'main process', error)
    },
  )
  for (const message of services.notices) services.emit('notice', message)
}

/** What happens in the services, to be told and shown. */
function followChanges(services: Services, main: MainWindow, actions: MenuActions): void {
  const { settings, models, training, learning } = services
  const keepAwake = createAwakeKeeper()
  const updateMenu = createMenu(actions)
  const update = () => {
    const running = isRunning(training.state) || learning.running
    const { inUse, before, rotation } = models.state
    const { appearance, highContrast, largeBars } = settings.current
    keepAwake(running)
    if (nativeTheme.themeSource !== appearance) nativeTheme.themeSource = appearance
    updateMenu({
      training: running,
      ownModel: inUse.id !== 'shipped',
      rotationModel: rotation === null ? 'missing' : inUse.id === rotation.id ? 'in use' : 'offered',
      modelBefore: before !== null,
      language: settings.current.language,
      spoken: language(),
      appearance,
      highContrast,
      largeBars,
    })
  }
  services.on('training', (state) => {
    update()
    main.tell('trainingChanged', state)
  })
  services.on('glimpse', (glimpse) => {
    main.tell('trainingGlimpsed', glimpse)
  })
  services.on('learning', (state) => {
    update()
    main.tell('learningChanged', state)
  })
  services.on('results', (state) => {
    main.tell('resultsChanged', state)
  })
  services.on('misread', (of, digits) => {
    main.tell('digitsMisread', { of, digits })
  })
  services.on('models', (state) => {
    update()
    main.tell('modelsChanged', state)
  })
  services.on('settings', (current) => {
    main.tell('settingsChanged', current)
    void speak(chosenLanguage(current)).then(update)
  })
  update()
}

function chosenLanguage({ language }: Settings): Language {
  return language === 'system' ? firstSpoken(app.getPreferredSystemLanguages()) : language
}

/** What happens to the app as a whole. */
function followApp(services: Services, main: MainWindow, log: Log): void {
  app.on('second-instance', () => {
    main.bringForward()
  })
  app.on('activate', () => {
    main.bringForward()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('child-process-gone', (_event, { type, reason, exitCode, name }) => {
    if (reason !== 'clean-exit') {
      log.note(`A process of Chromium is gone: ${name ?? type}, ${reason}, exit code ${exitCode}.`)
    }
  })
  app.on('will-quit', () => {
    log.note('Digit Pad ends.')
    void services.training.interrupt()
    void services.learning.stop()
    void services.results.stop()
  })
}

/** Nothing can be shown without the services: says why, and ends. */
function fail(error: unknown): void {
  tellFailure('Digit Pad cannot start', error)
  app.exit(1)
}
