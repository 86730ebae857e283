/**
 * A request is answered only where the app's own page sent it, from its top frame.
 * https://www.electronjs.org/docs/latest/tutorial/security#17-validate-the-sender-of-all-ipc-messages
 */
import { PAGE_HOST, PAGE_SCHEME } from '../page-address.ts'

/** What is looked at of the frame that sent a message. */
export interface Sender {
  readonly url: string
  readonly parent: unknown
}

/** @param frame `null` where the frame is gone, as Electron has it */
export function isOwnPage(frame: Sender | null): boolean {
  if (frame?.parent !== null) return false
  const url = URL.parse(frame.url)
  // The origin of such an address is the word "null" in Node, so its parts are compared.
  return url?.protocol === `${PAGE_SCHEME}:` && url.host === PAGE_HOST
}
