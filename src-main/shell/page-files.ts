/** Answers the page's requests for its own files: nothing outside their folder, nothing of an unknown kind. */
import { readFile } from 'node:fs/promises'
import { extname, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PAGE_HOST } from './page-address.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/**
 * What the page may do. Sent as a header, because `frame-ancestors` is ignored in a meta tag.
 * `blob:` and `data:` are pictures that a person opened or pasted.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/** @param folder where the built page lies; ends in a slash */
export async function answerFromFolder(folder: URL, request: Request): Promise<Response> {
  if (request.method !== 'GET') return refused(405)
  const url = new URL(request.url)
  if (url.host !== PAGE_HOST) return refused(404)
  const file = fileIn(fileURLToPath(folder), url.pathname)
  const type = file === null ? undefined : TYPES[extname(file)]
  if (file === null || type === undefined) return refused(404)
  try {
    const bytes = await readFile(file)
    return new Response(bytes, { headers: { ...HEADERS, 'content-type': type } })
  } catch {
    return refused(404)
  }
}

/** The file meant by the path of an address, or `null` where it would lie outside the folder. */
function fileIn(folder: string, pathname: string): string | null {
  let path: string
  try {
    path = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (path.includes('\0') || path.includes('\\')) return null
  const root = resolve(folder)
  const file = resolve(root, `.${path}`)
  return file.startsWith(root + sep) ? file : null
}

function refused(status: number): Response {
  return new Response(null, { status, headers: HEADERS })
}
