import { demo, emailOf } from './demo.ts'
import { expect, signIn, test } from './server.ts'

test.use({ as: 'owner' })

test('a group is made, filled by search, thinned and deleted', { tag: '@phone' }, async ({ page, withJavaScript }) => {
  await page.goto('/accounts')
  await page.locator('main').getByRole('link', { name: 'Groups' }).click()
  await page.getByRole('link', { name: 'New group' }).click()
  await page.getByLabel('Name').fill('Sun & Sea')
  await page.getByLabel('Notes').fill('Owned by the same two people.')
  await page.getByRole('button', { name: 'Create group' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sun & Sea' })).toBeVisible()

  await page.getByRole('link', { name: 'Add clients' }).click()
  const search = page.getByLabel('Name, ID or tax ID')
  const find = async (query: string) => {
    await search.fill(query)
    if (!withJavaScript) await page.locator('main').getByRole('button', { name: 'Search' }).click()
  }
  const boxes = page.locator('#found').getByRole('checkbox')
  await find('agricola')
  await expect(boxes.first()).toBeVisible()
  await boxes.first().check()
  if (withJavaScript) {
    // What is ticked stays ticked while one goes on searching.
    await find('silva')
    await expect(page.locator('#found')).toContainText('Silva')
    await expect(boxes.first()).toBeChecked()
  }
  await boxes.nth(1).check()
  await page.getByRole('button', { name: 'Add selected' }).click()
  await expect(page.locator('#flash')).toContainText('Added:')
  const members = page.locator('#members li')
  await expect(members).toHaveCount(2)

  await members.first().getByRole('button', { name: 'Remove' }).click()
  await expect(page.locator('#flash')).toContainText('is no longer in the group')
  await expect(members).toHaveCount(1)

  await page.locator('#details').getByRole('link', { name: 'Delete' }).click()
  await expect(page.getByRole('heading', { name: 'Delete the group Sun & Sea?' })).toBeVisible()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.locator('#flash')).toContainText('Sun & Sea was deleted')
  await expect(page.locator('main').getByRole('link', { name: 'Sun & Sea' })).toHaveCount(0)
})

test('a group is edited in place, and two tabs choose', async ({ page, context, withJavaScript }) => {
  const group = demo.group('Rocha family')
  const late = await context.newPage()
  for (const tab of [page, late]) {
    await tab.goto(group)
    await tab.locator('#details').getByRole('link', { name: 'Edit details' }).click()
  }
  await page.getByLabel('Notes').fill('From the first tab')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#details')).toContainText('From the first tab')
  if (withJavaScript) await expect(page.locator('#details').getByRole('link', { name: 'Edit details' })).toBeFocused()
  await late.getByLabel('Notes').fill('From the second tab')
  await late.getByRole('button', { name: 'Save' }).click()
  await expect(late.getByRole('alert')).toContainText('Somebody changed this')
  await late.getByLabel('Your entry: From the second tab').check()
  await late.getByRole('button', { name: 'Save' }).click()
  await expect(late.locator('#details')).toContainText('From the second tab')
})

test('a client goes into a group from its Info page: one that is there, and a new one', async ({
  page,
  withJavaScript,
}) => {
  const account = demo.account('Carpintaria Jesus, Lda.')
  await page.goto(`${account}/info`)
  const groups = page.locator('#groups')
  await groups.getByRole('link', { name: 'Add to a group' }).click()
  await groups.getByLabel('Group', { exact: true }).selectOption({ index: 1 })
  await groups.getByRole('button', { name: 'Add to group' }).click()
  await expect(groups.locator('li')).toHaveCount(1)
  const add = groups.getByRole('link', { name: 'Add to a group' })
  if (withJavaScript) await expect(add).toBeFocused()
  await add.click()
  await groups.getByLabel('Or name a new group').fill('Made in passing')
  await groups.getByRole('button', { name: 'Add to group' }).click()
  await groups.getByRole('link', { name: 'Made in passing' }).click()
  await expect(page.locator('#members li')).toHaveCount(1)
})

test('who may not open all of a group is told how many more there are', async ({ page, elsewhere }) => {
  await page.goto('/groups/new')
  await page.getByLabel('Name').fill('Half seen')
  await page.getByRole('button', { name: 'Create group' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Half seen' })).toBeVisible()
  const path = new URL(page.url()).pathname
  await page.goto(`${path}/accounts/new?q=silva`)
  for (const box of await page.locator('#found').getByRole('checkbox').all()) await box.check()
  await page.getByRole('button', { name: 'Add selected' }).click()
  await expect(page.locator('#flash')).toContainText('Added:')
  const all = await page.locator('#members li').count()
  const other = await elsewhere({ as: 'employee' })
  await other.goto('/groups')
  await expect(other.locator('li').filter({ hasText: 'Half seen' })).toContainText('more that you have no access to')
  await other.getByRole('link', { name: 'Half seen' }).click()
  const more = other.locator('#members li').last()
  await expect(more).toContainText('more that you have no access to')
  const hidden = Number(/\d+/.exec((await more.textContent())!)![0])
  const seen = (await other.locator('#members li').count()) - 1
  expect(seen).toBeGreaterThan(0)
  expect(seen + hidden).toBe(all)
  const newcomer = await elsewhere()
  await signIn(newcomer, emailOf('newcomer'))
  expect((await newcomer.goto(path))!.status()).toBe(404)
})
