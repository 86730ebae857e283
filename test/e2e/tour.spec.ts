/** The guided tour, walked by keyboard, left in the middle, and taken up again after a restart. */
import type { Page } from 'playwright/test'
import { expect, quit, test } from './app-test.ts'
import { quickTraining, trainOnce } from './training.ts'

const card = (page: Page) => page.locator('section[aria-labelledby="tour-heading"]')
const button = (page: Page, name: string) => card(page).getByRole('button', { name, exact: true })
const press = (page: Page, name: string) => button(page, name).press('Enter')

/** Goes on once the step is done, by keyboard, and waits for the next one. */
async function goOn(page: Page, step: number): Promise<void> {
  await press(page, 'Next')
  await expect(card(page)).toContainText(`${String(step)} of 9`)
}

test('The tour is walked by keyboard, left, taken up again, and gives the model back.', async ({
  launch,
}) => {
  test.setTimeout(180_000)
  const env = { DIGIT_PAD_MNIST: '' }
  const first = await launch({ env })
  const { page } = first
  await page.getByRole('button', { name: 'Take the tour' }).press('Enter')
  await expect(card(page).getByRole('heading', { name: 'Draw a digit' })).toBeFocused()
  await expect(button(page, 'Skip')).toBeVisible()
  await press(page, 'Draw one for me')
  await expect(card(page)).toContainText('reads it as a 3')
  await goOn(page, 2)
  await goOn(page, 3)
  await goOn(page, 4)
  await press(page, 'Move it to the corner')
  await expect(card(page)).toContainText('still a 3')
  await press(page, 'Leave')
  await expect(card(page)).toHaveCount(0)
  await quit(first)

  const second = await launch({ home: first.home, env })
  const { page: again } = second
  await second.menu('Help', 'Guided Tour')
  await expect(card(again)).toContainText('4 of 9')
  await press(again, 'Move it to the middle')
  await goOn(again, 5)
  const slider = card(again).getByRole('slider', { name: 'Turn the drawing' })
  await slider.focus()
  for (let turn = 0; turn < 16; turn++) await again.keyboard.press('ArrowRight')
  await expect(card(again)).toContainText('Turned 80° to the right')
  await expect(button(again, 'Next')).toBeVisible()
  await goOn(again, 6)

  // Its own run is begun and stopped; one that is as short as a spec wants counts as well.
  await press(again, 'Train now')
  await expect(button(again, 'Stop the training')).toBeEnabled()
  await press(again, 'Stop the training')
  await expect(card(again)).toContainText('The training was stopped')
  await trainOnce(second, { ...quickTraining, rotation: { from: -90, to: 90 } })
  await goOn(again, 7)
  await goOn(again, 8)
  await goOn(again, 9)
  await expect(again.getByRole('region', { name: 'Model in use' })).toContainText('rotated')
  await press(again, 'Put my model back')
  await expect(card(again)).toContainText('Your model is in use again')
  await press(again, 'Finish')
  await expect(card(again)).toHaveCount(0)
  const { models, settings } = await again.evaluate(() => window.digitPad.request('start', undefined))
  expect(models.inUse.id).toBe('shipped')
  expect(settings.tour).toMatchObject({ step: null, offered: false })
})
