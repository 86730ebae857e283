/**
 * Divides `count` rows between `parts` threads: the half-open range that is `part`'s (from 0). Ranges touch,
 * do not overlap, differ by one row at most, and may be empty where there are more threads than rows.
 */
export function share(count: number, part: number, parts: number): [first: number, end: number] {
  return [Math.floor((count * part) / parts), Math.floor((count * (part + 1)) / parts)]
}
