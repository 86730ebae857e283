import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { temporaryFolder } from '../datasets/temporary-folder.ts'
import { disk } from './disk-that-fills.ts'

// electron-store works without Electron, and with the package in its place would start to download it.
vi.mock('electron', () => ({ default: {} }))
const { mountSmallDisk, saveOnFullDisk, tryToSave, unmount } = await import('./full-disk.ts')

test('a full disk loses nothing that was there, and each save that fails is told', async ({ skip }) => {
  const disk = mountSmallDisk()
  if ('reason' in disk) {
    skip(`no small disk can be mounted here: ${disk.reason}`)
    return
  }
  try {
    const { said, faults } = await saveOnFullDisk(disk.folder)
    expect(faults).toEqual([])
    expect(said).toHaveLength(4)
    for (const sentence of said) expect(sentence).toContain('the disk is full')
  } finally {
    unmount(disk.folder)
  }
})

test('so do a disk of any size that is full in the middle of a write', async () => {
  const { said, faults } = await tryToSave(temporaryFolder(), {
    begin: () => {
      disk.full = true
    },
    end: () => {
      disk.full = false
    },
  })
  expect(faults).toEqual([])
  expect(said).toHaveLength(4)
  for (const sentence of said) expect(sentence).toContain('the disk is full')
})

test('and a folder that may only be read', ({ skip }) => {
  if (process.platform === 'win32') {
    skip('folders cannot be made read-only by their mode on Windows')
    return
  }
  const at = (name: string) => fileURLToPath(new URL(name, import.meta.url))
  const told = execFileSync(process.execPath, ['--import', at('without-electron.ts'), at('read-only.ts')])
  const { said, faults } = JSON.parse(told.toString()) as { said: string[]; faults: string[] }
  expect(faults).toEqual([])
  expect(said).toHaveLength(4)
  for (const sentence of said) expect(sentence).toMatch(/may not be written|EACCES|EPERM/)
})
