import { expect, signIn, test } from './server.ts'

test.beforeEach(({ page }) => signIn(page, 'owner@ficha.example'))

test('the list is filtered, sorted, paged, and the filter kept', async ({ page }) => {
  await page.goto('/accounts')
  await page.getByLabel('With tag').selectOption({ label: 'Payroll' })
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page).toHaveURL(/tag=/)
  for (const row of await page.locator('tbody tr').all()) await expect(row).toContainText('Payroll')
  await page.getByLabel('Save this filter as').fill('Payroll clients')
  await page.getByRole('button', { name: 'Save', exact: true }).first().click()
  await page.goto('/accounts')
  await expect(page.getByRole('link', { name: 'Payroll clients' })).toBeVisible()
  const first = await page.locator('tbody tr a').first().textContent()
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page.locator('tbody tr a').first()).not.toHaveText(first!)
  await page.getByRole('link', { name: 'Previous' }).click()
  await expect(page.locator('tbody tr a').first()).toHaveText(first!)
  await page.getByRole('link', { name: /^Name/ }).click()
  await expect(page.locator('tbody tr a').first()).not.toHaveText(first!)
})

test('a file is looked at, imported, and reported on', async ({ page, javaScriptEnabled }) => {
  const letter = javaScriptEnabled === false ? 'P' : 'J'
  await page.goto('/imports')
  await page.getByLabel('CSV or vCard file').setInputFiles({
    name: 'clients.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      `Account name;First name;Email\nImported ${letter};Iva;iva.${letter}@example.com\nBroken ${letter};Bo;nonsense\n`,
    ),
  })
  await page.getByRole('button', { name: 'Upload' }).click()
  await expect(page.locator('#preview')).toContainText(`Imported ${letter}`)
  await expect(page.locator('#preview')).toContainText('not an e-mail address')
  await page.getByRole('button', { name: 'Start the import' }).click()
  const state = page.locator('#import-state')
  // With JavaScript the page looks by itself; without, there is a link.
  await expect(async () => {
    if (javaScriptEnabled === false) await page.reload()
    await expect(state).toContainText('The import is done.', { timeout: 500 })
  }).toPass()
  await expect(state).toContainText('Accounts made')
  await expect(state.locator('#rejections')).toContainText('nonsense')
})

test('a newcomer asks for access, the owner gives it', async ({ page, browser, baseURL, javaScriptEnabled }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled })
  const newcomer = await context.newPage()
  await signIn(newcomer, 'newcomer@ficha.example')
  await newcomer.goto('/accounts/20')
  await expect(newcomer.getByRole('heading', { name: 'Not found' })).toBeVisible()
  await page.goto('/accounts/20')
  const name = await page.getByRole('heading', { level: 1 }).textContent()
  await newcomer.goto('/access-requests')
  await newcomer.getByLabel('Name or ID of the client').fill(name!)
  await newcomer.getByRole('button', { name: 'Send the request' }).click()
  await page.goto('/access-requests')
  await page.getByRole('button', { name: 'Give access' }).first().click()
  await expect(page.locator('#flash')).toContainText('Access was given')
  await newcomer.goto('/accounts')
  await expect(newcomer.getByRole('link', { name: name! })).toBeVisible()
  await context.close()
})

test('somebody is invited, and signs in by the link', async ({ page, browser, baseURL, javaScriptEnabled }) => {
  const email = `invited-${javaScriptEnabled === false ? 'plain' : 'htmx'}@example.com`
  await page.goto('/settings/team/new')
  await page.getByLabel('Name').fill('Ivone Invited')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send the invitation' }).click()
  await page.goto('/settings/mail')
  await page.getByRole('row', { name: email }).getByRole('button', { name: 'Show the link' }).click()
  const link = await page.locator('code').textContent()
  const context = await browser.newContext({ baseURL, javaScriptEnabled })
  const invited = await context.newPage()
  await invited.goto(link!)
  await invited.getByLabel('New password', { exact: true }).fill('a long enough password')
  await invited.getByLabel('New password again').fill('a long enough password')
  await invited.getByRole('button', { name: 'Save' }).click()
  await expect(invited.getByRole('heading', { name: 'Clients' })).toBeVisible()
  await context.close()
})
