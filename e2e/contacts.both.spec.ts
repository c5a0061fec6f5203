import { expect, signIn, test } from './server.ts'

test.beforeEach(({ page }) => signIn(page, 'owner@ficha.example'))

test('a contact is made, after the form has said what is missing', async ({ page }) => {
  await page.goto('/contacts')
  await page.getByRole('link', { name: 'New contact' }).click()
  await page.getByLabel('City').fill('Évora')
  await page.getByRole('button', { name: 'Create the contact' }).click()
  await expect(page.getByRole('alert')).toContainText('Name at least one contact')
  await expect(page.getByLabel('City')).toHaveValue('Évora')
  await page.getByLabel('First name').fill('Inês')
  await page.getByLabel('Last name').fill('D’Ávila')
  await page.getByLabel('E-mail address', { exact: true }).fill('ines@example.com')
  await page.getByLabel('Phone', { exact: true }).fill('+351 912 345 678')
  await page.getByRole('button', { name: 'Create the contact' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Inês D’Ávila' })).toBeVisible()
  for (const text of ['Évora', 'ines@example.com', '+351 912 345 678'])
    await expect(page.locator('#details')).toContainText(text)
})

test('a contact is edited', async ({ page }) => {
  await page.goto('/contacts/25')
  await page.getByRole('link', { name: 'Edit' }).first().click()
  await page.getByLabel('Last name').fill('Changed-Name')
  await page.getByLabel('Notes').fill('First line\nSecond line')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#flash')).toContainText('Saved.')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Changed-Name')
  await expect(page.locator('#details')).toContainText('Second line')
})

test('two edit one contact: who is later sees both versions', async ({ page, context }) => {
  const late = await context.newPage()
  for (const tab of [page, late]) await tab.goto('/contacts/26/edit')
  await page.getByLabel('Company').fill('First Ltd')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#flash')).toContainText('Saved.')
  await late.getByLabel('Company').fill('Second Ltd')
  await late.getByRole('button', { name: 'Save' }).click()
  await expect(late.getByRole('alert')).toContainText('Somebody changed this')
  await late.getByLabel('What it is now: First Ltd').check()
  await late.getByRole('button', { name: 'Save' }).click()
  await expect(late.locator('#details')).toContainText('First Ltd')
})

test('a contact is tagged', async ({ page, withJavaScript }) => {
  await page.goto('/contacts/27')
  const tags = page.locator('#tags')
  await tags.getByRole('link', { name: 'Edit' }).click()
  await tags.getByLabel('Family').check()
  await tags.getByRole('button', { name: 'Save' }).click()
  await expect(tags).toContainText('Family')
  await expect(tags.getByRole('link', { name: 'Edit' })).toBeVisible()
  await expect(page).toHaveURL(/\/contacts\/27$/)
  if (withJavaScript) await expect(tags.getByRole('link', { name: 'Edit' })).toBeFocused()
})

test('tagging a contact is called off', async ({ page }) => {
  await page.goto('/contacts/28')
  const tags = page.locator('#tags')
  await tags.getByRole('link', { name: 'Edit' }).click()
  await tags.getByRole('link', { name: 'Cancel' }).click()
  await expect(tags.getByRole('link', { name: 'Edit' })).toBeVisible()
})

test('contacts are listed by how their name begins, and lead to their accounts', async ({ page }) => {
  await page.goto('/contacts')
  await page.getByLabel('Name begins with').fill('mar')
  await page.getByRole('button', { name: 'Show' }).click()
  const names = page.locator('tbody td:first-child a')
  await expect(names.filter({ hasText: /^mar/i })).toHaveCount(await names.count())
  await names.first().click()
  const account = page.locator('#accounts li a').first()
  const name = (await account.textContent())!
  await account.click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
})
