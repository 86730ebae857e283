import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it, type TestContext } from 'vitest'
import { countByLabel } from '../../src-main/datasets/digits.ts'
import { writeIdx } from '../../src-main/datasets/idx.ts'
import { loadMnist, loadMnistTest, mnistFolderProblem } from '../../src-main/datasets/mnist.ts'
import { PlainError } from '../../src-main/plain-error.ts'
import { serve, startMirror, status, type Answer } from './mirror.ts'
import { temporaryFolder } from './temporary-folder.ts'

const NAMES = [
  'train-images-idx3-ubyte',
  'train-labels-idx1-ubyte',
  't10k-images-idx3-ubyte',
  't10k-labels-idx1-ubyte',
] as const

/** Three training and two test digits of the right form. */
const small: Record<string, Uint8Array> = {
  'train-images-idx3-ubyte': writeIdx(
    [3, 28, 28],
    new Uint8Array(3 * 784).map((_, index) => index % 251),
  ),
  'train-labels-idx1-ubyte': writeIdx([3], Uint8Array.of(7, 0, 9)),
  't10k-images-idx3-ubyte': writeIdx([2, 28, 28], new Uint8Array(2 * 784).fill(5)),
  't10k-labels-idx1-ubyte': writeIdx([2], Uint8Array.of(4, 1)),
}

/** A folder with the small files, but for those given here (`null`: not there). */
function smallFolder(others: Record<string, Uint8Array | null> = {}): string {
  const folder = temporaryFolder()
  for (const [name, bytes] of Object.entries({ ...small, ...others })) {
    if (bytes) writeFileSync(join(folder, name), bytes)
  }
  return folder
}

describe('from a folder', () => {
  async function expectSmall(folder: string): Promise<void> {
    expect(mnistFolderProblem(folder)).toBeNull()
    const { train, test, original } = await loadMnist({ folder, cache: join(folder, 'unused') })
    expect([train.count, test.count, original]).toEqual([3, 2, false])
    expect([[...train.labels], [...test.labels]]).toEqual([
      [7, 0, 9],
      [4, 1],
    ])
    expect([train.images[250], train.images[251], train.images.length]).toEqual([250, 0, 3 * 784])
    expect(existsSync(join(folder, 'unused'))).toBe(false)
  }

  it('with plain files', () => expectSmall(smallFolder()))

  it('with gzipped files, plain ones named .gz, and a mix of them', async () => {
    const zipped = temporaryFolder()
    const mixed = temporaryFolder()
    NAMES.forEach((name, index) => {
      writeFileSync(join(zipped, `${name}.gz`), gzipSync(small[name]!))
      if (index === 0) writeFileSync(join(mixed, name), small[name]!)
      else if (index === 1) writeFileSync(join(mixed, `${name}.gz`), small[name]!)
      else writeFileSync(join(mixed, name + (index === 2 ? '.gz' : '')), gzipSync(small[name]!))
    })
    await expectSmall(zipped)
    await expectSmall(mixed)
  })

  it('as other programs name and place the files', async () => {
    const dotted = temporaryFolder()
    const torchvision = temporaryFolder()
    mkdirSync(join(torchvision, 'MNIST', 'raw'), { recursive: true })
    for (const name of NAMES) {
      writeFileSync(join(dotted, name.replace('-idx', '.idx')), small[name]!)
      writeFileSync(join(torchvision, 'MNIST', 'raw', name), small[name]!)
    }
    await expectSmall(dotted)
    await expectSmall(torchvision)
  })

  it('needs only the test files where only they are asked for', async () => {
    const folder = smallFolder({ 'train-images-idx3-ubyte': null, 'train-labels-idx1-ubyte': null })
    expect((await loadMnistTest({ folder, cache: folder })).labels).toEqual(Uint8Array.of(4, 1))
  })

  const wrong: [string, Record<string, Uint8Array | null>, RegExp][] = [
    ['a file is missing', { 't10k-labels-idx1-ubyte': null }, /does not hold t10k-labels-idx1-ubyte/],
    ['a file is something else', { 'train-images-idx3-ubyte': Buffer.from('hello') }, /is no IDX file/],
    ['labels stand for images', { 'train-images-idx3-ubyte': writeIdx([3], new Uint8Array(3)) }, /no images/],
    ['images stand for labels', { 'train-labels-idx1-ubyte': small[NAMES[0]]! }, /holds no labels/],
    [
      'the images have another size',
      { 't10k-images-idx3-ubyte': writeIdx([2, 32, 28], new Uint8Array(2 * 32 * 28)) },
      /32 × 28 pixels; MNIST's are 28 × 28/,
    ],
    [
      'there are more labels than images',
      { 'train-labels-idx1-ubyte': writeIdx([4], new Uint8Array(4)) },
      /holds 3 images, but .* 4 labels/,
    ],
    [
      'there are no images',
      {
        't10k-images-idx3-ubyte': writeIdx([0, 28, 28], new Uint8Array(0)),
        't10k-labels-idx1-ubyte': writeIdx([0], new Uint8Array(0)),
      },
      /holds no images\.$/,
    ],
  ]

  it.each(wrong)('says it when %s, also before it is used', async (_what, others, message) => {
    const folder = smallFolder(others)
    expect(mnistFolderProblem(folder)).toMatch(message)
    const loading = loadMnist({ folder, cache: folder })
    await expect(loading).rejects.toBeInstanceOf(PlainError)
    await expect(loading).rejects.toThrow(message)
  })

  it('says it when a file is cut off or a label is no digit', async () => {
    const cut = smallFolder({ 'train-images-idx3-ubyte': small[NAMES[0]]!.subarray(0, 2000) })
    await expect(loadMnist({ folder: cut, cache: cut })).rejects.toThrow(/cut off/)
    const ten = smallFolder({ 't10k-labels-idx1-ubyte': writeIdx([2], Uint8Array.of(1, 10)) })
    await expect(loadMnist({ folder: ten, cache: ten })).rejects.toThrow(/holds the label 10/)
  })

  it('says it when there is no such folder', async () => {
    const file = join(smallFolder(), NAMES[0])
    expect(mnistFolderProblem(file)).toBe(`There is no folder ${file}.`)
    expect(mnistFolderProblem('/no/such/folder')).toBe('There is no folder /no/such/folder.')
    const loading = loadMnist({ folder: '/no/such/folder', cache: '/no/such/folder' })
    await expect(loading).rejects.toThrow('There is no folder /no/such/folder.')
  })
})

describe("MNIST's own files", () => {
  /** The folder with the real files; skips the test where there is none. */
  function realFolder(context: TestContext): string {
    const folder = process.env['DIGIT_PAD_MNIST']
    return folder ? folder : context.skip('DIGIT_PAD_MNIST names no folder with MNIST')
  }

  function realPath(folder: string, name: string): string {
    const path = join(folder, name)
    return existsSync(path) ? path : `${path}.gz`
  }

  /** A real file as it is: zipped, if it is zipped in the folder. */
  const realFile = (folder: string, name: string): Uint8Array => readFileSync(realPath(folder, name))

  function plainFile(folder: string, name: string): Uint8Array {
    const bytes = realFile(folder, name)
    return bytes[0] === 0x1f ? gunzipSync(bytes) : bytes
  }

  /** A mirror of the folder, with `others` in place of some of the files. */
  const mirrorOf = (folder: string, others: Record<string, Answer> = {}) =>
    startMirror((request, response, call) => {
      const name = (request.url ?? '').replace(/^.*\/|\.gz$/g, '')
      const answer = others[name] ?? serve(realFile(folder, name))
      answer(request, response, call)
    })

  const trainCounts = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
  const testCounts = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]

  it('are known for what they are, in a folder', async (context) => {
    const folder = realFolder(context)
    expect(mnistFolderProblem(folder)).toBeNull()
    const { train, test, original } = await loadMnist({ folder, cache: folder })
    expect([train.count, test.count, original]).toEqual([60_000, 10_000, true])
    expect(countByLabel(train)).toEqual(trainCounts)
    expect(countByLabel(test)).toEqual(testCounts)
    expect([...train.labels.subarray(0, 8)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3])
    // The mean grey value of the training images is known to be 0.1307 of white.
    const sum = train.images.reduce((total, value) => total + value, 0)
    expect(sum / train.images.length / 255).toBeCloseTo(0.1307, 4)
  })

  it('are not taken for their own when one label differs', async (context) => {
    const folder = realFolder(context)
    const copy = temporaryFolder()
    for (const name of NAMES) cpSync(realPath(folder, name), join(copy, `${name}.gz`))
    const labels = Uint8Array.from(plainFile(folder, NAMES[3]))
    labels[8] = 8
    rmSync(join(copy, `${NAMES[3]}.gz`))
    writeFileSync(join(copy, NAMES[3]), labels)
    expect((await loadMnist({ folder: copy, cache: copy })).original).toBe(false)
  })

  it('are downloaded once, with rising progress, and then kept', async (context) => {
    const mirror = await mirrorOf(realFolder(context))
    const cache = join(temporaryFolder(), 'cache')
    const told: [string, number | null][] = []
    const onProgress = (doing: string, fraction: number | null): void => {
      told.push([doing, fraction])
    }
    const first = await loadMnist({ folder: null, cache, mirrors: [mirror.address], onProgress })
    expect([first.train.count, first.test.count, first.original]).toEqual([60_000, 10_000, true])
    expect(countByLabel(first.train)).toEqual(trainCounts)
    expect(mirror.asked.map(({ path }) => path)).toEqual(NAMES.map((name) => `/mnist/${name}.gz`))
    expect(readdirSync(cache).sort()).toEqual(NAMES.map((name) => `${name}.gz`).sort())

    expect(told.at(-1)).toEqual(['Reading MNIST', null])
    const shares = told
      .filter(([doing]) => doing === 'Downloading MNIST')
      .map(([, fraction]) => fraction ?? -1)
    expect(shares[0]).toBe(0)
    expect(shares.at(-1)).toBeCloseTo(1)
    // One told before each of the files, and more than one within them.
    expect(new Set(shares).size).toBeGreaterThan(4)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))

    told.length = 0
    const again = await loadMnist({ folder: null, cache, mirrors: [], onProgress })
    expect(again.original).toBe(true)
    expect(Buffer.compare(again.train.images, first.train.images)).toBe(0)
    expect(told).toEqual([['Reading MNIST', null]])
  })

  it('are fetched again where what is kept is damaged', async (context) => {
    const folder = realFolder(context)
    const cache = temporaryFolder()
    const damaged = Uint8Array.from(realFile(folder, NAMES[2]))
    damaged[damaged.length >> 1]! ^= 1
    writeFileSync(join(cache, `${NAMES[2]}.gz`), damaged)
    writeFileSync(join(cache, `${NAMES[3]}.gz`), plainFile(folder, NAMES[3]))
    const mirror = await mirrorOf(folder)
    const test = await loadMnistTest({ folder: null, cache, mirrors: [mirror.address] })
    expect(countByLabel(test)).toEqual(testCounts)
    expect(mirror.asked.map(({ path }) => path)).toEqual([`/mnist/${NAMES[2]}.gz`])
    // What was damaged can still be looked at, by the time at which it was set aside.
    const aside = readdirSync(cache).filter((name) => /\.damaged-\d{4}-\d\d-\d\d-\d{6}\.gz$/.test(name))
    expect(aside.map((name) => Buffer.compare(readFileSync(join(cache, name)), damaged))).toEqual([0])
    const again = await loadMnistTest({ folder: null, cache, mirrors: [] })
    expect(Buffer.compare(again.images, test.images)).toBe(0)
  })

  it('are checked by what is in them, however they are packed', async (context) => {
    const folder = realFolder(context)
    const labels = plainFile(folder, NAMES[3])
    const mirror = await mirrorOf(folder, {
      [NAMES[2]]: serve(plainFile(folder, NAMES[2])),
      [NAMES[3]]: serve(gzipSync(labels, { level: 1 })),
    })
    const cache = temporaryFolder()
    const test = await loadMnistTest({ folder: null, cache, mirrors: [mirror.address] })
    expect(countByLabel(test)).toEqual(testCounts)
  })

  it('are not taken from a mirror that changed one label, nor from one that lacks them', async (context) => {
    const folder = realFolder(context)
    const labels = Uint8Array.from(plainFile(folder, NAMES[3]))
    labels[8] = 8
    const changed = await mirrorOf(folder, { [NAMES[3]]: serve(gzipSync(labels)) })
    const lacking = await mirrorOf(folder, { [NAMES[2]]: status(404) })
    const cache = temporaryFolder()
    const only = loadMnistTest({ folder: null, cache, mirrors: [changed.address] })
    await expect(only).rejects.toThrow(/sent something else than MNIST/)
    await expect(only).rejects.toBeInstanceOf(PlainError)
    expect(readdirSync(cache)).toEqual([`${NAMES[2]}.gz`])

    const mirrors = [lacking.address, changed.address]
    await expect(loadMnistTest({ folder: null, cache: temporaryFolder(), mirrors })).resolves.toMatchObject({
      count: 10_000,
    })
  })
})

it('stops a download by its signal', async () => {
  const mirror = await startMirror(() => undefined)
  const stop = new AbortController()
  const cache = temporaryFolder()
  const loading = loadMnist({ folder: null, cache, mirrors: [mirror.address], signal: stop.signal })
  setTimeout(() => {
    stop.abort(new Error('stopped by a person'))
  }, 50)
  await expect(loading).rejects.toThrow('stopped by a person')
  expect(readdirSync(cache)).toEqual([])
})
