/**
 * A failure that the person can do something about: its message says what was wrong and what to do, and is
 * shown as it is, in the window and on the command line. Every other error is a fault of the program.
 */
export class PlainError extends Error {
  override readonly name = 'PlainError'
}
