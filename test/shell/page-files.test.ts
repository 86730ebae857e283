import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { answerFromFolder } from '../../src-main/shell/page-files.ts'

const root = mkdtempSync(join(tmpdir(), 'digit-pad-page-'))
mkdirSync(join(root, 'page/assets'), { recursive: true })
writeFileSync(join(root, 'secret.html'), 'secret')
mkdirSync(join(root, 'page-of-another'))
writeFileSync(join(root, 'page-of-another/index.html'), 'secret')
writeFileSync(join(root, 'page/index.html'), '<p>ä</p>')
writeFileSync(join(root, 'page/assets/a b.js'), 'let a')
writeFileSync(join(root, 'page/notes.txt'), 'unknown kind')
const folder = pathToFileURL(join(root, 'page/'))

const answer = (address: string, method = 'GET') => answerFromFolder(folder, new Request(address, { method }))
const status = async (address: string, method?: string) => (await answer(address, method)).status

describe('the files of the page', () => {
  it('are handed out with their kind', async () => {
    const page = await answer('app://digit-pad/index.html?x=1')
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await page.text()).toBe('<p>ä</p>')
    const script = await answer('app://digit-pad/assets/a%20b.js')
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(await script.text()).toBe('let a')
  })

  it('come with a policy that names no other origin and no inline code', async () => {
    for (const address of ['app://digit-pad/index.html', 'app://digit-pad/missing.html']) {
      const { headers } = await answer(address)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe|https?:|\*/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  it.each([
    'app://digit-pad/../secret.html',
    'app://digit-pad/%2e%2e/secret.html',
    'app://digit-pad/..%2fsecret.html',
    'app://digit-pad/assets/..%2f..%2fsecret.html',
    'app://digit-pad/..%5csecret.html',
    'app://digit-pad/%2e%2e%2fpage-of-another/index.html',
    `app://digit-pad/${encodeURIComponent(join(root, 'secret.html'))}`,
    'app://digit-pad/index.html%00.js',
    'app://digit-pad/%E0%A4%A',
    'app://digit-pad/',
    'app://digit-pad/assets',
    'app://digit-pad/missing.html',
    'app://digit-pad/notes.txt',
    'app://stranger/index.html',
  ])('are nothing else: %s', async (address) => {
    const response = await answer(address)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  })

  it.each(['POST', 'PUT', 'DELETE', 'HEAD'])('are only read: %s', async (method) => {
    expect(await status('app://digit-pad/index.html', method)).toBe(405)
  })

  it('are found through a folder that is linked to', async () => {
    const link = join(root, 'link')
    symlinkSync(join(root, 'page'), link, 'junction')
    const response = await answerFromFolder(
      pathToFileURL(`${link}/`),
      new Request('app://digit-pad/index.html'),
    )
    expect(response.status).toBe(200)
  })
})
