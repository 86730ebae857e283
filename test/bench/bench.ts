/**
 * Compares the app's training with its peers:
 * `npm run bench [-- --torch] [--slow] [--rounds N] [--seconds N] [--workload W1]`.
 *
 * Each system runs in a process of its own; a round runs every system once, and the rounds are repeated, so that what else
 * the machine does meets all of them. Every run is a line of JSON on stdout; the table of ratios goes to stderr, and behind it
 * what each layer costs, how long a run takes to start, the memory it takes, and how long the test digits take to be read.
 * Needs MNIST in the folder DIGIT_PAD_MNIST. The peers are installed into `peers/` at the first run; with --torch, PyTorch and
 * numpy of the system's python3 (Debian: python3-torch, python3-numpy) take part too, with --slow those that take minutes.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { loadMnist } from '../../src-main/datasets/mnist.ts'
import { writeIdx } from '../../src-main/datasets/idx.ts'
import type { Digits } from '../../src-main/datasets/digits.ts'
import { onnxOf } from './onnx-model.ts'
import { median, quantile } from './statistics.ts'
import { architectures, WORKLOADS, type Workload } from './workloads.ts'

interface Run {
  readonly workload: Workload
  readonly system: string
  readonly threads: number
  readonly samplesPerSecond: number
  /** Share of MNIST's test digits read rightly after the run. */
  readonly accuracy?: number
  readonly microseconds?: { readonly p50: number; readonly p99: number }
}

interface Contender {
  readonly workload: Workload
  readonly threads: number
  readonly command: string
  readonly arguments: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  /** Takes part in the first round only, because it takes minutes. */
  readonly once?: boolean
}

const here = fileURLToPath(new URL('.', import.meta.url))
const peers = join(here, 'peers')
/** The system python, not one that a version manager puts before it: Debian's packages are there. */
const PYTHON = process.env['PYTHON'] ?? '/usr/bin/python3'
/** A system that has learnt less than this in its run computes something else. */
const LEAST_ACCURACY = 0.6

const { values } = parseArgs({
  options: {
    torch: { type: 'boolean', default: false },
    slow: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    workload: { type: 'string' },
  },
})
const wanted = WORKLOADS.filter((name) => values.workload === undefined || values.workload === name)

const folder = await writeMnist()
try {
  installPeers()
  report(measure(contenders()))
  if (values.workload === undefined) ownFigures()
} finally {
  rmSync(folder, { recursive: true })
}

/** MNIST as plain files, which every peer can read, and the network of W3 as ONNX. */
async function writeMnist(): Promise<string> {
  const source = process.env['DIGIT_PAD_MNIST']
  if (source === undefined) throw new Error('Set DIGIT_PAD_MNIST to a folder with the four files of MNIST.')
  const folder = mkdtempSync(join(tmpdir(), 'digit-pad-bench-'))
  const { train, test } = await loadMnist({ folder: source, cache: folder })
  const write = (name: string, { count, images, labels }: Digits): void => {
    writeFileSync(join(folder, `${name}-images-idx3-ubyte`), writeIdx([count, 28, 28], images))
    writeFileSync(join(folder, `${name}-labels-idx1-ubyte`), writeIdx([count], labels))
  }
  write('train', train)
  write('t10k', test)
  writeFileSync(join(folder, 'network.onnx'), onnxOf(architectures.W3))
  return folder
}

function installPeers(): void {
  if (existsSync(join(peers, 'node_modules'))) return
  process.stderr.write('Installing the peers …\n')
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-fund', '--no-audit'], { cwd: peers, stdio: 'ignore' })
}

function contenders(): Contender[] {
  const threads = Math.min(2, availableParallelism())
  const own = (file: string, workload: Workload, count: number): Contender => ({
    workload,
    threads: count,
    command: process.execPath,
    arguments: [join(here, file), folder, workload, String(count), values.seconds],
  })
  const node = (file: string, workload: Workload, count: number, source = folder): Contender => ({
    workload,
    threads: count,
    command: process.execPath,
    arguments: [join(peers, file), source, workload, String(count), values.seconds],
  })
  const python = (file: string, workload: Workload, count: number, ...more: string[]): Contender => ({
    workload,
    threads: count,
    command: PYTHON,
    arguments: ['-B', join(peers, file), folder, workload, String(count), values.seconds, ...more],
    environment: { OPENBLAS_NUM_THREADS: String(count), OMP_NUM_THREADS: String(count) },
  })
  const all = [
    own('own-training.ts', 'W1', threads),
    own('own-training.ts', 'W1', 1),
    own('own-training.ts', 'W2', threads),
    own('own-training.ts', 'W2', 1),
    own('own-inference.ts', 'W3', 1),
    node('tfjs-training.ts', 'W1', threads),
    node('brain-training.ts', 'W1', 1),
    node('onnxruntime-inference.ts', 'W3', 1, join(folder, 'network.onnx')),
  ]
  if (values.slow) all.push({ ...node('tfjs-training.ts', 'W2', 1), once: true })
  if (values.torch) {
    all.push(
      python('torch_training.py', 'W1', 1),
      python('torch_training.py', 'W1', threads),
      python('torch_training.py', 'W2', threads),
      python('torch_training.py', 'W2', threads, 'channels-last'),
      python('torch_training.py', 'W2', 1),
      python('numpy_training.py', 'W1', 1),
      python('numpy_training.py', 'W1', threads),
    )
  }
  return all.filter(({ workload }) => wanted.includes(workload))
}

/** The runs of each contender, in the order of the rounds. A contender that cannot run is left out, and why is said. */
function measure(all: readonly Contender[]): Run[][] {
  const runs = all.map((): Run[] => [])
  const failed = new Set<Contender>()
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const [index, contender] of all.entries()) {
      if (failed.has(contender) || (contender.once === true && round > 0)) continue
      const { status, stdout, stderr } = spawnSync(contender.command, contender.arguments, {
        encoding: 'utf8',
        env: { ...process.env, ...contender.environment },
      })
      const line = stdout.split('\n').findLast((text) => text.startsWith('{'))
      if (status !== 0 || line === undefined) {
        failed.add(contender)
        process.stderr.write(`Left out: ${contender.arguments.join(' ')}\n${stderr.trim().slice(-400)}\n`)
        continue
      }
      process.stdout.write(`${line}\n`)
      const run = JSON.parse(line) as Run
      if (run.accuracy !== undefined && run.accuracy < LEAST_ACCURACY) {
        process.stderr.write(`${run.system} read only ${run.accuracy} of the test digits after its run.\n`)
      }
      runs[index]?.push(run)
    }
  }
  return runs.filter((list) => list.length > 0)
}

/** A row for each contender: its median, and how many times as fast ours is, round by round. */
function report(runs: readonly Run[][]): void {
  for (const workload of wanted) {
    const contending = runs.filter(([first]) => first?.workload === workload)
    const ours = contending[0]
    if (ours === undefined) continue
    process.stderr.write(`\n${workload}: the ratio is ours, as it stands first, divided by the row's\n`)
    for (const list of contending) process.stderr.write(`  ${row(list, ours)}\n`)
    const torch = contending.filter(([first]) => first?.system.startsWith('PyTorch'))
    if (torch.length > 1) {
      const best = ours.map((_, round) =>
        torch
          .map((list) => list[round])
          .reduce((a, b) => (b && a && b.samplesPerSecond > a.samplesPerSecond ? b : a)),
      )
      const known = best.filter((run) => run !== undefined)
      const ratios = ratiosOf(known, ours, (run) => run.samplesPerSecond)
      process.stderr.write(`  ${'PyTorch, the best of each round'.padEnd(36)}        ${spread(ratios)}\n`)
    }
  }
}

function row(list: readonly Run[], ours: readonly Run[]): string {
  const [first] = list
  if (first === undefined) return ''
  const speed = Math.round(median(list.map((run) => run.samplesPerSecond))).toLocaleString('en')
  const parts = [
    first.system.padEnd(36),
    `${first.threads} thr`,
    `${speed.padStart(9)}/s`,
    spread(ratiosOf(list, ours, (run) => run.samplesPerSecond)),
  ]
  if (first.accuracy !== undefined) {
    parts.push(`accuracy ${median(list.map((run) => run.accuracy ?? NaN)).toFixed(3)}`)
  }
  for (const which of ['p50', 'p99'] as const) {
    const microseconds = list.map((run) => run.microseconds?.[which] ?? NaN)
    if (first.microseconds === undefined) continue
    const ratios = list.map((run, round) => ours[round]!.microseconds![which] / run.microseconds![which])
    parts.push(`${which} ${median(microseconds).toFixed(1)} µs, ${spread(ratios)}`)
  }
  return parts.join('  ')
}

/** Round by round, what of ours is divided by what of the others. */
function ratiosOf(list: readonly Run[], ours: readonly Run[], what: (run: Run) => number): number[] {
  return list.map((run, round) => (ours[round] ? what(ours[round]) / what(run) : NaN))
}

/** "3.61× (3.40 to 3.72)": the median, the least and the largest. */
function spread(ratios: readonly number[]): string {
  const [least, middle, most] = [0, 0.5, 1].map((share) => quantile(ratios, share).toFixed(2))
  return `${middle}× (${least} to ${most})`
}

/** What no peer is asked for: the cost of each layer, and of a run beside its batches. */
function ownFigures(): void {
  const output = (file: string, ...more: string[]): string =>
    execFileSync(process.execPath, [join(here, file), ...more], {
      encoding: 'utf8',
      env: { ...process.env, DIGIT_PAD_MNIST: folder },
    })
  process.stderr.write(`\nThe cost of each layer\n${output('layers.bench.ts')}`)
  const line = output('own-run.ts', folder)
  process.stdout.write(line)
  const run = JSON.parse(line) as {
    readonly threads: number
    readonly startUpMilliseconds: number
    readonly megabytesBeyondData: number
    readonly evaluationSeconds: number
  }
  process.stderr.write(
    [
      `\nA run with ${run.threads} threads`,
      `  from its start to the first batch  ${Math.round(run.startUpMilliseconds)} ms`,
      `  memory beyond the data             ${Math.round(run.megabytesBeyondData)} MB`,
      `  10,000 test digits read by W2 in   ${run.evaluationSeconds.toFixed(3)} s`,
      '',
    ].join('\n'),
  )
}
