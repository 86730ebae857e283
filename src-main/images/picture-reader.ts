/**
 * Unpacks pictures in threads of their own, one after another: whatever a file holds, nobody else waits for it, and it has no more
 * than its share of time and memory.
 */
import { Worker } from 'node:worker_threads'
import { PlainError } from '../plain-error.ts'
import type { GreyImage } from './grey-image.ts'
import { isPicture, noPicture } from './picture-file.ts'

/** What a thread is started with, as its workerData. */
export interface PictureJob {
  readonly bytes: Uint8Array
  /** The address of the decoder's file. */
  readonly jpegDecoder: string
}

/** What a thread answers with. */
export type PictureReport =
  | { readonly kind: 'unpacked'; readonly picture: GreyImage }
  | { readonly kind: 'refused'; readonly message: string }

/** Far longer than the largest photo takes on a slow machine. */
const MOST_SECONDS = 30
/** What the thread's own objects may take; the pixels lie outside and are bounded by the pictures' size. */
const MOST_MEGABYTES = 256
/** A person waits for one picture; more than a few at once were not asked for by a person. */
const MOST_WAITING = 4

export class PictureReader {
  readonly #thread: URL
  readonly #jpegDecoder: URL
  readonly #mostSeconds: number
  #waiting = 0
  #last: Promise<unknown> = Promise.resolve()

  /**
   * @param thread the entry of the threads
   * @param jpegDecoder the decoder's file
   */
  constructor(thread: URL, jpegDecoder: URL, { mostSeconds = MOST_SECONDS } = {}) {
    this.#thread = thread
    this.#jpegDecoder = jpegDecoder
    this.#mostSeconds = mostSeconds
  }

  /** As `decodePicture`, but rejects where that throws. */
  async read(bytes: Uint8Array): Promise<GreyImage> {
    if (!isPicture(bytes)) throw noPicture()
    if (this.#waiting >= MOST_WAITING) {
      throw new PlainError('Other pictures are still being read. Wait a moment, and open this one again.')
    }
    this.#waiting++
    const before = this.#last
    const picture = before.catch(() => undefined).then(() => this.#unpack(bytes))
    this.#last = picture
    try {
      return await picture
    } finally {
      this.#waiting--
    }
  }

  async #unpack(bytes: Uint8Array): Promise<GreyImage> {
    const worker = new Worker(this.#thread, {
      workerData: { bytes, jpegDecoder: this.#jpegDecoder.href } satisfies PictureJob,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
    })
    const timer = setTimeout(() => void worker.terminate(), 1000 * this.#mostSeconds)
    try {
      const report = await answerOf(worker)
      if (report.kind === 'unpacked') return report.picture
      throw new PlainError(report.message)
    } finally {
      clearTimeout(timer)
    }
  }
}

function answerOf(worker: Worker): Promise<PictureReport> {
  const { promise, resolve, reject } = Promise.withResolvers<PictureReport>()
  worker.once('message', resolve)
  worker.once('error', (error: NodeJS.ErrnoException) => {
    const lacksMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY' || error instanceof RangeError
    reject(
      lacksMemory
        ? new PlainError(
            'The picture needs more memory than there is for it. Make it smaller and open it again.',
          )
        : error,
    )
  })
  worker.once('exit', () => {
    reject(new PlainError('The picture takes too long to read. Make it smaller, or choose another one.'))
  })
  return promise
}
