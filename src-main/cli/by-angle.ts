/** `digit-pad evaluate --by-angle`: what the Results pane's curve shows. */
import type { AngleResult } from '../contract.ts'
import { digitImage, DIGIT_PIXELS, emptyDigits, type Digits } from '../datasets/digits.ts'
import { rotateImage } from '../images/augmentation.ts'
import type { Model } from '../recognizer/model.ts'
import { ANGLES, angleAt, degreesAt, measurementOf, placeAt } from '../results/tasks.ts'
import { answer } from '../training/evaluate.ts'
import type { Runtime } from '../training/threads.ts'

/** How many of about 1,000 of the digits, spread evenly, are read rightly at each angle of the curve, from −180° to 165°. */
export async function countByAngle(model: Model, digits: Digits, runtime: Runtime): Promise<AngleResult[]> {
  const measurement = measurementOf(digits.count, null)
  const { wholeSet, length, perAngle } = measurement
  const turned = emptyDigits(length - wholeSet)
  for (let index = 0; index < turned.count; index++) {
    const place = placeAt(measurement, wholeSet + index)
    const image = rotateImage(digitImage(digits, place), degreesAt(measurement, wholeSet + index))
    turned.images.set(image, index * DIGIT_PIXELS)
    turned.labels[index] = digits.labels[place]!
  }
  const right = new Array<number>(ANGLES.length - 1).fill(0)
  for (const [index, { digit }] of (await answer(model, turned, runtime)).entries()) {
    if (digit === turned.labels[index]) right[angleAt(measurement, wholeSet + index)!]!++
  }
  return right.map((right, angle) => ({ degrees: ANGLES[angle]!, count: perAngle, right }))
}
