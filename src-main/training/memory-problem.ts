/** What is said where a machine has too little memory. */
import { PlainError } from '../plain-error.ts'

/** An error that a lack of memory is told by, as a sentence for people; any other error as it is. */
export function memoryAsPlain(error: unknown): unknown {
  return isMemoryProblem(error) ? new PlainError(tooLittle()) : error
}

function isMemoryProblem(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') return true
  return error.name === 'RangeError' && /allocat|more than one memory can hold/i.test(error.message)
}

const tooLittle = () =>
  'There is not enough memory for this. Choose a smaller network or a smaller batch, or close other programs, and try again. The model in use is unchanged.'
