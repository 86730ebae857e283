/**
 * The way of a plan from thread 0 to the others: in ports, which the main thread hands on without looking into them.
 * Whoever takes shared memory out of a message holds it until its own garbage is collected, and the main thread, which has
 * little garbage, would hold the images of several runs that are over.
 */
import { MessageChannel, receiveMessageOnPort, type MessagePort } from 'node:worker_threads'

/** @returns a port for each thread but the first, in which the plan lies; they are to be transferred */
export function portsWith(plan: { readonly block: { readonly threads: number } }): MessagePort[] {
  return Array.from({ length: plan.block.threads - 1 }, () => {
    const { port1, port2 } = new MessageChannel()
    port1.postMessage(plan)
    return port2
  })
}

/** The plan that lies in a port. */
export function planIn(port: MessagePort): unknown {
  const received = receiveMessageOnPort(port) as { message: unknown } | undefined
  port.close()
  if (!received) throw new Error('The port holds no plan.')
  return received.message
}
