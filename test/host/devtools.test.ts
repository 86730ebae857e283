import { describe, expect, it } from 'vitest'
import { DevTools } from './devtools.ts'
import { findBrowser } from './find-browser.ts'

const open = async () => new DevTools(await findBrowser(false), ['--headless', '--no-sandbox', 'about:blank'])

describe('Chromium', () => {
  it('answers, and ends when it is told to', async () => {
    const devtools = await open()
    const { product } = await devtools.browser.send('Browser.getVersion')
    expect(product).toContain('Chrome')
    await devtools.close()
    await devtools.ended
    await devtools.close()
    await expect(devtools.browser.send('Browser.getVersion')).rejects.toThrow('Chromium has ended')
  })

  it('says in its own words what it cannot do', async () => {
    const devtools = await open()
    const { browser } = devtools
    await expect(browser.send('Target.closeTarget', { targetId: 'none' })).rejects.toThrow(
      'Target.closeTarget: No target with given id',
    )
    await devtools.close()
  })

  it('leaves no call unanswered when it dies', async () => {
    const devtools = await open()
    const call = devtools.browser.send('Browser.crash')
    await expect(call).rejects.toThrow('Chromium has ended')
    await devtools.ended
  })

  it('is missed where it cannot be started', async () => {
    const devtools = new DevTools({ path: '/no/such/browser', arguments: [] }, [])
    await expect(devtools.browser.send('Browser.getVersion')).rejects.toThrow('ENOENT')
    await devtools.ended
  })
})
