/** What the thread that loads the test digits does: they are unzipped and checked away from the main thread. */
import { loadMnistTest } from '../datasets/mnist.ts'
import { PlainError } from '../plain-error.ts'
import type { LoadingJob, LoadingReport } from './jobs.ts'

const notHere = () =>
  'MNIST’s test digits are not on this machine yet. Download them, about 2 MB, or choose a folder with MNIST’s files.'

export async function loadDigits(
  { folder, cache, download }: LoadingJob,
  report: (report: LoadingReport) => void,
): Promise<void> {
  try {
    const { count, images, labels } = await loadMnistTest({
      folder,
      cache,
      onProgress: (doing, fraction) => {
        report({ kind: 'doing', doing, fraction })
      },
      // Without a mirror there is no download.
      ...(download ? {} : { mirrors: [] }),
    })
    report({ kind: 'loaded', digits: { count, images: shared(images), labels: shared(labels) } })
  } catch (error) {
    if (!(error instanceof PlainError)) throw error
    report({ kind: 'missing', message: download || folder !== null ? error.message : notHere() })
  }
}

function shared(values: Uint8Array): Uint8Array<SharedArrayBuffer> {
  const copy = new Uint8Array(new SharedArrayBuffer(values.length))
  copy.set(values)
  return copy
}
