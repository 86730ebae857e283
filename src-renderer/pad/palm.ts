/** Tells a hand that only rests on the screen from one that draws. */

/** What of a pointer event is looked at. Sizes in CSS pixels, the time in ms from any start. */
export type Contact = Pick<PointerEvent, 'pointerType' | 'width' | 'height' | 'timeStamp'>

/** A contact wider than this is a palm: some 19 mm, where a thumb makes 15. */
const WIDEST_FINGER = 72
/** So long after a pen was seen last, a touch is still the hand that holds it, in ms. */
const HAND_STAYS = 1000

export class PalmGuard {
  #penIsNear = false
  #penSeen = Number.NEGATIVE_INFINITY

  /** A pen touches the surface or hovers over it. */
  penNear({ timeStamp }: Contact): void {
    this.#penIsNear = true
    this.#penSeen = timeStamp
  }

  /** The pen is out of reach. */
  penGone({ timeStamp }: Contact): void {
    this.#penIsNear = false
    this.#penSeen = timeStamp
  }

  /** Whether a contact can be meant to draw. */
  accepts({ pointerType, width, height, timeStamp }: Contact): boolean {
    if (pointerType !== 'touch') return true
    if (Math.max(width, height) > WIDEST_FINGER) return false
    return !this.#penIsNear && timeStamp - this.#penSeen > HAND_STAYS
  }
}
