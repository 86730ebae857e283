/** An evaluation as text: the paper's table, the total, the confusion matrix, and how far the answers can be relied on. */
import type { AngleResult } from '../contract.ts'
import type { Evaluation } from '../recognizer/evaluation.ts'

/**
 * A row a digit (number, wrong, percentage wrong, percentage correct) and one for all of them, then the
 * confusion matrix: a row a label, a column an answer.
 */
export function evaluationTable(evaluation: Evaluation): string {
  const { count, correct, perDigit, confusion } = evaluation
  const rows = [
    ['digit', 'number', 'wrong', '% wrong', '% correct'],
    ...perDigit.map((row) => [String(row.digit), ...columns(row.count, row.wrong)]),
    ['total', ...columns(count, count - correct)],
  ]
  const matrix = [
    ['', ...confusion.map((_, digit) => String(digit))],
    ...confusion.map((row, digit) => [String(digit), ...row.map(String)]),
  ]
  return [
    aligned(rows),
    '',
    'Confusion: a row for each digit that was written, a column for each that was read',
    aligned(matrix),
    '',
    ...certainty(evaluation),
    '',
  ].join('\n')
}

/** A row for each angle. */
export function angleTable(angles: readonly AngleResult[]): string {
  const rows = angles.map(({ degrees, count, right }) => [
    `${degrees}°`,
    String(count),
    ...columns(count, count - right).slice(1),
  ])
  return `\nTurned counter-clockwise, all by the same angle\n${aligned([['angle', 'number', 'wrong', '% wrong', '% correct'], ...rows])}\n`
}

/** How often the answer was unsure, and how honest its probability was. */
function certainty({
  count,
  correct,
  unsure,
  unsureRight,
  unsureWrong,
  calibrationError,
}: Evaluation): string[] {
  if (count === 0) return ['Not sure: 0']
  const wrong = count - correct
  return [
    `Not sure: ${unsure} (${percent(unsure, count)} %)`,
    `  of the ${correct} right answers: ${unsureRight}${inBrackets(unsureRight, correct)}`,
    `  of the ${wrong} wrong answers: ${unsureWrong}${inBrackets(unsureWrong, wrong)}`,
    `Expected calibration error: ${percent(calibrationError, 1)} %`,
  ]
}

function inBrackets(part: number, whole: number): string {
  return whole === 0 ? '' : ` (${percent(part, whole)} %)`
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
