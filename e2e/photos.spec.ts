import { demo } from './demo.ts'
import { violations } from './pages.ts'
import { coloursOf, halves, pick } from './pictures.ts'
import { expect, test } from './server.ts'

test.use({ as: 'owner' })

test('the square is moved by keys and pointer, and zoomed', async ({ page }) => {
  const account = demo.account('Sofia Matos')
  await page.goto(`${account}/info`)
  await page.getByRole('link', { name: 'Add a photo' }).click()
  await expect(page.getByLabel('Picture')).toBeFocused()
  await pick(page, await halves())
  const square = page.getByRole('img', { name: /Drag the picture/ })
  await expect(square).toBeVisible()
  expect(await violations(page)).toEqual([])
  await square.focus()
  for (let presses = 0; presses < 12; presses++) await page.keyboard.press('ArrowLeft')
  await page.getByRole('button', { name: 'Save photo' }).click()
  await expect(page.getByRole('link', { name: 'Change photo' })).toBeFocused()
  const right = await coloursOf(page)
  expect(right.blue).toBeGreaterThan(245)
  expect(right.red).toBeLessThan(10)

  await page.getByRole('link', { name: 'Change photo' }).click()
  await pick(page, await halves())
  await page.getByLabel('Zoom').fill('2')
  const box = (await square.boundingBox())!
  await page.mouse.move(box.x + 20, box.y + 100)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width - 5, box.y + 100, { steps: 5 })
  await page.mouse.up()
  expect(Number(await page.locator('[name=crop_size]').inputValue())).toBeCloseTo(0.5)
  await page.getByRole('button', { name: 'Save photo' }).click()
  await expect(page.getByRole('link', { name: 'Change photo' })).toBeFocused()
  const left = await coloursOf(page)
  expect(left.red).toBeGreaterThan(245)
  expect(left.blue).toBeLessThan(10)
})
