import type { Page } from '@playwright/test'
import { expect, test } from './server.ts'

test.use({ as: 'owner' })

async function upload(page: Page, name: string, content: string, mimeType = 'text/csv'): Promise<void> {
  await page.goto('/imports')
  await page.getByLabel('CSV or vCard file').setInputFiles({ name, mimeType, buffer: Buffer.from(content) })
  await page.getByRole('button', { name: 'Upload' }).click()
}

test('a file is looked at, imported, and reported on', async ({ page, withJavaScript }) => {
  await upload(
    page,
    'clients.csv',
    'Account name;First name;Email\nImported Client;Iva;iva@example.com\nBroken Client;Bo;nonsense\n',
  )
  const preview = page.locator('#preview')
  await expect(preview).toContainText('Imported Client')
  await expect(preview).toContainText('not an e-mail address')
  await page.getByRole('button', { name: 'Start import' }).click()
  const state = page.locator('#import-state')
  // With JavaScript the page looks by itself; without, there is a link.
  await expect(async () => {
    if (!withJavaScript) await page.reload()
    await expect(state).toContainText('The import is done.', { timeout: 500 })
  }).toPass()
  await expect(state).toContainText('Clients created')
  await expect(state.locator('#rejections')).toContainText('nonsense')
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download rejected rows' }).click()
  expect((await downloading).suggestedFilename()).toMatch(/^rejected-\d+\.csv$/)
  await page.goto('/search?q=iva@example')
  await expect(page.locator('main').getByRole('link', { name: 'Imported Client' }).first()).toBeVisible()
})

test('columns with unknown headings are mapped by hand', async ({ page }) => {
  await upload(page, 'kunden.csv', 'Kunde,Zuname\nMapped By Hand,Handmade\n')
  await page.getByLabel('Kunde').selectOption({ label: 'Client: Name' })
  await page.getByLabel('Zuname').selectOption({ label: 'Contact 1: Last name' })
  await page.getByRole('button', { name: 'Update the preview' }).click()
  await expect(page.getByLabel('Kunde').locator('option:checked')).toHaveText('Client: Name')
  await expect(page.locator('#preview')).toContainText('Mapped By Hand')
  await expect(page.locator('#preview')).toContainText('Handmade')
})

test('two columns for one field are refused, and the choices kept', async ({ page }) => {
  await upload(page, 'twice.csv', 'First name,Other\nAna,Bela\n')
  await page.getByLabel('Other').selectOption({ label: 'Contact 1: First name' })
  await page.getByRole('button', { name: 'Start import' }).click()
  await expect(page.getByRole('alert')).toContainText('Two columns go to the same field.')
  await expect(page.getByLabel('Other').locator('option:checked')).toHaveText('Contact 1: First name')
})

test('an import is called off before it begins', async ({ page }) => {
  await upload(page, 'never.csv', 'Account name,Last name\nNever Made,Nobody\n')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.locator('#import-state')).toContainText('The import was cancelled.')
  await page.goto('/search?q=never+made')
  await expect(page.getByText('No results.')).toBeVisible()
})
