/** The languages that the app speaks, and which of them is spoken. */
import * as v from 'valibot'

/** Each by its tag (BCP 47) and, for whoever looks for it, in its own words. */
export const LANGUAGES = {
  en: 'English',
  'zh-CN': '简体中文',
  es: 'Español',
  de: 'Deutsch',
  ja: '日本語',
  ar: 'العربية',
} as const
export type Language = keyof typeof LANGUAGES

export const LANGUAGE_TAGS = Object.keys(LANGUAGES) as [Language, ...Language[]]

/** A language, or the system's where it is one of these. */
export const LanguageChoice = v.picklist(['system', ...LANGUAGE_TAGS])
export type LanguageChoice = v.InferOutput<typeof LanguageChoice>

/**
 * The first language of a list that is spoken here: a region does not matter ("de-AT" is "de"), a script does:
 * Chinese is spoken in its simplified signs. English where there is none.
 *
 * @param preferred tags (BCP 47) as a system tells them, the most wanted first
 */
export function firstSpoken(preferred: readonly string[]): Language {
  return preferred.map(spokenAs).find((language) => language !== null) ?? 'en'
}

function spokenAs(tag: string): Language | null {
  try {
    const { language, script } = new Intl.Locale(tag).maximize()
    if (language === 'zh') return script === 'Hans' ? 'zh-CN' : null
    return LANGUAGE_TAGS.find((spoken) => spoken === language) ?? null
  } catch {
    // No tag at all: "C", as some systems say.
    return null
  }
}
