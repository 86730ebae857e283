/** Where the app keeps what it downloads: the command line and the window share one copy of MNIST. */
import { homedir } from 'node:os'
import { posix, win32 } from 'node:path'

const PRODUCT = 'Digit Pad'

/**
 * The folder that Electron gives the app for its data (`userData`), worked out without Electron;
 * `DIGIT_PAD_HOME` replaces it.
 */
export function dataFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const chosen = environment['DIGIT_PAD_HOME']
  if (chosen !== undefined && chosen !== '') return chosen
  if (platform === 'win32') {
    return win32.join(environment['APPDATA'] ?? win32.join(home, 'AppData', 'Roaming'), PRODUCT)
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', PRODUCT)
  const configured = environment['XDG_CONFIG_HOME']
  return posix.join(
    configured !== undefined && configured !== '' ? configured : posix.join(home, '.config'),
    PRODUCT,
  )
}
