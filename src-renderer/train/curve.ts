/** The curves of a run, drawn by uPlot: accuracy against the left axis, loss against the right. */
import uPlot from 'uplot'
import type { AlignedData, Options } from 'uplot'
import type { EpochResult } from '../../src-main/contract.ts'
import { number, percent } from '../ui/format.ts'
import { largestLoss, lowestAccuracy } from './curve-ranges.ts'

/** Epochs, accuracies, losses. */
export function dataOf(epochs: readonly EpochResult[]): AlignedData {
  return [
    epochs.map(({ epoch }) => epoch),
    epochs.map(({ heldBackAccuracy }) => heldBackAccuracy),
    epochs.map(({ loss }) => loss),
  ]
}

/** The axis shows all epochs of the run from its start on, so that the lines grow and nothing shrinks. */
export function optionsOf(
  element: HTMLElement,
  total: number,
  epochs: () => readonly EpochResult[],
): Options {
  const style = getComputedStyle(element)
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize)
  const colour = (name: string) => style.getPropertyValue(name)
  const font = `${String(Math.round(0.75 * rem))}px ${style.fontFamily}`
  const grid = { stroke: colour('--curve-grid'), width: 1 }
  const axis = { font, stroke: colour('--curve-text'), ticks: { show: false }, gap: 4 }
  const line = (name: string) => ({
    stroke: colour(name),
    width: 2,
    points: { show: total <= 40, size: 6, fill: colour(name), stroke: colour(name) },
  })
  // Before the first epoch nobody knows how far the axes will go.
  const written = (text: string) => (epochs().length > 0 ? text : '')
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    padding: [0.6 * rem, null, null, null],
    cursor: { show: false },
    legend: { show: false },
    scales: {
      x: { time: false, range: [1, Math.max(2, total)] },
      accuracy: { range: () => [lowestAccuracy(epochs()), 1] },
      loss: { range: () => [0, largestLoss(epochs())] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 1.75 * rem,
        gap: 7,
        label: 'Epoch',
        labelFont: font,
        labelSize: 1.25 * rem,
        labelGap: 0,
        incrs: [1, 2, 5, 10, 20, 50],
      },
      {
        ...axis,
        grid,
        scale: 'accuracy',
        size: 3.4 * rem,
        values: (_plot, values) =>
          values.map((value) =>
            written(percent(value, Math.abs(value * 100 - Math.round(value * 100)) > 0.01 ? 1 : 0)),
          ),
      },
      // uPlot names its sides with an enum of types only, which has no value to write: 1 is the right one.
      Object.assign<uPlot.Axis, object>(
        {
          ...axis,
          grid: { show: false },
          scale: 'loss',
          size: 3 * rem,
          values: (_plot: uPlot, values: readonly number[]) => values.map((value) => written(number(value))),
        },
        { side: 1 },
      ),
    ],
    series: [
      {},
      { ...line('--curve-accuracy'), scale: 'accuracy' },
      { ...line('--curve-loss'), scale: 'loss' },
    ],
  }
}

export { uPlot }
