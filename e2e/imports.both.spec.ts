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

test('who may be there already is decided before the start', async ({ page, withJavaScript }) => {
  const started = async () => {
    await page.getByRole('button', { name: 'Start import' }).click()
    await expect(async () => {
      if (!withJavaScript) await page.reload()
      await expect(page.locator('#import-state')).toContainText('The import is done.', { timeout: 500 })
    }).toPass()
  }
  const file = 'Account name;First name;Last name\nTwin Doubtful;Twin;Doubtful\nTwin Doubtful;Twin;Doubtful\n'
  await upload(page, 'twins.csv', file)
  const preview = page.locator('#preview')
  await expect(preview.getByRole('row').nth(1)).toContainText('New')
  await expect(preview.getByRole('row').nth(2)).toContainText('Doubtful')
  await page.getByRole('button', { name: 'Start import' }).click()
  await expect(page.getByRole('alert')).toContainText('Decide the doubtful rows first (1 left).')
  await page.getByLabel('Row 3 is').selectOption({ label: 'A new client' })
  await page.getByRole('button', { name: 'Update the preview' }).click()
  await expect(page.getByLabel('Row 3 is').locator('option:checked')).toHaveText('A new client')
  await started()
  const facts = page.locator('#import-state')
  await expect(facts).toContainText(/Clients created\s*2/)
  await upload(page, 'twin.csv', file.slice(0, file.lastIndexOf('Twin Doubtful;')))
  await page.getByLabel('Row 2 is').selectOption({ index: 1 })
  await started()
  await expect(facts).toContainText(/Clients created\s*0/)
  await expect(facts).toContainText(/Contacts changed\s*0/)
})

test('a file is read as somebody says, and the preview follows', async ({ page, withJavaScript }) => {
  const bytes = Buffer.from('Nome;Localidade\nJosé da Conceição;Guimarães\n', 'latin1')
  await page.goto('/imports')
  await page.getByLabel('CSV or vCard file').setInputFiles({ name: 'velho.csv', mimeType: 'text/csv', buffer: bytes })
  await page.getByRole('button', { name: 'Upload' }).click()
  const preview = page.locator('#preview')
  await expect(preview).toContainText('José da Conceição')
  const choose = async (label: string, option: string) => {
    await page.getByLabel(label, { exact: true }).selectOption({ label: option })
    if (!withJavaScript) await page.getByRole('button', { name: 'Read again' }).click()
  }
  await choose('Encoding', 'Western European (MS-DOS)')
  await expect(preview).toContainText('JosÚ da ConceiþÒo')
  await choose('Encoding', 'Western European (Windows)')
  await expect(preview).toContainText('José da Conceição')
  await choose('First row', 'Data')
  await expect(page.locator('#columns')).toContainText('Column 2')
  await page.getByLabel('Column 1').selectOption({ label: 'Client: Name' })
  await page.getByRole('button', { name: 'Update the preview' }).click()
  await expect(preview.getByRole('row').nth(1)).toContainText('Nome')
})
