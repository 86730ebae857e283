/** Takes pictures of the window: in light and dark colours, without what changes from one time to the next. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunningApp } from '../host/launch.ts'
import { smallPng } from './small-png.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

/** As large as the window opens for the first time. */
export const USUAL: Size = { width: 1024, height: 720 }
/** GitHub shows these pictures about 850 pixels wide, which dense screens draw with twice as many. */
const PIXELS_A_POINT = 2
/** The most that one picture takes, in bytes. */
const MOST_BYTES = 200_000

export class Camera {
  readonly #app: RunningApp
  readonly #folder: string

  constructor(app: RunningApp, folder: string) {
    this.#app = app
    this.#folder = folder
    mkdirSync(folder, { recursive: true })
  }

  /** The size of the window from now on. */
  async fit({ width, height }: Size): Promise<void> {
    const { page } = this.#app
    const session = await page.context().newCDPSession(page)
    await session.send('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: PIXELS_A_POINT,
      mobile: false,
    })
    await this.#settled()
  }

  /** Writes `NAME-light.png` and `NAME-dark.png`. */
  async take(name: string): Promise<void> {
    const { page } = this.#app
    // Where the pointer rests, something may light up.
    await page.mouse.move(0, 0)
    for (const appearance of ['light', 'dark'] as const) {
      await page.evaluate(
        (appearance) => window.digitPad.request('changeSettings', { appearance }),
        appearance,
      )
      await page.waitForFunction(
        (appearance) => document.documentElement.dataset['appearance'] === appearance,
        appearance,
      )
      await this.#settled()
      const file = `${name}-${appearance}.png`
      const picture = smallPng(await page.screenshot({ animations: 'disabled' }))
      if (picture.length > MOST_BYTES) throw new Error(`${file} has ${String(picture.length)} bytes.`)
      writeFileSync(join(this.#folder, file), picture)
      console.log(`${file.padEnd(32)}${String(Math.round(picture.length / 1000)).padStart(4)} kB`)
    }
  }

  /** Waits until everything that was to be drawn is drawn. */
  async #settled(): Promise<void> {
    await this.#app.page.evaluate(async () => {
      await document.fonts.ready
      await new Promise((resolve) => setTimeout(resolve, 400))
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    })
  }
}
