import { clientPages, pages, publicPages, subjects, violations, violationsOf } from './pages.ts'
import { expect, signIn, signInToPortal, test } from './server.ts'

// Many pages in one story, each read by axe from end to end.
test.describe.configure({ timeout: 90_000 })

for (const subject of subjects)
  test(`the pages about ${subject} follow the rules of WCAG 2.2 AA`, async ({ page }) => {
    test.slow()
    await signIn(page, 'owner@ficha.example')
    expect(await violationsOf(page, pages[subject])).toEqual([])
  })

test('so do the pages of who has not signed in', async ({ page }) => {
  expect(await violationsOf(page, publicPages)).toEqual([])
})

test('so do the pages of a client', async ({ page }) => {
  await signInToPortal(page)
  await expect(page).toHaveURL(/\/portal$/)
  expect(await violationsOf(page, clientPages)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await violationsOf(page, clientPages)).toEqual([])
})

test('so do the pages in the dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await signIn(page, 'owner@ficha.example')
  const paths = ['/accounts', '/accounts/8/info', '/accounts/8/details/edit', '/settings/team/3', '/settings/tags']
  expect(await violationsOf(page, paths)).toEqual([])
})

test('so does what a form says is wrong, what a search finds, and what two have edited', async ({ page, context }) => {
  await signIn(page, 'owner@ficha.example')
  await page.goto('/accounts/new')
  await page.getByRole('button', { name: 'Create the client' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  const found = await violations(page)
  await page.getByRole('searchbox', { name: 'Search clients and contacts' }).pressSequentially('silva')
  await expect(page.locator('#search-live a').first()).toBeVisible()
  found.push(...(await violations(page)))
  const late = await context.newPage()
  for (const tab of [page, late]) await tab.goto('/contacts/40/edit')
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
  await signIn(page, 'owner@ficha.example')
  await page.goto('/accounts/8/info')
  const skip = page.getByRole('link', { name: 'Skip to the content' })
  await page.keyboard.press('Tab')
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.locator('#main')).toBeFocused()

  await page.goto('/accounts/8/info')
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
