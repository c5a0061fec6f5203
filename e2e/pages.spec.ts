import AxeBuilder from '@axe-core/playwright'
import { expect, signIn, test } from './server.ts'

const pages = [
  '/accounts',
  '/accounts/new',
  '/accounts/8',
  '/accounts/8/info',
  '/accounts/8/details/edit',
  '/accounts/8/team/edit',
  '/accounts/8/tags/edit',
  '/accounts/8/activity',
  '/accounts/8/links/new?q=silva',
  '/accounts/8/links/contacts/new',
  '/contacts',
  '/contacts/12',
  '/contacts/12/edit',
  '/contacts/new',
  '/search?q=silva',
  '/access-requests',
  '/imports',
  '/activity',
  '/settings',
  '/settings/team',
  '/settings/team/3',
  '/settings/team/new',
  '/settings/tags',
  '/settings/firm',
  '/settings/mail',
  '/me',
]
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

test('every page is accessible by the rules of WCAG 2.2 AA, in light and dark', { tag: '@phone' }, async ({ page }) => {
  test.setTimeout(120_000)
  await page.goto('/sign-in')
  const found: string[] = []
  const check = async (path: string) => {
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
    found.push(...violations.map(({ id, nodes }) => `${path}: ${id} at ${nodes.map((node) => node.target).join(', ')}`))
  }
  await check('/sign-in')
  await signIn(page, 'owner@ficha.example')
  for (const path of pages) {
    await page.goto(path)
    await check(path)
  }
  await page.emulateMedia({ colorScheme: 'dark' })
  for (const path of ['/accounts', '/accounts/8/info', '/settings/team/3', '/settings/tags']) {
    await page.goto(path)
    await check(`${path} in the dark`)
  }
  expect(found).toEqual([])
})

test('no page is wider than a phone of 320 pixels, in either language', { tag: '@phone' }, async ({ page }) => {
  test.setTimeout(60_000)
  await page.setViewportSize({ width: 320, height: 640 })
  // Somebody whose language no other story relies on.
  await signIn(page, 'admin@ficha.example')
  const wide: string[] = []
  for (const language of ['en', 'pt']) {
    await page.goto('/me')
    await page.locator('#f-language').selectOption(language)
    await page.locator('#language button').click()
    for (const path of pages) {
      await page.goto(path)
      const width = await page.evaluate<number>('document.documentElement.scrollWidth')
      if (width > 320) wide.push(`${language} ${path}: ${width}`)
    }
  }
  expect(wide).toEqual([])
})

test('the keyboard reaches the content, the search and the menu in this order', async ({ page }) => {
  await signIn(page, 'owner@ficha.example')
  await page.goto('/accounts/8/info')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('#main')).toBeFocused()
  await page.goto('/accounts/8/info')
  const order: string[] = []
  for (let i = 0; i < 8; i++) {
    await page.keyboard.press('Tab')
    order.push(await page.evaluate<string>("document.activeElement.getAttribute('href') ?? document.activeElement.id"))
  }
  expect(order.indexOf('#main')).toBeLessThan(order.indexOf('search'))
  expect(order.indexOf('search')).toBeLessThan(order.indexOf('/accounts'))
})

test('the sign-in page speaks Portuguese to a Portuguese browser, and English when asked', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL, locale: 'pt-PT' })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await expect(page.getByRole('heading', { name: 'Entrar' })).toBeVisible()
  await page.getByRole('link', { name: 'English' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await context.close()
})

test('nothing is left in the browser for the next person', async ({ page }) => {
  await signIn(page, 'owner@ficha.example')
  await page.goto('/accounts/8')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

test('a cold profile page is light: at most 60 kB in at most 5 requests', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL })
  const page = await context.newPage()
  await signIn(page, 'owner@ficha.example')
  const { cookies } = await context.storageState()
  await context.close()
  const cold = await browser.newContext({ baseURL, storageState: { cookies, origins: [] } })
  const fresh = await cold.newPage()
  let bytes = 0
  let requests = 0
  fresh.on('requestfinished', async (request) => {
    requests++
    bytes += (await request.sizes()).responseBodySize
  })
  await fresh.goto('/accounts/8/info', { waitUntil: 'networkidle' })
  expect(requests).toBeLessThanOrEqual(5)
  expect(bytes).toBeLessThanOrEqual(60_000)
  await cold.close()
})
