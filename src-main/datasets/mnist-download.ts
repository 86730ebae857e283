/** The way of one MNIST file from a public mirror to the cache: tried again, continued, checked. */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { PlainError } from '../plain-error.ts'
import type { MnistFile } from './mnist.ts'

/** Addresses of folders that hold the four files as `<name>.gz`, the one to try first in front. */
export type Mirrors = readonly string[]

export const PUBLIC_MIRRORS: Mirrors = [
  'https://storage.googleapis.com/cvdf-datasets/mnist/',
  'https://ossci-datasets.s3.amazonaws.com/mnist/',
  'https://sagemaker-sample-files.s3.amazonaws.com/datasets/image/MNIST/',
  'https://raw.githubusercontent.com/fgnt/mnist/master/',
]

/** A mirror from which nothing has come for so long is given up, in ms. */
const SILENCE = 20_000
/** How often one mirror is asked for the rest of a file, each time bringing some, before the next mirror is. */
const TRIES_PER_MIRROR = 50

export interface DownloadOptions {
  readonly mirrors?: Mirrors | undefined
  readonly signal?: AbortSignal | undefined
  /** ms without a byte after which a mirror is given up. */
  readonly silence?: number
  /** The file's content, unzipped, where these are the right bytes; `null` where they are not. */
  readonly contentOf: (received: Uint8Array) => Uint8Array | null
  /** Share of the file that is there, 0..1. */
  readonly onProgress?: (fraction: number) => void
}

/**
 * Downloads `file` to `path`, gzipped unless a mirror unzipped it, and gives its content.
 *
 * What has come is kept beside `path` as `.part`: an attempt that was cut off, even by closing the app, is
 * continued where it stopped. The file appears under its own name only when it is whole and verified.
 * Rejects with a PlainError when no mirror can give it, with the signal's reason when it is stopped.
 */
export async function downloadMnistFile(
  file: MnistFile,
  path: string,
  options: DownloadOptions,
): Promise<Uint8Array> {
  const mirrors = options.mirrors ?? PUBLIC_MIRRORS
  const part = `${path}.part`
  const reasons: string[] = []
  inCache(path, () => mkdirSync(dirname(path), { recursive: true }))
  for (const mirror of mirrors) {
    const address = `${mirror.endsWith('/') ? mirror : `${mirror}/`}${file.name}.gz`
    for (let attempt = 0; attempt < TRIES_PER_MIRROR; attempt++) {
      // A part that no download of ours can have left is of no use.
      if (sizeOf(part) > file.bytes + 1024) rmSync(part, { force: true })
      const held = sizeOf(part)
      const failure = await fetchRest(address, part, file, options)
      if (failure === null) {
        const content = options.contentOf(readFileSync(part))
        if (content !== null) {
          inCache(path, () => {
            renameSync(part, path)
          })
          return content
        }
        rmSync(part, { force: true })
      }
      reasons.push(`${new URL(address).host}: ${failure ?? 'sent something else than MNIST'}`)
      // Another try at the same mirror helps only where the part has grown, or an old one was of no use.
      const holds = sizeOf(part)
      if (holds <= held && !(held > 0 && holds === 0)) break
    }
  }
  throw new PlainError(
    `MNIST could not be downloaded (${[...new Set(reasons)].join('; ')}). Check the connection and try again, choose a folder that holds MNIST's four files, or train on synthetic digits.`,
  )
}

/** Appends what is missing to the part. Gives why it failed, in words, or `null` when the file has ended. */
async function fetchRest(
  address: string,
  part: string,
  file: MnistFile,
  options: DownloadOptions,
): Promise<string | null> {
  options.signal?.throwIfAborted()
  const silence = options.silence ?? SILENCE
  const silent = new AbortController()
  let timer = setTimeout(() => {
    silent.abort()
  }, silence)
  const signal = options.signal ? AbortSignal.any([options.signal, silent.signal]) : silent.signal
  try {
    const held = sizeOf(part)
    const response = await fetch(address, {
      signal,
      headers: { 'accept-encoding': 'identity', ...(held > 0 ? { range: `bytes=${held}-` } : {}) },
    })
    // 416: there is nothing after what is held, so the file is whole or of no use; verifying will tell.
    if (response.status === 416 && held > 0) {
      await response.body?.cancel()
      return null
    }
    if (!response.ok || !response.body) {
      await response.body?.cancel()
      return `answered ${response.status}`
    }
    // Where a mirror packs what it sends, its ranges count packed bytes, and the part holds unpacked ones.
    if (response.status === 206 && response.headers.has('content-encoding')) {
      await response.body.cancel()
      rmSync(part, { force: true })
      return 'cannot continue a download'
    }
    const start = response.status === 206 ? held : 0
    const expected = start + (Number(response.headers.get('content-length')) || file.zippedBytes)
    const handle = await open(part, start > 0 ? 'r+' : 'w')
    try {
      let position = start
      for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
        timer = timer.refresh()
        // No mirror's file is larger than the unzipped one; a stream without an end is cut off here.
        if (position + chunk.length > file.bytes + 1024) {
          await handle.truncate(0)
          return 'sent too much'
        }
        await handle.write(chunk, 0, chunk.length, position)
        position += chunk.length
        options.onProgress?.(Math.min(1, position / expected))
      }
      return null
    } finally {
      await handle.close()
    }
  } catch (error) {
    options.signal?.throwIfAborted()
    throwIfDisk(error, part)
    if (silent.signal.aborted) return `sent nothing for ${silence / 1000} s`
    return reasonOf(error)
  } finally {
    clearTimeout(timer)
  }
}

function inCache(path: string, action: () => void): void {
  try {
    action()
  } catch (error) {
    throwIfDisk(error, path)
    throw error
  }
}

/** What the file system refused is not the mirror's fault, and no other mirror helps. */
function throwIfDisk(error: unknown, path: string): void {
  const { code, syscall } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC') throw new PlainError(`MNIST cannot be kept in ${dirname(path)}: the disk is full.`)
  if (code && ['open', 'write', 'mkdir', 'rename', 'ftruncate'].includes(syscall ?? '')) {
    throw new PlainError(`MNIST cannot be kept in ${dirname(path)} (${code}).`)
  }
}

/** The system's word for what went wrong, which fetch hides in the cause: ECONNREFUSED, ENOTFOUND, … */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error
  const { code } = (cause ?? error) as NodeJS.ErrnoException
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'not found'
  if (code === 'ECONNREFUSED') return 'refused the connection'
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET') return 'cut the connection off'
  return code ?? message
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
