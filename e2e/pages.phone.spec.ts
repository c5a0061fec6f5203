import type { Page } from '@playwright/test'
import { clientsPages, open, ownersPages, publicPages, violations, widthsTooNarrow } from './pages.ts'
import { expect, test } from './server.ts'

for (const [as, paths] of [
  ['owner', ownersPages],
  ['client', clientsPages],
  [undefined, publicPages],
] as const)
  test.describe(`on a phone, for ${as ?? 'anybody'}`, () => {
    test.describe.configure({ mode: 'parallel' })
    test.use({ as })

    // A window for each language, for all pages that a worker looks at: making one costs as much as looking at a page.
    let english: Page
    let portuguese: Page
    test.beforeAll(async ({ browser }) => {
      english = await browser.newPage({ locale: 'en-GB' })
      portuguese = await browser.newPage({ locale: 'pt-PT' })
      for (const page of [english, portuguese]) expect(page.viewportSize()!.width).toBe(320)
    })
    test.afterAll(async () => {
      for (const page of [english, portuguese]) await page.context().close()
    })

    for (const path of paths)
      test(`${path} is no wider than it or any other window, and follows the rules of WCAG 2.2 AA`, async () => {
        // A client reads in their own language, whatever their browser asks for.
        await open(english, path, as === 'client' ? 'en' : undefined)
        await expect(english.locator('html')).toHaveAttribute('lang', 'en')
        expect(await widthsTooNarrow(english), 'in English').toEqual([])
        await open(portuguese, path, as === 'client' ? 'pt' : undefined)
        await expect(portuguese.locator('html')).toHaveAttribute('lang', 'pt-PT')
        expect(await widthsTooNarrow(portuguese), 'in Portuguese').toEqual([])
        expect(await violations(portuguese)).toEqual([])
      })
  })

test.describe('with the menu', () => {
  test.use({ as: 'owner' })

  test('it opens behind its button', async ({ page }) => {
    await page.goto('/accounts')
    const contacts = page.getByRole('link', { name: 'Contacts', exact: true })
    await expect(contacts).toBeHidden()
    await page.locator('summary').filter({ hasText: 'Menu' }).tap()
    await contacts.tap()
    await expect(page.getByRole('heading', { level: 1, name: 'Contacts' })).toBeVisible()
  })
})
