/** The addresses of `app://`: nothing outside the page's folder is ever handed out. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { answerFromFolder } from '../../../src-main/shell/page-files.ts'
import { scratchFolder } from '../scratch-folder.ts'
import { insist, target } from '../target.ts'

const root = scratchFolder()
const folder = join(root, 'page')
mkdirSync(join(folder, 'assets'), { recursive: true })
mkdirSync(join(root, 'page-of-another'))
for (const name of ['index.html', 'assets/main.js']) writeFileSync(join(folder, name), 'the page')
for (const name of ['secret.html', 'page-of-another/index.html']) writeFileSync(join(root, name), 'a secret')

const piece = fc.oneof(
  fc.constantFrom(
    '..',
    '.',
    '%2e%2e',
    '%2E.',
    '%252e%252e',
    '..%2f',
    '%5c',
    '..\\',
    '%00',
    '//',
    '/',
    'assets',
    'index.html',
    'main.js',
    'secret.html',
    'page',
    'page-of-another',
    '%c0%ae%c0%ae',
    '%e0%a4%a',
    '?',
    '#',
    '@',
    ':',
    '~',
    'C:',
    '/etc/passwd',
    encodeURIComponent(join(root, 'secret.html')),
  ),
  fc.string({ maxLength: 4 }),
)
const path = fc
  .array(fc.tuple(piece, fc.constantFrom('/', '/', '', '\\', '%2f')), { maxLength: 8 })
  .map((pieces) => pieces.flat().join(''))
const start = fc.constantFrom(
  'app://digit-pad/',
  'app://digit-pad/assets/',
  'app://digit-pad',
  'app://stranger/',
  'app:///',
  'app:',
  'file:///',
  'APP://DIGIT-PAD/',
)

export const pageFiles = target<readonly [string, string, string]>({
  title: 'Addresses of app://',
  cases: fc.tuple(
    start,
    fc.oneof(
      { weight: 6, arbitrary: path },
      { weight: 1, arbitrary: fc.constantFrom('index.html', 'assets/main.js', 'assets/../index.html') },
    ),
    fc.constantFrom('GET', 'GET', 'GET', 'POST', 'HEAD', 'OPTIONS'),
  ),
  take: async ([start, path, method]) => {
    let request: Request
    try {
      request = new Request(start + path, { method })
    } catch {
      return 'rejected' // Chromium does not send what is no address.
    }
    const response = await answerFromFolder(pathToFileURL(`${folder}/`), request)
    const text = await response.text()
    insist(text === (response.status === 200 ? 'the page' : ''), 'Something else was handed out.')
    insist(
      (response.headers.get('content-security-policy') ?? '').startsWith("default-src 'none'"),
      'No policy.',
    )
    return response.status === 200 ? 'accepted' : 'rejected'
  },
})
