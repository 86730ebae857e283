/** The language in which the page speaks. Its texts are loaded when it is chosen, and everything is said anew. */
import { commitLocale, loadLocale } from 'wuchale/load-utils'
import type { Language, StartState } from '../../src-main/contract.ts'

let spoken = $state<Language>('en')
let wanted: Language = 'en'

/** The language that was chosen, or the system's. */
export function languageOf({
  settings,
  systemLanguage,
}: Pick<StartState, 'settings' | 'systemLanguage'>): Language {
  return settings.language === 'system' ? systemLanguage : settings.language
}

/** The language that is spoken now. What reads it is made anew when it changes. */
export function language(): Language {
  return spoken
}

/**
 * How numbers, dates and lists are written. English as in Great Britain. Arabic with the digits 0 to 9, which many Arabic
 * readers use beside ٠ to ٩: those are what is drawn and read here, and a bar named 3 must not stand beside a "٣".
 */
export function writing(): string {
  if (spoken === 'en') return 'en-GB'
  return spoken === 'ar' ? 'ar-u-nu-latn' : spoken
}

/**
 * What reads from left to right in every language: numbers with their signs, sizes, formulas. Within a line that runs from
 * right to left it is set apart with signs that are not seen (Unicode UAX #9), or "−5" would read as "5−".
 */
export const leftToRight = (text: string): string => (spoken === 'ar' ? `${ISOLATE}${text}${END}` : text)
const [ISOLATE = '', END = ''] = [0x2066, 0x2069].map((sign) => String.fromCodePoint(sign))

/** Speaks another language from now on, once its texts are there. Asked for several at once, it speaks the last. */
export async function speak(language: Language): Promise<void> {
  wanted = language
  await loadLocale(language, false)
  if (wanted !== language) return
  commitLocale(language)
  spoken = language
  document.documentElement.lang = language === 'en' ? 'en-GB' : language
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr'
}
