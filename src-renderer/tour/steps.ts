/** The guided tour as data: what each step says of what there is, what it points at, and when it is done. */
import type { ModelSummary, Recognition, TourStepId, TrainingState } from '../../src-main/contract.ts'
import { turnText } from '../pad/wording.ts'
import { duration, number, percent } from '../ui/format.ts'

/** What the steps look at: the app as it is now. */
export interface Look {
  /** Whether nothing lies on the pad. */
  readonly empty: boolean
  readonly answer: Recognition | null
  /** What was read before the drawing was turned; `null` where nothing was. */
  readonly digit: number | null
  /** Whether the drawing lies small in the corner. */
  readonly inCorner: boolean
  /** By how many degrees it was turned, counter-clockwise. */
  readonly angle: number
  readonly run: TrainingState
  readonly inUse: ModelSummary
  /** The ids of the model that was trained on the tour and of the one that was in use before it. */
  readonly trained: string | null
  readonly before: string | null
  /** What is known of the model before, where it is known still. */
  readonly modelBefore: ModelSummary | null
  /** Whether there is a pane that shows the inside of the network. */
  readonly inside: boolean
}

/** What a step gives to do, beside what is on the pad and in the panes. */
export type TourAction = 'draw one' | 'move' | 'turn' | 'train' | 'put back'
/** What is outlined: parts of the window by their names in `regions.ts`. */
export type TourRegion = 'pad' | 'bars' | 'pixels' | 'inside' | 'train'

export interface TourStep {
  readonly id: TourStepId
  readonly title: () => string
  readonly says: (look: Look) => string
  readonly pointsAt: (look: Look) => TourRegion
  readonly action: TourAction | null
  /** Whether what it asks for is there. It stays done when that goes again. */
  readonly done: (look: Look) => boolean
}

const isSureOf = (answer: Recognition | null, digit: number | null): boolean =>
  answer !== null && answer.unsure === null && answer.digit === digit

/** "7 (98.1%)". */
const readAs = ({ digit, probabilities }: Recognition): string =>
  `${String(digit)} (${percent(probabilities[digit] ?? 0)})`

const emptyPad = () =>
  'The pad is empty. Draw a digit, or go back to the first step and have one drawn for you.'

export const STEPS: readonly TourStep[] = [
  {
    id: 'draw',
    title: () => 'Draw a digit',
    action: 'draw one',
    pointsAt: () => 'pad',
    done: ({ answer }) => answer !== null && answer.unsure === null,
    says: ({ empty, answer }) => {
      if (empty || answer === null) {
        return 'Draw a 3 on the pad, as large as you like, and watch the bars while the line grows. A 2, a 4, a 5 or a 7 does as well.'
      }
      if (answer.unsure !== null) {
        return 'The network is not sure of this one. Draw on if it is not finished; if it is, clear the pad and draw it as you usually write it.'
      }
      return `The network reads it as a ${readAs(answer)}. It never saw your hand: it learnt from tens of thousands of other people’s digits.`
    },
  },
  {
    id: 'bars',
    title: () => 'Ten bars, ten answers',
    action: null,
    pointsAt: () => 'bars',
    done: () => true,
    says: ({ answer }) =>
      answer === null
        ? emptyPad()
        : `Each bar is one of the ten digits; its length is how likely the network takes that digit to be. Together they make 100%. The longest is the answer, here ${readAs(answer)}.`,
  },
  {
    id: 'see',
    title: () => 'What the network sees',
    action: null,
    pointsAt: ({ inside }) => (inside ? 'inside' : 'pixels'),
    done: () => true,
    says: ({ inside }) =>
      inside
        ? 'The network never sees your line. It sees 28 × 28 grey pixels, 784 numbers. Each layer turns them into other numbers, until ten are left: the bars. Here you can follow them.'
        : 'The network never sees your line. It sees 28 × 28 grey pixels, 784 numbers: the small picture beside the answer. Each layer turns them into other numbers, until ten are left: the bars.',
  },
  {
    id: 'move',
    title: () => 'Try to break it: move it',
    action: 'move',
    pointsAt: ({ inCorner }) => (inCorner ? 'pixels' : 'pad'),
    done: ({ inCorner, answer }) => inCorner && answer !== null,
    says: ({ empty, inCorner, answer, digit }) => {
      if (empty || answer === null) return emptyPad()
      if (!inCorner) {
        return 'Does it matter where the digit stands and how large it is? Make it small and move it to the corner, and watch the bars.'
      }
      return isSureOf(answer, digit)
        ? `Small, in the corner, and still a ${readAs(answer)}. Look at what the network sees: the app puts each digit in the middle and makes it as large as any other first, as was done with MNIST’s digits.`
        : 'The answer has changed a little, though the network sees almost the same picture: the app puts each digit in the middle and makes it as large as any other first. Clear the pad and try a larger digit, or go on.'
    },
  },
  {
    id: 'turn',
    title: () => 'Try to break it: turn it',
    action: 'turn',
    pointsAt: () => 'pad',
    done: ({ answer, digit }) => answer !== null && !isSureOf(answer, digit),
    says: ({ empty, answer, digit, angle, inUse }) => {
      if (empty || answer === null) return emptyPad()
      if (isSureOf(answer, digit)) {
        return inUse.augmentation === 'upright'
          ? 'Nothing puts a digit upright again. Turn it with the slider until the network misreads it.'
          : 'Nothing puts a digit upright again. The model in use was trained on turned digits, though, and may read it at any angle: with the model that ships, from the menu Model, it breaks sooner.'
      }
      const still =
        'You still read it at once; the network has only ever seen upright digits, and knows nothing of turning.'
      if (angle === 0) {
        return answer.unsure === null
          ? `This drawing is read as a ${readAs(answer)}. ${still}`
          : `Of this drawing the network is not sure any more. ${still}`
      }
      return answer.unsure === null
        ? `Turned ${turnText(angle)}, it is read as a ${readAs(answer)}. ${still}`
        : `Turned ${turnText(angle)}, the network is not sure of it any more. ${still}`
    },
  },
  {
    id: 'train',
    title: () => 'Mend it: train it with turned digits',
    action: 'train',
    pointsAt: () => 'train',
    done: ({ inUse, trained }) => inUse.id === trained,
    says: ({ run, inUse, trained }) => {
      if (run.phase === 'preparing')
        return `${run.doing}. The model in use stays as it is until the new one is done.`
      if (run.phase === 'training') {
        // @wc-context: in place of a time: "a moment left"
        const moment = /* @wc-include */ 'a moment'
        const left = run.secondsLeft === null ? moment : duration(run.secondsLeft)
        return `Epoch ${number(run.epoch)} of ${number(run.options.epochs)}, ${left} left. The curve is how many digits the network reads that it is not trained on. Your model stays in use until the new one is done, and is kept after it.`
      }
      if (inUse.id === trained) return 'The new network is trained and in use. Go on and see what it reads.'
      if (run.phase === 'failed') return `The training failed: ${run.message} Try again.`
      if (run.phase === 'stopped')
        return 'The training was stopped, and your model is still in use. Train again to go on with the tour.'
      return 'What a network never saw it cannot read. Train a new one: in each epoch, every digit is turned by another angle, up to 90° to either side. It takes about half a minute, and your model is kept.'
    },
  },
  {
    id: 'mended',
    title: () => 'See it mended',
    action: 'turn',
    pointsAt: () => 'pad',
    done: () => true,
    says: ({ empty, answer, digit, inUse, trained }) => {
      if (inUse.id !== trained) return 'There is no new network yet: go back one step and train it.'
      if (empty || answer === null) return emptyPad()
      return isSureOf(answer, digit)
        ? `The same drawing, turned as it is, is read as a ${readAs(answer)} now. Turn it on with the slider: it stays what it is.`
        : `This one it still does not read as a ${String(digit)}: half a minute is a short lesson. Try other angles with the slider: most of them are mended.`
    },
  },
  {
    id: 'price',
    title: () => 'What it costs',
    action: null,
    pointsAt: () => 'train',
    done: () => true,
    says: ({ inUse, modelBefore, trained }) => {
      const [now, then] = [inUse.mnistAccuracy, modelBefore?.mnistAccuracy ?? null]
      if (inUse.id !== trained || now === null || then === null) {
        return 'Nothing is for nothing: a network that must know a digit at every angle has more to learn, and reads upright digits a little worse after the same time. A longer training makes up for most of it.'
      }
      return `Of MNIST’s upright test digits the new network reads ${percent(now, 2)}, the one before ${percent(then, 2)}. One that must know a digit at every angle has more to learn: after so short a training that shows. A longer one makes up for most of it.`
    },
  },
  {
    id: 'back',
    title: () => 'Put your model back',
    action: 'put back',
    pointsAt: () => 'pad',
    done: ({ inUse, before }) => before === null || inUse.id === before,
    says: ({ inUse, before }) => {
      if (before === null)
        return 'No other model was taken into use on this tour. That was all: draw on, train with other options, or look at the results.'
      return inUse.id === before
        ? 'Your model is in use again, and the new one is kept, too: both are among the models, in the menu Model.'
        : 'The model that was in use before was kept all the time. Put it back, or finish and go on with the new one: both are among the models, in the menu Model.'
    },
  },
]
