/** Kinds of drawing that are put down as strokes in the notation of `path.ts`. */

/** By the kind's name its ways, each a list of strokes in the order they are written. All ways are as common. */
export type WrittenKinds = Readonly<Record<string, readonly (readonly string[])[]>>
