import { builtPlaces } from '../src-main/places.ts'

/** The repository's own build, which `build-if-stale.ts` brings up to date before the tests run. */
export const places = builtPlaces(new URL('../dist/main/main.js', import.meta.url).href)
