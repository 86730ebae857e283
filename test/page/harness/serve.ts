/** Builds the harness and serves it as the app serves its page: with the same policy on what it may do. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { build } from 'vite'
import { texts } from '../../../resources/locales/plugin.ts'
import { PAGE_HOST } from '../../../src-main/shell/page-address.ts'
import { answerFromFolder } from '../../../src-main/shell/page-files.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

export interface Harness {
  readonly url: string
  readonly close: () => void
}

export async function serveHarness(): Promise<Harness> {
  const folder = mkdtempSync(join(tmpdir(), 'digit-pad-page-'))
  await build({
    root: fileURLToPath(new URL('.', import.meta.url)),
    configFile: false,
    base: './',
    logLevel: 'error',
    plugins: [texts(root), svelte({ configFile: false })],
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'chrome140',
      assetsInlineLimit: 0,
      minify: false,
      modulePreload: false,
    },
  })
  const files = pathToFileURL(`${folder}/`)
  const server = createServer((request, response) => {
    // Browsers ask for it unasked.
    if (request.url === '/favicon.ico') {
      response.writeHead(204).end()
      return
    }
    const address = new URL(request.url === '/' ? '/index.html' : (request.url ?? ''), `http://${PAGE_HOST}`)
    void answerFromFolder(files, new Request(address)).then(async (answer) => {
      response.writeHead(answer.status, Object.fromEntries(answer.headers))
      response.end(Buffer.from(await answer.arrayBuffer()))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${String(port)}/`,
    close: () => {
      server.closeAllConnections()
      server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
