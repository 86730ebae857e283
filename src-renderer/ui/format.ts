/** Numbers as people read them. Figures that change are of one width where they can be. */

const whole = new Intl.NumberFormat('en-GB')

/** 12345 → "12,345". */
export const count = (value: number): string => whole.format(value)

/** A share of 1 as "96.3%". Only what is exactly all or nothing is said to be. */
export function percent(share: number, decimals = 1): string {
  const least = 10 ** -decimals
  const value = share * 100
  if (share < 1 && value > 100 - least / 2) return `>${(100 - least).toFixed(decimals)}%`
  return `${value.toFixed(decimals)}%`
}

/** A file's size, 1,612,345 → "1.6 MB". */
export const size = (bytes: number): string =>
  bytes < 1e6 ? `${whole.format(Math.ceil(bytes / 1000))} kB` : `${(bytes / 1e6).toFixed(1)} MB`

/** 72 → "1 min 12 s". */
export function duration(seconds: number): string {
  const rounded = Math.max(0, Math.round(seconds))
  const [hours, minutes, rest] = [Math.floor(rounded / 3600), Math.floor(rounded / 60) % 60, rounded % 60]
  if (hours > 0) return `${String(hours)} h ${String(minutes).padStart(2, '0')} min`
  if (minutes > 0) return `${String(minutes)} min ${String(rest).padStart(2, '0')} s`
  return `${String(rest)} s`
}

/** −15 → "−15°", with a true minus. */
export const angle = (degrees: number): string => `${degrees < 0 ? '−' : ''}${String(Math.abs(degrees))}°`

/** A mean cost with four significant digits: "0.0431". */
export const loss = (value: number): string => (value >= 10 ? value.toFixed(1) : value.toFixed(4))

/** An ISO date as "12 Mar 2026, 14:05", in the person's own time zone. */
export function date(iso: string): string {
  const when = new Date(iso)
  if (Number.isNaN(when.getTime())) return iso
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(when)
}
