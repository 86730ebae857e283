/**
 * A disk that can be full without one of its own: to be imported before anything that writes. While it is full, each write to a file puts
 * down half of what it was given and fails as a full disk's does.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

export const disk = { full: false }

const { write, writeSync, writeFile, writeFileSync, appendFileSync } = fs

function noSpace(syscall: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`ENOSPC: no space left on device, ${syscall}`), {
    code: 'ENOSPC',
    errno: -28,
    syscall,
  })
}

/** The first half of what is to be written. */
function half(data: unknown): Uint8Array {
  const bytes = typeof data === 'string' ? Buffer.from(data) : (data as Uint8Array)
  return bytes.subarray(0, bytes.length >> 1)
}

type Callback = (error: Error | null) => void
type Any = (...given: unknown[]) => unknown

function failing(whole: Any, syscall: string): Any {
  return (...given) => {
    if (!disk.full) return whole(...given)
    writeSync(given[0] as number, half(given[1]))
    throw noSpace(syscall)
  }
}

Object.assign(fs, {
  writeSync: failing(writeSync as Any, 'write'),
  write: (...given: unknown[]) => {
    if (!disk.full) {
      ;(write as Any)(...given)
      return
    }
    writeSync(given[0] as number, half(given[1]))
    ;(given.at(-1) as Callback)(noSpace('write'))
  },
  writeFile: (...given: unknown[]) => {
    if (disk.full) (given.at(-1) as Callback)(noSpace('open'))
    else (writeFile as Any)(...given)
  },
  writeFileSync: (...given: unknown[]) => {
    if (disk.full) throw noSpace('open')
    ;(writeFileSync as Any)(...given)
  },
  appendFileSync: (...given: unknown[]) => {
    if (disk.full) throw noSpace('open')
    ;(appendFileSync as Any)(...given)
  },
})
syncBuiltinESMExports()
