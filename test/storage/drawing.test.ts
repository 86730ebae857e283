import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { keepDrawing, keptDrawing } from '../../src-main/storage/drawing.ts'
import type { Drawing } from '../../src-main/contract.ts'

const DRAWING: Drawing = [
  [
    [10, 20.5, 0, 0.5],
    [11, 22.25, 8, 0.75],
  ],
  [[-3, 400, 0, 1]],
]

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'digit-pad-drawing-'))
})

describe('the kept drawing', () => {
  it('is empty at first', () => {
    expect(keptDrawing(folder)).toEqual([])
  })

  it('is the last that was kept', () => {
    keepDrawing(folder, [])
    keepDrawing(folder, DRAWING)
    expect(keptDrawing(folder)).toEqual(DRAWING)
    keepDrawing(folder, [])
    expect(keptDrawing(folder)).toEqual([])
    expect(readdirSync(folder)).toEqual(['drawing.json'])
  })

  it('is empty where the file is longer than any drawing', () => {
    writeFileSync(join(folder, 'drawing.json'), `[]${' '.repeat(2 ** 24)}`)
    expect(keptDrawing(folder)).toEqual([])
  })

  it.each(['', '{', '[[[1, 2]]]', '[[]]', '{"strokes": []}', '[[[1, 2, 0, 7]]]'])(
    'is empty where the file is damaged: %s',
    (content) => {
      writeFileSync(join(folder, 'drawing.json'), content)
      expect(keptDrawing(folder)).toEqual([])
    },
  )
})
