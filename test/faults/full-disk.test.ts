import { expect, test, vi } from 'vitest'

// electron-store works without Electron, and with the package in its place would start to download it.
vi.mock('electron', () => ({ default: {} }))
const { mountSmallDisk, saveOnFullDisk, unmount } = await import('./full-disk.ts')

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
