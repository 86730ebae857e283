/**
 * Values as text, for what cannot cross the DevTools protocol otherwise: what JSON lacks of the values that
 * the contract uses. Anything else is refused by name, so that nothing is changed on the way in silence.
 *
 * The function is also handed to the page as its source text, so it refers to nothing outside itself.
 */
export interface Codec {
  readonly encode: (value: unknown) => string
  readonly decode: (text: string) => unknown
}

export function createCodec(): Codec {
  /** The key of an object that stands for something that JSON lacks. */
  const TAG = '$'

  const toBase64 = (bytes: Uint8Array): string => {
    let text = ''
    for (let at = 0; at < bytes.length; at += 8192) {
      text += String.fromCharCode(...bytes.subarray(at, at + 8192))
    }
    return btoa(text)
  }

  const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => {
    const characters = atob(text)
    const bytes = new Uint8Array(characters.length)
    for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at)
    return bytes
  }

  const pack = (value: unknown): unknown => {
    switch (typeof value) {
      case 'boolean':
      case 'string':
        return value
      case 'undefined':
        return { [TAG]: 'undefined' }
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : { [TAG]: 'number', value: packNumber(value) }
      case 'object':
        return value === null ? null : packObject(value)
      case 'bigint':
      case 'function':
      case 'symbol':
        throw new TypeError(`A ${typeof value} cannot cross the bridge.`)
    }
  }

  const packNumber = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))

  const packObject = (value: object): unknown => {
    if (Array.isArray(value)) return value.map(pack)
    // By name, because a value made in another world has another world's prototypes.
    const kind = Object.prototype.toString.call(value).slice('[object '.length, -1)
    if (kind === 'Uint8Array') return { [TAG]: 'bytes', value: toBase64(value as Uint8Array) }
    if (kind === 'Float32Array') {
      const { buffer, byteOffset, byteLength } = value as Float32Array
      return { [TAG]: 'floats', value: toBase64(new Uint8Array(buffer, byteOffset, byteLength)) }
    }
    if (kind !== 'Object') throw new TypeError(`A ${kind} cannot cross this host's bridge yet.`)
    if (TAG in value) throw new TypeError(`An object with a key "${TAG}" cannot cross this host's bridge.`)
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, pack(entry)]))
  }

  const unpack = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(unpack)
    const { [TAG]: tag, value: content } = value as Record<string, unknown>
    if (tag === 'undefined') return undefined
    if (tag === 'number') return Number(content)
    if (tag === 'bytes') return fromBase64(content as string)
    if (tag === 'floats') return new Float32Array(fromBase64(content as string).buffer)
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, unpack(entry)]))
  }

  return {
    encode: (value) => JSON.stringify(pack(value)),
    decode: (text) => unpack(JSON.parse(text)),
  }
}
