import type { Page } from '@playwright/test'
import { clientPages, pages, publicPages, subjects, violationsOf } from './pages.ts'
import { expect, signIn, signInToPortal, test } from './server.ts'

/** Of some pages, those that are wider than the phone's 320 pixels. */
async function tooWide(page: Page, paths: readonly string[]): Promise<string[]> {
  const wide: string[] = []
  for (const path of paths) {
    await page.goto(path)
    const width = await page.evaluate<number>('document.scrollingElement.scrollWidth')
    if (width > 320) wide.push(`${path}: ${width}`)
  }
  return wide
}

// The owner's pages are in the language that the browser asks for.
for (const [locale, lang] of [
  ['en-GB', 'en'],
  ['pt-PT', 'pt-PT'],
] as const)
  test.describe(`on a phone in ${lang}`, () => {
    test.use({ locale })

    for (const subject of subjects)
      test(`the pages about ${subject} are no wider than it`, async ({ page }) => {
        await signIn(page, 'owner@ficha.example')
        expect(await tooWide(page, pages[subject])).toEqual([])
        await expect(page.locator('html')).toHaveAttribute('lang', lang)
      })

    test('the pages of a client are no wider than it', async ({ page }) => {
      await signInToPortal(page)
      await expect(page).toHaveURL(/\/portal$/)
      expect(await tooWide(page, clientPages)).toEqual([])
    })

    test('the pages of who has not signed in are no wider than it', async ({ page }) => {
      expect(await tooWide(page, publicPages)).toEqual([])
      await expect(page.locator('html')).toHaveAttribute('lang', lang)
    })
  })

test.describe('on a phone in Portuguese', () => {
  test.use({ locale: 'pt-PT' })

  for (const subject of subjects)
    test(`the pages about ${subject} follow the rules of WCAG 2.2 AA`, async ({ page }) => {
      test.slow()
      await signIn(page, 'owner@ficha.example')
      expect(await violationsOf(page, pages[subject])).toEqual([])
    })
})

test('the menu opens behind its button', async ({ page }) => {
  await signIn(page, 'owner@ficha.example')
  await page.goto('/accounts')
  const contacts = page.getByRole('link', { name: 'Contacts', exact: true })
  await expect(contacts).toBeHidden()
  await page.locator('summary').filter({ hasText: 'Menu' }).tap()
  await contacts.tap()
  await expect(page.getByRole('heading', { level: 1, name: 'Contacts' })).toBeVisible()
})
