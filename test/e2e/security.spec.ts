/**
 * What the page may not do, tried from the page itself. Code is run from its own timers, because what the
 * inspector runs is not bound by the page's policy.
 */
import { expect, test } from './app-test.ts'
import type { RunningApp } from './app-test.ts'
import { quickTraining, trainOnce } from './training.ts'

const ELSEWHERE = 'https://example.org/'

async function isAlive({ page }: RunningApp): Promise<boolean> {
  return page.evaluate(async () => (await window.digitPad.request('start', undefined)).presets.length > 0)
}

async function windows({ evaluate }: RunningApp): Promise<number> {
  return evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length, undefined)
}

test('The page keeps to its own policy.', async ({ app }) => {
  const { page } = app
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  const loaded = page.waitForEvent('load')
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.reload()
  }, undefined)
  await loaded
  await page.getByRole('tab', { name: 'Train' }).click()
  await page.getByRole('switch', { name: 'Rotate the digits' }).setChecked(true)
  await page.getByRole('button', { name: 'Advanced' }).click()
  await trainOnce(app, quickTraining)
  await expect(page.getByRole('region', { name: 'Training is done' })).toBeVisible()
  expect(complaints).toEqual([])
})

test('The page sees nothing of Node and cannot change what it is given.', async ({ app }) => {
  const seen = await app.page.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter(
      (name) => name in window,
    ),
    bridge: Object.keys(window.digitPad).sort(),
    frozen: Object.isFrozen(window.digitPad),
    replaced: Reflect.set(window, 'digitPad', null),
    deleted: Reflect.deleteProperty(window, 'digitPad'),
  }))
  expect(seen).toEqual({ node: [], bridge: ['on', 'request'], frozen: true, replaced: false, deleted: false })
})

test('The page runs no code but its own.', async ({ app }) => {
  const ran = await app.page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const ran: string[] = []
        const marks = window as unknown as Record<string, unknown>
        const attempt = (name: string, work: () => void) => {
          try {
            work()
          } catch {
            return
          }
          if (marks['ranBySpec'] === name) ran.push(name)
        }
        const inline = (name: string, fill: (script: HTMLScriptElement) => void) => {
          attempt(name, () => {
            const script = document.createElement('script')
            fill(script)
            document.body.append(script)
            script.remove()
          })
        }
        setTimeout(() => {
          const mark = (name: string) => `window.ranBySpec = ${JSON.stringify(name)}`
          attempt('eval', () => {
            ;(0, eval)(mark('eval'))
          })
          attempt('Function', () => {
            ;(Reflect.construct(Function, [mark('Function')]) as () => void)()
          })
          inline('inline script', (script) => {
            script.textContent = mark('inline script')
          })
          attempt('attribute', () => {
            document.body.setAttribute('onclick', mark('attribute'))
            document.body.click()
            document.body.removeAttribute('onclick')
          })
          attempt('javascript address', () => {
            const link = document.createElement('a')
            link.href = `javascript:${mark('javascript address')}`
            document.body.append(link)
            link.click()
            link.remove()
          })
          inline('data script', (script) => {
            script.src = `data:text/javascript,${mark('data script')}`
          })
          inline('blob script', (script) => {
            script.src = URL.createObjectURL(new Blob([mark('blob script')]))
          })
          setTimeout(() => {
            if (typeof marks['ranBySpec'] === 'string') ran.push(marks['ranBySpec'])
            resolve(ran)
          }, 300)
        })
      }),
  )
  expect(ran).toEqual([])
})

test('The page reaches no other address.', async ({ app }) => {
  const refused = await app.page.evaluate(
    (elsewhere) =>
      new Promise<string[]>((resolve) => {
        const refused = new Set<string>()
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
          if (blockedURI.includes('example.org')) refused.add(effectiveDirective)
        })
        const load = (tag: 'img' | 'script' | 'iframe', address: string) => {
          const element = document.createElement(tag)
          element.src = address
          document.body.append(element)
        }
        setTimeout(() => {
          fetch(elsewhere).catch(() => undefined)
          load('img', `${elsewhere}x.png`)
          load('script', `${elsewhere}x.js`)
          load('iframe', elsewhere)
          const style = document.createElement('link')
          style.rel = 'stylesheet'
          style.href = `${elsewhere}x.css`
          document.head.append(style)
          const form = document.createElement('form')
          form.action = elsewhere
          document.body.append(form)
          form.submit()
          setTimeout(() => {
            resolve([...refused].sort())
          }, 500)
        })
      }),
    ELSEWHERE,
  )
  expect(refused).toEqual([
    'connect-src',
    'form-action',
    'frame-src',
    'img-src',
    'script-src-elem',
    'style-src-elem',
  ])
})

test('The page stays where it is.', async ({ app }) => {
  const { page } = app
  const address = page.url()
  const goings: ((elsewhere: string) => void)[] = [
    (elsewhere) => {
      location.href = elsewhere
    },
    (elsewhere) => {
      location.replace(elsewhere)
    },
    (elsewhere) => {
      const link = document.createElement('a')
      link.href = elsewhere
      document.body.append(link)
      link.click()
      link.remove()
    },
    () => {
      location.href = new URL('other.html', location.href).href
    },
    () => {
      location.href = 'file:///etc/hostname'
    },
  ]
  for (const go of goings) {
    await page.evaluate(`setTimeout(() => { (${go.toString()})(${JSON.stringify(ELSEWHERE)}) })`)
    await page.waitForTimeout(300)
    expect(page.url()).toBe(address)
    expect(await isAlive(app)).toBe(true)
  }
})

test('The page opens no window.', async ({ app }) => {
  const { page } = app
  for (const address of [ELSEWHERE, 'about:blank', page.url()]) {
    await page.evaluate((address) => {
      setTimeout(() => {
        window.open(address)
        window.open(address, '_blank', 'noopener')
        const link = document.createElement('a')
        link.href = address
        link.target = '_blank'
        document.body.append(link)
        link.click()
        link.remove()
      })
    }, address)
    await page.waitForTimeout(300)
  }
  await expect.poll(() => page.context().pages().length).toBe(1)
  expect(await windows(app)).toBe(1)
  expect(await isAlive(app)).toBe(true)
})

test('The page is granted nothing.', async ({ app }) => {
  const states = await app.page.evaluate(async () => {
    const names = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'midi',
      'clipboard-read',
      'local-fonts',
    ]
    const query = async (name: string) =>
      (await navigator.permissions.query({ name: name as PermissionName })).state
    return Promise.all(names.map(query))
  })
  expect(new Set(states)).toEqual(new Set(['denied']))
  const answers = await app.page.evaluate(async () => {
    const nameOf = (error: unknown) => (error instanceof DOMException ? error.name : String(error))
    return [
      await Notification.requestPermission(),
      await new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(resolve, ({ code }) => {
          resolve(code)
        })
      }),
      await navigator.mediaDevices.getUserMedia({ video: true }).catch(nameOf),
      await navigator.clipboard.readText().catch(nameOf),
    ]
  })
  expect(answers).toEqual([
    'denied',
    1,
    expect.stringMatching(/^Not(Allowed|Found)Error$/),
    'NotAllowedError',
  ])
})

test('The page downloads nothing.', async ({ app }) => {
  await app.evaluate(({ session }) => {
    const spec = globalThis as unknown as { downloads: boolean[] }
    spec.downloads = []
    session.defaultSession.on('will-download', (event) => spec.downloads.push(event.defaultPrevented))
  }, undefined)
  await app.page.evaluate(() => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob(['text']))
    link.download = 'text.txt'
    link.click()
  })
  await expect
    .poll(() => app.evaluate(() => (globalThis as unknown as { downloads: boolean[] }).downloads, undefined))
    .toEqual([true])
})

test('A request that the contract does not allow is refused, and the app goes on.', async ({ app }) => {
  const refusals = await app.page.evaluate(async () => {
    const request = window.digitPad.request as unknown as (name: string, payload: unknown) => Promise<unknown>
    const attempts: [string, unknown][] = [
      ['recognizeDrawing', [[[Number.NaN, 0, 0, 0]]]],
      ['recognizeDrawing', 'a drawing'],
      ['recognizePicture', [1, 2, 3]],
      ['changeSettings', { mnistFolder: '/' }],
      ['startTraining', { data: 'mnist' }],
      ['stopTraining', 'now'],
      ['evaluate', '1 + 1'],
      ['toString', undefined],
    ]
    return Promise.all(
      attempts.map(([name, payload]) =>
        request(name, payload).then(
          () => 'answered',
          () => 'refused',
        ),
      ),
    )
  })
  expect(refusals).toEqual(refusals.map(() => 'refused'))
  expect(await isAlive(app)).toBe(true)
})

test('A page inside the page has no way to the app.', async ({ app }) => {
  const inside = await app.page.evaluate(async () => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    await new Promise((resolve) => setTimeout(resolve, 200))
    return frame.contentWindow !== null && 'digitPad' in frame.contentWindow
  })
  expect(inside).toBe(false)
})

test('A page that crashed is started anew.', async ({ app }) => {
  const crashed = app.page.waitForEvent('crash')
  await app.evaluate(({ BrowserWindow }) => {
    const spec = globalThis as unknown as { loads: number }
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    spec.loads = 0
    contents?.on('did-finish-load', () => (spec.loads += 1))
    contents?.forcefullyCrashRenderer()
  }, undefined)
  await crashed
  await expect
    .poll(() => app.evaluate(() => (globalThis as unknown as { loads: number }).loads, undefined))
    .toBe(1)
})
