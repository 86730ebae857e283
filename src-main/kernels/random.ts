/**
 * Random numbers that are a function of their seed, on every machine: integer arithmetic and exactly rounded
 * floating-point operations only, no logarithm, no sine.
 */

/** Odd constants from the golden ratio, as in Marsaglia's Weyl sequences; they only have to differ. */
const START = [0x9e3779b9, 0x85ebca6b, 0xc2b2ae35] as const
const WARM_UP = 12

/**
 * The generator sfc32 (C. Doty-Humphrey, PractRand): 128 bits of state, one of its words a counter, so no
 * state has a period under 2³².
 */
export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  private constructor(a: number, b: number, c: number) {
    this.#a = a
    this.#b = b
    this.#c = c
    for (let i = 0; i < WARM_UP; i++) this.#word()
  }

  /**
   * A stream of its own for every tuple of whole numbers: `Random.of(seed, epoch, sample)`. Neighbouring
   * tuples give independent streams, whichever thread asks and in whatever order.
   */
  static of(seed: number, ...stream: number[]): Random {
    let [a, b, c]: [number, number, number] = [...START]
    a = mix(a ^ seed)
    b = mix(b + a)
    c = mix(c + b)
    for (const number of stream) {
      a = mix(a ^ number)
      b = mix((b ^ number) + a)
      c = mix((c ^ a) + b)
    }
    return new Random(a, b, c)
  }

  /** Evenly from [0, 1), in steps of 2⁻³². */
  next(): number {
    return this.#word() / 2 ** 32
  }

  /** Evenly from [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.next()
  }

  /** A whole number from 0 to count − 1, each equally likely. `count` is 1 to 2³². */
  integer(count: number): number {
    // What lies beyond the last whole multiple of `count` would favour the small numbers: draw again.
    const limit = 2 ** 32 - (2 ** 32 % count)
    let word = this.#word()
    while (word >= limit) word = this.#word()
    return word % count
  }

  /**
   * From the normal distribution with mean 0 and standard deviation 1, by comparisons alone: Kahn's rejection
   * from the exponential distribution (H. Kahn 1954; Knuth, TAOCP 2, 3.4.1), whose acceptance probability
   * e^(−(x−1)²/2) is had by comparing with a second exponential number.
   */
  gaussian(): number {
    for (;;) {
      const x = this.#exponential()
      if (2 * this.#exponential() > (x - 1) ** 2) return this.next() < 0.5 ? x : -x
    }
  }

  /** Puts the elements in an order chosen evenly from all orders (Fisher and Yates). */
  shuffle(values: Uint32Array): void {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.integer(i + 1)
      const kept = values[i]!
      values[i] = values[j]!
      values[j] = kept
    }
  }

  /**
   * From the exponential distribution with mean 1, by von Neumann's comparison of runs (1951): the length of
   * the falling run that a uniform number starts is odd with probability e^−x.
   */
  #exponential(): number {
    for (let whole = 0; ; whole++) {
      const first = this.next()
      let last = first
      let length = 1
      for (let u = this.next(); u < last; u = this.next()) {
        last = u
        length++
      }
      if (length % 2 === 1) return whole + first
    }
  }

  #word(): number {
    const word = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + word) | 0
    return word >>> 0
  }
}

/** Spreads every bit over the whole word, one to one (the finaliser of MurmurHash3, A. Appleby). */
function mix(word: number): number {
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35)
  return word ^ (word >>> 16)
}
