import { describe, expect, test } from 'vitest'
import type { ModelSummary, StartState, TrainingState } from '../../src-main/contract.ts'
import { TOUR_STEPS } from '../../src-main/contract.ts'
import { DigitPad } from '../../src-renderer/digit-pad.svelte.ts'
import { STEPS } from '../../src-renderer/tour/steps.ts'
import type { Look } from '../../src-renderer/tour/steps.ts'
import { FakeBridge } from './fake-bridge.ts'
import { inScene } from './harness/in-scene.ts'
import { OPTIONS, OWN, PROGRESS, SHIPPED, START, THREE, noDigitOf, sureOf, unsureOf } from './samples.ts'

const settled = () => new Promise((resolve) => setTimeout(resolve))
const ROTATED = { ...OPTIONS, rotation: { from: -90, to: 90 } }

/** The page on its tour. `read` is what the network says of whatever is drawn. */
function onTour(start: Partial<StartState> = {}, source: 'files' | 'synthetic' = 'synthetic') {
  const around = { read: sureOf(3) }
  const bridge = new FakeBridge({
    recognizeDrawing: (drawing) => (drawing.length === 0 ? null : around.read),
    sampleDigits: () => ({ source, digits: [] }),
    startTraining: () => ({ ok: true, value: undefined }),
    useModel: () => ({ ok: true, value: { inUse: SHIPPED, before: OWN, rotation: null } }),
  })
  const page = new DigitPad(
    bridge,
    { ...START, ...start },
    {
      nextFrame: (callback) => {
        queueMicrotask(callback)
      },
      whenIdle: (callback) => {
        queueMicrotask(callback)
      },
      isTyping: () => false,
      isOnPad: () => true,
      now: () => 0,
      prefersStill: () => true,
    },
  )
  const { tour } = page
  const observe = async () => {
    await settled()
    tour.observe()
    return tour.step.says(tour.look)
  }
  /** As if a run had ended in a model that is taken into use. */
  const trained = (model: ModelSummary, before: ModelSummary) => {
    bridge.emit('modelsChanged', { inUse: model, before, rotation: null })
    const done: TrainingState = { phase: 'done', options: ROTATED, epochs: [], seconds: 20, model, before }
    bridge.emit('trainingChanged', done)
  }
  return { page, tour, bridge, around, observe, trained }
}

describe('The tour', () => {
  test('has its steps in the order of the contract, seven to ten of them', () => {
    expect(STEPS.map(({ id }) => id)).toEqual(TOUR_STEPS)
    expect(STEPS.length).toBeGreaterThanOrEqual(7)
    expect(STEPS.length).toBeLessThanOrEqual(10)
  })

  test('waits for each thing that it asks for, and says what is seen', async () => {
    const { page, tour, bridge, around, observe, trained } = onTour()
    tour.start()
    expect(await observe()).toContain('Draw a 3')
    expect(tour.reached).toBe(false)
    around.read = unsureOf()
    tour.drawOne()
    expect(await observe()).toContain('not sure')
    expect(tour.reached).toBe(false)
    around.read = sureOf(3)
    tour.drawOne()
    expect(await observe()).toContain('3 (96.4%)')
    expect(tour.reached).toBe(true)
    tour.next()
    expect(await observe()).toContain('3 (96.4%)')
    tour.next()
    tour.next()
    expect([tour.step.id, tour.reached]).toEqual(['move', false])
    page.pad.moveToCorner()
    expect(await observe()).toContain('still a 3')
    // What was reached stays so.
    page.pad.moveToMiddle()
    expect([tour.reached, tour.look.inCorner]).toEqual([true, false])

    tour.next()
    expect(await observe()).toContain('slider')
    expect(tour.reached).toBe(false)
    around.read = sureOf(7)
    page.pad.turnTo(-60)
    page.pad.endTurn()
    expect(await observe()).toContain('Turned 60° to the right, it is read as a 7')
    around.read = noDigitOf()
    page.pad.turnTo(45)
    expect(await observe()).toContain('Turned 45° to the left, the network is not sure')
    expect(tour.reached).toBe(true)

    tour.next()
    expect(page.pane).toBe('train')
    expect([await observe(), tour.reached]).toEqual([expect.stringContaining('half a minute'), false])
    bridge.emit('trainingChanged', { phase: 'training', ...PROGRESS })
    expect(await observe()).toContain('Epoch 7 of 15, 1 min 12 s left')
    bridge.emit('trainingChanged', { phase: 'stopped', options: ROTATED })
    expect([await observe(), tour.reached]).toEqual([expect.stringContaining('was stopped'), false])
    trained(OWN, SHIPPED)
    await observe()
    expect(tour.reached).toBe(true)
    around.read = sureOf(3)
    page.pad.turnTo(40)
    tour.next()
    expect(await observe()).toContain('is read as a 3')
    tour.next()
    expect(await observe()).toContain('97.21%, the one before 99.54%')
    tour.next()
    expect([await observe(), tour.reached]).toEqual([expect.stringContaining('Put it back'), false])
    await tour.putBack()
    expect(bridge.payloads('useModel')).toEqual([SHIPPED.id])
    expect([await observe(), tour.reached]).toEqual([expect.stringContaining('in use again'), true])
    tour.next()
    expect([tour.open, tour.begun, page.settings.tour.offered]).toEqual([false, false, false])
  })

  test('is left, kept, and taken up again in another start of the app', async () => {
    const first = onTour({ drawing: THREE })
    first.tour.start()
    await first.observe()
    first.tour.next()
    first.tour.next()
    first.tour.next()
    await first.observe()
    first.tour.leave()
    const kept = first.bridge.payloads('changeSettings').at(-1)?.tour
    expect(kept).toMatchObject({ step: 'move', digit: 3 })
    expect(first.tour.offered).toBe(true)

    const second = onTour({ drawing: THREE, settings: { ...START.settings, tour: kept! } })
    expect(second.tour.open).toBe(false)
    second.bridge.emit('command', 'startTour')
    expect([second.tour.step.id, second.tour.number, second.tour.look.digit]).toEqual(['move', 4, 3])
    second.tour.back()
    expect(second.tour.step.id).toBe('see')
  })

  test('is offered to newcomers only, and no more once it is dismissed', () => {
    expect(onTour().tour.offered).toBe(true)
    expect(onTour({ models: { inUse: OWN, before: SHIPPED, rotation: null } }).tour.offered).toBe(false)
    const { tour, page } = onTour()
    page.pane = 'results'
    expect(tour.offered).toBe(false)
    page.pane = 'read'
    tour.dismiss()
    expect(tour.offered).toBe(false)
  })

  test.each([
    ['files', 'both'],
    ['synthetic', 'synthetic'],
  ] as const)('trains on what lies here: %s', async (source, data) => {
    const { tour, bridge, page } = onTour({}, source)
    tour.start()
    await tour.train()
    expect(bridge.payloads('startTraining')).toEqual([
      expect.objectContaining({ data, network: 'convolutional', rotation: { from: -90, to: 90 } }),
    ])
    // The options that the person chose are theirs still.
    expect(bridge.payloads('changeSettings').at(-1)).toEqual({ training: OPTIONS })
    expect(page.form.options).toEqual(OPTIONS)
  })

  test('trained twice, it gives the first model back, and a run of before the step counts for nothing', async () => {
    const { tour, page, bridge, observe, trained } = onTour({
      settings: { ...START.settings, tour: { ...START.settings.tour, step: 'train' } },
    })
    tour.start()
    trained(OWN, SHIPPED)
    await observe()
    const again = { ...OWN, id: '2026-04-02-111530' }
    trained(again, OWN)
    await observe()
    expect(page.settings.tour).toMatchObject({ trained: again.id, before: SHIPPED.id })
    bridge.emit('modelsChanged', { inUse: SHIPPED, before: again, rotation: null })
    tour.back()
    tour.next()
    expect(tour.reached).toBe(false)
  })

  test('says something of every state, whole and in its own words', () => {
    const looks: Look[] = [null, sureOf(3), sureOf(7), unsureOf()].flatMap((answer) =>
      [true, false].flatMap((inCorner) =>
        [SHIPPED, OWN].map((inUse) => ({
          empty: answer === null,
          answer,
          digit: 3,
          inCorner,
          angle: 0,
          run: { phase: 'failed', options: OPTIONS, message: 'The disk is full.' } as const,
          inUse,
          trained: OWN.id,
          before: inCorner ? SHIPPED.id : null,
          modelBefore: null,
          inside: inCorner,
        })),
      ),
    )
    for (const { says } of STEPS) {
      for (const look of looks) expect(says(look)).toMatch(/^[A-Z].{40,330}[.)]$/)
    }
  })
})

describe('The tour in the window', () => {
  test('covers nothing, is walked by keyboard, points at what it speaks of, and is left by Escape', async () => {
    await inScene('tourMoves', { width: 1024, height: 720, scheme: 'light' }, async ({ page }) => {
      const card = page.getByRole('region', { name: /^Try to break it/ })
      const boxes = await Promise.all([
        card.boundingBox(),
        page.getByRole('region', { name: 'Drawing pad' }).boundingBox(),
        page.getByRole('list', { name: 'Probabilities' }).boundingBox(),
      ])
      const [top, ...bottoms] = [boxes[0]!.y, ...boxes.slice(1).map((box) => box!.y + box!.height)]
      for (const bottom of bottoms) expect(bottom).toBeLessThanOrEqual(top)
      expect(await page.locator('[data-pointed]').getAttribute('data-region')).toBe('pad')

      // From the heading, which has the keyboard at first, to what there is to do.
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await card.getByText('still a 3').waitFor()
      expect(await page.locator('[data-pointed]').getAttribute('data-region')).toBe('pixels')
      await card.getByRole('button', { name: 'Next' }).press('Enter')
      expect(
        await card.getByRole('button', { name: 'Skip' }).evaluate((each) => each === document.activeElement),
      ).toBe(true)
      const slider = card.getByRole('slider', { name: 'Turn the drawing' })
      await slider.focus()
      for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowRight')
      expect(await slider.getAttribute('aria-valuetext')).toBe('15° to the right')
      await page.keyboard.press('Control+z')
      expect(await slider.getAttribute('aria-valuetext')).toBe('10° to the right')
      await page
        .getByRole('status')
        .getByText(/^Step 5 of 9\. Try to break it: turn it\./)
        .waitFor({ state: 'attached' })

      await page.keyboard.press('Escape')
      await card.waitFor({ state: 'detached' })
      expect(await page.locator('[data-pointed]').count()).toBe(0)
      expect(await page.getByRole('button', { name: 'Clear' }).isEnabled()).toBe(true)
      const kept = await page.evaluate(() => window.fakeBridge.payloads('changeSettings').at(-1)?.tour?.step)
      expect(kept).toBe('turn')
    })
  })

  test('the longest of its words fit the card', async () => {
    for (const scene of [
      'tourBegins',
      'tourBars',
      'tourSees',
      'tourMoves',
      'tourTurns',
      'tourTrains',
      'tourCosts',
      'tourEnds',
    ]) {
      await inScene(scene, { width: 1024, height: 720, scheme: 'dark' }, async ({ page }) => {
        const hidden = await page
          .locator('section[aria-labelledby="tour-heading"] > div')
          .first()
          .evaluate((words) => words.scrollHeight - words.clientHeight)
        expect([scene, hidden]).toEqual([scene, 0])
      })
    }
  })
})
