/**
 * MNIST (LeCun, Cortes, Burges): 60,000 training and 10,000 test digits, from a folder that a person has,
 * from the cache, or from a public mirror.
 */
import { createHash } from 'node:crypto'
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { join } from 'node:path'
import { readBounded, type Bounds } from '../files/bounded.ts'
import { setAside } from '../files/set-aside.ts'
import { PlainError } from '../plain-error.ts'
import { downloadMnistFile, type Mirrors } from './mnist-download.ts'
import { DIGIT_SIDE, type Digits } from './digits.ts'
import {
  checkImageShape,
  checkLabelShape,
  isGzip,
  readIdxHeader,
  readIdxImages,
  readIdxLabels,
  readNamedFile,
} from './idx.ts'

/** One of MNIST's four files. */
export interface MnistFile {
  readonly name: string
  /** Bytes and SHA-256 of the file as it is when unzipped. */
  readonly bytes: number
  readonly sha256: string
  /** Bytes of the gzip file on the public mirrors: only used to show how far a download has come. */
  readonly zippedBytes: number
}

const TRAIN_IMAGES: MnistFile = {
  name: 'train-images-idx3-ubyte',
  bytes: 47_040_016,
  sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  zippedBytes: 9_912_422,
}
const TRAIN_LABELS: MnistFile = {
  name: 'train-labels-idx1-ubyte',
  bytes: 60_008,
  sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  zippedBytes: 28_881,
}
const TEST_IMAGES: MnistFile = {
  name: 't10k-images-idx3-ubyte',
  bytes: 7_840_016,
  sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  zippedBytes: 1_648_877,
}
const TEST_LABELS: MnistFile = {
  name: 't10k-labels-idx1-ubyte',
  bytes: 10_008,
  sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  zippedBytes: 4_542,
}

export interface MnistOptions {
  /** A folder with the four files, plain or .gz; `null` for the cache and the download. */
  readonly folder: string | null
  /** Where downloaded files are kept. It is made when it is needed. */
  readonly cache: string
  /** Stops a download; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal
  /** What is being done, in words, and how much of it is done: 0..1, or `null` where it cannot be known. */
  readonly onProgress?: (doing: string, fraction: number | null) => void
  /** Addresses of folders that hold the .gz files; the public ones when left out. */
  readonly mirrors?: Mirrors
}

export interface Mnist {
  readonly train: Digits
  readonly test: Digits
  /** True for MNIST's own files, false for others of the same form that lay in the folder. */
  readonly original: boolean
}

/** MNIST's training and test digits. Rejects with a PlainError when there is no way to them. */
export async function loadMnist(options: MnistOptions): Promise<Mnist> {
  const files = [TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS]
  const [trainImages, trainLabels, testImages, testLabels] = await contents(files, options)
  options.onProgress?.('Reading MNIST', null)
  return {
    train: digitsOf(trainImages!, trainLabels!),
    test: digitsOf(testImages!, testLabels!),
    original: [trainImages!, trainLabels!, testImages!, testLabels!].every(({ original }) => original),
  }
}

/** MNIST's test digits alone, for measuring: only their two files are needed. */
export async function loadMnistTest(options: MnistOptions): Promise<Digits> {
  const [images, labels] = await contents([TEST_IMAGES, TEST_LABELS], options)
  options.onProgress?.('Reading MNIST', null)
  return digitsOf(images!, labels!)
}

/**
 * The files of MNIST's training digits where they lie already, in the folder or in the cache; `null` where they would have
 * to be downloaded.
 */
export function trainingFiles({
  folder,
  cache,
}: Pick<MnistOptions, 'folder' | 'cache'>): { readonly images: string; readonly labels: string } | null {
  if (folder === null) {
    const [images, labels] = [TRAIN_IMAGES, TRAIN_LABELS].map(({ name }) => join(cache, `${name}.gz`))
    return existsSync(images!) && existsSync(labels!) ? { images: images!, labels: labels! } : null
  }
  return { images: pathInFolder(folder, TRAIN_IMAGES), labels: pathInFolder(folder, TRAIN_LABELS) }
}

/** Why a folder cannot serve as MNIST's, in a sentence; `null` when it can. Reads headers only. */
export function mnistFolderProblem(folder: string): string | null {
  try {
    const [trainImages, trainLabels, testImages, testLabels] = [
      TRAIN_IMAGES,
      TRAIN_LABELS,
      TEST_IMAGES,
      TEST_LABELS,
    ].map((file) => headerOf(pathInFolder(folder, file)))
    checkPair(trainImages!, trainLabels!)
    checkPair(testImages!, testLabels!)
    return null
  } catch (error) {
    if (error instanceof PlainError) return error.message
    return `The folder ${folder} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`
  }
}

/** An IDX file's bytes, gzipped or plain, with where they come from and whether they are MNIST's own. */
interface Content {
  readonly path: string
  readonly bytes: Uint8Array
  readonly original: boolean
}

async function contents(files: readonly MnistFile[], options: MnistOptions): Promise<Content[]> {
  const { folder } = options
  if (folder !== null) {
    return files.map((file) => {
      const path = pathInFolder(folder, file)
      const bytes = readNamedFile(path)
      const content = originalContent(bytes, file)
      return { path, bytes: content ?? bytes, original: content !== null }
    })
  }
  return fromCacheOrMirrors(files, options)
}

async function fromCacheOrMirrors(files: readonly MnistFile[], options: MnistOptions): Promise<Content[]> {
  const total = files.reduce((sum, file) => sum + file.zippedBytes, 0)
  const found: Content[] = []
  let done = 0
  for (const file of files) {
    const path = join(options.cache, `${file.name}.gz`)
    let bytes = cached(path, file)
    if (bytes === null) {
      const before = done
      const doing = setDamagedAside(path) ? damagedWords() : /* @wc-include */ 'Downloading MNIST'
      const onProgress = (fraction: number): void => {
        options.onProgress?.(doing, (before + fraction * file.zippedBytes) / total)
      }
      onProgress(0)
      bytes = await downloadMnistFile(file, path, {
        mirrors: options.mirrors,
        signal: options.signal,
        contentOf: (received) => originalContent(received, file),
        onProgress,
      })
    }
    done += file.zippedBytes
    found.push({ path, bytes, original: true })
  }
  return found
}

/** The cached file's content, or `null` where there is none or it is damaged. */
function cached(path: string, file: MnistFile): Uint8Array | null {
  try {
    return originalContent(readBounded(path, boundsOf(file)), file)
  } catch {
    return null
  }
}

/** As it comes, gzipped or not. */
export function boundsOf(file: MnistFile): Bounds {
  return { most: file.bytes + 1024 }
}

const damagedWords = () =>
  /* @wc-include */ 'Downloading MNIST again: the copy that was kept is damaged and was set aside'

/** @returns whether there was a damaged file. Where it may not be renamed, the download takes its place. */
function setDamagedAside(path: string): boolean {
  if (!existsSync(path)) return false
  setAside(path)
  return true
}

/** The bytes, unzipped where they are gzipped, if that gives exactly MNIST's file; `null` otherwise. */
function originalContent(bytes: Uint8Array, file: MnistFile): Uint8Array | null {
  try {
    const plain = isGzip(bytes) ? gunzipSync(bytes, { maxOutputLength: file.bytes }) : bytes
    if (plain.length !== file.bytes) return null
    return createHash('sha256').update(plain).digest('hex') === file.sha256 ? plain : null
  } catch {
    return null
  }
}

function digitsOf(images: Content, labels: Content): Digits {
  const { count, height, width, values } = readIdxImages(images.bytes, images.path)
  const labelValues = readIdxLabels(labels.bytes, labels.path)
  checkPair(
    { path: images.path, shape: [count, height, width] },
    { path: labels.path, shape: [labelValues.length] },
  )
  return { count, images: values, labels: labelValues }
}

interface Header {
  readonly path: string
  readonly shape: readonly number[]
}

function checkPair(images: Header, labels: Header): void {
  checkImageShape(images.shape, images.path)
  checkLabelShape(labels.shape, labels.path)
  const [count = 0, height = 0, width = 0] = images.shape
  if (height !== DIGIT_SIDE || width !== DIGIT_SIDE) {
    throw new PlainError(`${images.path} holds images of ${height} × ${width} pixels; MNIST's are 28 × 28.`)
  }
  if (count === 0) throw new PlainError(`${images.path} holds no images.`)
  if (count !== labels.shape[0]) {
    throw new PlainError(
      `${images.path} holds ${count} images, but ${labels.path} ${labels.shape[0] ?? 0} labels. They do not belong together.`,
    )
  }
}

/** The file as it is usually named and placed: plain or .gz, `-idx3` or `.idx3`, or as torchvision lays it. */
function pathInFolder(folder: string, file: MnistFile): string {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new PlainError(`There is no folder ${folder}.`)
  }
  for (const place of [folder, join(folder, 'MNIST', 'raw')]) {
    for (const name of [file.name, file.name.replace('-idx', '.idx')]) {
      for (const ending of ['', '.gz']) {
        const path = join(place, name + ending)
        if (existsSync(path) && statSync(path).isFile()) return path
      }
    }
  }
  throw new PlainError(
    `The folder ${folder} does not hold ${file.name} or ${file.name}.gz. Choose a folder with MNIST's four files, or none, to download them.`,
  )
}

function headerOf(path: string): Header {
  const start = new Uint8Array(512)
  const descriptor = openSync(path, 'r')
  try {
    const length = readSync(descriptor, start)
    return { path, shape: readIdxHeader(start.subarray(0, length), path).shape }
  } finally {
    closeSync(descriptor)
  }
}
