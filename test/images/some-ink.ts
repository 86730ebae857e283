/** A few digits in strokes, drawn by hand on a pad of 400 × 400. */
import type { Ink } from '../../src-main/images/ink.ts'

function arc(x: number, y: number, wide: number, high: number, from: number, to: number): number[][] {
  return Array.from({ length: 25 }, (_, step) => {
    const angle = ((from + ((to - from) * step) / 24) * Math.PI) / 180
    return [x + wide * Math.cos(angle), y + high * Math.sin(angle)]
  })
}

export const someInk: Readonly<Record<'0' | '1' | '2' | '4' | '5' | '7' | '8', Ink>> = {
  0: [arc(200, 200, 75, 120, -100, 270)],
  1: [
    [
      [190, 120],
      [215, 85],
      [208, 320],
    ],
  ],
  2: [[...arc(200, 150, 70, 65, -170, 40), [130, 310], [285, 306]]],
  4: [
    [
      [230, 80],
      [120, 235],
      [290, 228],
    ],
    [
      [245, 160],
      [232, 330],
    ],
  ],
  5: [
    [[150, 90], [142, 180], ...arc(195, 245, 75, 72, -130, 150)],
    [
      [152, 92],
      [270, 86],
    ],
  ],
  7: [
    [
      [120, 95],
      [285, 90],
      [190, 320],
    ],
    [
      [160, 205],
      [265, 200],
    ],
  ],
  8: [[...arc(200, 145, 58, 55, 90, 450), ...arc(200, 262, 70, 62, -90, 270)]],
}
