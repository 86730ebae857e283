/** Files that the system asks the app to open: at its start, by a second start, or, on macOS, at any moment. */
import { app } from 'electron'
import * as v from 'valibot'

/** What a second start tells the first. */
export const SecondStart = v.object({ files: v.array(v.string()) })
export type SecondStart = v.InferOutput<typeof SecondStart>

/**
 * To be called before the app is ready, because macOS may ask earlier.
 *
 * @param first the files that the app was started with
 * @returns a function to be called with what opens a file; it is given those that were asked for until then, too
 */
export function followAskedFiles(first: readonly string[]): (open: (file: string) => void) => void {
  const waiting = [...first]
  let open = (file: string): void => {
    waiting.push(file)
  }
  app.on('open-file', (event, file) => {
    event.preventDefault()
    open(file)
  })
  app.on('second-instance', (_event, _argv, _folder, told) => {
    const second = v.safeParse(SecondStart, told)
    if (second.success) second.output.files.forEach((file) => open(file))
  })
  return (given) => {
    open = given
    waiting.splice(0).forEach(given)
  }
}
