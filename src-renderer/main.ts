/** Starts the page: asks for what it needs to draw itself, then draws itself once. */
import { mount } from 'svelte'
import { MAX_FAULT_LENGTH } from '../src-main/contract.ts'
import './bridge.ts'
import './tokens.css'
import './base.css'
import App from './App.svelte'
import { DigitPad } from './digit-pad.svelte.ts'
import { isTyping } from './shortcuts.ts'
import { languageOf, speak } from './ui/language.svelte.ts'

async function start(): Promise<void> {
  const bridge = window.digitPad
  const state = await bridge.request('start', undefined)
  // Before anything is said.
  await speak(languageOf(state))
  const digitPad = new DigitPad(bridge, state, {
    // After what is to be seen in that frame has asked for it: ink goes before questions.
    nextFrame: (callback) => {
      queueMicrotask(() => requestAnimationFrame(callback))
    },
    whenIdle: (callback) => {
      requestIdleCallback(callback, { timeout: 100 })
    },
    isTyping: () => isTyping(document.activeElement),
    isOnPad: () => document.activeElement?.getAttribute('role') === 'application',
    prefersStill: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
    now: () => performance.now(),
  })
  tellFaults((message) => {
    digitPad.notices.problem(message)
  })
  performance.mark('page begins')
  mount(App, { target: document.body, props: { digitPad } })
  performance.mark('page drawn')
}

/** Shows what went wrong in the page and nobody waited for, instead of swallowing it, and writes it into the log. */
function tellFaults(tell: (message: string) => void): void {
  const fault = (error: unknown) => {
    logFault(error)
    tell(`Something went wrong inside Digit Pad: ${String(error)}`)
  }
  window.addEventListener('error', ({ error, message }) => {
    fault(error ?? message)
  })
  window.addEventListener('unhandledrejection', ({ reason }) => {
    fault(reason)
  })
}

function logFault(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? String(error)) : String(error)
  // That it could not be written down is no other fault to be written down.
  window.digitPad.request('logFault', text.slice(0, MAX_FAULT_LENGTH)).catch(() => undefined)
}

start().catch((error: unknown) => {
  logFault(error)
  const message = document.createElement('p')
  message.className = 'failed-start'
  message.setAttribute('role', 'alert')
  // In English: the texts may be what could not be read.
  // @wc-ignore
  message.textContent = `Digit Pad could not start: ${String(error)} Close the window and start it again.`
  document.body.append(message)
})
