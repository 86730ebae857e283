/** The area of memory that this thread has for itself: each kernel may use all of it, none keeps anything. */

let start: usize = 0

/** Says where the area is: called once, before any kernel. */
export function useScratch(address: usize): void {
  start = address
}

/** The first byte of the area, on a cache line. */
@inline
export function scratch(): usize {
  return start
}
