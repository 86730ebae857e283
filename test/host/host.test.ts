import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EventEmitter } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createCodec } from './codec.ts'
import { InstanceLock } from './instance-lock.ts'
import { emitPreventable } from './preventable.ts'
import { answerScheme, disguised, protocol, undisguised } from './schemes.ts'
import { strict } from './strict.ts'

describe('the codec', () => {
  const codec = createCodec()
  const there = (value: unknown) => codec.decode(codec.encode(value))

  it('gives what the structured clone gives', () => {
    const leaf = fc.oneof(
      fc.double(),
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.constant(undefined),
      fc.uint8Array({ maxLength: 20 }),
    )
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        leaf,
        fc.array(tie('value')),
        // Too short for "constructor", by which toStrictEqual compares types.
        fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), tie('value')),
      ),
    }))
    fc.assert(
      fc.property(value, (value) => {
        expect(there(value)).toStrictEqual(structuredClone(value))
      }),
    )
  })

  it('carries more bytes than a function takes arguments', () => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251)
    expect(there(bytes)).toEqual(bytes)
  })

  it.each([
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a map', new Map()],
    ['an object with a tag', { $: 1 }],
  ])('refuses %s instead of changing it', (_what, value) => {
    expect(() => codec.encode([value])).toThrow('cannot cross')
  })
})

describe('the schemes', () => {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: {} }])
  protocol.handle('app', (request) => new Response(`${request.method} ${request.url}`))

  it('are told to Chromium in disguise, and come back', () => {
    const address = 'app://digit-pad/a/b.js?c=1'
    expect(disguised(address)).toBe('https://digit-pad.app.invalid/a/b.js?c=1')
    expect(undisguised(disguised(address))).toBe(address)
    expect(disguised('https://example.org/')).toBe('https://example.org/')
    expect(undisguised('https://digit-pad.app.invalid.evil.org/')).toBe(
      'https://digit-pad.app.invalid.evil.org/',
    )
    expect(undisguised('https://digit-pad.other.invalid/')).toBe('https://digit-pad.other.invalid/')
  })

  it('are answered by the app', async () => {
    const response = await answerScheme('https://digit-pad.app.invalid/x', 'GET')
    expect(await response?.text()).toBe('GET app://digit-pad/x')
    expect(await answerScheme('https://example.org/', 'GET')).toBeNull()
  })

  it('must be registered', () => {
    expect(() => {
      protocol.handle('other', () => new Response())
    }).toThrow('not registered')
  })
})

describe('a strict part', () => {
  class Part extends EventEmitter {
    readonly #secret = 3
    open = 1
    secret(): number {
      return this.#secret
    }
  }
  const part = strict('part', new Part())

  it('works as it is', () => {
    expect(part.secret()).toBe(3)
    part.open = 2
    expect(part.open).toBe(2)
    const heard = vi.fn()
    part.on('x', heard)
    part.emit('x', 1)
    expect(heard).toHaveBeenCalledWith(1)
  })

  it('names what it lacks', () => {
    const loose = part as unknown as Record<string, unknown>
    expect(() => loose['missing']).toThrow('electron.part.missing')
    expect(() => {
      loose['missing'] = 1
    }).toThrow('electron.part.missing')
  })

  it('can be awaited', async () => {
    expect(await Promise.resolve(part)).toBe(part)
  })
})

describe('an event that can be prevented', () => {
  it('tells whether it was', () => {
    const emitter = new EventEmitter()
    expect(emitPreventable(emitter, 'go', {})).toBe(true)
    emitter.on('go', (event: { preventDefault: () => void; url: string }) => {
      if (event.url === 'bad') event.preventDefault()
    })
    expect(emitPreventable(emitter, 'go', { url: 'good' })).toBe(true)
    expect(emitPreventable(emitter, 'go', { url: 'bad' })).toBe(false)
  })
})

describe('the lock of a folder', () => {
  it('is held once, and tells of those who come later', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'digit-pad-lock-'))
    const called = vi.fn()
    expect(new InstanceLock(folder).take({}, called)).toBe(true)
    expect(new InstanceLock(folder).take({ files: ['a'] }, () => undefined)).toBe(false)
    await vi.waitFor(() => {
      expect(called).toHaveBeenCalledExactlyOnceWith(process.argv, { files: ['a'] })
    })
    await wait(50)
    expect(called).toHaveBeenCalledOnce()
  })
})
