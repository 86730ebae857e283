import { expect, test, vi } from 'vitest'

// electron-store works without Electron, and with the package in its place would start to download it.
vi.mock('electron', () => ({ default: {} }))
const { damageAll } = await import('./damaging.ts')

test('whatever is damaged is noticed, kept as it was found, and does not keep the app from working', async () => {
  const findings = await damageAll()
  expect(findings.filter(({ faults }) => faults.length > 0)).toEqual([])
  expect(findings).toHaveLength(25)
})
