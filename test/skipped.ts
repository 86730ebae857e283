/** Says at the end of the unit tests which of them were skipped and why, so that nobody takes them for passed. */
import type { Reporter, TestModule } from 'vitest/node'

export class SkippedReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const byReason = new Map<string, string[]>()
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        const result = test.result()
        const reason = (result.state === 'skipped' ? result.note : undefined) ?? 'no reason given'
        byReason.set(reason, [
          ...(byReason.get(reason) ?? []),
          `${module.relativeModuleId} > ${test.fullName}`,
        ])
      }
    }
    if (byReason.size === 0) return
    process.stdout.write('\nSkipped:\n')
    for (const [reason, tests] of byReason) {
      process.stdout.write(`- ${reason}:\n${tests.map((test) => `    ${test}\n`).join('')}`)
    }
  }
}
