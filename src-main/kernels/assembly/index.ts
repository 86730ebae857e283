/** The kernels that the host calls: ../simd.ts hands each of them addresses within the shared memory. */
export { biasGradient, denseBackward, denseForward, denseGradient } from './dense'
export { convolutionBackward } from './convolution-backward'
export { convolutionForward } from './convolution-forward'
export { convolutionGradient } from './convolution-gradient'
export { maxPoolBackward, maxPoolForward } from './pooling'
export {
  reluBackward,
  reluForward,
  sigmoidBackward,
  sigmoidForward,
  softmaxBackward,
  softmaxForward,
} from './activations'
export { moveEdges, scaleBytes, smoothField, warpImage } from './images'
export { adamUpdate, averageUpdate, momentumUpdate } from './updates'
export { useScratch } from './scratch'
