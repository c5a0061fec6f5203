import type { Page } from '@playwright/test'
import { demo } from './demo.ts'
import { clientsPages, open, ownersPages, publicPages, violations } from './pages.ts'
import { expect, test } from './server.ts'

test.use({ as: 'owner' })

/** Those that are looked at in the dark too. */
const darkPages = [':client/info', ':client/details/edit', '/accounts', ':colleague', '/settings/tags', ...clientsPages]

for (const [as, paths] of [
  ['owner', ownersPages],
  ['client', clientsPages],
  [undefined, publicPages],
] as const)
  test.describe(`for ${as ?? 'anybody'}`, () => {
    test.describe.configure({ mode: 'parallel' })
    test.use({ as })

    // One window for all pages that a worker looks at: making one costs as much as looking at a page.
    let page: Page
    test.beforeAll(async ({ browser }) => {
      page = await browser.newPage()
    })
    test.afterAll(() => page.context().close())

    for (const path of paths)
      test(`${path} follows the rules of WCAG 2.2 AA`, async () => {
        await open(page, path)
        expect(await violations(page)).toEqual([])
        if (!darkPages.includes(path)) return
        await page.emulateMedia({ colorScheme: 'dark' })
        expect(await violations(page), 'in the dark').toEqual([])
        await page.emulateMedia({ colorScheme: 'light' })
      })
  })

test('so does what a form says is wrong, what a search finds, and what two have edited', async ({ page, context }) => {
  await page.goto('/accounts/new')
  await page.getByRole('button', { name: 'Create client' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  const found = await violations(page)
  await page.getByRole('searchbox', { name: 'Search clients and contacts' }).pressSequentially('silva')
  await expect(page.locator('#search-live a').first()).toBeVisible()
  found.push(...(await violations(page)))
  const late = await context.newPage()
  for (const tab of [page, late]) await tab.goto(`${demo.contact('Liam Clarke')}/edit`)
  await page.getByLabel('Company').fill('First Ltd')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#flash')).toContainText('Saved.')
  await late.getByLabel('Company').fill('Second Ltd')
  await late.getByRole('button', { name: 'Save' }).click()
  await expect(late.getByRole('alert')).toBeVisible()
  found.push(...(await violations(late)))
  expect(found).toEqual([])
})

test('the keyboard skips to the content, or goes through search, menu and content in this order', async ({ page }) => {
  const info = `${demo.account('Sílvia Coelho')}/info`
  await page.goto(info)
  const skip = page.getByRole('link', { name: 'Skip to the content' })
  await page.keyboard.press('Tab')
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.locator('#main')).toBeFocused()

  await page.goto(info)
  const menu = page.getByRole('navigation', { name: 'Main menu' }).getByRole('link')
  for (const stop of [
    page.getByRole('searchbox', { name: 'Search clients and contacts' }),
    menu.first(),
    menu.last(),
    page.getByRole('button', { name: 'Sign out' }),
    page.getByRole('navigation', { name: 'Profile' }).getByRole('link').first(),
  ]) {
    const reached = stop.and(page.locator(':focus'))
    for (let presses = 0; presses < 12 && (await reached.count()) === 0; presses++) await page.keyboard.press('Tab')
    await expect(stop).toBeFocused()
  }
})

for (const path of ['/accounts', '/contacts', '/jobs', '/jobs/board'])
  test(`nothing on ${path} moves while it loads`, async ({ page }) => {
    await page.addInitScript(`
      window.moved = []
      new PerformanceObserver((list) => {
        for (const { sources } of list.getEntries()) window.moved.push(...sources.map(({ node }) => node?.outerHTML?.slice(0, 100)))
      }).observe({ type: 'layout-shift', buffered: true })`)
    await page.goto(path, { waitUntil: 'networkidle' })
    // What has moved is told with the next frame.
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
    expect(await page.evaluate('window.moved')).toEqual([])
  })

test('a cold profile page is light: at most 60 kB in at most 5 requests', async ({ page }) => {
  let bytes = 0
  let requests = 0
  page.on('requestfinished', async (request) => {
    requests++
    bytes += (await request.sizes()).responseBodySize
  })
  await page.goto(`${demo.account('Sílvia Coelho')}/info`, { waitUntil: 'networkidle' })
  expect(requests).toBeLessThanOrEqual(5)
  expect(bytes).toBeLessThanOrEqual(60_000)
})
