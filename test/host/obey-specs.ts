/** Lets the specs do in the main process what Playwright lets them do in Electron's: run a function in it. */
import { runInThisContext } from 'node:vm'
import type { DevTools } from './devtools.ts'

/** From the spec to the host: a function's source and what to call it with, after the electron module. */
export interface Order {
  readonly id: number
  readonly source: string
  readonly argument: unknown
}
/** From the host to the spec. */
export type Report =
  | { readonly address: string }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string }

type Work = (electron: object, argument: unknown) => Promise<unknown>

/** Does nothing where no spec started this process. */
export function obeySpecs(electron: object, devtools: DevTools): void {
  if (process.send === undefined) return
  const report = (report: Report) => process.send?.(report)
  process.on('message', ({ id, source, argument }: Order) => {
    const work = runInThisContext(`(async (...given) => (${source})(...given))`) as Work
    work(electron, argument).then(
      (value) => report({ id, value }),
      (error: unknown) => report({ id, error: String(error) }),
    )
  })
  // A spec that was cut off leaves nothing behind.
  process.on('disconnect', () => process.exit())
  process.channel?.unref()
  void devtools.address().then((address) => report({ address }))
}
