import { ESLint } from 'eslint'
import { expect, it } from 'vitest'

const linter = new ESLint({
  flags: ['unstable_native_nodejs_ts_config'],
  // The files that are asked about do not exist, so there are no types to be had.
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  ruleFilter: ({ ruleId }) => ruleId.startsWith('no-restricted'),
})

async function complaints(filePath: string, code: string): Promise<string[]> {
  const [result] = await linter.lintText(code, { filePath })
  return result!.messages.map(({ ruleId, message }) => ruleId ?? message)
}

it.each([
  ['src-main/network/new.ts', "import '../kernels/kernels.ts'"],
  ['src-main/network/new.ts', "import './layer.ts'"],
  ['src-main/images/new.ts', "import '../kernels/kernels.ts'"],
  ['src-main/datasets/synthetic/new.ts', "import '../idx.ts'"],
  ['src-main/datasets/synthetic/new.ts', "import '../../images/strokes.ts'"],
  ['src-main/training/new.ts', "import '../recognizer/model.ts'"],
  ['src-main/paper/new.ts', "import '../training/run.ts'"],
  ['src-main/shell/hardening/new.ts', "import 'electron'"],
  ['src-main/shell/new.ts', "import '../training/run.ts'"],
  ['src-main/main.ts', "import 'electron'"],
  ['src-main/contract.ts', "export * from './contract/models.ts'"],
  ['src-main/contract/new.ts', "import './models.ts'"],
  ['src-renderer/pad/new.ts', "import '../../src-main/contract.ts'"],
])('%s may say %s', async (file, code) => {
  expect(await complaints(file, code)).toEqual([])
})

it.each([
  ['src-main/network/new.ts', "import '../images/ink.ts'"],
  ['src-main/network/new.ts', "import '../contract.ts'"],
  ['src-main/network/new.ts', "import 'node:fs'"],
  ['src-main/network/new.ts', "import 'valibot'"],
  ['src-main/kernels/new.ts', "import '../network/layer.ts'"],
  ['src-main/images/new.ts', "import type { Layer } from '../network/layer.ts'"],
  ['src-main/datasets/synthetic/new.ts', "import '../../network/layer.ts'"],
  ['src-main/storage/new.ts', "import '../recognizer/model.ts'"],
  ['src-main/recognizer/new.ts', "import '../training/run.ts'"],
  ['src-main/training/new.ts', "import '../shell/window.ts'"],
  ['src-main/training/new.ts', "import '../cli/table.ts'"],
  ['src-main/training/new.ts', "import '../paper/experiment.ts'"],
  ['src-main/paper/new.ts', "import '../cli/table.ts'"],
  ['src-main/training/new.ts', "import 'electron'"],
  ['src-main/training/new.ts', "await import('../shell/window.ts')"],
  ['src-main/training/new.ts', 'console.log(import.meta.url)'],
  ['src-main/cli/new.ts', "import '../shell/window.ts'"],
  ['src-main/cli/new.ts', "import { app } from 'electron'"],
  ['src-main/shell/new.ts', "import '../cli/table.ts'"],
  ['src-main/cli.ts', "import { app } from 'electron'"],
  ['src-main/contract.ts', "import './network/presets.ts'"],
  ['src-main/contract/new.ts', "import '../network/presets.ts'"],
  ['src-main/training/new.ts', "import '../contract/models.ts'"],
  ['src-renderer/pad/new.ts', "import '../../src-main/contract/models.ts'"],
  ['src-main/preload.ts', "import './shell/window.ts'"],
  ['src-renderer/pad/new.ts', "import '../../src-main/images/ink.ts'"],
  ['src-renderer/pad/new.ts', "import 'node:fs'"],
  ['src-renderer/pad/New.svelte', '<script lang="ts">\n  import "electron"\n</script>\n'],
])('%s may not say %s', async (file, code) => {
  expect(await complaints(file, code)).toEqual([expect.stringMatching(/^no-restricted/)])
})
