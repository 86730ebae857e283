/** Numbers as people type them into fields. */

/** A number as a person types it: true minus signs and commas in thousands are understood. */
function numberIn(text: string): number | null {
  const plain = text.trim().replace('−', '-')
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null
  const value = Number(plain)
  return Number.isFinite(value) ? value : null
}

export function wholeIn(text: string, least: number, most: number): number | null {
  const value = numberIn(text)
  return value !== null && Number.isInteger(value) && value >= least && value <= most ? value : null
}

export function numberWithin(text: string, least: number, most: number): number | null {
  const value = numberIn(text)
  return value !== null && value >= least && value <= most ? value : null
}
