/**
 * What a model's file tells of it, in the language that is spoken. Files tell it in English, in a few turns of phrase that
 * the training writes; whatever else stands there is shown as it is.
 */
import type { NetworkName } from '../../src-main/contract.ts'
import { angle, count, percent } from '../ui/format.ts'
import { plural } from '../ui/plural.ts'

export function presetTitle(name: NetworkName): string {
  const titles: Readonly<Record<NetworkName, string>> = {
    paper: /* @wc-context: the network of the scientific paper */ 'Paper',
    perceptron: 'Perceptron',
    convolutional: 'Convolutional',
    deep: /* @wc-context: a deep network */ 'Deep',
  }
  return titles[name]
}

export function presetDescription(name: NetworkName): string {
  const descriptions: Readonly<Record<NetworkName, string>> = {
    paper: 'One layer of ten sigmoid units, the simplest network that reads digits.',
    perceptron: 'A hidden layer of 128 units between the pixels and the digits; trains in seconds.',
    convolutional:
      'Filters look for pieces of strokes anywhere in the image; reads drawings well after a minute.',
    deep: 'Three layers of filters, four times as many; reads drawings best, and takes minutes to train.',
  }
  return descriptions[name]
}

/** "Convolutional, conv 5×5×16, 128, 10": its title, and its layers as every language writes them. */
export function networkText(network: string): string {
  const [, title = '', layers = ''] =
    /^(Paper|Perceptron|Convolutional|Deep|Your own)\b(.*)$/.exec(network) ?? []
  if (title === '') return network
  if (title === 'Your own') return /* @wc-context: a network */ `Your own${layers}`
  return `${presetTitle(title.toLowerCase() as NetworkName)}${layers}`
}

/** "MNIST, 55,000 digits, and 55,000 synthetic ones". */
export const sourceText = (trainedOn: string): string => trainedOn.split(', and ').map(partOf).join(', ')

function partOf(part: string): string {
  const number = /\b[\d,]*\d(?= )/.exec(part)?.[0] ?? ''
  const many = Number(number.replaceAll(',', ''))
  switch (part) {
    case `MNIST, ${number} digits`:
      return `MNIST, ${count(many)} digits`
    case `a folder of digits, ${number} digits`:
      return /* @wc-context: what a model was trained on */ `a folder of digits, ${count(many)} digits`
    case `${number} synthetic digits`:
      return plural(many, ['# synthetic digit', '# synthetic digits'])
    case `${number} synthetic ones`:
      return plural(many, ['and # synthetic one', 'and # synthetic ones'])
    case `${number} drawings that are no digit`:
      return plural(many, ['and # drawing that is no digit', 'and # drawings that are no digit'])
    default:
      return part
  }
}

/** "50 % upright, the others rotated 0° to 90°, warped a little". */
export const augmentationText = (augmentation: string): string =>
  augmentation.split(', ').map(changeOf).join(', ')

function changeOf(part: string): string {
  // @wc-context: of digits
  const plain: Readonly<Record<string, string>> = {
    upright: /* @wc-include */ 'upright',
    'warped a little': /* @wc-include */ 'warped a little',
    'not warped': /* @wc-include */ 'not warped',
  }
  const same = plain[part]
  if (same !== undefined) return same
  const [, others, from, to] = /^(the others )?rotated (-?\d+)° to (-?\d+)°$/.exec(part) ?? []
  if (from !== undefined && to !== undefined) {
    const [first, last] = [angle(Number(from)), angle(Number(to))]
    // @wc-context: of digits
    return others === undefined ? `rotated ${first} to ${last}` : `the others rotated ${first} to ${last}`
  }
  const share = /^(\d+) % upright$/.exec(part)?.[1]
  // @wc-context: of digits
  return share === undefined ? part : `${percent(Number(share) / 100, 0)} upright`
}
