/** What each view of the pane is handed. */
import type { InsideNetwork } from '../../src-main/contract.ts'
import type { DigitPad } from '../digit-pad.svelte.ts'

export interface ViewProps {
  readonly digitPad: DigitPad
  /** The colours in effect, which pictures on a canvas are painted in. */
  readonly scheme: string
  readonly network: InsideNetwork
}
