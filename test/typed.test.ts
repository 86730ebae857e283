import { describe, expect, it } from 'vitest'
import { isCommand, typedArguments, typedFiles } from '../src-main/typed.ts'

describe('what was typed', () => {
  it.each<[string, readonly string[], boolean, readonly string[]]>([
    ['the installed program', ['/opt/digit-pad'], true, []],
    [
      'a command',
      ['/opt/digit-pad', 'recognize', 'a.png', '--number'],
      true,
      ['recognize', 'a.png', '--number'],
    ],
    ['a switch for Chromium before it', ['/opt/digit-pad', '--no-sandbox', 'train'], true, ['train']],
    ['a call for help', ['/opt/digit-pad', '--help'], true, ['--help']],
    ['a double click', ['/opt/digit-pad', '/home/a/3.digitdrawing'], true, ['/home/a/3.digitdrawing']],
    ['Electron with the app’s folder', ['electron', '.'], false, []],
    ['the same with switches', ['electron', '--no-sandbox', '--inspect=0', '/app'], false, []],
    [
      'the same with a command',
      ['electron', '--no-sandbox', '/app', 'recognize', 'x'],
      false,
      ['recognize', 'x'],
    ],
  ])('is found in the arguments of %s', (_what, argv, packaged, typed) => {
    expect(typedArguments(argv, packaged)).toEqual(typed)
  })

  it.each([
    [['recognize', 'a.png'], true],
    [['paper'], true],
    [['--help'], true],
    [['-h'], true],
    [['help', 'train'], true],
    [[], false],
    [['a.png'], false],
    [['/home/a/recognize'], false],
    [['--recognize'], false],
  ])('%j is a command: %s', (typed, command) => {
    expect(isCommand(typed)).toBe(command)
  })

  it('names files from where the person stands, or by their addresses', () => {
    expect(typedFiles(['3.png', '/b/4.jsonl', '--flag', 'file:///c/d%20e.png'], '/home/a')).toEqual([
      '/home/a/3.png',
      '/b/4.jsonl',
      '/c/d e.png',
    ])
  })
})
