/** What an arrow key means in a row that follows the reading order: 1 for the next, −1 for the one before, `null` for another key. */
export function arrowStep({ key, target }: KeyboardEvent): 1 | -1 | null {
  if (key !== 'ArrowRight' && key !== 'ArrowLeft') return null
  const toLeft = target instanceof Element && getComputedStyle(target).direction === 'rtl'
  return (key === 'ArrowRight') === toLeft ? -1 : 1
}
