/** The parts of the window that the tour points at. */
import type { TourRegion } from './steps.ts'

const SELECTORS: Readonly<Record<TourRegion, string>> = {
  pad: '[data-region="pad"]',
  bars: '[data-region="bars"]',
  pixels: '[data-region="pixels"]',
  inside: '#pane-inside',
  train: '#pane-train',
}

/** Outlines a region until the function it returns is called. One that is not there is left alone. */
export function pointAt(region: TourRegion): () => void {
  const element = document.querySelector(SELECTORS[region])
  element?.toggleAttribute('data-pointed', true)
  return () => {
    element?.toggleAttribute('data-pointed', false)
  }
}
