import { describe, expect, test } from 'vitest'
import { digitName, spokenNumber } from '../../src-renderer/bars/number-wording.ts'
import { detailOf, headlineOf, ranking, spoken } from '../../src-renderer/bars/wording.ts'
import { menuTemplate } from '../../src-main/shell/menu-template.ts'
import type { MenuActions, MenuState } from '../../src-main/shell/menu-template.ts'
import { nameOf } from '../../src-renderer/models/wording.ts'
import { commandOf, isSingleKey, keysOf, shortcutsOn, written } from '../../src-renderer/shortcuts.ts'
import { largestLoss, lowestAccuracy } from '../../src-renderer/train/curve-ranges.ts'
import { gainText, measuredText, runText } from '../../src-renderer/train/wording.ts'
import { angle, count, duration, loss, percent, size } from '../../src-renderer/ui/format.ts'
import { noDigitOf, numberOf, OPTIONS, OWN, SHIPPED, sureOf, unsureOf } from './samples.ts'

describe('Numbers', () => {
  test.each([
    [0, '0.0%'],
    [0.0004, '0.0%'],
    [0.123, '12.3%'],
    [0.9994, '99.9%'],
    [0.99951, '>99.9%'],
    [1, '100.0%'],
  ])('%f is said as %s', (share, text) => {
    expect(percent(share)).toBe(text)
  })

  test.each([
    [0, '0 s'],
    [59.4, '59 s'],
    [59.6, '1 min 00 s'],
    [3599.7, '1 h 00 min'],
    [7384, '2 h 03 min'],
    [-1, '0 s'],
  ])('%f seconds are %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text)
  })

  test('thousands, angles and losses', () => {
    expect(count(60000)).toBe('60,000')
    expect(angle(-15)).toBe('−15°')
    expect(angle(0)).toBe('0°')
    expect(loss(0.04312)).toBe('0.0431')
    expect(loss(12.34)).toBe('12.3')
  })
})

describe('Answers', () => {
  test('are ranked from the likeliest', () => {
    expect(ranking(unsureOf().probabilities).slice(0, 3)).toEqual([3, 5, 8])
  })

  test('are said with how sure they are', () => {
    expect(detailOf(sureOf(3))).toBe('96.4% likely')
    expect(spoken(sureOf(3), false)).toBe('3. 96.4% likely.')
    expect(headlineOf(unsureOf())).toBe('Not sure: 3 or 5?')
    expect(spoken(unsureOf(), false)).toBe('Not sure: 3 or 5? 37.0% or 31.0% likely.')
    expect(spoken(noDigitOf(), false)).toBe('This does not look like a digit. 8 comes closest, 19.0% likely.')
    expect(spoken(null, true)).toBe('The pad is empty.')
    expect(spoken(null, false)).toBe('')
  })
})

describe('Numbers of several digits', () => {
  test('are said digit by digit, with those that are not sure', () => {
    expect(spokenNumber(numberOf([2, 0, 2, 6]))).toBe('2 0 2 6.')
    expect(spokenNumber(numberOf([2, 0], [1]))).toBe('2 0. Not sure of digit 2.')
    expect(spokenNumber(numberOf([2, 0, 6], [0, 2]))).toBe('2 0 6. Not sure of digits 1 and 3.')
    const [two, nought] = numberOf([2, 0], [1]).digits
    expect(digitName(two!, 0, 2)).toBe('2, 96.6% likely, 1 of 2')
    expect(digitName(nought!, 1, 2)).toBe('0, not sure, 2 of 2')
  })
})

describe('Runs and models', () => {
  test('are said in words', () => {
    expect(runText({ ...OPTIONS, rotation: { from: -15, to: 15 } })).toBe('MNIST, rotated −15° to 15°')
    expect(measuredText(SHIPPED)).toContain('99.54% of MNIST’s test digits')
    expect(measuredText({ ...SHIPPED, mnistAccuracy: null })).toContain('held back')
  })

  test.each([
    [0.972, 0.995, '−2.30'],
    [0.995, 0.9944, '+0.06'],
    [0.995, 0.99501, '±0'],
    [0.995, null, null],
  ])('%f after %f is %s', (share, before, text) => {
    expect(gainText(share, before)).toBe(text)
  })

  test('the curve shows the last hundredths, and never only noise', () => {
    const epochs = (...accuracies: number[]) =>
      accuracies.map((heldBackAccuracy, index) => ({
        epoch: index + 1,
        loss: 0.5 - index * 0.1,
        heldBackAccuracy,
      }))
    expect(lowestAccuracy(epochs(0.993, 0.994))).toBe(0.98)
    expect(lowestAccuracy(epochs(0.62, 0.994))).toBe(0.5)
    expect(lowestAccuracy(epochs(0.1))).toBe(0)
    expect(largestLoss([])).toBe(1)
    expect(largestLoss(epochs(0.5, 0.6))).toBeCloseTo(0.55)
  })
})

describe('Models', () => {
  test('are called by their names, and else by what they are and when they were trained', () => {
    expect(nameOf(SHIPPED)).toBe('The model that ships')
    expect(nameOf({ ...SHIPPED, id: 'rotation' })).toBe('The rotation model')
    expect(nameOf({ ...OWN, name: 'Room 12' })).toBe('Room 12')
    expect(nameOf(OWN)).toMatch(/^Convolutional, 2 Apr 2026, \d\d:15$/)
    expect(nameOf({ ...OWN, network: 'Perceptron 784-128-10' })).toMatch(/^Perceptron, /)
  })

  test.each([
    [0, '0 kB'],
    [1, '1 kB'],
    [42_100, '43 kB'],
    [1_612_345, '1.6 MB'],
  ])('a file of %d bytes has %s', (bytes, text) => {
    expect(size(bytes)).toBe(text)
  })
})

describe('Shortcuts', () => {
  const press = (keys: string) => {
    const parts: readonly string[] = keys.split('+')
    return {
      key: parts.at(-1) ?? '',
      ctrlKey: parts.includes('Ctrl'),
      metaKey: parts.includes('Cmd'),
      shiftKey: parts.includes('Shift'),
      altKey: parts.includes('Alt'),
    }
  }
  test.each([
    ['Ctrl+z', 'undo'],
    ['Ctrl+Shift+Z', 'redo'],
    ['Ctrl+y', 'redo'],
    ['Delete', 'clear'],
    ['Escape', 'clear'],
    ['Backspace', 'clear'],
    ['Cmd+z', null],
    ['Ctrl+Alt+z', null],
    ['Shift+Delete', null],
    ['z', null],
    ['Ctrl+s', null],
    ['e', 'toggleEraser'],
    ['Ctrl+e', null],
    ['?', 'showShortcuts'],
    ['Shift+?', 'showShortcuts'],
    ['Ctrl+/', 'showShortcuts'],
  ])('%s on Linux and Windows', (keys, command) => {
    expect(commandOf(press(keys), 'linux', true)).toBe(command)
  })
  test.each([
    ['Cmd+z', 'undo'],
    ['Cmd+Shift+Z', 'redo'],
    ['Ctrl+z', null],
    ['Cmd+y', null],
    ['Backspace', 'clear'],
  ])('%s on a Mac', (keys, command) => {
    expect(commandOf(press(keys), 'darwin', true)).toBe(command)
  })
  test('a letter alone is a command only while the pad or nothing has the keyboard', () => {
    expect(commandOf(press('e'), 'linux', false)).toBeNull()
    expect(commandOf(press('?'), 'linux', false)).toBe('showShortcuts')
    expect(commandOf(press('Ctrl+z'), 'linux', false)).toBe('undo')
  })
  test('what would be pressed by spoken words is told from what would not', () => {
    expect(['e', 'N', '7', '?', 'Shift+?'].map((keys) => isSingleKey(press(keys)))).toEqual(
      Array(5).fill(true),
    )
    const others = ['Ctrl+e', 'Cmd+e', 'Delete', 'Escape', ' ', 'ArrowLeft', 'F11']
    expect(others.map((keys) => isSingleKey(press(keys)))).toEqual(Array(7).fill(false))
  })
  test.each(['linux', 'darwin'])('the sheet has every key of the menu on %s', (platform) => {
    const mac = platform === 'darwin'
    const ignore = () => undefined
    const actions = new Proxy({} as MenuActions, { get: () => ignore })
    const state: MenuState = {
      training: false,
      ownModel: false,
      rotationModel: 'missing',
      modelBefore: false,
      language: 'system',
      spoken: 'en',
      appearance: 'system',
      highContrast: false,
      largeBars: false,
    }
    const place = { appName: 'Digit Pad', mac, packaged: true }
    const inMenu = menuTemplate(state, actions, place)
      .flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
      .flatMap(({ accelerator }) => (typeof accelerator === 'string' ? [accelerator] : []))
    const onSheet = shortcutsOn(platform).flatMap(({ shortcuts }) => shortcuts.flatMap(({ keys }) => keys))
    expect(inMenu.length).toBeGreaterThan(10)
    expect(inMenu.filter((keys) => !onSheet.includes(keys))).toEqual([])
    expect(new Set(onSheet).size).toBe(onSheet.length)
  })
  test('are written as on the keyboard', () => {
    expect(written('CmdOrCtrl++', 'linux')).toBe('Ctrl++')
    expect(written('Shift+Arrows', 'darwin')).toBe('⇧Arrows')
    expect(keysOf('redo', 'win32')).toBe('Ctrl+Shift+Z')
    expect(keysOf('undo', 'darwin')).toBe('⌘Z')
  })
})
