/** Where the parts of the built app lie, seen from the bundles in `dist/main/`. */

export interface Places {
  /** The entry of the training threads. */
  readonly thread: URL
  /** The entry of the threads that measure models. */
  readonly resultsThread: URL
  /** The entry of the threads that unpack pictures. */
  readonly picturesThread: URL
  /** The decoder of JPEG files. */
  readonly jpegDecoder: URL
  /** The folder of the compiled kernels; ends in a slash, as every folder here. */
  readonly kernels: URL
  /** The folder of the model that ships, icons and notices. */
  readonly resources: URL
  readonly preload: URL
  /** The folder of the page. */
  readonly renderer: URL
  /** The file with the licences of what others wrote; in the package it lies beside the archive, for all programs. */
  readonly notices: URL
}

/** @param metaUrl `import.meta.url` of a file in `dist/main/`, in the repository or in the packaged app */
export function builtPlaces(metaUrl: string): Places {
  return {
    thread: new URL('thread.js', metaUrl),
    resultsThread: new URL('results.js', metaUrl),
    picturesThread: new URL('pictures.js', metaUrl),
    jpegDecoder: new URL('jpeg.wasm', metaUrl),
    kernels: new URL('./', metaUrl),
    resources: new URL('../../resources/', metaUrl),
    preload: new URL('../preload/preload.cjs', metaUrl),
    renderer: new URL('../renderer/', metaUrl),
    notices: new URL(`${metaUrl.includes('.asar/') ? '../../' : ''}../third-party-notices.txt`, metaUrl),
  }
}
