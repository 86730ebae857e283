/** The program of the threads that unpack pictures. */
import { parentPort, workerData } from 'node:worker_threads'
import { PlainError } from '../plain-error.ts'
import { loadJpegDecoder } from './jpeg-file.ts'
import { decodePicture } from './picture-file.ts'
import type { PictureJob, PictureReport } from './picture-reader.ts'

const report = (report: PictureReport, transfer: readonly ArrayBuffer[] = []): void => {
  parentPort!.postMessage(report, transfer)
}

const { bytes, jpegDecoder } = workerData as PictureJob
try {
  const picture = decodePicture(bytes, loadJpegDecoder(new URL(jpegDecoder)))
  report({ kind: 'unpacked', picture }, [picture.values.buffer as ArrayBuffer])
} catch (error) {
  if (!(error instanceof PlainError)) throw error
  report({ kind: 'refused', message: error.message })
}
