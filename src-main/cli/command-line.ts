/** The command line as a whole: from arguments to an exit status. */
import type { Places } from '../places.ts'
import { PlainError } from '../plain-error.ts'
import { parseCommand } from './arguments.ts'
import { evaluateCommand } from './evaluate.ts'
import { helpText } from './help.ts'
import { learn } from './learn.ts'
import { paper } from './paper.ts'
import { recognize } from './recognize.ts'
import { surroundings } from './surroundings.ts'
import { train } from './train.ts'
import { UsageError } from './usage-error.ts'

/** The exit status for what the person can mend. */
const REFUSED = 2

/**
 * Carries out what was typed. Results go to stdout, all else to stderr.
 *
 * @param args everything after the program's name
 * @returns the exit status: 0, or 2 after one line on stderr that says what was wrong
 */
export async function runCommandLine(args: readonly string[], places: Places): Promise<number> {
  leaveQuietlyWhenNobodyReads()
  try {
    await carryOut(args, places)
    return 0
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof PlainError)) throw error
    process.stderr.write(`digit-pad: ${error.message.replaceAll('\n', ' ')}\n`)
    return REFUSED
  }
}

async function carryOut(args: readonly string[], places: Places): Promise<void> {
  const command = parseCommand(args)
  if (command.name === 'help') {
    process.stdout.write(helpText(command.about))
    return
  }
  const around = surroundings(places)
  switch (command.name) {
    case 'recognize':
      return recognize(command, around)
    case 'evaluate':
      return evaluateCommand(command, around)
    case 'learn':
      return learn(command, around)
    case 'train':
      return train(command, around)
    case 'paper':
      return paper(command, around)
  }
}

/** `digit-pad … | head` closes the pipe early, which is no failure. */
function leaveQuietlyWhenNobodyReads(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
}
