/** How runs and models are put into words. */
import type {
  DataSource,
  ModelSummary,
  Rotation,
  TrainingGlimpse,
  TrainingOptions,
  TurnedDigit,
} from '../../src-main/contract.ts'
import { angle, percent } from '../ui/format.ts'

export const DATA_TITLES: Readonly<Record<DataSource, string>> = {
  both: 'MNIST and synthetic',
  mnist: 'MNIST',
  synthetic: 'Synthetic digits',
}

export const DATA_HINTS: Readonly<Record<DataSource, string>> = {
  both: 'MNIST, about 11 MB, downloaded once, and ways of writing that it lacks. Reads drawings best.',
  mnist: '60,000 digits written by hand. Downloaded once, about 11 MB, and kept.',
  synthetic: 'Digits drawn by Digit Pad itself. Nothing is downloaded.',
}

/** The same where MNIST's files are in a folder already. */
export const FOLDER_HINTS: Readonly<Record<Exclude<DataSource, 'synthetic'>, string>> = {
  both: 'MNIST, and ways of writing that it lacks. Reads drawings best.',
  mnist: '60,000 digits written by hand.',
}

export const rotationText = (rotation: Rotation | null): string =>
  rotation === null ? 'upright' : `rotated ${angle(rotation.from)} to ${angle(rotation.to)}`

/** What is done to the training digits: "half of them rotated 0° to 90°, warped a little", or "as they are". */
export function changeText({ rotation, warp }: Pick<TrainingOptions, 'rotation' | 'warp'>): string {
  if (warp !== true) return rotation === null ? 'as they are' : rotationText(rotation)
  // With a warp, half of the digits stay upright: people mostly write so.
  return rotation === null ? 'warped a little' : `half of them ${rotationText(rotation)}, warped a little`
}

/** Of a network whose layers are the person's own; all else of it is as in the one named. */
export const ownLayersText = (title: string): string =>
  `With layers of your own, under “Advanced”; trained in the way of “${title}”.`

/** "Training Paper", "Training a network of your own". */
export const trainingHeading = (title: string, { layers }: Pick<TrainingOptions, 'layers'>): string =>
  layers === null ? `Training ${title}` : 'Training a network of your own'

export const CHANGE_TITLES = { learnt: 'learnt', unlearnt: 'unlearnt', other: 'wrong' } as const

/** One of ten bars. */
export function errorText(digit: number, { read, wrong }: TrainingGlimpse['errors'][number]): string {
  if (read === 0) return `${String(digit)}: none was read yet`
  return `${String(digit)}: ${String(wrong)} of ${String(read)} read wrongly`
}

/** A digit whose answer changed. */
export const turnedText = ({ label, was, is }: TurnedDigit): string =>
  `A ${String(label)}, read as ${String(was)} before, as ${String(is)} now`

/** "MNIST, rotated 0° to 90°". */
export const runText = (options: TrainingOptions): string =>
  `${DATA_TITLES[options.data]}, ${rotationText(options.rotation)}`

/** What is said of a run that the end of the app interrupted. @param share how much of it was done */
export const resumedText = (share: number): string =>
  share === 0
    ? 'It was interrupted when it had just begun, and begins anew.'
    : `It was interrupted at ${percent(share, 0)} and goes on from there.`

/** "MNIST, 55,000 digits, upright; learnt 50 of your own". */
export function trainedText({ trainedOn, augmentation, ownDigits }: ModelSummary): string {
  const trained = `${trainedOn}, ${augmentation}`
  return ownDigits === 0 ? trained : `${trained}; learnt ${String(ownDigits)} of your own`
}

/** "99.4%", or a dash where it was not measured. */
export const accuracyText = (share: number | null): string => (share === null ? '–' : percent(share, 2))

/** How much better the first is, in percentage points: "+0.12"; `null` where that cannot be said. */
export function gainText(share: number | null, before: number | null): string | null {
  if (share === null || before === null) return null
  const points = ((share - before) * 100).toFixed(2)
  if (Number(points) === 0) return '±0'
  return points.startsWith('-') ? points.replace('-', '−') : `+${points}`
}

/** The best that is known of a model's accuracy, in one phrase. */
export function measuredText(model: ModelSummary): string {
  if (model.mnistAccuracy !== null)
    return `Reads ${percent(model.mnistAccuracy, 2)} of MNIST’s test digits rightly`
  if (model.heldBackAccuracy !== null)
    return `Reads ${percent(model.heldBackAccuracy, 2)} of the digits held back rightly`
  return 'Its accuracy was not measured'
}
