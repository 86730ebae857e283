/**
 * The schemes that the app serves itself. Chromium knows none of them, so `app://name/file` is
 * `https://name.app.invalid/file` to it: a secure origin that leads nowhere.
 */
type Handler = (request: Request) => Response | Promise<Response>

const handlers = new Map<string, Handler>()
const registered = new Set<string>()
const DISGUISE = /^https:\/\/([^/.]+)\.([a-z]+)\.invalid(?=\/|$)/

export const protocol = {
  registerSchemesAsPrivileged(schemes: readonly { scheme: string; privileges: object }[]): void {
    for (const { scheme } of schemes) registered.add(scheme)
  },
  handle(scheme: string, handler: Handler): void {
    if (!registered.has(scheme)) throw new Error(`The scheme "${scheme}" was not registered as privileged.`)
    handlers.set(scheme, handler)
  },
}

/** An address as the app writes it, as Chromium is told. */
export function disguised(url: string): string {
  const { protocol, host, pathname, search } = new URL(url)
  const scheme = protocol.slice(0, -1)
  if (!handlers.has(scheme)) return url
  return `https://${host}.${scheme}.invalid${pathname}${search}`
}

/** The other way round. */
export function undisguised(url: string): string {
  return url.replace(DISGUISE, (whole, host: string, scheme: string) =>
    handlers.has(scheme) ? `${scheme}://${host}` : whole,
  )
}

/** Has the app answer. @returns `null` where no handler of the app is meant */
export async function answerScheme(url: string, method: string): Promise<Response | null> {
  const address = undisguised(url)
  const handler = handlers.get(new URL(address).protocol.slice(0, -1))
  return handler === undefined ? null : handler(new Request(address, { method }))
}
