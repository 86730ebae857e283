/** The table as comma-separated values (RFC 4180): what every spreadsheet opens. */
import type { ModelResults } from '../../../src-main/contract.ts'
import { DIGITS, scoreOfAll, scoreOfDigit } from '../figures.ts'
import type { Score } from '../figures.ts'
import { PAPER_ALL, PAPER_BY_DIGIT } from '../paper.ts'

/** A row a digit and one for all of them: the digit, its number, for each model wrong and right, the paper's share. */
export function tableCsv(models: readonly ModelResults[]): string {
  const head = models.flatMap(({ model }) => [`wrong (${model.network})`, `right (${model.network})`])
  const rows = [
    ['digit', 'number', ...head, 'right (Shao 2023)'],
    ...DIGITS.map((digit) =>
      row(
        String(digit),
        models.map((model) => scoreOfDigit(model, digit)),
        PAPER_BY_DIGIT[digit] ?? 0,
      ),
    ),
    row('all', models.map(scoreOfAll), PAPER_ALL),
  ]
  return rows.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')
}

function row(name: string, scores: readonly Score[], paper: number): string[] {
  const number = Math.max(0, ...scores.map(({ count }) => count))
  return [
    name,
    String(number),
    ...scores.flatMap(({ wrong, accuracy }) => [String(wrong), accuracy === null ? '' : accuracy.toFixed(4)]),
    paper.toFixed(4),
  ]
}

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
