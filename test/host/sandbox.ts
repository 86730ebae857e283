/** Whether Chromium can shut its pages in on this machine. */
import { readFileSync } from 'node:fs'

/**
 * It refuses to for root, and cannot where Linux keeps namespaces from programs that its AppArmor does not
 * know, which is so since Ubuntu 23.10 for all that was not installed by the system.
 */
export function canSandbox(): boolean {
  if (process.platform !== 'linux') return true
  if (process.getuid?.() === 0) return false
  try {
    return readFileSync('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', 'utf8').trim() !== '1'
  } catch {
    return true
  }
}
