import { demo, numberOf } from './demo.ts'
import { widthsTooNarrow } from './pages.ts'
import { applied, expect, test } from './server.ts'

test.use({ as: 'owner' })

test('the list shows the clients whose name and tag are asked for, and all of them again', { tag: '@phone' }, async ({
  page,
  withJavaScript,
}) => {
  await page.goto('/accounts')
  const rows = page.locator('tbody tr')
  await page.getByLabel('Name').pressSequentially('LDA agricola')
  await applied(page, withJavaScript, /name=LDA/)
  await expect(rows.filter({ hasText: /Agrícola .*, Lda\./ })).toHaveCount(5)
  await expect(rows).toHaveCount(5)
  await expect(page.locator('#found-count')).toHaveText('5 results')
  // With a script the box is still being typed into.
  if (withJavaScript) await expect(page.getByLabel('Name')).toBeFocused()
  await page.getByLabel('With tag').selectOption({ label: 'Payroll' })
  await applied(page, withJavaScript, /tag=/)
  await expect(page.locator('#found-count')).toHaveText('2 results')
  await expect(rows.filter({ hasText: 'Payroll' })).toHaveCount(2)
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await expect(page).toHaveURL(/\/accounts$/)
})

test('the list shows the clients in whose custom field a value stands', async ({ page, withJavaScript }) => {
  await page.goto('/accounts')
  await page.locator('summary').filter({ hasText: 'More filters' }).click()
  await page.getByLabel('Custom field').selectOption({ label: 'VAT regime' })
  await applied(page, withJavaScript, /field=/)
  await page.getByLabel('VAT regime', { exact: true }).selectOption({ label: 'Quarterly' })
  await applied(page, withJavaScript, /value_\d+=/)
  await page.locator('tbody td:not(.tick) a').first().click()
  await page.getByRole('navigation', { name: 'Profile' }).getByRole('link', { name: 'Info' }).click()
  await expect(page.locator('#details')).toContainText('Quarterly')
})

test('a heading sorts the list up, then down', async ({ page }) => {
  await page.goto('/accounts')
  const heading = page.getByRole('columnheader', { name: /^ID/ })
  for (const order of ['ascending', 'descending']) {
    await heading.getByRole('link').click()
    await expect(heading).toHaveAttribute('aria-sort', order)
    const ids = await page.locator('tbody .short-id').allTextContents()
    const sorted = ids.toSorted()
    expect(ids).toEqual(order === 'ascending' ? sorted : sorted.reverse())
  }
})

test('the list goes on to the next page, and back', async ({ page }) => {
  await page.goto('/accounts')
  const first = page.locator('tbody tr a').first()
  const name = (await first.textContent())!
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(first).not.toHaveText(name)
  await page.getByRole('link', { name: 'Previous' }).click()
  await expect(first).toHaveText(name)
})

test('a filter is kept by a name, used and removed', async ({ page, withJavaScript }) => {
  await page.goto('/accounts')
  await page.getByRole('combobox', { name: 'Type' }).selectOption({ label: 'Company' })
  await applied(page, withJavaScript, /type=company/)
  await page.locator('summary').filter({ hasText: 'Save filter' }).click()
  await page.getByLabel('Save filter as').fill('Companies')
  await page.getByLabel('Save filter as').press('Enter')
  await expect(page.locator('#flash')).toContainText('The filter was saved.')
  await page.goto('/accounts')
  const tab = page.getByRole('navigation', { name: 'Which clients' }).getByRole('link', { name: 'Companies' })
  await tab.click()
  await expect(tab).toHaveAttribute('aria-current', 'page')
  await expect(page.getByRole('combobox', { name: 'Type' })).toHaveValue('company')
  await page.getByRole('button', { name: 'Remove filter: Companies' }).click()
  await expect(page.locator('#flash')).toContainText('The filter was removed.')
  await expect(page.getByRole('link', { name: 'Companies' })).toHaveCount(0)
})

test('each chooses which columns show', async ({ page }) => {
  await page.goto('/accounts')
  await expect(page.getByRole('columnheader', { name: 'Reviewer' })).toHaveCount(0)
  await page.locator('summary').filter({ hasText: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Reviewer' }).check()
  await page.locator('form[action="/accounts/columns"]').getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#flash')).toContainText('The columns were saved.')
  await page.goto('/accounts')
  await expect(page.getByRole('columnheader', { name: 'Reviewer' })).toBeVisible()
})

test('with all columns the table scrolls, by the keyboard too, and the page does not', async ({ page }) => {
  await page.goto('/accounts')
  await page.locator('summary').filter({ hasText: 'Columns' }).click()
  for (const box of await page.getByRole('group', { name: 'Columns' }).getByRole('checkbox').all()) await box.check()
  await page.locator('form[action="/accounts/columns"]').getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('columnheader', { name: 'Created' })).toHaveCount(1)
  expect(await widthsTooNarrow(page)).toEqual([])
  await page.setViewportSize({ width: 1024, height: 700 })
  const table = page.getByRole('region', { name: 'Clients' })
  await table.focus()
  for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('columnheader', { name: 'Created' })).toBeInViewport({ ratio: 0.9 })
})

test('archived clients stand under their own tab', async ({ page }) => {
  await page.goto('/accounts')
  await page.getByRole('link', { name: 'Archived' }).click()
  await page.locator('tbody tr a').first().click()
  await expect(page.locator('#profile-bar')).toContainText('Archived')
})

test('what the filters show is exported', async ({ page }) => {
  await page.goto('/accounts?type=company')
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  expect((await downloading).suggestedFilename()).toMatch(/^accounts-.*\.csv$/)
})

test('an empty form says what is missing and keeps what was typed', async ({ page, withJavaScript }) => {
  await page.goto('/accounts')
  await page.getByRole('link', { name: 'New client' }).click()
  await page.locator('#account').getByLabel('Type').selectOption({ label: 'Company' })
  if (!withJavaScript) await page.locator('summary', { hasText: 'Company details' }).click()
  await page.getByLabel('Company name').fill('Half Done Ltd')
  await page.getByRole('button', { name: 'Create client' }).click()
  await expect(page.getByRole('alert')).toContainText('Name at least one contact')
  await expect(page.getByLabel('Company name')).toHaveValue('Half Done Ltd')
  await expect(page.getByLabel('First name')).toBeFocused()
  await page.getByLabel('First name').fill('Hal')
  await page.getByLabel('E-mail address', { exact: true }).fill('hal@example.com')
  await page.getByRole('button', { name: 'Create client' }).click()
  await expect(page.locator('#flash')).toContainText('was created.')
  await expect(page.locator('#overview-contacts')).toContainText('hal@example.com')
})

test('a company takes its name from the company, when no name is typed', async ({ page, withJavaScript }) => {
  await page.goto('/accounts/new')
  await page.locator('#account').getByLabel('Type').selectOption({ label: 'Company' })
  if (!withJavaScript) await page.locator('summary', { hasText: 'Company details' }).click()
  await page.getByLabel('Company name').fill('Named After Itself Ltd')
  await page.getByLabel('First name').fill('Nuno')
  await page.getByRole('button', { name: 'Create client' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Named After Itself Ltd' })).toBeVisible()
})

test('a client is made for a contact who exists already', async ({ page }) => {
  const contact = demo.contact('Beatriz Sequeira')
  await page.goto(contact)
  const name = (await page.getByRole('heading', { level: 1 }).textContent())!
  await page.goto('/accounts/new')
  const search = page.getByLabel('Name, e-mail address or phone')
  await expect(search).toBeFocused()
  await search.pressSequentially(name)
  // Enter searches, and creates nothing.
  await search.press('Enter')
  await expect(page).toHaveURL(/\/accounts\/new\?/)
  await page.locator(`[name=contact][value="${numberOf(contact)}"]`).check()
  await page.getByLabel('Name', { exact: true }).fill('Second Business')
  await page.getByRole('button', { name: 'Create client' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Second Business' })).toBeVisible()
  await expect(page.locator('#overview-contacts').getByRole('link', { name, exact: true })).toBeVisible()
})

test('a client is created with its team, its tags and what a company has', async ({ page, withJavaScript }) => {
  await page.goto('/accounts/new')
  const company = page.getByLabel('Company name')
  await expect(company).toBeHidden()
  await page.locator('#account').getByLabel('Type').selectOption({ label: 'Company' })
  if (!withJavaScript) await page.locator('summary', { hasText: 'Company details' }).click()
  await company.fill('Oficina do Bairro, Lda.')
  await page.getByLabel('First name').fill('Óscar')
  await page.getByRole('checkbox', { name: 'Payroll' }).check()
  await expect(page.getByRole('checkbox', { name: 'Teresa Almeida' })).toBeChecked()
  await page.getByRole('checkbox', { name: 'Rita Fonseca' }).check()
  await page.getByLabel('First name').press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Oficina do Bairro, Lda.' })).toBeVisible()
  await page.getByRole('navigation', { name: 'Profile' }).getByRole('link', { name: 'Info' }).click()
  for (const text of ['Payroll', 'Rita Fonseca', 'Teresa Almeida'])
    await expect(page.locator('#details')).toContainText(text)
})

test('a client that is created with a double click is one', async ({ page }) => {
  await page.goto('/accounts/new')
  await page.getByLabel('First name').fill('Once')
  await page.getByLabel('Last name').fill('Only')
  await page.getByRole('button', { name: 'Create client' }).dblclick()
  await expect(page.getByRole('heading', { level: 1, name: 'Once Only' })).toBeVisible()
  await page.goto('/search?q=once+only')
  await expect(page.locator('#accounts').getByRole('link', { name: 'Once Only', exact: true })).toHaveCount(1)
})
