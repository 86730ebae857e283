/** The main process's end of the bridge: checks who asks and what is sent before anything is done. */
import { ipcMain } from 'electron'
import type { WebContents } from 'electron'
import * as v from 'valibot'
import { requests } from '../contract.ts'
import type { Answers, EventName, Events, Outcome, RequestName, RequestPayload } from '../contract.ts'
import { PlainError } from '../plain-error.ts'
import { eventChannel, requestChannel } from './channels.ts'
import { isOwnPage } from './hardening/sender.ts'

/** One function a request. What it is handed has passed the request's schema. */
export type RequestHandlers = {
  readonly [N in RequestName]: (payload: RequestPayload<N>) => Answers[N] | Promise<Answers[N]>
}

/**
 * Answers the page's requests. A request that should never have been sent is rejected with an Error.
 *
 * @param onFault hears of each request that is rejected: none should be
 */
export function answerRequests(
  handlers: RequestHandlers,
  onFault: (error: unknown) => void = () => undefined,
): void {
  for (const name of Object.keys(requests) as RequestName[]) {
    // The schema is what proves that a payload is the handler's.
    const handler = handlers[name] as (payload: unknown) => unknown
    ipcMain.handle(requestChannel(name), (event, ...sent: unknown[]) => {
      try {
        if (!isOwnPage(event.senderFrame)) throw new Error(`The request "${name}" came from a stranger.`)
        const answer = handler(checkedPayload(name, sent))
        if (answer instanceof Promise) answer.catch(onFault)
        return answer
      } catch (error) {
        onFault(error)
        throw error
      }
    })
  }
}

/** The payload in all that was sent with a request. Throws an Error where it is not what the contract says. */
function checkedPayload(name: RequestName, sent: readonly unknown[]): unknown {
  const [payload, ...more] = sent
  // The first fault is enough: a list of a million of them would take long.
  const checked = v.safeParse(requests[name], payload, { abortEarly: true })
  if (checked.success && more.length === 0) return checked.output
  const issue = checked.issues?.[0]
  const place = issue === undefined ? null : v.getDotPath(issue)
  const reason = issue?.message ?? 'There is more than one payload.'
  throw new Error(`The request "${name}" is not valid${place === null ? '' : ` at ${place}`}: ${reason}`)
}

/** Tells a page something unasked. A page that is gone is told nothing. */
export function tell<N extends EventName>(page: WebContents, name: N, value: Events[N]): void {
  if (!page.isDestroyed()) page.send(eventChannel(name), value)
}

/** Makes an answer of what a function returns, and of the PlainErrors it throws. */
export async function outcomeOf<T>(work: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    if (error instanceof PlainError) return { ok: false, message: error.message }
    throw error
  }
}
