/** The real electron-updater, as it runs on Windows, asks a server on this machine. */
import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { configureRequestUrl, HttpExecutor } from 'builder-util-runtime'
import type { DownloadOptions } from 'builder-util-runtime'
import { NsisUpdater } from 'electron-updater/out/NsisUpdater.js'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { updaterOf } from '../../../src-main/shell/updates/electron-updater.ts'

vi.mock('electron', () => ({ app: {} }))

const INSTALLER = Buffer.from('a program that installs')
const hash = createHash('sha512').update(INSTALLER).digest('base64')

/** In place of Electron's own. */
class NodeExecutor extends HttpExecutor<ReturnType<typeof request>> {
  createRequest(options: RequestOptions, callback: (response: IncomingMessage) => void) {
    return request(options, callback)
  }

  async download(url: URL, destination: string, options: DownloadOptions) {
    await options.cancellationToken.createPromise<string>((resolve, reject, onCancel) => {
      const request: RequestOptions = { headers: options.headers ?? {} }
      configureRequestUrl(url, request)
      const callback = (error?: Error | null) => {
        if (error) reject(error)
        else resolve(destination)
      }
      this.doDownload(request, { destination, options, onCancel, callback, responseHandler: null }, 0)
    })
  }
}

const servers: ReturnType<typeof createServer>[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** An updater of version 1.0.0, and what the server is told. @param sha512 of what the server says it offers */
async function updaterFor(newest: string, { sha512 = hash, online = true } = {}) {
  const heard: { path: string; headers: IncomingHttpHeaders }[] = []
  const server = createServer(({ url = '', headers }, response) => {
    heard.push({ path: url.split('?')[0]!, headers })
    const description = `version: ${newest}\nfiles:\n  - url: setup.exe\n    sha512: ${sha512}\n    size: ${INSTALLER.length}\npath: setup.exe\nsha512: ${sha512}\nreleaseDate: '2026-01-01T00:00:00.000Z'\n`
    if (url.startsWith('/latest')) response.end(description)
    else if (url.startsWith('/setup.exe')) response.end(INSTALLER)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  if (online) servers.push(server)
  else await new Promise((resolve) => server.close(resolve))

  const folder = mkdtempSync(join(tmpdir(), 'digit-pad-update-'))
  const adapter = {
    version: '1.0.0',
    name: 'Digit Pad',
    isPackaged: true,
    appUpdateConfigPath: join(folder, 'app-update.yml'),
    userDataPath: folder,
    baseCachePath: folder,
    whenReady: () => Promise.resolve(),
    relaunch: () => undefined,
    quit: () => undefined,
    onQuit: () => undefined,
  }
  const updater = new NsisUpdater(null, adapter)
  Object.assign(updater, { httpExecutor: new NodeExecutor() })
  Object.assign(updater, { configOnDisk: { value: Promise.resolve({ updaterCacheDirName: 'updates' }) } })
  updater.disableDifferentialDownload = true
  updater.setFeedURL({ provider: 'generic', url: `http://127.0.0.1:${port}/` })
  return { updater: updaterOf(updater), heard }
}

describe('electron-updater', () => {
  it('finds a newer version, and tells the server nothing of who asks', async () => {
    const { updater, heard } = await updaterFor('1.1.0')
    expect(await updater.newer()).toBe('1.1.0')
    expect(heard).toHaveLength(1)
    const { host, connection, ...told } = heard[0]!.headers
    expect([host, connection]).not.toContain(undefined)
    expect(told).toEqual({
      'user-agent': 'electron-builder',
      'cache-control': 'no-cache',
      'x-user-staging-id': 'none',
    })
  })

  it('finds nothing where this is the newest, or newer than that', async () => {
    for (const version of ['1.0.0', '0.9.0']) {
      const { updater } = await updaterFor(version)
      expect(await updater.newer()).toBeNull()
    }
  })

  it('downloads only when it is told to, and takes only what was published', async () => {
    const { updater, heard } = await updaterFor('1.1.0')
    await updater.newer()
    expect(heard.map(({ path }) => path)).not.toContain('/setup.exe')
    await updater.download()
    expect(heard.map(({ path }) => path)).toContain('/setup.exe')

    const other = await updaterFor('1.1.0', { sha512: createHash('sha512').update('other').digest('base64') })
    await other.updater.newer()
    await expect(other.updater.download()).rejects.toThrow('What was downloaded is not what was published.')
  })

  it('says in a sentence that nobody answers', async () => {
    const { updater } = await updaterFor('1.1.0', { online: false })
    await expect(updater.newer()).rejects.toThrow(
      /^The newest version could not be asked for\. Are you online\?/,
    )
  })
})
