/** Everything a hand can do to the pad's surface: mouse, pen, finger and keys become strokes. */
import { KeyboardPen } from './keyboard-pen.svelte.ts'
import type { Pad } from './pad.svelte.ts'
import { PAD_SIZE } from './sheet.ts'
import type { Sample } from './stroke-recorder.ts'
import type { PenMark } from './surface.ts'

export class PadInput {
  readonly #pad: Pad
  readonly #pen: KeyboardPen
  /** The one pointer that draws: a second finger or a resting palm draws nothing. */
  #pointer: number | null = null
  #byKeyboard = $state(false)

  constructor(pad: Pad) {
    this.#pad = pad
    this.#pen = new KeyboardPen(pad)
  }

  /** True while the surface is used with the keyboard. */
  get byKeyboard(): boolean {
    return this.#byKeyboard
  }

  /** Where the keyboard's pen stands, while it is used. */
  get mark(): PenMark | null {
    return this.#byKeyboard ? this.#pen.mark : null
  }

  /** Listens to an element that covers the pad. @returns a function that ends it */
  listenTo(element: HTMLElement): () => void {
    const ended = new AbortController()
    const on = <K extends keyof HTMLElementEventMap>(
      name: K,
      listener: (event: HTMLElementEventMap[K]) => void,
    ) => {
      element.addEventListener(name, listener, { signal: ended.signal })
    }
    on('pointerdown', (event) => {
      this.#press(event, element)
    })
    on('pointermove', (event) => {
      this.#move(event, element)
    })
    for (const name of ['pointerup', 'pointercancel', 'lostpointercapture'] as const) {
      on(name, (event) => {
        this.#release(event)
      })
    }
    on('keydown', (event) => {
      this.#key(event)
    })
    on('keyup', ({ key }) => {
      this.#pen.release(key)
    })
    on('focus', () => {
      this.#byKeyboard = this.#pointer === null && element.matches(':focus-visible')
    })
    on('blur', () => {
      this.#pen.lift()
      this.#byKeyboard = false
    })
    element.tabIndex = 0
    return () => {
      ended.abort()
    }
  }

  #press(event: PointerEvent, element: HTMLElement): void {
    if (event.button !== 0 || this.#pointer !== null) return
    this.#pen.lift()
    this.#pointer = event.pointerId
    this.#byKeyboard = false
    element.setPointerCapture(event.pointerId)
    this.#pad.begin(sampleOf(event, element.getBoundingClientRect()))
  }

  #move(event: PointerEvent, element: HTMLElement): void {
    if (event.pointerId !== this.#pointer) return
    const box = element.getBoundingClientRect()
    const coalesced = event.getCoalescedEvents()
    this.#pad.extend((coalesced.length > 0 ? coalesced : [event]).map((each) => sampleOf(each, box)))
  }

  #release(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return
    this.#pointer = null
    this.#pad.end()
  }

  #key(event: KeyboardEvent): void {
    if (this.#pointer !== null || !this.#pen.press(event)) return
    event.preventDefault()
    event.stopPropagation()
    this.#byKeyboard = true
  }
}

function sampleOf(event: PointerEvent, box: DOMRect): Sample {
  return {
    x: ((event.clientX - box.left) / box.width) * PAD_SIZE,
    y: ((event.clientY - box.top) / box.height) * PAD_SIZE,
    time: event.timeStamp,
    // Only pens know their pressure: mice say one half, fingers what they like.
    pressure: event.pointerType === 'pen' ? event.pressure : 0.5,
  }
}
