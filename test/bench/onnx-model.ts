/**
 * A network's architecture as an ONNX file with random weights, for timing it in another runtime.
 *
 * The file is protocol buffers, written by hand: only the few messages that a chain of layers needs. Field numbers are those
 * of the ONNX specification (onnx/onnx.proto, IR version 8, operator set 17).
 */
import { outputSizes, type Architecture, type Size } from '../../src-main/network/architecture.ts'
import { Random } from '../../src-main/kernels/random.ts'

const FLOAT = 1
const INT64 = 7

/** One image of 784 floats (`image`) in, ten probabilities out. */
export function onnxOf(architecture: Architecture): Uint8Array {
  const graph = new Graph()
  const { height, width, channels } = architecture.input
  let size: Size = architecture.input
  let value = graph.node('Reshape', ['image', graph.integers([1, channels, height, width])])
  let flat = false
  const sizes = outputSizes(architecture)
  for (const [index, layer] of architecture.layers.entries()) {
    switch (layer.kind) {
      case 'convolution': {
        const { filters, kernel, padding } = layer
        const weights = graph.floats([filters, size.channels, kernel, kernel])
        const pads = [padding, padding, padding, padding]
        value = graph.node('Conv', [value, weights, graph.floats([filters])], { pads })
        break
      }
      case 'max pool':
        value = graph.node('MaxPool', [value], {
          kernel_shape: [layer.size, layer.size],
          strides: [layer.size, layer.size],
        })
        break
      case 'fully connected': {
        if (!flat) value = graph.node('Flatten', [value])
        flat = true
        const inputs = size.height * size.width * size.channels
        value = graph.node('Gemm', [
          value,
          graph.floats([inputs, layer.outputs]),
          graph.floats([layer.outputs]),
        ])
        break
      }
      case 'relu':
        value = graph.node('Relu', [value])
        break
      case 'sigmoid':
        value = graph.node('Sigmoid', [value])
        break
      case 'softmax':
        value = graph.node('Softmax', [value])
        break
      case 'dropout':
        break
    }
    size = sizes[index]!
  }
  const opset = [...text(1, ''), ...integer(2, 17)]
  return Uint8Array.from([...integer(1, 8), ...message(7, graph.encode(value)), ...message(8, opset)])
}

class Graph {
  readonly #nodes: number[] = []
  readonly #weights: number[] = []
  readonly #random = Random.of(1)
  #named = 0

  node(kind: string, inputs: readonly string[], attributes: Readonly<Record<string, number[]>> = {}): string {
    const output = this.#name()
    const body = [...inputs.flatMap((input) => text(1, input)), ...text(2, output), ...text(4, kind)]
    for (const [name, numbers] of Object.entries(attributes)) {
      const packed = numbers.flatMap((number) => integer(8, number))
      body.push(...message(5, [...text(1, name), ...packed, ...integer(20, INT64)]))
    }
    this.#nodes.push(...message(1, body))
    return output
  }

  floats(shape: readonly number[]): string {
    const length = shape.reduce((product, side) => product * side, 1)
    const values = Float32Array.from({ length }, () => this.#random.between(-0.05, 0.05))
    return this.#tensor(shape, FLOAT, new Uint8Array(values.buffer))
  }

  integers(numbers: readonly number[]): string {
    const values = BigInt64Array.from(numbers, BigInt)
    return this.#tensor([numbers.length], INT64, new Uint8Array(values.buffer))
  }

  encode(output: string): number[] {
    return [
      ...this.#nodes,
      ...text(2, 'network'),
      ...this.#weights,
      ...message(11, valueInfo('image', [1, 784])),
      ...message(12, valueInfo(output, [1, 10])),
    ]
  }

  #tensor(shape: readonly number[], type: number, raw: Uint8Array): string {
    const name = this.#name()
    const head = [...shape.flatMap((side) => integer(1, side)), ...integer(2, type), ...text(8, name)]
    const tensor = [...head, ...tag(9, 2), ...varint(raw.length)]
    this.#weights.push(...tag(5, 2), ...varint(tensor.length + raw.length), ...tensor)
    for (const byte of raw) this.#weights.push(byte)
    return name
  }

  #name(): string {
    return `v${this.#named++}`
  }
}

function valueInfo(name: string, shape: readonly number[]): number[] {
  const dimensions = message(
    2,
    shape.flatMap((side) => message(1, integer(1, side))),
  )
  return [...text(1, name), ...message(2, message(1, [...integer(1, FLOAT), ...dimensions]))]
}

function tag(field: number, wire: 0 | 2): number[] {
  return varint(field * 8 + wire)
}

function integer(field: number, value: number): number[] {
  return [...tag(field, 0), ...varint(value)]
}

function message(field: number, body: readonly number[]): number[] {
  return [...tag(field, 2), ...varint(body.length), ...body]
}

function text(field: number, value: string): number[] {
  return message(field, [...new TextEncoder().encode(value)])
}

function varint(value: number): number[] {
  const bytes: number[] = []
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128)
  return [...bytes, value]
}
