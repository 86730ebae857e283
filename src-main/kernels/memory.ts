/** Where the matrices live: one block of shared memory, handed out from the front to the back. */

/** Every array starts on a cache line, so that two threads never write to the same one by accident. */
const ALIGNMENT = 64

/**
 * A bump allocator over one shared buffer. Nothing is ever freed: a run allocates what it needs once.
 *
 * Threads that make the same allocations in the same order over the same buffer get the same arrays, which
 * is how the threads of a run share a network without sending each other anything.
 */
export class Memory {
  readonly buffer: SharedArrayBuffer
  #next: number

  /**
   * @param buffer the block to hand out
   * @param start the first byte that is free; what lies before it belongs to somebody else
   */
  constructor(buffer: SharedArrayBuffer, start = 0) {
    this.buffer = buffer
    this.#next = align(start)
  }

  /** A memory of its own of `bytes` bytes, all zero. Pages that are never touched cost nothing. */
  static ofSize(bytes: number): Memory {
    return new Memory(new SharedArrayBuffer(align(bytes)))
  }

  /** The first byte that is still free. */
  get next(): number {
    return this.#next
  }

  /** `length` floats, zero unless another thread wrote them. Throws a RangeError when the block is full. */
  floats(length: number): Float32Array {
    return new Float32Array(this.buffer, this.#take(length * 4), length)
  }

  /** `length` 32-bit integers. */
  integers(length: number): Int32Array {
    return new Int32Array(this.buffer, this.#take(length * 4), length)
  }

  /** `length` bytes. */
  bytes(length: number): Uint8Array {
    return new Uint8Array(this.buffer, this.#take(length), length)
  }

  #take(bytes: number): number {
    const offset = this.#next
    if (offset + bytes > this.buffer.byteLength) {
      throw new RangeError(
        `The memory of ${this.buffer.byteLength} bytes is full: ${bytes} more were asked for at ${offset}.`,
      )
    }
    this.#next = align(offset + bytes)
    return offset
  }
}

function align(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT
}
