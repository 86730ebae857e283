/** How models are named and told apart. */
import type { ModelSummary } from '../../src-main/contract.ts'
import { date, listed } from '../ui/format.ts'
import { networkParts } from './told.ts'

/** What a model is called: its name or, where it has none, what it is and when it was trained. */
export function nameOf({ id, name, network, trainedAt }: ModelSummary): string {
  if (name !== null) return name
  if (id === 'shipped') return 'The model that ships'
  if (id === 'rotation') return 'The rotation model'
  const title = networkParts(network)?.title ?? /^\p{L}+/u.exec(network)?.[0] ?? network
  return listed([title, date(trainedAt)])
}

/** The best figure that is known of a model, and what it was measured on; `null` where it was not measured. */
export function accuracyOf(
  model: ModelSummary,
): { readonly share: number; readonly measuredOn: string } | null {
  if (model.mnistAccuracy !== null) {
    // @wc-context: below a share: 99.4% of MNIST’s test digits
    const measuredOn = /* @wc-include */ 'of MNIST’s test digits'
    return { share: model.mnistAccuracy, measuredOn }
  }
  if (model.heldBackAccuracy !== null) {
    // @wc-context: below a share: 99.4% of digits held back from training
    const measuredOn = /* @wc-include */ 'of digits held back'
    return { share: model.heldBackAccuracy, measuredOn }
  }
  return null
}
