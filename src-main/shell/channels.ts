/** The names of the channels between page and main process, one for each request and event of the contract. */
import type { EventName, RequestName } from '../contract.ts'

export const requestChannel = (name: RequestName) => `digit-pad:request:${name}`
export const eventChannel = (name: EventName) => `digit-pad:event:${name}`
