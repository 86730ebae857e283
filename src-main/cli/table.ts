/** An evaluation as text: the paper's table, the total, and the confusion matrix. */
import type { Evaluation } from '../recognizer/evaluation.ts'

/**
 * A row a digit (number, wrong, percentage wrong, percentage correct) and one for all of them, then the
 * confusion matrix: a row a label, a column an answer.
 */
export function evaluationTable(evaluation: Evaluation): string {
  const { count, correct, perDigit, confusion, unsure } = evaluation
  const rows = [
    ['digit', 'number', 'wrong', '% wrong', '% correct'],
    ...perDigit.map((row) => [String(row.digit), ...columns(row.count, row.wrong)]),
    ['total', ...columns(count, count - correct)],
  ]
  const matrix = [
    ['', ...confusion.map((_, digit) => String(digit))],
    ...confusion.map((row, digit) => [String(digit), ...row.map(String)]),
  ]
  const share = count === 0 ? '' : ` (${percent(unsure, count)} %)`
  return [
    aligned(rows),
    '',
    'Confusion: a row for each digit that was written, a column for each that was read',
    aligned(matrix),
    '',
    `Not sure: ${unsure}${share}`,
    '',
  ].join('\n')
}

function columns(count: number, wrong: number): string[] {
  if (count === 0) return ['0', '0', '-', '-']
  return [String(count), String(wrong), percent(wrong, count), percent(count - wrong, count)]
}

function percent(part: number, whole: number): string {
  return ((100 * part) / whole).toFixed(2)
}

/** Columns right-aligned, two spaces apart. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '))
    .join('\n')
}
