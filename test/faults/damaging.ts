/** Damaging what the app keeps, and looking at what it makes of that. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadMnistTest } from '../../src-main/datasets/mnist.ts'
import type { Drawing } from '../../src-main/contract.ts'
import { encodeModel } from '../../src-main/recognizer/model.ts'
import { Services } from '../../src-main/shell/services.ts'
import { checkpointAtStart } from '../../src-main/training/checkpoint.ts'
import { places } from '../built.ts'
import { someModel } from '../recognizer/some-model.ts'
import { runOptions } from './run-options.ts'

export interface Finding {
  readonly file: string
  readonly how: string
  /** What the app said of it. */
  readonly noticed: string
  readonly faults: readonly string[]
}

type Damage = (path: string) => void

const HOWS: Readonly<Record<string, Damage>> = {
  truncated: (path) => {
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length * 0.6)))
  },
  'bit-flipped': (path) => {
    const bytes = readFileSync(path)
    // Near the end: in a weight, in a coordinate, in a value.
    bytes[Math.floor(bytes.length * 0.8)]! ^= 1
    writeFileSync(path, bytes)
  },
  emptied: (path) => {
    writeFileSync(path, '')
  },
  unreadable: (path) => {
    // A folder in its place cannot be read or written as a file, whoever tries.
    rmSync(path)
    mkdirSync(join(path, 'in the way'), { recursive: true })
  },
  vanished: (path) => {
    rmSync(path)
  },
}

const FILES = ['model', 'checkpoint', 'settings', 'own digits', 'mnist cache'] as const
type File = (typeof FILES)[number]

const STROKES: Drawing = [Array.from({ length: 30 }, (_, index) => [200, 100 + 7 * index, 8 * index, 0.5])]

export async function damageAll(): Promise<Finding[]> {
  const pristine = mkdtempSync(join(tmpdir(), 'digit-pad-pristine-'))
  const home = mkdtempSync(join(tmpdir(), 'digit-pad-damaged-'))
  try {
    const path = await prepare(pristine)
    const findings: Finding[] = []
    for (const file of FILES) {
      for (const [how, damage] of Object.entries(HOWS)) {
        rmSync(home, { recursive: true, force: true })
        cpSync(pristine, home, { recursive: true })
        damage(join(home, path[file]))
        findings.push(await look(file, how, home, join(home, path[file])))
      }
    }
    return findings
  } finally {
    for (const folder of [pristine, home]) rmSync(folder, { recursive: true, force: true })
  }
}

/** A home with one of everything. @returns where each file lies in it */
async function prepare(home: string): Promise<Record<File, string>> {
  const services = await Services.open(home, places)
  services.changeSettings({ appearance: 'dark' })
  for (const label of [1, 2, 3]) services.ownDigits.keep(label, STROKES)
  const { inUse } = await services.models.adopt(encodeModel(someModel(1)))
  writeFileSync(join(home, 'training.checkpoint'), checkpointAtStart(runOptions))
  const cached = join('mnist', 't10k-images-idx3-ubyte.gz')
  mkdirSync(join(home, 'mnist'))
  writeFileSync(join(home, cached), 'stands for the file')
  return {
    model: join('models', `${inUse.id}.safetensors`),
    checkpoint: 'training.checkpoint',
    settings: 'settings.json',
    'own digits': 'own-digits.jsonl',
    'mnist cache': cached,
  }
}

async function look(file: File, how: string, home: string, path: string): Promise<Finding> {
  const damaged = existsSync(path) && how !== 'unreadable' ? readFileSync(path) : null
  const told: string[] = []
  const faults: string[] = []
  const services = await Services.open(home, places)
  told.push(...services.notices)
  services.on('notice', (message) => told.push(message))
  if (file === 'checkpoint') {
    services.resumeTraining()
    if (services.training.running) faults.push('it went on with a damaged training')
    await services.training.stop()
  }
  if (file === 'mnist cache') {
    const loading = loadMnistTest({
      folder: null,
      cache: join(home, 'mnist'),
      mirrors: [],
      onProgress: (doing) => told.push(doing),
    })
    await loading.then(
      () => faults.push('damaged digits were read'),
      (error: unknown) => told.push(String(error)),
    )
  }

  // A checkpoint that is gone is as none; everything else is noticed.
  if (told.length === 0 && !(file === 'checkpoint' && how === 'vanished')) faults.push('nothing was noticed')
  if (damaged !== null && damaged.length > 0 && !isKept(home, damaged))
    faults.push('the damaged bytes are gone')
  faults.push(...works(services))
  const [noticed = 'none to go on with'] = told
  return { file, how, noticed: noticed.replaceAll(home, '…'), faults }
}

/** Whether the bytes lie somewhere in the folder, whole or as the lines that were damaged. */
function isKept(home: string, bytes: Buffer): boolean {
  const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const contents = files.map((entry) => readFileSync(join(entry.parentPath, entry.name)))
  if (contents.some((content) => content.equals(bytes))) return true
  const all = Buffer.concat(contents)
  return bytes
    .toString('latin1')
    .split('\n')
    .every((line) => all.includes(line, 0, 'latin1'))
}

/** What does not work any more. */
function works(services: Services): string[] {
  const faults: string[] = []
  if (services.recognizer.recognizeInk(STROKES) === null) faults.push('nothing is read')
  if (services.changeSettings({ appearance: 'light' }).appearance !== 'light') faults.push('settings stay')
  return faults
}
