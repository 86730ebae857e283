/** The language in which the main process and its threads speak to the person. The command line speaks English. */
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads'
import { loadLocale } from 'wuchale/load-utils'
import { LANGUAGE_TAGS, type Language } from './contract/language.ts'

/** What a thread is told by whoever starts it. */
const SPOKEN = 'digit-pad:language'

let spoken: Language = 'en'

export const language = (): Language => spoken

/** A number as the language writes it; Arabic with the digits 0 to 9, as in the page. */
export function number(value: number, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(spoken === 'ar' ? 'ar-u-nu-latn' : spoken, options).format(value)
}

/** Speaks another language from now on, here and in threads that are started from here later. */
export async function speak(language: Language): Promise<void> {
  await loadLocale(language)
  setEnvironmentData(SPOKEN, language)
  spoken = language
}

/** In a thread: speaks as the thread that started this one did then. */
export async function speakAsStarted(): Promise<void> {
  const told = getEnvironmentData(SPOKEN)
  const language = LANGUAGE_TAGS.find((tag) => tag === told) ?? 'en'
  if (language !== 'en') await speak(language)
}
