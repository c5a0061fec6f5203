import { demo } from './demo.ts'
import { coloursOf, halves, pick } from './pictures.ts'
import { expect, test } from './server.ts'

test.use({ as: 'owner' })

test('a photo is added, stands wherever the client does, is changed and taken away', { tag: '@phone' }, async ({
  page,
  withJavaScript,
}) => {
  const account = demo.account('Henry Clarke')
  await page.goto(`${account}/info`)
  await page.getByRole('link', { name: 'Add a photo' }).click()
  await expect(page).toHaveURL(withJavaScript ? `${account}/info` : `${account}/photo/edit`)
  await pick(page, await halves())
  await page.getByRole('button', { name: 'Save photo' }).click()
  await expect(page.locator('#flash')).toContainText('The photo was saved.')
  await expect(page).toHaveURL(`${account}/info`)
  const change = page.getByRole('link', { name: 'Change photo' })
  await expect(change).toBeVisible()
  if (withJavaScript) await expect(change).toBeFocused()
  // The middle of both: half and half.
  const { red, blue } = await coloursOf(page)
  expect(Math.abs(red - blue)).toBeLessThan(10)
  await expect(page.locator('#profile-bar img')).toHaveJSProperty('complete', true)
  const name = (await page.getByRole('heading', { level: 1 }).textContent())!
  await page.goto(`/search?q=${encodeURIComponent(name)}`)
  await expect(page.locator('main img').first()).toBeVisible()

  await page.goto(`${account}/info`)
  await page.getByRole('link', { name: 'Change photo' }).click()
  await page.getByRole('button', { name: 'Remove photo' }).click()
  await expect(page.locator('#flash')).toContainText('The photo was removed.')
  await expect(page.getByRole('link', { name: 'Add a photo' })).toBeVisible()
  await expect(page.locator('#profile-bar img')).toHaveCount(0)
})

test('a file that is no picture is refused with the reason, and the photo stays', async ({ page }) => {
  const account = demo.account('Transportes Gomes, Lda.')
  await page.goto(`${account}/photo/edit`)
  await pick(page, await halves())
  await page.getByRole('button', { name: 'Save photo' }).click()
  await expect(page.locator('#profile-bar img')).toBeVisible()
  await page.goto(`${account}/info`)
  await page.getByRole('link', { name: 'Change photo' }).click()
  await pick(page, '<!doctype html><h1>Hello</h1>', 'hello.jpg')
  await page.getByRole('button', { name: 'Save photo' }).click()
  await expect(page.getByText('This picture can’t be used.')).toBeVisible()
  await page.getByRole('link', { name: 'Cancel' }).click()
  await expect(page.locator('#photo img')).toBeVisible()
  await expect(page).toHaveURL(`${account}/info`)
})
