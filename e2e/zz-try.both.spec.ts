import { expect, signIn, test } from './server.ts'
test('somebody signs in', { tag: '@phone' }, async ({ page, server }) => {
  await signIn(page)
  await expect(page.locator('h1')).toBeVisible()
  expect(page.url().startsWith(server.url)).toBe(true)
})
test('second', async ({ page }) => { await signIn(page, 'owner@ficha.example'); await expect(page.locator('h1')).toBeVisible() })
test.skip('a thing left out', async () => {})
