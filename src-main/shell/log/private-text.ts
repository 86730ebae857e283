/** Takes out of a text where on a person's machine things lie: the log is made to be sent to others. */
import { homedir } from 'node:os'

/** Folders that are known, and what stands for them: `(data)/models/…` says what a reader of the log needs. */
export interface KnownFolders {
  /** Where the program lies. */
  readonly program: string
  /** Where it keeps what it keeps. */
  readonly data: string
  /** The person's own. */
  readonly home?: string
}

const FILE_ADDRESS = /file:\/\/(?:\/(?=[A-Za-z]:))?/g
/** The folders of a path that begins at a root, a drive, a server or `~`. A folder's name may hold spaces, so rather too much goes. */
const FOLDERS_OF_PATH = /(?<![\w)~/\\:.])(?:~|[A-Za-z]:)?[\\/]{1,2}(?:[^\\/\n:"<>|]+[\\/])+/g
const CONTROL = /(?!\n)\p{Cc}/gu

/** The text with `(app)`, `(data)` and `~` for the folders that are known, and no more than the name of any other file. */
export function withoutPaths(text: string, { program, data, home = homedir() }: KnownFolders): string {
  const known = [
    [program, '(app)'],
    [data, '(data)'],
    [home, '~'],
  ] as const
  let said = text.replace(CONTROL, ' ').replace(FILE_ADDRESS, '')
  for (const [folder, name] of known.toSorted(([a], [b]) => b.length - a.length)) {
    const pattern = patternOf(folder)
    if (pattern !== null) said = said.replace(pattern, name)
  }
  return said.replace(FOLDERS_OF_PATH, '…/')
}

/** Matches a folder's path with either kind of slash, but not a longer name; `null` for a root, which all paths begin with. */
function patternOf(folder: string): RegExp | null {
  const parts = folder.split(/[\\/]+/).filter((part) => part !== '')
  if (parts.length === 0 || /^[A-Za-z]:[\\/]*$/.test(folder)) return null
  const path = parts.map((part) => part.replace(/\W/g, '\\$&')).join('[\\\\/]+')
  return new RegExp(`${/^[\\/]/.test(folder) ? '[\\\\/]+' : ''}${path}(?![\\w-])`, 'gi')
}
