/**
 * Digit Pad's side of W3: node own-inference.ts FOLDER W3 1 SECONDS. Reads one image after the other with the app's own
 * kernels and prints one line of JSON, with the median and the 99th percentile of the time of one, in microseconds.
 */
import { createBlock, createKernels, loadKernelModules } from '../../src-main/kernels/engine.ts'
import { Network, trainingBytes } from '../../src-main/network/network.ts'
import { places } from '../built.ts'
import { architectures } from './workloads.ts'

const seconds = Number(process.argv[5])
const architecture = architectures.W3
const modules = loadKernelModules(places.kernels)
const block = createBlock(modules, trainingBytes(architecture, 1), 1)
const kernels = createKernels(modules, block, 0)
const network = new Network(architecture, kernels, { capacity: 1 })
network.initialise(1)
const image = Float32Array.from({ length: 784 }, (_, i) => (Math.abs((i % 28) - 14) < 3 ? 1 : 0))

function read(): void {
  network.input.set(image)
  network.forward(0, 1)
}

for (let i = 0; i < 500; i++) read()
const times: number[] = []
const start = performance.now()
while (performance.now() - start < seconds * 1000) {
  const before = performance.now()
  read()
  times.push((performance.now() - before) * 1000)
}
times.sort((a, b) => a - b)
const line = {
  workload: 'W3',
  system: `Digit Pad, ${kernels.name}`,
  threads: 1,
  samplesPerSecond: (times.length / (performance.now() - start)) * 1000,
  microseconds: { p50: times[times.length >> 1], p99: times[Math.floor(times.length * 0.99)] },
}
process.stdout.write(`${JSON.stringify(line)}\n`)
