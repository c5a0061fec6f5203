import { pages, subjects } from './pages.ts'
import { expect, signIn, test } from './server.ts'

for (const language of ['en', 'pt'])
  for (const subject of subjects)
    test(`the pages about ${subject} are no wider than the phone (${language})`, async ({ page }) => {
      await signIn(page, 'admin@ficha.example')
      await page.goto('/me')
      await page.locator('#f-language').selectOption(language)
      await page.locator('#language button').click()
      const wide: string[] = []
      for (const path of pages[subject]) {
        await page.goto(path)
        const width = await page.evaluate(() => document.scrollingElement!.scrollWidth)
        if (width > 320) wide.push(`${path}: ${width}`)
      }
      expect(wide).toEqual([])
    })

for (const locale of ['en-GB', 'pt-PT'])
  test(`the sign-in page is no wider than the phone (${locale})`, async ({ elsewhere }) => {
    const page = await elsewhere({ locale })
    await page.goto('/sign-in')
    expect(await page.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(320)
  })

test('the menu opens behind its button', async ({ page }) => {
  await signIn(page)
  await page.goto('/accounts')
  const contacts = page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: 'Contacts' })
  await expect(contacts).toBeHidden()
  await page.locator('summary').filter({ hasText: 'Menu' }).tap()
  await contacts.tap()
  await expect(page.getByRole('heading', { level: 1, name: 'Contacts' })).toBeVisible()
})
