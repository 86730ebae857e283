/** What the figures mean, in sentences that are worked out from them and so are true of whatever they are. */
import { trainingWords, type Row } from './experiment.ts'
import { pairOf, type DigitFigures, type Findings, type RowFigures, type SetFigures } from './findings.ts'
import { CLAIMED_ACCURACY, PUBLISHED_ACCURACY, PUBLISHED_ERROR, PUBLISHED_TABLE } from './published.ts'

/** 0.92174 → "92.17 %". */
export function percent(share: number, decimals = 2): string {
  return `${(100 * share).toFixed(decimals)} %`
}

/** A difference of shares in percentage points, with its sign: "+0.42", "−1.30". */
export function points(difference: number): string {
  const text = (100 * difference).toFixed(2)
  if (Number(text) === 0) return '±0.00'
  return text.startsWith('-') ? text.replace('-', '−') : `+${text}`
}

/** One row in a sentence or three: against the paper or the same network untouched, and against the claim. */
export function rowSentence(findings: Findings, row: Row): string {
  const figures = figuresOf(findings, row)
  const { upright, rotated } = figures.sets
  const plain = untouched(findings, row)
  const compared =
    plain === undefined || plain === row ? againstPaper(upright) : againstPlain(findings, row, plain)
  const worst = `Its worst upright digit is the ${upright.worst.digit} (${percent(upright.worst.accuracy)})`
  return `${compared} ${worst}; turned, it reads ${percent(rotated.accuracy)}. ${claimWords(figures)}`
}

function againstPaper({ accuracy, interval }: SetFigures): string {
  const [low, high] = interval
  const reads = `It reads ${percent(accuracy)} of the upright digits`
  if (PUBLISHED_ACCURACY >= low && PUBLISHED_ACCURACY <= high) {
    return `${reads}, which the paper’s ${percent(PUBLISHED_ACCURACY)} cannot be told from.`
  }
  const difference = 100 * Math.abs(accuracy - PUBLISHED_ACCURACY)
  const side = accuracy > PUBLISHED_ACCURACY ? 'more' : 'less'
  return `${reads}, ${difference.toFixed(2)} points ${side} than the paper’s table.`
}

function againstPlain(findings: Findings, row: Row, plain: Row): string {
  const own = figuresOf(findings, row).sets
  const before = figuresOf(findings, plain).sets
  const change = (set: 'upright' | 'rotated'): string => {
    const { better } = pairOf(findings, set, row, plain)
    const difference = own[set].accuracy - before[set].accuracy
    const certain = better === null ? ', which may be chance' : ''
    return `${points(difference)} points${certain}`
  }
  return (
    `Beside the same network trained on digits as they are: upright ${change('upright')}; ` +
    `rotated ${change('rotated')}.`
  )
}

function claimWords({ sets }: RowFigures): string {
  const { upright, rotated } = sets
  const claim = percent(CLAIMED_ACCURACY, 1)
  const meets = {
    upright: upright.accuracy >= CLAIMED_ACCURACY,
    rotated: rotated.accuracy >= CLAIMED_ACCURACY,
  }
  if (!meets.upright && !meets.rotated) return `It reaches ${claim} on neither.`
  const behind = upright.perDigit.filter(({ accuracy }) => accuracy < CLAIMED_ACCURACY)
  const left = behind.length === 0 ? 'with no digit below it' : `with ${digitList(behind)} below it`
  if (meets.upright && meets.rotated) return `It reaches ${claim} on both, upright ${left}.`
  if (meets.upright) return `It reaches ${claim} on upright digits, ${left}, but not on rotated ones.`
  return `It reaches ${claim} on rotated digits, but not on upright ones.`
}

/** The answers to what one would ask of the paper. */
export function conclusions(findings: Findings): string[] {
  return [
    behindTheTable(findings),
    ...worstDigits(findings),
    commonestError(findings),
    ...claim(findings),
    price(findings),
  ]
}

function behindTheTable(findings: Findings): string {
  const plain = untouchedRows(findings)
  const nearest = plain.reduce((best, one) => (distance(one) < distance(best) ? one : best))
  const rest = plain
    .filter((one) => one !== nearest)
    .map(({ row, sets }) => `${row.network.title.toLowerCase()} ${percent(sets.upright.accuracy)}`)
  const others = rest.length === 0 ? '' : ` The others: ${rest.join(', ')}.`
  return (
    `The paper’s table has ${percent(PUBLISHED_ACCURACY)} right. Nearest to that comes ` +
    `${nearest.row.network.title.toLowerCase()} (${nearest.row.layers}) with ` +
    `${percent(nearest.sets.upright.accuracy)}, ${(100 * distance(nearest)).toFixed(2)} points away.${others}`
  )
}

function worstDigits(findings: Findings): string[] {
  const plain = untouchedRows(findings)
  const nearest = plain.reduce((best, one) => (distance(one) < distance(best) ? one : best))
  const theirs = PUBLISHED_TABLE.map(({ digit, count, wrong }) => ({ digit, accuracy: 1 - wrong / count }))
  const two = (digits: readonly { readonly digit: number; readonly accuracy: number }[]) =>
    digits.toSorted((a, b) => a.accuracy - b.accuracy).slice(0, 2)
  const words = (digits: readonly { readonly digit: number; readonly accuracy: number }[]): string =>
    two(digits)
      .map(({ digit, accuracy }) => `${digit} (${percent(accuracy)})`)
      .join(' and ')
  const same =
    two(theirs)
      .map(({ digit }) => digit)
      .sort()
      .join() ===
    two(nearest.sets.upright.perDigit)
      .map(({ digit }) => digit)
      .sort()
      .join()
  return [
    `The worst two digits are ${words(theirs)} in the paper and ${words(nearest.sets.upright.perDigit)} ` +
      `for that network here${same ? ': the same.' : ': not the same.'}`,
  ]
}

function commonestError(findings: Findings): string {
  const { label, answer } = PUBLISHED_ERROR
  const cases = untouchedRows(findings).map(({ row, sets }) => {
    const { errors } = sets.upright
    const place = errors.findIndex((one) => one.label === label && one.answer === answer)
    const [first] = errors
    const top =
      place === 0 || first === undefined
        ? ''
        : `; the commonest is ${first.label} for ${first.answer}, ${times(first.times)}`
    const own = place < 0 ? 'never' : `${times(errors[place]!.times)}, number ${place + 1}`
    return { first: place === 0, words: `${row.network.title.toLowerCase()} ${own}${top}` }
  })
  const firsts = cases.filter(({ first }) => first).length
  const verdict =
    firsts === cases.length
      ? 'the commonest error here, too'
      : firsts === 0
        ? 'the commonest error of none of the networks here'
        : `the commonest error of ${firsts} of the ${cases.length} networks here`
  return `A 3 taken for a 5, the paper’s commonest error, is ${verdict} (${cases.map(({ words }) => words).join('; ')}).`
}

function claim(findings: Findings): string[] {
  const rotated = findings.rows.filter(({ row }) => row.training.id === 'rotation-90')
  if (rotated.length === 0) return []
  const goal = percent(CLAIMED_ACCURACY, 1)
  const reaching = rotated.filter(
    ({ sets }) => sets.upright.accuracy >= CLAIMED_ACCURACY || sets.rotated.accuracy >= CLAIMED_ACCURACY,
  )
  const noneBehind = rotated.filter(({ sets }) =>
    sets.upright.perDigit.every(({ accuracy }) => accuracy >= CLAIMED_ACCURACY),
  )
  const best = rotated.reduce((a, b) => (b.sets.rotated.accuracy > a.sets.rotated.accuracy ? b : a))
  const first =
    reaching.length === 0
      ? `No network trained on digits rotated 0° to 90° reaches the paper’s ${goal} here; the best, ` +
        `${best.row.network.title.toLowerCase()}, reads ${percent(best.sets.upright.accuracy)} upright and ` +
        `${percent(best.sets.rotated.accuracy)} rotated.`
      : `Trained on digits rotated 0° to 90°, the paper’s ${goal} is reached by ` +
        reaching.map((one) => `${one.row.network.title.toLowerCase()} (${where(one)})`).join(', ') +
        `${reaching.length < rotated.length ? ', and by no other' : ''}.`
  const second =
    noneBehind.length === 0
      ? `None of them reads every upright digit at ${goal}: “no digit left behind” is not reproduced by these runs.`
      : `Every upright digit at ${goal} or more: ${noneBehind.map(({ row }) => row.network.title.toLowerCase()).join(', ')}.`
  return [first, second]
}

function where({ sets: { upright, rotated } }: RowFigures): string {
  const words = (name: string, { accuracy }: SetFigures): string =>
    `${name} ${percent(accuracy)}${accuracy < CLAIMED_ACCURACY ? ', below' : ''}`
  return `${words('upright', upright)}; ${words('rotated', rotated)}`
}

function price(findings: Findings): string {
  const changes = findings.rows
    .filter(({ row }) => row.training.id === 'rotation-90')
    .flatMap(({ row, sets }) => {
      const plain = untouched(findings, row)
      if (plain === undefined) return []
      const before = figuresOf(findings, plain).sets
      const gain = (set: 'upright' | 'rotated') => points(sets[set].accuracy - before[set].accuracy)
      return [`${row.network.title.toLowerCase()} ${gain('upright')} upright, ${gain('rotated')} rotated`]
    })
  return `What training on 0° to 90° changes, in percentage points: ${changes.join('; ')}.`
}

/** "43 times", or "43.3 times" where it is a mean over seeds. */
function times(mean: number): string {
  return `${Number.isInteger(mean) ? mean : mean.toFixed(1)} times`
}

function digitList(digits: readonly DigitFigures[]): string {
  return digits.map(({ digit, accuracy }) => `${digit} (${percent(accuracy)})`).join(', ')
}

function distance({ sets }: RowFigures): number {
  return Math.abs(sets.upright.accuracy - PUBLISHED_ACCURACY)
}

export function figuresOf({ rows }: Findings, row: Row): RowFigures {
  return rows.find((one) => one.row === row)!
}

/** The rows trained on digits as they are, which is what the paper's table is of. */
export function untouchedRows({ rows }: Findings): RowFigures[] {
  return rows.filter(({ row }) => row.training.id === 'none')
}

function untouched(findings: Findings, row: Row): Row | undefined {
  return untouchedRows(findings).find((one) => one.row.network.id === row.network.id)?.row
}

/** For a heading: "One layer, trained on digits as they are". */
export function heading(row: Row): string {
  return `${row.network.title}, ${trainingWords(row.training)}`
}
