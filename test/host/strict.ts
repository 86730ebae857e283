/**
 * Makes a part of the host throw, by its name in Electron, where the app asks for something that the host does
 * not have: an app that ran here by luck would break in Electron, or the other way round.
 */
export function strict<T extends object>(name: string, part: T): T {
  const missing = (key: string) => new Error(`The host has no electron.${name}.${key}. Add it to test/host.`)
  return new Proxy(part, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target)
      // Private fields are the target's own, not the proxy's.
      if (typeof value === 'function') return value.bind(target) as unknown
      if (typeof key === 'string' && !(key in target) && key !== 'then') throw missing(key)
      return value
    },
    set(target, key, value) {
      if (!(key in target)) throw missing(String(key))
      return Reflect.set(target, key, value, target)
    },
  })
}
