import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import type { Drawing } from '../../../src-main/contract.ts'
import { Log } from '../../../src-main/shell/log/log.ts'
import { recordServices, recordStart } from '../../../src-main/shell/log/recorded.ts'
import { places } from '../../built.ts'
import { folderOf, smallOptions, squares } from '../../training/small-run.ts'

vi.mock('electron', () => ({ default: {} }))
const { Services } = await import('../../../src-main/shell/services.ts')
const { requestHandlers } = await import('../../../src-main/shell/requests.ts')

/** Numbers that come from nowhere else. */
const DRAWING: Drawing = [
  Array.from({ length: 30 }, (_, i) => [71.828_182 + i, 314.159_265 - 3 * i, 16.0625 * i, 0.577_215]),
]

it('A run, a lesson, a measurement and a model are written down, and nothing that was drawn.', async () => {
  const mnist = folderOf(squares(300, 1), squares(60, 2))
  vi.stubEnv('DIGIT_PAD_MNIST', mnist)
  const data = mkdtempSync(join(tmpdir(), 'digit-pad-log-'))
  const log = new Log({ program: '/opt/digit-pad/', data })
  recordStart(log, '9.8.7')
  const services = await Services.open(data, places)
  recordServices(log, services)
  let measurement = 'idle'
  services.on('results', ({ phase }) => (measurement = phase))
  const requests = requestHandlers(services, { open: () => ({}), tell: () => undefined } as never)

  void requests.recognizeDrawing(DRAWING)
  void requests.keepDrawing(DRAWING)
  for (let digit = 0; digit < 10; digit++) await requests.keepOwnDigit({ label: digit, strokes: DRAWING })
  void requests.startTraining({ ...smallOptions, epochs: 1 })
  await vi.waitFor(() => expect(services.training.state.phase).toBe('done'), 30_000)
  void requests.learnOwnDigits(undefined)
  await vi.waitFor(() => expect(['done', 'failed']).toContain(services.learning.state.phase), 60_000)
  void requests.measure({ models: [services.models.state.inUse.id], rotation: null, download: false })
  await vi.waitFor(() => expect(['done', 'missing', 'failed']).toContain(measurement), 30_000)
  void requests.logFault('Error: a fault of the page')
  services.emit('notice', `There is no file ${join(mnist, 'three.png')}.`)

  const text = readFileSync(log.file, 'utf8')
  const { inUse, before } = services.models.state
  expect(text).toContain('Digit Pad 9.8.7 starts: ')
  expect(text).toContain(`Node ${process.versions.node}`)
  expect(text).toMatch(/It computes with (relaxed SIMD|SIMD|TypeScript)\. The model shipped /)
  expect(text).toContain(`A training begins: ${JSON.stringify({ ...smallOptions, epochs: 1 })}`)
  expect(text).toMatch(/The training is done after .* read rightly\./)
  expect(text).toMatch(/The lesson (is done|failed)/)
  expect(text).toMatch(/A measurement begins: .*\n.*The measurement (is done|cannot be made)/)
  for (const model of [inUse, before]) expect(text).toContain(model?.id)
  expect(text).toContain('Fault of the page: Error: a fault of the page')
  expect(text).toContain('There is no file …/three.png.')

  const drawn = DRAWING.flat(2).filter((number) => !Number.isInteger(number))
  for (const number of drawn) expect(text).not.toContain(String(number))
  expect(text).not.toMatch(/strokes|"label"|pressure/)
  expect(text).not.toContain(data)
  expect(text).not.toContain(mnist)
}, 120_000)
