/**
 * Draws `icon.svg` in every size that a system asks for: `npm run icons`. What it makes is tracked, so that whoever
 * packages the app needs no browser and gets the icons that were looked at.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { IconIcns, IconIco } from '@shockpkg/icon-encoder'
import { chromium } from 'playwright'
import { findBrowser } from '../../test/host/find-browser.ts'

/** What freedesktop.org's themes hold. */
const LINUX = [16, 24, 32, 48, 64, 96, 128, 256, 512, 1024]
/** From the title bar to the largest icons of the Explorer, at 100 to 400 %. */
const WINDOWS = [16, 20, 24, 32, 40, 48, 64, 96, 128, 256]
/** The types of an .icns by their size, and those that are twice as dense. */
const MAC = {
  ic04: 16,
  ic05: 32,
  ic07: 128,
  ic08: 256,
  ic09: 512,
  ic10: 1024,
  ic11: 32,
  ic12: 64,
  ic13: 256,
  ic14: 512,
}
/** On macOS the tile fills 824 of 1024 pixels, and the rest is left for its shadow. */
const MAC_MARGIN = (1024 * 1024) / 824 / 2 - 512

const at = (name: string) => new URL(name, import.meta.url)
const source = readFileSync(at('icon.svg'), 'utf8')
const browser = await chromium.launch({
  executablePath: (await findBrowser(false)).path,
  args: ['--no-sandbox'],
})

/** @param margin around the drawing, in its own units */
async function png(size: number, margin = 0): Promise<Uint8Array> {
  const side = 1024 + 2 * margin
  const drawing = source.replace('viewBox="0 0 1024 1024"', `viewBox="${-margin} ${-margin} ${side} ${side}"`)
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(
    `<body style="margin: 0"><img width="${size}" height="${size}" style="display: block"
      src="data:image/svg+xml;base64,${Buffer.from(drawing).toString('base64')}">`,
  )
  await page.locator('img').evaluate((image: HTMLImageElement) => image.decode())
  const picture = await page.screenshot({ omitBackground: true })
  await page.close()
  return picture
}

for (const size of LINUX) writeFileSync(at(`${size}x${size}.png`), await png(size))

const ico = new IconIco()
for (const size of WINDOWS) await ico.addFromPng(await png(size), size === 256)
writeFileSync(at('icon.ico'), ico.encode())

const icns = new IconIcns()
for (const [type, size] of Object.entries(MAC)) await icns.addFromPng(await png(size, MAC_MARGIN), [type])
writeFileSync(at('icon.icns'), icns.encode())

await browser.close()
