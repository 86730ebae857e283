/** Which strings of the sources are read by people, and which by machines. */
import { createHeuristic, defaultHeuristicOpts } from 'wuchale'

type Heuristic = ReturnType<typeof createHeuristic>

/** Attributes that are read: of elements, all others are code. */
const READ_ATTRIBUTES = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'label',
  'placeholder',
  'title',
])
/** What stands in code and never in a sentence. */
const CODE = /[<>{}=()[\]\\]|\dpx|#px|--/
/** A single letter is a name in mathematics; a formula reads the same in all languages. */
const FORMULA = /^\P{L}*(\p{L}(?!\p{L})\P{L}*)*$|^[^.]*[∂Σσ].*=|^net = |^\S*∂\S*$/u
/** Names of keys, as `KeyboardEvent.key` gives them. */
const KEY = /^(Arrow(Up|Down|Left|Right)|Escape|Enter|Tab|Home|End|Page(Up|Down)|Backspace|Files|.*\+)$/
/** What takes strings that nobody reads. */
const CALLS =
  /(^|\.)(querySelector|querySelectorAll|closest|matches|getAttribute|setAttribute|addEventListener|createElement|mark|measure|requestIdleCallback|MediaQuery|matchMedia|Error|startsWith|includes|written|capOf)$/

const usual = createHeuristic({
  ...defaultHeuristicOpts,
  ignoreElements: [...defaultHeuristicOpts.ignoreElements, 'kbd'],
  urlAttribs: [],
})

export const isText: Heuristic = (message) => {
  const { scope, attribute, element, funcName, file, call } = message.details
  const text = message.msgStr.join('\n')
  if (KEY.test(text)) return false
  if (attribute !== undefined && !READ_ATTRIBUTES.has(attribute) && /^[a-z]/.test(element ?? '')) return false
  if (call !== undefined && CALLS.test(call)) return false
  // A module's constants are made before any language is there.
  if (scope === 'script' && !file.endsWith('.svelte') && (funcName ?? null) === null) return false
  if (FORMULA.test(text)) return false
  return scope === 'script' && isSentence(text) ? 'message' : usual(message)
}

/** Values are `#` here. Sentences may begin with a value, or with a small letter where a value stands in them. */
function isSentence(text: string): boolean {
  if (CODE.test(text) || !/[a-z]{2}/.test(text)) return false
  return /#.* |.* #/.test(text)
}

/** Of the main process: the menu and the dialogs as a whole; of all else only what is said in whole sentences. */
export const isTold: Heuristic = (message) => {
  const { scope, file, call, funcName } = message.details
  const text = message.msgStr.join('\n')
  if (scope !== 'script' || (funcName ?? null) === null) return false
  if (call === 'new PlainError')
    return /^\p{Lu}|#/u.test(text) && /\p{L}{2}.* |.* \p{L}{2}/su.test(text) ? 'message' : false
  if (call !== undefined && /^new |^console|readFile|^log\.note$/.test(call)) return false
  if (/^\P{Ll}*\p{Lu}.* .*\.$|^[“#].* .*\.$/su.test(text) && !CODE.test(text)) return 'message'
  if (
    !file.startsWith('src-main/shell/') ||
    /^(CmdOrCtrl|Delete$|Pasted picture$|Imported model$)/.test(text) ||
    KEY.test(text)
  )
    return false
  return /^\p{Lu}\p{Ll}/u.test(text) && !CODE.test(text) ? 'message' : false
}
