/**
 * What a model's file tells of it, in the language that is spoken. Files tell it in English, in a few turns of phrase that
 * the training writes; whatever else stands there is shown as it is.
 */
import type { NetworkName } from '../../src-main/contract.ts'
import { angle, comma, count, listed, percent } from '../ui/format.ts'
import { leftToRight } from '../ui/language.svelte.ts'
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

/**
 * "Convolutional, conv 5×5×16, 128, 10": its title with what stands after it, "Convolutional, ", and its layers, which
 * every language writes alike, from left to right. `null` where it has no title that is known.
 */
export function networkParts(
  network: string,
): { readonly title: string; readonly separator: string; readonly layers: string } | null {
  const [, title = '', sign = '', layers = ''] =
    /^(Paper|Perceptron|Convolutional|Deep|Your own)\b([,:]? ?)(.*)$/.exec(network) ?? []
  if (title === '') return null
  const told = /^Your/.test(title)
    ? /* @wc-context: a network */ 'Your own'
    : presetTitle(title.toLowerCase() as NetworkName)
  return { title: told, separator: sign.startsWith(',') ? comma() : sign, layers }
}

/** The same as one text. */
export function networkText(network: string): string {
  const parts = networkParts(network)
  return parts === null ? network : `${parts.title}${parts.separator}${leftToRight(parts.layers)}`
}

/** "MNIST, 55,000 digits, and 55,000 synthetic ones". */
export const sourceText = (trainedOn: string): string => listed(trainedOn.split(', and ').map(partOf))

function partOf(part: string): string {
  // Looked for by patterns: what is compared with must not be taken for a text.
  const number = /\b[\d,]*\d(?= )/.exec(part)?.[0]
  if (number === undefined) return part
  const many = Number(number.replaceAll(',', ''))
  if (/^MNIST, [\d,]+ digits$/.test(part)) return `MNIST, ${count(many)} digits`
  if (/^a folder of digits, [\d,]+ digits$/.test(part)) {
    return /* @wc-context: what a model was trained on */ `a folder of digits, ${count(many)} digits`
  }
  if (/^[\d,]+ synthetic digits$/.test(part)) {
    return plural(many, ['# synthetic digit', '# synthetic digits'])
  }
  if (/^[\d,]+ synthetic ones$/.test(part)) {
    return plural(many, ['and # synthetic one', 'and # synthetic ones'])
  }
  return /^[\d,]+ drawings that are no digit$/.test(part)
    ? plural(many, ['and # drawing that is no digit', 'and # drawings that are no digit'])
    : part
}

/** "50 % upright, the others rotated 0° to 90°, warped a little". */
export const augmentationText = (augmentation: string): string =>
  listed(augmentation.split(', ').map(changeOf))

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
