/** A language that is chosen: in the page, in the menu, in what the main process tells, and at the next start. */
import { expect, test } from './app-test.ts'
import type { RunningApp } from './app-test.ts'

const menuOf = (app: RunningApp) =>
  app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? [], undefined)

test('A language that is chosen is spoken everywhere at once, and at the next start.', async ({
  app,
  launch,
}) => {
  const english = await menuOf(app)
  await app.page.evaluate(() => window.digitPad.request('changeSettings', { language: 'de' }))
  await app.page.waitForFunction(() => document.documentElement.lang === 'de')
  await expect.poll(() => menuOf(app)).not.toEqual(english)
  // What is refused is told in that language, too.
  const refused = await app.page.evaluate(() => window.digitPad.request('restoreShippedModel', undefined))
  expect(refused).toMatchObject({ ok: false })
  expect(JSON.stringify(refused)).not.toContain('The model that ships is already in use.')
  await app.close()

  const again = await launch({ home: app.home })
  expect(await again.page.evaluate(() => document.documentElement.lang)).toBe('de')
  expect(await menuOf(again)).not.toEqual(english)
  await again.page.evaluate(() => window.digitPad.request('changeSettings', { language: 'en' }))
  await expect.poll(() => menuOf(again)).toEqual(english)
})
