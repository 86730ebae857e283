/** The pages of documentation, and what can be pointed at in them. */
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export interface Page {
  /** From the project's folder: "docs/network.md". */
  readonly path: string
  readonly text: string
}

export const pages: readonly Page[] = globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT })
  .map((path) => path.replaceAll('\\', '/'))
  .sort()
  .map((path) => ({ path, text: readFileSync(ROOT + path, 'utf8') }))

const FENCED = /^```[^\n]*\n([\s\S]*?)^```/gm

/** What is code on a page: each fenced block and each span between backticks, as one text. */
export function codeOf({ text }: Page): string[] {
  const blocks = [...text.matchAll(FENCED)].map(([, block = '']) => block)
  const spans = [...withoutBlocks(text).matchAll(/`([^`]+)`/g)].map(([, span = '']) => span)
  return [...blocks, ...spans.map((span) => span.replace(/\s+/g, ' '))]
}

/** Where its links and pictures point to: "network.md#a-step-downhill", "https://…". */
export function targetsOf({ text }: Page): string[] {
  const prose = withoutBlocks(text).replace(/`[^`]*`/g, '')
  const inWords = [...prose.matchAll(/\]\(([^()\s]+(?:\([^()]*\))?[^()\s]*)\)/g)]
  const inTags = [...prose.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g)]
  return [...inWords, ...inTags].map(([, target = '']) => target)
}

/** What of a page can be pointed at after #, as GitHub names it: a heading in small letters, with - for each space. */
export function anchorsOf({ text }: Page): string[] {
  return [...withoutBlocks(text).matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = '']) =>
    heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  )
}

function withoutBlocks(text: string): string {
  return text.replace(FENCED, '')
}
