/** All that is fuzzed, by name. Each is loaded alone, so that its memory is its own. */
import type { Target } from './target.ts'

export const targets = {
  bridge: async () => (await import('./targets/bridge.ts')).bridge,
  'page-files': async () => (await import('./targets/page-files.ts')).pageFiles,
  idx: async () => (await import('./targets/idx.ts')).idx,
  models: async () => (await import('./targets/models.ts')).models,
  architectures: async () => (await import('./targets/models.ts')).architectures,
  checkpoints: async () => (await import('./targets/checkpoints.ts')).checkpoints,
  png: async () => (await import('./targets/pictures.ts')).png,
  jpeg: async () => (await import('./targets/pictures.ts')).jpeg,
  drawings: async () => (await import('./targets/json-lines.ts')).drawings,
  'own-digits': async () => (await import('./targets/json-lines.ts')).ownDigits,
  settings: async () => (await import('./targets/settings.ts')).settings,
} as const satisfies Record<string, () => Promise<Target>>
export type TargetName = keyof typeof targets
