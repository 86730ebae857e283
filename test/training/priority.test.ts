import { once } from 'node:events'
import { constants, getPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'

const program = `
  import { getPriority } from 'node:os'
  import { parentPort } from 'node:worker_threads'
  import { letOthersGoFirst } from '${new URL('../../src-main/training/priority.ts', import.meta.url).href}'
  letOthersGoFirst()
  parentPort.postMessage(getPriority(0))
`

test.runIf(process.platform === 'linux')(
  'only the thread that lets others go first is put back',
  async () => {
    const before = getPriority(0)
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(program)}`))
    const [priority] = (await once(worker, 'message')) as [number]
    expect(priority).toBe(Math.max(before, constants.priority.PRIORITY_BELOW_NORMAL))
    expect(getPriority(0)).toBe(before)
    const another = new Worker(
      "require('node:worker_threads').parentPort.postMessage(require('node:os').getPriority(0))",
      { eval: true },
    )
    expect(await once(another, 'message')).toEqual([before])
  },
)
