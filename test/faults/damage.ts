/**
 * Damages every file that the app keeps, in every way, and opens the app's services on what is left:
 *
 *     node --import ./test/faults/without-electron.ts test/faults/damage.ts
 *
 * Prints what was noticed, and fails where damage passed unnoticed, was written over, or kept anything from working.
 */
import { damageAll } from './damaging.ts'

const findings = await damageAll()
for (const { file, how, noticed, faults } of findings) {
  console.log(
    `${file.padEnd(12)} ${how.padEnd(10)} ${faults.length === 0 ? 'ok  ' : 'FAULT'} ${faults.join('; ') || noticed}`,
  )
}
const wrong = findings.filter(({ faults }) => faults.length > 0).length
const gone = findings.filter(({ how }) => how === 'vanished').length
const empty = findings.filter(({ how }) => how === 'emptied').length
console.log(
  `${findings.length} kinds of damage, ${findings.length - wrong} survived; in ${gone} of them (vanished) there was no file, ` +
    `in ${empty} (emptied) no byte that could be set aside`,
)
if (wrong > 0) process.exitCode = 1
