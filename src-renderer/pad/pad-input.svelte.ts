/** Everything a hand can do to the pad's surface: mouse, pen, finger and keys become strokes. */
import { ERASER_RADIUS } from './eraser.ts'
import { KeyboardPen } from './keyboard-pen.svelte.ts'
import { PalmGuard } from './palm.ts'
import type { Pad } from './pad.svelte.ts'
import { PAD_SIZE } from './sheet.ts'
import type { Sample } from './stroke-recorder.ts'
import type { PenMark } from './surface.ts'

/** Where the pad lies in the window, in CSS pixels. */
type Box = Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>

export class PadInput {
  readonly #pad: Pad
  readonly #pen: KeyboardPen
  readonly #palm = new PalmGuard()
  /** The one pointer that draws: a second finger or a resting palm draws nothing. */
  #pointer: Pick<PointerEvent, 'pointerId' | 'pointerType'> | null = null
  #byKeyboard = $state(false)
  /** Where the pad lay when that pointer came down: asking anew with each point would lay out the page anew. */
  #box: Box = { left: 0, top: 0, width: 1, height: 1 }
  /** Whether that pointer erases. */
  #erases = false
  /** Where the eraser is, while one is held over the pad. */
  #eraser = $state.raw<PenMark | null>(null)

  constructor(pad: Pad) {
    this.#pad = pad
    this.#pen = new KeyboardPen(pad)
  }

  /** True while the surface is used with the keyboard. */
  get byKeyboard(): boolean {
    return this.#byKeyboard
  }

  /** Where the keyboard's pen stands, while it is used, or the eraser. */
  get mark(): PenMark | null {
    if (this.#byKeyboard) return this.#pen.mark
    return this.#eraser
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
    for (const name of ['pointerup', 'lostpointercapture'] as const) {
      on(name, (event) => {
        this.#release(event)
      })
    }
    on('pointercancel', (event) => {
      this.#cancel(event)
    })
    on('pointerleave', (event) => {
      if (event.pointerType === 'pen') this.#palm.penGone(event)
      this.#eraser = null
    })
    // The right button erases.
    on('contextmenu', (event) => {
      event.preventDefault()
    })
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
    if (event.pointerType === 'pen') this.#palm.penNear(event)
    const other = isEraser(event)
    if ((event.button !== 0 && !other) || !this.#palm.accepts(event)) return
    if (this.#pointer !== null) {
      // The hand came down before the pen that it holds.
      if (event.pointerType !== 'pen' || this.#pointer.pointerType !== 'touch') return
      this.#pad.cancel()
    }
    this.#pen.lift()
    this.#pointer = event
    this.#byKeyboard = false
    element.setPointerCapture(event.pointerId)
    this.#box = element.getBoundingClientRect()
    const first = sampleOf(event, this.#box)
    this.#erases = other || this.#pad.tool === 'eraser'
    this.#pad.begin(first, this.#erases ? 'eraser' : 'pen')
    this.#showEraser(first)
  }

  #move(event: PointerEvent, element: HTMLElement): void {
    if (event.pointerType === 'pen') this.#palm.penNear(event)
    if (this.#pointer === null) {
      this.#erases = this.#pad.tool === 'eraser'
      if (this.#erases) this.#showEraser(sampleOf(event, element.getBoundingClientRect()))
      else this.#eraser = null
    }
    if (event.pointerId !== this.#pointer?.pointerId) return
    // What began as a finger lies on the glass as a palm.
    if (!this.#palm.accepts(event)) {
      this.#cancel(event)
      return
    }
    const box = this.#box
    const here = sampleOf(event, box)
    const samples = event.getCoalescedEvents().map((each) => sampleOf(each, box))
    const ahead = event.getPredictedEvents().map((each) => sampleOf(each, box))
    this.#pad.extend(samples.length > 0 ? samples : [here], ahead)
    this.#showEraser(here)
  }

  #release(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer?.pointerId) return
    this.#pointer = null
    this.#pad.end()
    if (this.#pad.tool !== 'eraser') this.#eraser = null
  }

  /** The system took the pointer for something else: what it drew was not meant. */
  #cancel(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer?.pointerId) return
    this.#pointer = null
    this.#eraser = null
    this.#pad.cancel()
  }

  #showEraser({ x, y }: Sample): void {
    this.#eraser = this.#erases ? { x, y, radius: ERASER_RADIUS, down: this.#pointer !== null } : null
  }

  #key(event: KeyboardEvent): void {
    if (this.#pointer !== null || !this.#pen.press(event)) return
    event.preventDefault()
    event.stopPropagation()
    this.#byKeyboard = true
  }
}

/** A pen's other end (button 5) or its side button, and the mouse's right button (both 2). */
const isEraser = ({ button }: PointerEvent) => button === 5 || button === 2

function sampleOf(event: PointerEvent, box: Box): Sample {
  return {
    x: ((event.clientX - box.left) / box.width) * PAD_SIZE,
    y: ((event.clientY - box.top) / box.height) * PAD_SIZE,
    time: event.timeStamp,
    // Only pens know their pressure: mice say one half, fingers what they like.
    pressure: event.pointerType === 'pen' ? event.pressure : 0.5,
  }
}
