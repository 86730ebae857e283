import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withoutPaths } from '../../../src-main/shell/log/private-text.ts'

const LINUX = { program: '/opt/Digit Pad/', data: '/home/ada/.config/Digit Pad', home: '/home/ada' }
const WINDOWS = {
  program: 'C:\\Program Files\\Digit Pad\\',
  data: 'C:\\Users\\Ada L\\AppData\\Roaming\\Digit Pad',
  home: 'C:\\Users\\Ada L',
}

describe('a text for the log', () => {
  it.each([
    ['/home/ada/.config/Digit Pad/settings.json is full.', '(data)/settings.json is full.'],
    ['at run (file:///opt/Digit Pad/dist/main/main.js:3:4)', 'at run ((app)/dist/main/main.js:3:4)'],
    ['There is no file /home/ada/three.png.', 'There is no file ~/three.png.'],
    ['There is no file /home/ada/School of mine/class 4/three.png.', 'There is no file …/three.png.'],
    ["open '/mnt/usb/Ada's/a.idx'", "open '…/a.idx'"],
    ['/home/adam/x.png', '…/x.png'],
    ['at app://digit-pad/assets/index.js:1:2', 'at app://digit-pad/assets/index.js:1:2'],
    ['1/2 of 3 and/or 4', '1/2 of 3 and/or 4'],
    ['a\u001b[31mb\u0000', 'a [31mb '],
  ])('on Linux: %s', (text, said) => {
    expect(withoutPaths(text, LINUX)).toBe(said)
  })

  it.each([
    ['C:\\Users\\Ada L\\AppData\\Roaming\\Digit Pad\\models\\x', '(data)\\models\\x'],
    ['at (file:///C:/Program Files/Digit Pad/dist/main.js:1:2)', 'at ((app)/dist/main.js:1:2)'],
    ['c:\\users\\ada l\\three.png', '~\\three.png'],
    ['D:\\Pupils\\Class 4\\three.png is gone', '…/three.png is gone'],
    ['\\\\server\\pupils\\three.png is gone', '…/three.png is gone'],
  ])('on Windows: %s', (text, said) => {
    expect(withoutPaths(text, WINDOWS)).toBe(said)
  })

  it('names no folder of a path, wherever it stands', () => {
    const name = fc.stringMatching(/^[a-zé][a-zé0-9' -]{3,12}[a-zé]$/)
    const start = fc.constantFrom('/', 'C:\\', '\\\\', 'file:///', '/home/ada/')
    const before = fc.constantFrom('', 'There is no ', '(', '“', '"')
    fc.assert(
      fc.property(before, start, fc.array(name, { minLength: 2, maxLength: 5 }), (before, start, names) => {
        const slash = start.includes('\\') ? '\\' : '/'
        const folders = names.map((name, at) => `Q${at}${name}`)
        const said = withoutPaths(`${before}${start}${folders.join(slash)}${slash}a.png`, LINUX)
        for (const folder of folders) expect(said).not.toContain(folder)
        expect(said).toContain('a.png')
      }),
    )
  })

  it('is left as it is where the known folders are roots', () => {
    expect(withoutPaths('/x and 3', { program: '/', data: '/', home: '/' })).toBe('/x and 3')
  })
})
