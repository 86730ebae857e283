/** The page's own scheme, which Electron serves from its folder. */
import { protocol } from 'electron'
import { answerFromFolder } from './page-files.ts'
import { PAGE_SCHEME } from './page-address.ts'

/** Must be called before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: PAGE_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])
}

/** @param folder where the built page lies; ends in a slash */
export function servePage(folder: URL): void {
  protocol.handle(PAGE_SCHEME, (request) => answerFromFolder(folder, request))
}
