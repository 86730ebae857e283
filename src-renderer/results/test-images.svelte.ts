/** The images of test digits, asked for when they come into view and kept while the rotation is the same. */
import { SvelteMap } from 'svelte/reactivity'
import type { Bridge, Rotation } from '../../src-main/contract.ts'
import { MOST_IMAGES } from '../../src-main/contract.ts'
import type { Notices } from '../ui/notices.svelte.ts'

const PIXELS = 784
type Greys = Uint8Array<ArrayBuffer>

export class TestImages {
  readonly #request: Bridge['request']
  readonly #notices: Notices
  #rotation: Rotation | null = null
  /** `null` while an image is asked for. */
  readonly #images = new SvelteMap<number, Greys | null>()

  constructor(request: Bridge['request'], notices: Notices) {
    this.#request = request
    this.#notices = notices
  }

  /** Forgets all images: from now on they are of digits turned in this way. */
  begin(rotation: Rotation | null): void {
    this.#rotation = rotation
    this.#images.clear()
  }

  /** 784 greys of the digit at this place of the test set, once they are there. */
  at(place: number): Greys | null {
    return this.#images.get(place) ?? null
  }

  /** Asks for the images that are not there yet. */
  async load(places: readonly number[]): Promise<void> {
    const rotation = this.#rotation
    const some = places.filter((place) => !this.#images.has(place)).slice(0, MOST_IMAGES)
    if (some.length === 0) return
    for (const place of some) this.#images.set(place, null)
    const outcome = await this.#request('testImages', { places: some, rotation })
    if (rotation !== this.#rotation) return
    if (!outcome.ok) {
      for (const place of some) this.#images.delete(place)
      this.#notices.problem(outcome.message)
      return
    }
    for (const [index, place] of some.entries()) {
      this.#images.set(place, outcome.value.slice(index * PIXELS, (index + 1) * PIXELS))
    }
  }
}
