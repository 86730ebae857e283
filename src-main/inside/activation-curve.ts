/** An activation as a curve, computed by the network's own layer of that kind. */
import type { UnitStep } from '../contract.ts'
import { Memory } from '../kernels/memory.ts'
import { plainKernels } from '../kernels/plain.ts'
import { Network } from '../network/network.ts'

/** Points of the curve: an odd number, so that one lies in the middle. */
const POINTS = 121
/** The curve reaches at least so far to both sides of 0. */
const LEAST_REACH = 6

type Activation = Exclude<UnitStep, { kind: 'max pool' }>

/**
 * The output of one unit as a function of its net output. Of softmax, which looks at all net outputs together, while
 * the others stay as they are.
 *
 * @param nets the net outputs of the layer @param unit the place of the one that varies
 */
export function curveOf(kind: Activation['kind'], nets: Float32Array, unit: number): Activation['curve'] {
  const together = kind === 'softmax'
  const units = together ? nets.length : 1
  const varied = together ? unit : 0
  const reach = Math.max(LEAST_REACH, Math.ceil(Math.abs(nets[unit]!) + 1))
  const x = Float32Array.from({ length: POINTS }, (_, point) => reach * ((2 * point) / (POINTS - 1) - 1))

  // Every row of the batch is a point.
  const alone = new Network(
    { input: { height: 1, width: 1, channels: units }, layers: [{ kind }] },
    plainKernels(Memory.ofSize(POINTS * units * 8 + 1024)),
    { capacity: POINTS },
  )
  for (const [point, net] of x.entries()) {
    if (together) alone.input.set(nets, point * units)
    alone.input[point * units + varied] = net
  }
  alone.forward()
  return { x, y: x.map((_, point) => alone.output[point * units + varied]!) }
}
