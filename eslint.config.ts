/**
 * What the linter holds the project to. Formatting is prettier's. The import rules keep the design's layers
 * apart: see `layers` below.
 */
import prettier from 'eslint-config-prettier'
import svelte from 'eslint-plugin-svelte'
import { defineConfig, globalIgnores } from 'eslint/config'
import type { Config } from 'eslint/config'
import globals from 'globals'
import typescript from 'typescript-eslint'

/**
 * The folders of src-main, and what each may import beside itself, packages and the top-level
 * `contract.ts` and `plain-error.ts`. What is not named here is forbidden.
 */
const layers: Record<string, readonly string[]> = {
  kernels: [],
  network: ['kernels'],
  images: ['kernels'],
  files: [],
  datasets: ['files', 'images', 'kernels/random.ts'],
  storage: ['files'],
  recognizer: ['files', 'network', 'kernels', 'images', 'datasets', 'storage'],
  results: ['files', 'training', 'recognizer', 'network', 'kernels', 'images', 'datasets', 'storage'],
  inside: ['files', 'training', 'recognizer', 'network', 'kernels', 'images', 'datasets', 'storage'],
  training: ['files', 'recognizer', 'network', 'kernels', 'images', 'datasets', 'storage'],
  paper: ['files', 'training', 'recognizer', 'network', 'kernels', 'images', 'datasets', 'storage'],
}

const outsideShell = {
  regex: '^electron($|/)',
  message: 'Only shell, main.ts and preload.ts import electron.',
}

function layerRules(folder: string, allowed: readonly string[]): Config {
  const permitted = [...allowed, 'contract.ts', 'plain-error.ts'].map((name) => name.replace('.', '\\.'))
  return {
    files: [`src-main/${folder}/**/*.ts`],
    ignores: ['src-main/kernels/assembly/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            outsideShell,
            {
              // From a folder within the layer, `../name` may still be the layer's own; `../../name` is not.
              regex: `^(\\.\\./)+(?=${outerNames(folder)})(?!(${permitted.join('|')})(/|$))`,
              message: `${folder} may import only: ${allowed.length > 0 ? allowed.join(', ') : 'nothing else of src-main'}.`,
            },
          ],
        },
      ],
      'no-restricted-syntax': ['error', noDynamicImport, noImportMeta],
    },
  }
}

/** A pattern of what stands at the top of src-main and is not the folder itself. */
function outerNames(folder: string): string {
  const folders = [...Object.keys(layers), 'shell', 'cli', 'contract'].filter((name) => name !== folder)
  return `(?:${folders.join('|')})/|(?:main|preload|cli|contract|places|plain-error)\\.ts`
}

const noDynamicImport = {
  selector: 'ImportExpression',
  message: 'Import statically, so that the import rules see it.',
}
const noImportMeta = {
  selector: 'MetaProperty[meta.name="import"]',
  message: 'Where files lie is known to places.ts alone: main.ts and cli.ts pass it on.',
}

export default defineConfig(
  // The peers of the benchmark import packages that only the benchmark installs.
  globalIgnores(['dist/', 'out/', 'test-results/', 'src-main/kernels/assembly/', 'test/bench/peers/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  typescript.configs.strictTypeChecked,
  svelte.configs.recommended,
  prettier,
  svelte.configs.prettier,
  {
    languageOptions: {
      globals: globals.node,
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', 400],
      'no-console': 'error',
      'no-constant-binary-expression': 'error',
      'no-control-regex': 'error',
      'no-loss-of-precision': 'error',
      'no-self-compare': 'error',
      'no-sparse-arrays': 'error',
      'no-unsafe-finally': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // An index within its bounds is known to be there; TypeScript cannot know it.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: typescript.parser } },
  },
  {
    files: ['**/*.svelte'],
    rules: {
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { excludedRunes: ['$props', '$bindable'] }],
      // The comment tells translators what the word means.
      'svelte/no-useless-mustaches': ['error', { ignoreIncludesComment: true }],
    },
  },
  {
    files: ['src-main/cli.ts', 'src-main/cli/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [outsideShell, { regex: '/shell/', message: 'The command line has no window.' }] },
      ],
    },
  },
  {
    files: ['src-main/shell/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '/cli/', message: 'Nothing stands on the command line but main.ts, which chooses.' },
          ],
        },
      ],
    },
  },
  {
    files: ['src-main/preload.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^\\./(?!contract\\.ts$|shell/channels\\.ts$)',
              message: 'The preload script hands on the contract and nothing else.',
            },
          ],
        },
      ],
    },
  },
  {
    files: [
      'src-main/contract.ts',
      'src-main/contract/*.ts',
      'src-main/places.ts',
      'src-main/plain-error.ts',
    ],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            outsideShell,
            {
              // The contract's own parts lie in its folder, beside one another.
              regex: '^\\.(?!/(contract/)?[a-z-]+\\.ts$)|/(main|preload|cli|places|plain-error)\\.ts$',
              message: 'Everything stands on this file, and it on nothing.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src-main/shell/**/*.ts', 'src-main/cli/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noDynamicImport, noImportMeta] },
  },
  ...Object.entries(layers).map(([folder, allowed]) => layerRules(folder, allowed)),
  {
    files: ['src-main/network/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [{ regex: '^(?!\\./|\\.\\./kernels/)', message: 'network imports nothing but kernels.' }],
        },
      ],
    },
  },
  { files: ['test/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['src-renderer/**/*.{ts,svelte}'],
    languageOptions: { globals: globals.browser },
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: 'src-main/(?!contract\\.ts$)',
              message: 'The page imports contract.ts and nothing else of src-main.',
            },
            { regex: '^(electron|node:)', message: 'The page has no Node.' },
          ],
        },
      ],
    },
  },
)
