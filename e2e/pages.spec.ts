import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { pages, subjects } from './pages.ts'
import { expect, signIn, test } from './server.ts'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What the page that is open violates, each with its place. */
async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).withTags(rules).analyze()
  return found.violations.map(
    ({ id, nodes }) => `${page.url()}: ${id} at ${nodes.map((node) => node.target).join(', ')}`,
  )
}

test.describe('by the rules of WCAG 2.2 AA', { tag: '@phone' }, () => {
  test.slow()

  for (const subject of subjects)
    test(`the pages about ${subject} are accessible`, async ({ page }) => {
      test.setTimeout(90_000)
      await signIn(page, 'owner@ficha.example')
      const found: string[] = []
      for (const path of pages[subject]) {
        await page.goto(path)
        found.push(...(await violations(page)))
      }
      expect(found).toEqual([])
    })

  test('the pages of who has not signed in are accessible', async ({ page }) => {
    const found: string[] = []
    for (const path of ['/sign-in', '/password-reset', '/nowhere']) {
      await page.goto(path)
      found.push(...(await violations(page)))
    }
    expect(found).toEqual([])
  })

  test('the pages are accessible in the dark', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await signIn(page, 'owner@ficha.example')
    const found: string[] = []
    for (const path of ['/accounts', '/accounts/8/info', '/settings/team/3', '/settings/tags']) {
      await page.goto(path)
      found.push(...(await violations(page)))
    }
    expect(found).toEqual([])
  })
})

test('what a form says is wrong, what a search finds and what two edited are accessible too', async ({
  page,
  context,
}) => {
  await signIn(page, 'owner@ficha.example')
  await page.goto('/accounts/new')
  await page.getByRole('button', { name: 'Create the client' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  const found = await violations(page)
  await page.getByRole('searchbox', { name: 'Search clients and contacts' }).pressSequentially('silva')
  await expect(page.locator('#search-live a').first()).toBeVisible()
  found.push(...(await violations(page)))
  const late = await context.newPage()
  for (const tab of [late, page]) await tab.goto('/contacts/40/edit')
  for (const [tab, company] of [
    [late, 'First Ltd'],
    [page, 'Second Ltd'],
  ] as const) {
    await tab.getByLabel('Company').fill(company)
    await tab.getByRole('button', { name: 'Save' }).click()
    await expect(tab.getByText(/Saved\.|Somebody changed this/)).toBeVisible()
  }
  found.push(...(await violations(page)))
  expect(found).toEqual([])
})

test('the keyboard skips to the content, or goes through search, menu and content in this order', async ({ page }) => {
  await signIn(page, 'owner@ficha.example')
  await page.goto('/accounts/8/info')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.locator('#main')).toBeFocused()

  await page.goto('/accounts/8/info')
  const stops = [
    page.getByRole('searchbox', { name: 'Search clients and contacts' }),
    page.getByRole('navigation', { name: 'Main menu' }).getByRole('link').first(),
    page.getByRole('navigation', { name: 'Main menu' }).getByRole('link').last(),
    page.getByRole('button', { name: 'Sign out' }),
    page.getByRole('navigation', { name: 'Profile' }).getByRole('link').first(),
  ]
  for (const stop of stops) {
    for (let presses = 0; presses < 12 && !(await stop.evaluate(isFocused)); presses++) await page.keyboard.press('Tab')
    await expect(stop).toBeFocused()
  }
})

const isFocused = (element: Element) => element === element.ownerDocument.activeElement

test('a cold profile page is light: at most 60 kB in at most 5 requests', async ({ page, elsewhere }) => {
  await signIn(page, 'owner@ficha.example')
  const cold = await elsewhere({ storageState: await page.context().storageState() })
  let bytes = 0
  let requests = 0
  cold.on('requestfinished', async (request) => {
    requests++
    bytes += (await request.sizes()).responseBodySize
  })
  await cold.goto('/accounts/8/info', { waitUntil: 'networkidle' })
  expect(requests).toBeLessThanOrEqual(5)
  expect(bytes).toBeLessThanOrEqual(60_000)
})
