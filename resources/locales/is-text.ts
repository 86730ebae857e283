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
/** Names of keys, as `KeyboardEvent.key` gives them. */
const KEY =
  /^(Arrow(Up|Down|Left|Right)|Escape|Enter|Tab|Home|End|Page(Up|Down)|Delete|Backspace|Files|Space|Shift|CmdOrCtrl\+.*)$/
/** What takes strings that nobody reads. */
const CALLS =
  /(^|\.)(querySelector|querySelectorAll|closest|matches|getAttribute|setAttribute|addEventListener|createElement|mark|measure|requestIdleCallback|MediaQuery|matchMedia|Error)$/

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
  return usual(message)
}
