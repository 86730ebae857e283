/** The log that a person can find and send: what is in it, and what must never be. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './app-test.ts'
import type { RunningApp } from './app-test.ts'
import { oneOfEach } from './digits.ts'
import { DigitPadWindow } from './window.ts'

const fileOf = ({ home }: RunningApp) => join(home, 'logs', 'digit-pad.log')
const logOf = (app: RunningApp) => readFile(fileOf(app), 'utf8')

test('An error in the page is shown, and stands in the log with its place.', async ({ app, wanted }) => {
  wanted.push('thrown by the spec', 'promised by the spec')
  await app.page.evaluate(() => {
    setTimeout(() => {
      throw new TypeError('thrown by the spec')
    })
    void Promise.reject(new Error('promised by the spec'))
  })
  const told = (words: string) => app.page.getByText(`Something went wrong inside Digit Pad: ${words}`)
  await expect(told('TypeError: thrown by the spec')).toBeVisible()
  await expect(told('Error: promised by the spec')).toBeVisible()
  await expect.poll(() => logOf(app)).toMatch(/Fault of the page: TypeError: thrown by the spec\n {4}/)
  expect(await logOf(app)).toContain('Fault of the page: Error: promised by the spec')
})

test('A promise that nobody waited for in the main process is shown too.', async ({ app, wanted }) => {
  wanted.push('forgotten by the spec')
  await app.evaluate(() => {
    setTimeout(() => void Promise.reject(new Error('forgotten by the spec')))
  }, undefined)
  await expect(app.page.getByText('Something went wrong inside Digit Pad: Error: forgotten')).toBeVisible()
  expect(await logOf(app)).toContain('Fault of the main process: Error: forgotten by the spec')
})

test('A page that crashed is told of once it is there again.', async ({ app }) => {
  const crashed = app.page.waitForEvent('crash')
  await app.evaluate(({ BrowserWindow }) => {
    const spec = globalThis as unknown as { happened: string[] }
    const contents = BrowserWindow.getAllWindows()[0]!.webContents
    const send = contents.send.bind(contents)
    spec.happened = []
    contents.on('did-finish-load', () => spec.happened.push('loaded'))
    contents.send = (channel, ...sent) => {
      if (channel.endsWith(':notice')) spec.happened.push((sent as [{ message: string }])[0].message)
      send(channel, ...(sent as unknown[]))
    }
    contents.forcefullyCrashRenderer()
  }, undefined)
  await crashed
  const happened = () =>
    app.evaluate(() => (globalThis as unknown as { happened: string[] }).happened, undefined)
  const notice = 'The window’s page ended without a word (crashed) and was started anew.'
  await expect.poll(happened).toEqual(['loaded', notice])
  expect(await logOf(app)).toContain(`Told: ${notice}`)
})

test('Help shows the file, which names versions and models, and nothing that was drawn.', async ({ app }) => {
  const window = new DigitPadWindow(app.page)
  await window.draw(oneOfEach()[3]!.strokes)
  await expect.poll(() => window.reading()).toBe(3)
  await app.evaluate(({ shell }) => {
    shell.showItemInFolder = (file) => {
      Object.assign(globalThis, { shown: file })
    }
  }, undefined)
  await app.menu('Help', 'Show Log File')
  const shown = () => app.evaluate(() => (globalThis as unknown as { shown?: string }).shown, undefined)
  await expect.poll(shown).toBe(fileOf(app))

  const text = await logOf(app)
  expect(text).toMatch(/Digit Pad \d+\.\d+\.\d+ starts: Electron .*, Node \d+\.\d+/)
  expect(text).toMatch(/It computes with .*\. The model shipped /)
  expect(text).not.toContain(app.home)
  expect(text).not.toMatch(/\[\[|strokes/)
  expect(text.length).toBeLessThan(2000)
})
