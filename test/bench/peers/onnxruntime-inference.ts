/**
 * ONNX Runtime's side of the benchmark: node onnxruntime-inference.ts MODEL.onnx W3 1 SECONDS.
 *
 * Reads one image after the other with the given model (input `image`, 1 × 784 floats) and prints one line of JSON with
 * the median and the 99th percentile of the time of one, in microseconds.
 */
import { InferenceSession, Tensor } from 'onnxruntime-node'

const [file, workload, , seconds] = process.argv.slice(2) as [string, string, string, string]
const session = await InferenceSession.create(file, { intraOpNumThreads: 1, interOpNumThreads: 1 })
const [inputName] = session.inputNames as [string]
const pixels = Float32Array.from({ length: 784 }, (_, i) => (Math.abs((i % 28) - 14) < 3 ? 1 : 0))
const image = new Tensor('float32', pixels, [1, 784])

for (let i = 0; i < 500; i++) await session.run({ [inputName]: image })
const times: number[] = []
const start = performance.now()
while (performance.now() - start < Number(seconds) * 1000) {
  const before = performance.now()
  await session.run({ [inputName]: image })
  times.push((performance.now() - before) * 1000)
}
times.sort((a, b) => a - b)
const line = {
  workload,
  system: 'onnxruntime-node 1.30.0',
  threads: 1,
  samplesPerSecond: (times.length / (performance.now() - start)) * 1000,
  microseconds: { p50: times[times.length >> 1], p99: times[Math.floor(times.length * 0.99)] },
}
process.stdout.write(`${JSON.stringify(line)}\n`)
