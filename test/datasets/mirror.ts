import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** What is done with a request; `call` is 0 for the first one that the mirror gets. */
export type Answer = (request: IncomingMessage, response: ServerResponse, call: number) => void

export interface Mirror {
  readonly address: string
  /** What was asked for: path, Range header and Accept-Encoding header. */
  readonly asked: { path: string; range: string | undefined; encoding: string | undefined }[]
}

/** A mirror on this machine, shut down when the test that started it has ended. */
export async function startMirror(answer: Answer): Promise<Mirror> {
  const asked: Mirror['asked'] = []
  const server = createServer((request, response) => {
    const { range, 'accept-encoding': encoding } = request.headers
    const path = request.url ?? ''
    asked.push({ path, range, encoding })
    answer(request, response, asked.length - 1)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mnist/`, asked }
}

/** Sends the bytes, or as much of them as a Range header asks for, as a web server does. */
export function serve(bytes: Uint8Array): Answer {
  return (request, response) => {
    const start = rangeStart(request)
    if (start >= bytes.length) {
      response.writeHead(416).end()
      return
    }
    begin(request, response, bytes)
    response.end(bytes.subarray(start))
  }
}

/** Sends only the `count` first bytes of what was asked for, and then neither more nor an end. */
export function stall(bytes: Uint8Array, count: number): Answer {
  return (request, response) => {
    begin(request, response, bytes)
    const start = rangeStart(request)
    response.write(bytes.subarray(start, start + count))
  }
}

export function status(code: number): Answer {
  return (_request, response) => {
    response.writeHead(code).end('no such thing')
  }
}

/** The address of a mirror that nobody listens at. */
export async function closedAddress(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}/`
}

/** The place from which a request wants the file. */
export function rangeStart(request: IncomingMessage): number {
  return Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
}

function begin(request: IncomingMessage, response: ServerResponse, bytes: Uint8Array): void {
  const start = rangeStart(request)
  response.writeHead(request.headers.range === undefined ? 200 : 206, {
    'content-length': bytes.length - start,
    ...(request.headers.range === undefined
      ? {}
      : { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` }),
  })
}
