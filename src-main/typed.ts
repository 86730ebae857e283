/** What a person or the desktop started the program with: a command for the terminal, or files for the window. */
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { COMMAND_NAMES } from './cli/arguments.ts'

const HELP = ['--help', '-h', 'help']

/**
 * What was typed after the program's name.
 *
 * @param argv all arguments of the process. Switches meant for Chromium, such as `--no-sandbox`, stand before the rest
 * @param packaged whether the program is the app itself; else the app's folder is its first argument
 */
export function typedArguments(argv: readonly string[], packaged: boolean): readonly string[] {
  const begin = argv.findIndex((argument, index) => index > 0 && !isSwitch(argument))
  return begin < 0 ? [] : argv.slice(packaged ? begin : begin + 1)
}

/** Whether the arguments are the command line's, so that no window is wanted. */
export function isCommand([first]: readonly string[]): boolean {
  return first !== undefined && [...COMMAND_NAMES, ...HELP].includes(first)
}

/** The paths of the files to be opened. A desktop may name a file by its address. */
export function typedFiles(typed: readonly string[], folder: string): readonly string[] {
  return typed
    .filter((argument) => !argument.startsWith('-'))
    .map((argument) => (argument.startsWith('file://') ? fileURLToPath(argument) : resolve(folder, argument)))
}

function isSwitch(argument: string): boolean {
  return argument.startsWith('-') && !HELP.includes(argument)
}
