/** How results are put into words. */
import type { ModelResults, ModelSummary, ResultsQuestion } from '../../src-main/contract.ts'
import { networkText } from '../models/told.ts'
import { nameOf } from '../models/wording.ts'
import { rotationText } from '../train/wording.ts'
import { count, percent } from '../ui/format.ts'
import { scoreOfAll } from './figures.ts'

/** The names of the models that stand beside each other. */
export const LETTERS = ['A', 'B'] as const

/** "In use: Perceptron 784-128-10", "Shipped: …", or what any other model is called. */
export function modelTitle(model: ModelSummary, inUse: ModelSummary): string {
  if (model.id === inUse.id) return `In use: ${model.name ?? networkText(model.network)}`
  return model.id === 'shipped' ? `Shipped: ${networkText(model.network)}` : nameOf(model)
}

/** Which digits are read: "upright" or "rotated 0° to 90°". */
export const digitsText = ({ rotation }: ResultsQuestion): string => rotationText(rotation)

/** "99.22%", or a dash where nothing is read yet. */
export const shareText = (share: number | null): string => (share === null ? '–' : percent(share, 2))

/** "78 wrong of 10,000". @param alone whether there is no other model beside it: "read rightly, 78 wrong of 10,000" */
export function wrongText(results: ModelResults, alone: boolean): string {
  const { wrong, count: read } = scoreOfAll(results)
  return alone
    ? `read rightly, ${count(wrong)} wrong of ${count(read)}`
    : `${count(wrong)} wrong of ${count(read)}`
}
