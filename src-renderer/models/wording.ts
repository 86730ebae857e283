/** How models are named and told apart. */
import type { ModelSummary } from '../../src-main/contract.ts'
import { date } from '../ui/format.ts'

const SHIPPED: Readonly<Record<string, string>> = {
  shipped: 'The model that ships',
  rotation: 'The rotation model',
}

/** What a model is called: its name or, where it has none, what it is and when it was trained. */
export function nameOf({ id, name, network, trainedAt }: ModelSummary): string {
  const title = /^\p{L}+/u.exec(network)?.[0] ?? network
  return name ?? SHIPPED[id] ?? `${title}, ${date(trainedAt)}`
}

/** The best figure that is known of a model, and what it was measured on; `null` where it was not measured. */
export function accuracyOf(
  model: ModelSummary,
): { readonly share: number; readonly measuredOn: string } | null {
  if (model.mnistAccuracy !== null) {
    return { share: model.mnistAccuracy, measuredOn: 'of MNIST’s test digits' }
  }
  if (model.heldBackAccuracy !== null) {
    return { share: model.heldBackAccuracy, measuredOn: 'of digits held back' }
  }
  return null
}
