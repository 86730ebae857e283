/**
 * Draws a sheet of what the generator of non-digits draws, to be looked at:
 * `node test/bench/non-digits-sheet.ts FILE.png [--group "small letters"] [--use trained|"held back"|look-alike] [--columns N] [--zoom N] [--seed N]`.
 *
 * A row a kind, whose names go to stdout from top to bottom.
 */
import { encode } from 'fast-png'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { DIGIT_SIDE } from '../../src-main/datasets/digits.ts'
import { NON_DIGIT_KINDS } from '../../src-main/datasets/synthetic/non-digits/kinds.ts'
import { nonDigitImage } from '../../src-main/datasets/synthetic/non-digits/non-digits.ts'
import { Random } from '../../src-main/kernels/random.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    group: { type: 'string' },
    use: { type: 'string' },
    columns: { type: 'string', default: '20' },
    zoom: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
  },
})
const [file] = positionals
if (file === undefined) throw new Error('Name the PNG file to be written.')
const columns = Number(values.columns)
const kinds = NON_DIGIT_KINDS.filter(
  ({ group, use }) =>
    (values.group === undefined || group === values.group) &&
    (values.use === undefined || use === values.use),
)

const zoom = Number(values.zoom)
/** Pixels from one image to the next. */
const CELL = DIGIT_SIDE * zoom + 2
const width = columns * CELL
const height = kinds.length * CELL
const data = new Uint8Array(width * height).fill(200)
for (const [row, kind] of kinds.entries()) {
  for (let column = 0; column < columns; column++) {
    const image = nonDigitImage(kind, Random.of(Number(values.seed), row, column))
    for (let y = 0; y < DIGIT_SIDE * zoom; y++) {
      const from = Math.floor(y / zoom) * DIGIT_SIDE
      const to = (row * CELL + y + 1) * width + column * CELL + 1
      for (let x = 0; x < DIGIT_SIDE * zoom; x++) data[to + x] = 255 - image[from + Math.floor(x / zoom)]!
    }
  }
  process.stdout.write(`${row + 1} ${kind.group}: ${kind.name} (${kind.use})\n`)
}
writeFileSync(file, encode({ width, height, data, channels: 1, depth: 8 }))
