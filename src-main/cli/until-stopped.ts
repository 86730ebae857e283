/** Ctrl+C stops what goes on in threads instead of ending the program in the middle of it. */

export async function untilStopped<T>(run: {
  readonly finished: Promise<T>
  readonly stop: () => void
}): Promise<T> {
  const stop = (): void => {
    run.stop()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    return await run.finished
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}
