/** What of the page does not fit where it stands. */
import type { Page } from 'playwright'

/** What reaches sideways beyond the window or beyond what scrolls it, and what text is cut off, as a line each. */
export const misfits = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = []
    const { scrollWidth } = document.documentElement
    if (scrollWidth > innerWidth) found.push(`the page is ${scrollWidth - innerWidth} px too wide`)
    const clips = (value: string) => value === 'hidden' || value === 'clip'
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const element = node.parentElement
      if (element === null || node.textContent?.trim() === '' || !element.checkVisibility()) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const text = range.getBoundingClientRect()
      for (let around: HTMLElement | null = element; around !== null; around = around.parentElement) {
        const style = getComputedStyle(around)
        // Meant for the ear alone, or shortened with a sign that says so.
        if (style.clipPath !== 'none' || style.textOverflow === 'ellipsis') break
        const box = around.getBoundingClientRect()
        const sideways = clips(style.overflowX) && (text.left < box.left - 1 || text.right > box.right + 1)
        const below = clips(style.overflowY) && (text.top < box.top - 1 || text.bottom > box.bottom + 1)
        if (sideways || below)
          found.push(`“${node.textContent?.trim() ?? ''}” is cut off by ${around.className}`)
        // What scrolls shows all of it in the end.
        if (['auto', 'scroll'].includes(style.overflowY)) break
      }
    }
    return found
  })
