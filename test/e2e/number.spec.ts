/** Several digits in a row, drawn on the real pad and read as a number. */
import { expect, quit, test } from './app-test.ts'
import { oneOfEach } from './digits.ts'
import { rowOf } from './rows.ts'
import { DigitPadWindow } from './window.ts'

const digits = oneOfEach()

test('A number is drawn and read, its digits are looked at one by one, and the switch is kept.', async ({
  launch,
}) => {
  const first = await launch()
  const window = new DigitPadWindow(first.page)
  const several = first.page.getByRole('switch', { name: 'Several digits' })
  await expect(several).not.toBeChecked()
  await several.click()
  await window.draw(rowOf(2, 0, 2, 6))
  await expect(window.answer).toHaveText('2026')

  const row = first.page.getByRole('radiogroup', { name: 'Digits' })
  await expect(row.getByRole('radio')).toHaveText(['2', '0', '2', '6'])
  const likeliest = async () => {
    const shares = await window.shares()
    return shares.indexOf(Math.max(...shares))
  }
  await row.getByRole('radio').first().click()
  await expect.poll(likeliest).toBe(2)
  await first.page.keyboard.press('ArrowRight')
  await expect.poll(likeliest).toBe(0)
  await first.page.keyboard.press('End')
  await expect.poll(likeliest).toBe(6)

  await window.button('Undo').click()
  await expect(window.answer).toHaveText('202')
  await quit(first)

  const second = await launch({ home: first.home })
  await expect(second.page.getByRole('switch', { name: 'Several digits' })).toBeChecked()
  await expect(new DigitPadWindow(second.page).answer).toHaveText('202')
})

test('With several digits on, each single digit is still read as one.', async ({ app }) => {
  const window = new DigitPadWindow(app.page)
  await app.page.getByRole('switch', { name: 'Several digits' }).click()
  const misread: string[] = []
  for (const { label, strokes } of digits) {
    await window.draw(strokes)
    const read = await window.reading()
    if (read !== label) misread.push(`${label} as ${String(read)}`)
    await window.button('Clear').click()
    expect(await window.reading()).toBeNull()
  }
  expect(misread.length, misread.join(', ')).toBeLessThanOrEqual(1)
})
