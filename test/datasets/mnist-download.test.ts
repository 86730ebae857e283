import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { downloadMnistFile, type DownloadOptions } from '../../src-main/datasets/mnist-download.ts'
import type { MnistFile } from '../../src-main/datasets/mnist.ts'
import { PlainError } from '../../src-main/plain-error.ts'
import { closedAddress, rangeStart, serve, stall, startMirror, status, type Answer } from './mirror.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A file of some 530 kB when it is packed, so that it comes in many pieces. Only its content counts as right. */
const content = randomBytes(700_000).map((value) => value & 63)
const zipped = gzipSync(content)
const file: MnistFile = {
  name: 'numbers-idx1-ubyte',
  bytes: content.length,
  sha256: '',
  zippedBytes: zipped.length,
}

function contentOf(received: Uint8Array): Uint8Array | null {
  try {
    const plain = received[0] === 0x1f && received[1] === 0x8b ? gunzipSync(received) : received
    return Buffer.compare(content, plain) === 0 ? plain : null
  } catch {
    return null
  }
}

interface Attempt {
  readonly result: Promise<Uint8Array>
  readonly path: string
  readonly folder: string
  /** The shares of the file that were told, in order. */
  readonly shares: number[]
}

function download(
  mirrors: readonly string[],
  options: Partial<DownloadOptions> & { folder?: string } = {},
): Attempt {
  const folder = options.folder ?? join(temporaryFolder(), 'made', 'when needed')
  const path = join(folder, `${file.name}.gz`)
  const shares: number[] = []
  const onProgress = (share: number): void => {
    shares.push(share)
    options.onProgress?.(share)
  }
  const result = downloadMnistFile(file, path, {
    contentOf,
    silence: 10_000,
    ...options,
    mirrors,
    onProgress,
  })
  return { result, path, folder, shares }
}

/** Expects the file, whole, under its own name, and nothing beside it. */
async function expectWhole({ result, folder }: Attempt): Promise<void> {
  expect(Buffer.compare(content, await result)).toBe(0)
  expect(readdirSync(folder)).toEqual([`${file.name}.gz`])
  expect(contentOf(readFileSync(join(folder, `${file.name}.gz`)))).not.toBeNull()
}

/** Expects a PlainError, and no file under the file's own name. */
async function expectFailure({ result, path }: Attempt, message: RegExp): Promise<void> {
  await expect(result).rejects.toThrow(message)
  await expect(result).rejects.toBeInstanceOf(PlainError)
  expect(existsSync(path)).toBe(false)
}

function expectRising(shares: readonly number[]): void {
  expect(shares).toEqual([...shares].sort((a, b) => a - b))
  expect(shares.every((share) => share > 0 && share <= 1)).toBe(true)
  expect(shares.at(-1)).toBe(1)
}

describe('from one mirror', () => {
  it('comes whole, in one request, with rising progress', async () => {
    const mirror = await startMirror(serve(zipped))
    const attempt = download([mirror.address])
    await expectWhole(attempt)
    expectRising(attempt.shares)
    expect(mirror.asked).toEqual([
      { path: '/mnist/numbers-idx1-ubyte.gz', range: undefined, encoding: 'identity' },
    ])
  })

  it('shows no more than all of it where the mirror does not say how long it is', async () => {
    const mirror = await startMirror((_request, response) => {
      response.write(zipped.subarray(0, 400_000))
      setTimeout(() => response.end(zipped.subarray(400_000)), 20)
    })
    const attempt = download([mirror.address.replace(/\/$/, '')])
    await expectWhole(attempt)
    expectRising(attempt.shares)
  })

  it('is continued where the connection was cut off, as often as it is', async () => {
    let cut = (): void => undefined
    const mirror = await startMirror((request, response, call) => {
      if (call === 3) {
        serve(zipped)(request, response, call)
        return
      }
      stall(zipped, 150_000)(request, response, call)
      cut = () => {
        response.destroy()
      }
    })
    const attempt = download([mirror.address], { onProgress: () => setTimeout(cut, 20) })
    await expectWhole(attempt)
    expectRising(attempt.shares)
    const starts = mirror.asked.map(({ range }) => Number(range?.match(/^bytes=(\d+)-$/)?.[1] ?? 0))
    expect(starts).toHaveLength(4)
    expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b))
  })

  it('is continued where the mirror fell silent', async () => {
    const mirror = await startMirror((...request) => {
      ;(request[2] === 0 ? stall(zipped, 100_000) : serve(zipped))(...request)
    })
    await expectWhole(download([mirror.address], { silence: 1000 }))
    expect(mirror.asked.map(({ range }) => range)).toEqual([undefined, 'bytes=100000-'])
  })

  it('is not given up while it comes slowly, and shows how far it is', async () => {
    const mirror = await startMirror((_request, response) => {
      let sent = 0
      const timer = setInterval(() => {
        response.write(zipped.subarray(sent, sent + 15_000))
        sent += 15_000
        if (sent >= zipped.length) {
          clearInterval(timer)
          response.end()
        }
      }, 40)
    })
    const attempt = download([mirror.address], { silence: 1200 })
    await expectWhole(attempt)
    expect(mirror.asked).toHaveLength(1)
    expectRising(attempt.shares)
    expect(attempt.shares.length).toBeGreaterThan(3)
  })

  it('is continued after the app was closed', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, `${file.name}.gz.part`), zipped.subarray(0, 300_000))
    const mirror = await startMirror(serve(zipped))
    const attempt = download([mirror.address], { folder })
    await expectWhole(attempt)
    expect(mirror.asked.map(({ range }) => range)).toEqual(['bytes=300000-'])
    expect(attempt.shares[0]).toBeGreaterThan(0.5)
  })

  it('is taken as it is where only its name was missing', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, `${file.name}.gz.part`), zipped)
    const mirror = await startMirror(serve(zipped))
    await expectWhole(download([mirror.address], { folder }))
    expect(mirror.asked).toHaveLength(1)
  })

  it('is begun afresh where what was there is of no use', async () => {
    for (const length of [1000, zipped.length, zipped.length + 100]) {
      const folder = temporaryFolder()
      writeFileSync(join(folder, `${file.name}.gz.part`), randomBytes(length))
      const mirror = await startMirror(serve(zipped))
      await expectWhole(download([mirror.address], { folder }))
      expect(mirror.asked.map(({ range }) => range)).toEqual([`bytes=${length}-`, undefined])
    }
  })

  it('comes from one that does not know of ranges', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, `${file.name}.gz.part`), randomBytes(zipped.length))
    const mirror = await startMirror((_request, response) => response.end(zipped))
    await expectWhole(download([mirror.address], { folder }))
    expect(mirror.asked).toHaveLength(1)
  })

  it('comes from one that unzips it on the way, even where that is cut off', async () => {
    const answer: Answer = (request, response, call) => {
      const start = rangeStart(request)
      response.writeHead(start > 0 ? 206 : 200, { 'content-encoding': 'gzip' })
      if (call === 0) response.write(zipped.subarray(0, 300_000))
      else response.end(zipped.subarray(start))
    }
    const mirror = await startMirror(answer)
    await expectWhole(download([mirror.address], { silence: 1000 }))
    expect(mirror.asked.map(({ range }) => range !== undefined)).toEqual([false, true, false])
  })
})

describe('from the next mirror', () => {
  const wrong = Buffer.from(zipped)
  wrong[300_000]! ^= 1
  const page = Buffer.from('<html>Sign in to this network</html>')
  const useless: [string, Answer][] = [
    ['does not have it', status(404)],
    ['is broken', status(503)],
    ['sends another file', serve(wrong)],
    ['sends a page to sign in', serve(page)],
    ['sends nothing', serve(new Uint8Array(0))],
    ['never answers', () => undefined],
    ['answers and sends nothing', stall(zipped, 0)],
    ['hangs up', (request) => request.socket.destroy()],
  ]

  it.each(useless)('when the first one %s', async (_what, answer) => {
    const first = await startMirror(answer)
    const second = await startMirror(serve(zipped))
    await expectWhole(download([first.address, second.address], { silence: 1000 }))
    expect(first.asked).toHaveLength(1)
    expect(second.asked).toHaveLength(1)
  })

  it('when nobody listens at the first one', async () => {
    const mirror = await startMirror(serve(zipped))
    await expectWhole(download([await closedAddress(), mirror.address]))
  })

  it('when the first one sends without an end, which is not kept', async () => {
    const endless: Answer = (_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(content));
      }
      response.on('drain', more)
      more()
    }
    const first = await startMirror(endless)
    const failing = download([first.address])
    await expectFailure(failing, /sent too much/)
    expect(readFileSync(`${failing.path}.part`)).toHaveLength(0)
    const second = await startMirror(serve(zipped))
    await expectWhole(download([first.address, second.address]))
  })

  it('continues what the first one began', async () => {
    const first = await startMirror((...request) => {
      ;(request[2] === 0 ? stall(zipped, 250_000) : status(500))(...request)
    })
    const second = await startMirror(serve(zipped))
    await expectWhole(download([first.address, second.address], { silence: 1000 }))
    expect(second.asked.map(({ range }) => range)).toEqual(['bytes=250000-'])
  })

  it('does not end in a mix where the two packed it differently', async () => {
    const stored = gzipSync(content, { level: 0 })
    const first = await startMirror((...request) => {
      ;(request[2] === 0 ? stall(stored, 250_000) : status(500))(...request)
    })
    const second = await startMirror(serve(gzipSync(content, { level: 9 })))
    await expectWhole(download([first.address, second.address], { silence: 1000 }))
  })
})

describe('when it fails', () => {
  it('says of each mirror why, and what to do', async () => {
    const mirrors = [await startMirror(status(404)), await startMirror(serve(wrongContent()))]
    const attempt = download([...mirrors.map(({ address }) => address), await closedAddress()])
    await expectFailure(
      attempt,
      /^MNIST could not be downloaded \(127.*: answered 404; 127.*: sent something else than MNIST; 127.*: refused the connection\)\. .*synthetic digits\.$/,
    )
    expect(readdirSync(attempt.folder)).toEqual([])
  })

  it('keeps nothing that it could not check, and leaves an older file alone', async () => {
    const folder = temporaryFolder()
    const path = join(folder, `${file.name}.gz`)
    writeFileSync(path, 'older')
    const mirror = await startMirror(serve(wrongContent()))
    await expect(download([mirror.address], { folder }).result).rejects.toThrow(PlainError)
    expect(readdirSync(folder)).toEqual([`${file.name}.gz`])
    expect(readFileSync(path, 'utf8')).toBe('older')
  })

  it('does not blame the mirror for the disk', async () => {
    const base = temporaryFolder()
    writeFileSync(join(base, 'file'), '')
    const mirror = await startMirror(serve(zipped))
    await expect(download([mirror.address], { folder: join(base, 'file') }).result).rejects.toThrow(
      /^MNIST cannot be kept in .*file \(EEXIST\)\.$/,
    )
    mkdirSync(join(base, `${file.name}.gz.part`))
    const attempt = download([mirror.address, mirror.address], { folder: base })
    await expectFailure(attempt, /^MNIST cannot be kept in .* \(EISDIR\)\.$/)
    expect(mirror.asked).toHaveLength(1)
  })
})

describe('when it is stopped', () => {
  const reason = new Error('stopped by a person')

  it('beforehand, asks no mirror', async () => {
    const mirror = await startMirror(serve(zipped))
    await expect(download([mirror.address], { signal: AbortSignal.abort(reason) }).result).rejects.toBe(
      reason,
    )
    expect(mirror.asked).toHaveLength(0)
  })

  it('on the way, ends at once, lets go of the mirror, asks no other, and can be continued', async () => {
    let gone = false
    const first = await startMirror((request, response, call) => {
      response.on('close', () => {
        gone = true
      })
      stall(zipped, 200_000)(request, response, call)
    })
    const second = await startMirror(serve(zipped))
    const stop = new AbortController()
    let stoppedAt = 0
    const attempt = download([first.address, second.address], {
      signal: stop.signal,
      silence: 10_000,
      onProgress: (share) => {
        if (share * zipped.length < 199_999) return
        stoppedAt = performance.now()
        stop.abort(reason)
      },
    })
    await expect(attempt.result).rejects.toBe(reason)
    expect(performance.now() - stoppedAt).toBeLessThan(500)
    await expect.poll(() => gone).toBe(true)
    expect(second.asked).toHaveLength(0)
    expect(readdirSync(attempt.folder)).toEqual([`${file.name}.gz.part`])

    await expectWhole(download([second.address], { folder: attempt.folder }))
    expect(second.asked.map(({ range }) => range)).toEqual(['bytes=200000-'])
  })

  it('while a mirror does not answer, ends at once', async () => {
    const mirror = await startMirror(() => undefined)
    const stop = new AbortController()
    const attempt = download([mirror.address], { signal: stop.signal, silence: 10_000 })
    setTimeout(() => {
      stop.abort(reason)
    }, 50)
    const began = performance.now()
    await expect(attempt.result).rejects.toBe(reason)
    expect(performance.now() - began).toBeLessThan(1000)
    expect(readdirSync(attempt.folder)).toEqual([])
  })
})

function wrongContent(): Uint8Array {
  return gzipSync(randomBytes(1000))
}
