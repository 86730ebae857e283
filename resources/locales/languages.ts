/** The languages that the app speaks. The source is English: every other one is a catalogue beside this file. */

/** How many forms a count has in each, and which is whose, as gettext writes it in the head of a catalogue; `one` is that of 1. */
const ONE_FORM = { nplurals: 1, plural: '0', one: null }
const ONE_AND_MORE = { nplurals: 2, plural: 'n != 1', one: 0 }
/** None, one, two, a few (3 to 10), many (11 to 99), and the rest. */
const ARABIC = {
  nplurals: 6,
  one: 1,
  plural: 'n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5',
}

/** By their tags (BCP 47), which are the catalogues' names. */
export const LANGUAGES = {
  en: ONE_AND_MORE,
  'zh-CN': ONE_FORM,
  es: ONE_AND_MORE,
  de: ONE_AND_MORE,
  ja: ONE_FORM,
  ar: ARABIC,
} as const

export const SOURCE = 'en'
