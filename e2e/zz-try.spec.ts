import { expect, signIn, test } from './server.ts'
test('somebody signs in', { tag: ['@both', '@phone'] }, async ({ page }) => { await signIn(page); await expect(page.locator('h1')).toBeVisible() })
test.skip('a thing left out', async () => {})
test('fails', async ({ page }) => { await page.goto('/sign-in'); expect(1).toBe(2) })
