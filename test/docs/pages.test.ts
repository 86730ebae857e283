/** What the documentation points at and names is there: pages, headings, pictures, scripts, files, options. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'
import { COMMAND_NAMES, type CommandName } from '../../src-main/cli/arguments.ts'
import { helpText } from '../../src-main/cli/help.ts'
import { anchorsOf, codeOf, pages, ROOT, targetsOf } from './pages.ts'

const { scripts } = JSON.parse(readFileSync(ROOT + 'package.json', 'utf8')) as {
  scripts: Record<string, string>
}

/** Every `NAME` and `--NAME` that follows the words, in all code of a page. */
const named = (code: readonly string[], pattern: RegExp): string[] =>
  code.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name))

describe.each(pages)('$path', (page) => {
  const code = codeOf(page)

  it('points at pages, headings and pictures that are there', () => {
    const lost = targetsOf(page).filter((target) => {
      if (/^(https?|mailto):/.test(target)) return false
      const [path = '', anchor] = target.split('#')
      const file = path === '' ? page.path : normalize(join(dirname(page.path), path)).replaceAll('\\', '/')
      if (!existsSync(ROOT + file)) return true
      if (anchor === undefined) return false
      const there = pages.find((other) => other.path === file.replaceAll('\\', '/'))
      return there === undefined || !anchorsOf(there).includes(anchor)
    })
    expect(lost).toEqual([])
  })

  it('names scripts of package.json', () => {
    const run = named(code, /\bnpm run (?:--silent )?([\w:-]+)/g)
    const short = named(code, /\bnpm (start|test)\b/g)
    expect([...run, ...short].filter((name) => !(name in scripts))).toEqual([])
  })

  it('names files that are there', () => {
    const run = named(code, /\b((?:test|resources|src-main|src-renderer|docs)\/[\w./-]*\w\/?)/g)
    const lost = run.filter((path) => {
      // Tests may be named by the beginning of their paths, files by a folder or without their ending.
      return !existsSync(ROOT + path) && globSync(`${path}*`, { cwd: ROOT }).length === 0
    })
    expect(lost).toEqual([])
  })

  it('names commands and options that digit-pad has', () => {
    const lines = code.flatMap((text) => text.replace(/\\\n\s*|\n +/g, ' ').split('\n'))
    const lost = lines.flatMap((line) => {
      const [, command, rest = ''] =
        /(?:^|digit-pad (?:-- )?)(recognize|evaluate|learn|train|paper) (.*)/.exec(line) ?? []
      if (command === undefined) return []
      const help = helpText(command as CommandName)
      return named([rest], /(--[a-z][\w-]*)/g)
        .filter((option) => !help.includes(option))
        .map((option) => `${command} ${option}`)
    })
    const commands = named(lines, /\bdigit-pad (?:-- )?([a-z]+)\b/g)
    const unknown = commands.filter((name) => !COMMAND_NAMES.some((known) => known === name))
    expect([...lost, ...unknown]).toEqual([])
  })

  it('says in words what its pictures show', () => {
    const tags = [...page.text.matchAll(/<img\b[^>]*>/g)].map(([tag]) => tag)
    expect(tags.filter((tag) => !/\balt="[^"]{10,}"/.test(tag))).toEqual([])
    expect([...page.text.matchAll(/!\[([^\]]*)\]/g)].filter(([, words = '']) => words.length < 10)).toEqual(
      [],
    )
  })
})

it('Every picture is shown somewhere.', () => {
  const shown = pages.flatMap((page) =>
    targetsOf(page).map((target) => normalize(join(dirname(page.path), target)).replaceAll('\\', '/')),
  )
  const pictures = globSync('docs/images/*', { cwd: ROOT }).map((path) => path.replaceAll('\\', '/'))
  expect(pictures.filter((path) => !shown.includes(path))).toEqual([])
})

it('Every page is reached from the README.', () => {
  const reached = new Set(['README.md'])
  for (const path of reached) {
    const page = pages.find((page) => page.path === path)
    if (page === undefined) continue
    for (const target of targetsOf(page)) {
      const file = target.split('#')[0]!
      if (file.endsWith('.md')) reached.add(normalize(join(dirname(path), file)).replaceAll('\\', '/'))
    }
  }
  const apart = pages.map(({ path }) => path).filter((path) => !reached.has(path))
  expect(apart.filter((path) => path !== 'CHANGELOG.md')).toEqual([])
})
