/** Who goes first when more threads want to run than there are processors. */
import { constants, getPriority, setPriority } from 'node:os'

/**
 * Lets the window and all other programs go before the thread that calls this, for good. On Linux a priority belongs to a
 * thread, although POSIX has it belong to the process (setpriority(2), "C library/kernel differences"); 0 is the
 * thread that asks. On other systems that would be the whole app, so nothing is done there.
 */
export function letOthersGoFirst(): void {
  if (process.platform !== 'linux') return
  // A program that was started with a lower priority keeps it: only the superuser may raise one.
  setPriority(0, Math.max(getPriority(0), constants.priority.PRIORITY_BELOW_NORMAL))
}
