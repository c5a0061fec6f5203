import { expect, signIn, test } from './server.ts'

test.beforeEach(({ page }) => signIn(page, 'owner@ficha.example'))

test('a client is found by part of a name and opened', async ({ page, javaScriptEnabled }) => {
  await page.goto('/accounts/30')
  const name = (await page.getByRole('heading', { level: 1 }).textContent())!
  const search = page.getByRole('searchbox', { name: 'Search clients and contacts' })
  // As somebody types who does not care for accents and capitals.
  await search.pressSequentially(name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase())
  const results = javaScriptEnabled === false ? page.locator('main') : page.locator('#search-live')
  if (javaScriptEnabled === false) await search.press('Enter')
  await expect(results.getByRole('link', { name, exact: true }).first()).toBeVisible()
  if (javaScriptEnabled !== false) {
    await search.press('ArrowDown')
    await expect(results.locator('a').first()).toBeFocused()
  }
  await results.getByRole('link', { name, exact: true }).first().click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
})

test('the description of a contact is edited in its place', async ({ page, javaScriptEnabled }) => {
  await page.goto('/accounts/11/info')
  const contacts = page.locator('#contacts')
  await contacts
    .getByRole('link', { name: /description/ })
    .first()
    .click()
  await page.getByLabel(/^Description of/).fill('Knows everybody')
  await contacts.getByRole('button', { name: 'Save' }).click()
  await expect(contacts).toContainText('Knows everybody')
  await expect(page.locator('#flash')).toContainText('Saved.')
  await expect(page).toHaveURL(/\/accounts\/11\/info$/)
  if (javaScriptEnabled !== false)
    await expect(contacts.getByRole('link', { name: 'Edit description' }).first()).toBeFocused()
})

test('who saves last is shown both versions and chooses', async ({ page, context }) => {
  const late = await context.newPage()
  for (const tab of [page, late]) {
    await tab.goto('/accounts/12/info')
    await tab.locator('#details').getByRole('link', { name: 'Edit details' }).click()
  }
  await page.getByLabel('City').fill('Porto')
  await page.locator('#details').getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#flash')).toContainText('Saved')
  await late.getByLabel('City').fill('Faro')
  await late.locator('#details').getByRole('button', { name: 'Save' }).click()
  await expect(late.getByRole('alert')).toContainText('Somebody changed this')
  await late.getByLabel(/What it is now: Porto/).check()
  await late.locator('#details').getByRole('button', { name: 'Save' }).click()
  await expect(late.locator('#details')).toContainText('Porto')
})

test('team, tags and following are changed on the info page', async ({ page }) => {
  await page.goto('/accounts/14/info')
  await page.getByRole('link', { name: 'Edit team' }).click()
  await page.getByLabel('Alice Byrne').check()
  await page.locator('#team').getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#team')).toContainText('Alice Byrne')
  await page.getByRole('link', { name: 'Edit tags' }).click()
  await page.getByLabel('Family').check()
  await page.locator('#tags').getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#tags')).toContainText('Family')
  await page.locator('#team').getByRole('button', { name: 'Follow' }).click()
  await expect(page.locator('#team').getByRole('button', { name: 'Stop following' })).toBeVisible()
})

test('a client is made, gets a second contact, loses it, is archived and deleted', async ({ page }) => {
  await page.goto('/accounts')
  await page.getByRole('link', { name: 'New client' }).click()
  await page.getByRole('button', { name: 'Create the client' }).click()
  await expect(page.getByRole('alert')).toContainText('Name at least one contact')
  await page.getByLabel('First name').fill('Quim')
  await page.getByLabel('Last name').fill('Novo')
  await page.getByLabel('E-mail address', { exact: true }).fill('quim@example.com')
  await page.getByRole('button', { name: 'Create the client' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Quim Novo' })).toBeVisible()
  await page.getByRole('link', { name: 'Info' }).click()
  await page.getByRole('link', { name: 'New contact' }).click()
  await page.getByLabel('First name').fill('Zita')
  await page.getByLabel('Description').fill('Sister')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#contacts')).toContainText('Sister')
  await page.locator('#contacts li').filter({ hasText: 'Zita' }).getByRole('link', { name: 'Unlink' }).click()
  await page.getByRole('button', { name: 'Unlink' }).click()
  await expect(page.locator('#contacts')).not.toContainText('Zita')
  await page.getByRole('button', { name: 'Archive' }).click()
  await page.getByRole('link', { name: 'Delete' }).click()
  await page.getByLabel(/Type the name/).fill('Quim Novo')
  await page.getByRole('button', { name: 'Delete for good' }).click()
  await expect(page.locator('#flash')).toContainText('Quim Novo was deleted')
})
