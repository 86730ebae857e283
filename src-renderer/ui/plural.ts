/** Sentences that count something, in the form that the language has for the number. */
import { number } from './format.ts'

/** English has two forms: the build puts the rule of the language that is spoken in its place. */
const english = (count: number): number => (count === 1 ? 0 : 1)

/**
 * The form that goes with a count, with the number for `#`: plural(3, ['# digit', '# digits']) → "3 digits". The forms
 * are written out, so that they can be translated: as many as the language has.
 *
 * @param values what stands in the sentence beside the count: `{0}` is the first of them
 */
export function plural(
  count: number,
  forms: readonly string[],
  values: readonly string[] = [],
  rule: (count: number) => number | boolean = english,
): string {
  // A rule of gettext may be a comparison: true is the second form.
  const form = forms[Number(rule(count))] ?? forms.at(-1) ?? ''
  return form
    .replace(/\{(\d)\}/g, (_, place: string) => values[Number(place)] ?? '')
    .replace('#', number(count))
}
