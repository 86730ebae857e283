/** How runs and models are put into words. */
import type {
  DataSource,
  ModelSummary,
  Rotation,
  TrainingGlimpse,
  TrainingOptions,
  TurnedDigit,
} from '../../src-main/contract.ts'
import { augmentationText, sourceText } from '../models/told.ts'
import { angle, count, fixed, listed, percent } from '../ui/format.ts'
import { leftToRight } from '../ui/language.svelte.ts'
import { plural } from '../ui/plural.ts'

export function dataTitle(source: DataSource): string {
  if (source === 'both') return 'MNIST and synthetic'
  return source === 'mnist' ? 'MNIST' : 'Synthetic digits'
}

/** @param downloaded whether MNIST is downloaded, and not in a folder already */
export function dataHint(source: DataSource, downloaded: boolean): string {
  switch (source) {
    case 'both':
      return downloaded
        ? 'MNIST, about 11 MB, downloaded once, and ways of writing that it lacks. Reads drawings best.'
        : 'MNIST, and ways of writing that it lacks. Reads drawings best.'
    case 'mnist':
      return downloaded
        ? `${count(60_000)} digits written by hand. Downloaded once, about 11 MB, and kept.`
        : `${count(60_000)} digits written by hand.`
    case 'synthetic':
      return 'Digits drawn by Digit Pad itself. Nothing is downloaded.'
  }
}

export const rotationText = (rotation: Rotation | null): string =>
  // @wc-context: of digits
  rotation === null ? /* @wc-include */ 'upright' : `rotated ${angle(rotation.from)} to ${angle(rotation.to)}`

/** What is done to the training digits: "half of them rotated 0° to 90°, warped a little", or "as they are". */
export function changeText({ rotation, warp }: Pick<TrainingOptions, 'rotation' | 'warp'>): string {
  // @wc-context: of digits: nothing is done to them
  const asTheyAre = /* @wc-include */ 'as they are'
  // @wc-context: of digits
  const warped = /* @wc-include */ 'warped a little'
  if (warp !== true) return rotation === null ? asTheyAre : rotationText(rotation)
  // With a warp, half of the digits stay upright: people mostly write so.
  return rotation === null ? warped : `half of them ${rotationText(rotation)}, warped a little`
}

/** Of a network whose layers are the person's own; all else of it is as in the one named. */
export const ownLayersText = (title: string): string =>
  `With layers of your own, under “Advanced”; trained in the way of “${title}”.`

/** "Training Paper", "Training a network of your own". */
export const trainingHeading = (title: string, { layers }: Pick<TrainingOptions, 'layers'>): string =>
  layers === null ? `Training ${title}` : 'Training a network of your own'

export function changeTitle(change: 'learnt' | 'unlearnt' | 'other'): string {
  // @wc-context: below a digit that the network reads otherwise than before
  const titles = {
    learnt: /* @wc-include */ 'learnt',
    unlearnt: /* @wc-include */ 'unlearnt',
    other: /* @wc-include */ 'wrong',
  }
  return titles[change]
}

/** One of ten bars. */
export function errorText(digit: number, { read, wrong }: TrainingGlimpse['errors'][number]): string {
  if (read === 0) return `${String(digit)}: none was read yet`
  return `${String(digit)}: ${count(wrong)} of ${count(read)} read wrongly`
}

/** A digit whose answer changed. */
export const turnedText = ({ label, was, is }: TurnedDigit): string =>
  `A ${String(label)}, read as ${String(was)} before, as ${String(is)} now`

/** "MNIST, rotated 0° to 90°". */
export const runText = (options: TrainingOptions): string =>
  listed([dataTitle(options.data), rotationText(options.rotation)])

/** What is said of a run that the end of the app interrupted. @param share how much of it was done */
export const resumedText = (share: number): string =>
  share === 0
    ? 'It was interrupted when it had just begun, and begins anew.'
    : `It was interrupted at ${percent(share, 0)} and goes on from there.`

/** "MNIST, 55,000 digits, upright; learnt 50 of your own". */
export function trainedText({ trainedOn, augmentation, ownDigits }: ModelSummary): string {
  const trained = listed([sourceText(trainedOn), augmentationText(augmentation)])
  return ownDigits === 0
    ? trained
    : plural(ownDigits, ['{0}; learnt # of your own', '{0}; learnt # of your own'], [trained])
}

/** "99.4%", or a dash where it was not measured. */
export const accuracyText = (share: number | null): string => (share === null ? '–' : percent(share, 2))

/** How much better the first is, in percentage points: "+0.12"; `null` where that cannot be said. */
export function gainText(share: number | null, before: number | null): string | null {
  if (share === null || before === null) return null
  const points = (share - before) * 100
  if (Math.abs(points) < 0.005) return '±0'
  return points < 0 ? fixed(points, 2) : leftToRight(`+${fixed(points, 2)}`)
}

/** The best that is known of a model's accuracy, in one phrase. */
export function measuredText(model: ModelSummary): string {
  if (model.mnistAccuracy !== null)
    return `Reads ${percent(model.mnistAccuracy, 2)} of MNIST’s test digits rightly`
  if (model.heldBackAccuracy !== null)
    return `Reads ${percent(model.heldBackAccuracy, 2)} of the digits held back rightly`
  return 'Its accuracy was not measured'
}
