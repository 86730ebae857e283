import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import type { SampleChoice } from '../../src-main/contract.ts'
import { writeIdx } from '../../src-main/datasets/idx.ts'
import { rotateImage } from '../../src-main/images/augmentation.ts'
import { SampleShelf } from '../../src-main/training/sample-digits.ts'
import { folderOf, squares } from './small-run.ts'

const digits = squares(300, 1)
const mnist = folderOf(digits, squares(10, 2))
const empty = mkdtempSync(join(tmpdir(), 'cache-'))
afterAll(() => {
  rmSync(mnist, { recursive: true })
  rmSync(empty, { recursive: true })
})
const shelf = new SampleShelf(empty)
const choice: SampleChoice = {
  data: 'mnist',
  network: 'paper',
  rotation: null,
  warp: null,
  seed: 1,
  epoch: 0,
}
const turned = (degrees: number) => ({ ...choice, rotation: { from: degrees, to: degrees } })

describe('which digits are shown', () => {
  test('MNIST’s where they lie in the folder', async () => {
    const { source, digits: shown } = await shelf.show(choice, mnist)
    expect(source).toBe('files')
    expect(shown.map(({ label }) => label)).toEqual([2, 3, 4, 5, 6, 7])
    for (const { label, image } of shown) {
      const place = digits.labels.indexOf(label)
      expect(image).toEqual(digits.images.slice(place * 784, (place + 1) * 784))
    }
  })

  test('MNIST’s where they were downloaded before', async () => {
    const cache = mkdtempSync(join(tmpdir(), 'cache-'))
    const fresh = new SampleShelf(cache)
    expect((await fresh.show(choice, null)).source).toBe('synthetic')
    writeFileSync(join(cache, 'train-images-idx3-ubyte.gz'), gzipSync(writeIdx([300, 28, 28], digits.images)))
    writeFileSync(join(cache, 'train-labels-idx1-ubyte.gz'), gzipSync(writeIdx([300], digits.labels)))
    expect((await fresh.show(choice, null)).source).toBe('files')
    rmSync(cache, { recursive: true })
  })

  test('synthetic ones where they are wanted, or MNIST is not there, or is damaged', async () => {
    expect((await shelf.show({ ...choice, data: 'synthetic' }, mnist)).source).toBe('synthetic')
    expect((await shelf.show(choice, null)).source).toBe('synthetic')
    expect((await shelf.show(choice, join(empty, 'nowhere'))).source).toBe('synthetic')
    const damaged = folderOf(digits, digits)
    writeFileSync(join(damaged, 'train-images-idx3-ubyte'), 'no digits')
    const { source, digits: shown } = await shelf.show(choice, damaged)
    expect(source).toBe('synthetic')
    expect(shown.map(({ label }) => label)).toEqual([2, 3, 4, 5, 6, 7])
    rmSync(damaged, { recursive: true })
  })
})

describe('what is done to them', () => {
  test('nothing, where neither rotation nor warp is asked for', async () => {
    const { digits: shown } = await shelf.show(choice, mnist)
    expect(shown.every(({ changed }) => changed === null)).toBe(true)
  })

  test.each([-90, 0, 45, 90])('a rotation by %i° is that rotation', async (degrees) => {
    const { digits: shown } = await shelf.show(turned(degrees), mnist)
    for (const { image, changed } of shown) {
      const expected = rotateImage(image, degrees)
      const difference = Math.max(...changed!.map((value, i) => Math.abs(value - expected[i]!)))
      expect(difference).toBeLessThanOrEqual(1)
    }
  })

  test('each digit and each epoch have angles of their own; the same choice gives the same', async () => {
    const range = { ...choice, rotation: { from: 0, to: 90 } }
    const images = async (given: SampleChoice) =>
      (await shelf.show(given, mnist)).digits.map(({ changed }) => changed)
    expect(await images(range)).toEqual(await images(range))
    expect(await images({ ...range, epoch: 1 })).not.toEqual(await images(range))
    expect(await images({ ...range, seed: 2 })).not.toEqual(await images(range))
  })

  test('the warp changes them, and the digits themselves stay', async () => {
    const before = (await shelf.show(choice, mnist)).digits.map(({ image }) => image)
    const { digits: warped } = await shelf.show({ ...choice, warp: true }, mnist)
    for (const { image, changed } of warped) expect(changed).not.toEqual(image)
    expect(warped.map(({ image }) => image)).toEqual(before)
  })
})
