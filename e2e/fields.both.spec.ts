import type { Page } from '@playwright/test'
import { demo } from './demo.ts'
import { expect, test } from './server.ts'

test.use({ as: 'owner' })

const names = (page: Page, subject: 'account' | 'contact') => page.locator(`#fields-${subject} .field-rows strong`)

/** Makes a field on its page. */
async function makeField(page: Page, subject: 'account' | 'contact', name: string, type: string): Promise<void> {
  await page.goto('/settings/fields')
  await page.locator(`#fields-${subject}`).getByRole('link', { name: 'New field' }).click()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Type', { exact: true }).selectOption({ label: type })
  await page.getByRole('button', { name: 'Create field' }).click()
  await expect(page.locator('#flash')).toContainText(`The field ${name} was created.`)
}

test('a field is made, after the form has said what is missing, filled in and shown with its history', {
  tag: '@phone',
}, async ({ page }) => {
  const account = demo.account('Ruby Doyle')
  await page.goto('/settings')
  await page.getByRole('link', { name: 'Custom fields' }).click()
  await page.locator('#fields-account').getByRole('link', { name: 'New field' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Size')
  await page.getByLabel('Type', { exact: true }).selectOption({ label: 'Choice' })
  await page.getByRole('button', { name: 'Create field' }).click()
  await expect(page.getByRole('alert')).toContainText('Add at least one choice.')
  await page.getByLabel('New choices').fill('Small\nLarge')
  await page.getByRole('button', { name: 'Create field' }).click()
  await expect(page.locator('#flash')).toContainText('The field Size was created.')

  await page.goto(`${account}/info`)
  const details = page.locator('#details')
  for (const size of ['Small', 'Large']) {
    await details.getByRole('link', { name: 'Edit details' }).click()
    await details.getByRole('combobox', { name: 'Size' }).selectOption({ label: size })
    await details.getByRole('button', { name: 'Save' }).click()
    await expect(details.locator('.facts > div').filter({ hasText: 'Size' })).toContainText(size)
  }
  await details.getByRole('link', { name: 'History of Size' }).click()
  await expect(page.locator('#history li').first()).toContainText('Small → Large')
  await expect(page.locator('#history li').first()).toContainText('Teresa Almeida')
  await page.getByRole('button', { name: 'Restore “Small”' }).click()
  await expect(page.locator('#flash')).toContainText('The old value was restored.')
  await expect(page.locator('#history li').first()).toContainText('Large → Small')
  await page.getByRole('link', { name: 'Back' }).click()
  await expect(page.locator('#details .facts > div').filter({ hasText: 'Size' })).toContainText('Small')
})

test('an ambiguous number is read back before it is saved', async ({ page }) => {
  const account = demo.account('Marta Azevedo')
  await page.goto(`${account}/details/edit`)
  const fee = page.getByLabel('Monthly fee (EUR)')
  await fee.fill('1.250')
  await page.locator('#details').getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('alert')).toContainText('Monthly fee: This can be read in two ways.')
  await expect(fee).toHaveValue('1.250')
  await page.getByLabel('€1,250.00').check()
  await page.locator('#details').getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#details .facts > div').filter({ hasText: 'Monthly fee' })).toContainText('€1,250.00')
})

test('an encrypted value is masked until it is asked for', async ({ page, withJavaScript }) => {
  const account = demo.account('Padaria Fonseca, Lda.')
  await page.goto(`${account}/details/edit`)
  await page.getByRole('textbox', { name: 'Tax portal password' }).fill('open sesame')
  await page.locator('#details').getByRole('button', { name: 'Save' }).click()
  const fact = page.locator('#details .facts > div').filter({ hasText: 'Tax portal password' })
  await expect(fact).toContainText('hidden')
  await expect(page.locator('body')).not.toContainText('open sesame')
  await fact.getByRole('button', { name: 'Show' }).click()
  if (withJavaScript) await expect(fact).toContainText('open sesame')
  else await expect(page.locator('#revealed')).toContainText('open sesame')
  await page.goto(`${account}/activity`)
  await expect(page.locator('#activity li').first()).toContainText('looked at an encrypted value')
  await expect(page.locator('#activity')).not.toContainText('open sesame')
})

test('two tabs fill in one field: "Your entry" is chosen and kept', async ({ page, context }) => {
  const contact = demo.contact('José Alves')
  const late = await context.newPage()
  for (const tab of [page, late]) await tab.goto(`${contact}/edit`)
  await page.getByLabel('Preferred name').fill('First')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#details')).toContainText('First')
  await late.getByLabel('Preferred name').fill('Second')
  await late.getByRole('button', { name: 'Save' }).click()
  await expect(late.getByRole('alert')).toContainText('Somebody changed this')
  await expect(late.getByLabel('Current value: First')).toBeVisible()
  await late.getByLabel('Your entry: Second').check()
  await late.getByRole('button', { name: 'Save' }).click()
  await expect(late.locator('#details')).toContainText('Second')
})

test('a change of custom fields is taken back on the activity page', async ({ page }) => {
  const account = demo.account('André Antunes')
  await page.goto(`${account}/details/edit`)
  await page.getByLabel('Fiscal year end').fill('2026-09-30')
  await page.locator('#details').getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#details')).toContainText('30/09/2026')
  await page.goto(`${account}/activity`)
  await page.locator('#activity li').first().getByRole('button', { name: 'Restore' }).click()
  await expect(page.locator('#flash')).toContainText('Restored.')
  await page.goto(`${account}/info`)
  await expect(page.locator('#details')).not.toContainText('30/09/2026')
})

test('fields are put in another order, by the button and by numbers', async ({ page, withJavaScript }) => {
  await page.goto('/settings/fields')
  const before = await names(page, 'account').allTextContents()
  const up = page.getByRole('button', { name: `Up: ${before[2]}` })
  await up.click()
  await expect(names(page, 'account').nth(1)).toHaveText(before[2]!)
  if (withJavaScript) await expect(up).toBeFocused()
  await page.getByLabel(`Position of ${before[2]}`).fill('9')
  await page.getByLabel(`Position of ${before[2]}`).evaluate((input) => input.removeAttribute('max'))
  await page.getByLabel(`Position of ${before[2]}`).press('Enter')
  await expect(names(page, 'account').last()).toHaveText(before[2]!)
})

test('a field is deleted after a question, and comes back with its values', async ({ page }) => {
  const contact = demo.contact('Pedro Gonçalves')
  await makeField(page, 'contact', 'Shoe size', 'Number')
  await page.goto(`${contact}/edit`)
  await page.getByLabel('Shoe size').fill('42,5')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#details')).toContainText('42.5')
  await page.goto('/settings/fields')
  await page.getByRole('link', { name: 'Delete: Shoe size' }).click()
  await expect(page.locator('#removal')).toContainText('It has 1 value.')
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.locator('#deleted')).toContainText('Shoe size')
  await page.goto(contact)
  await expect(page.locator('#details')).not.toContainText('Shoe size')
  await page.goto('/settings/fields')
  await page.getByRole('button', { name: 'Restore Shoe size' }).click()
  await expect(names(page, 'contact').filter({ hasText: 'Shoe size' })).toHaveCount(1)
  await page.goto(contact)
  await expect(page.locator('#details')).toContainText('42.5')
})

test('a choice that is in use is taken away only knowingly', async ({ page }) => {
  await page.goto('/settings/fields')
  await page.getByRole('link', { name: 'Edit: Accounting software' }).click()
  await page.getByLabel('Choice 1', { exact: true }).fill('')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('These choices are in use:')).toBeVisible()
  await page.getByLabel('Remove these choices').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#flash')).toContainText('Saved.')
})

test('a second e-mail address in a field is found by the search', async ({ page }) => {
  const contact = demo.contact('Alice Ryan')
  await page.goto(`${contact}/edit`)
  const name = (await page.getByRole('heading', { level: 1 }).textContent())!
  await page.getByLabel('Second e-mail').fill('found.by.field@example.net')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.goto('/search?q=found.by.field')
  await expect(page.locator('#contacts').getByRole('link', { name, exact: true })).toBeVisible()
})
