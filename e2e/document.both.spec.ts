import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { demo } from './demo.ts'
import { halves } from './pictures.ts'
import { expect, test } from './server.ts'

test.use({ as: 'owner' })

/** Sends a file to the top of a client's documents, and opens its page. */
async function upload(page: Page, account: string, name: string, content: string | Buffer): Promise<void> {
  await page.goto(`${account}/documents`)
  await page.getByText('Upload files', { exact: true }).click()
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })
  await page.getByRole('button', { name: 'Upload', exact: true }).click()
  await page.locator('#document-list').getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { name })).toBeVisible()
}

test('what a client brought is new until somebody opens it, and then new to the others', { tag: '@phone' }, async ({
  page,
  elsewhere,
}) => {
  const account = demo.account('Sílvia Coelho')
  const list = `${account}/documents?order=newest`
  const firstNew = (reader: Page) =>
    reader.locator('#document-list tr').filter({ has: reader.getByText('New', { exact: true }) })
  await page.goto(list)
  const link = firstNew(page).first().getByRole('link').first()
  const name = (await link.textContent())!
  const rowIn = (reader: Page) => reader.locator('#document-list tr').filter({ hasText: name })
  await link.click()
  await expect(page.locator('#document-facts')).toContainText('New until you opened it')
  await page.goto(list)
  await expect(rowIn(page)).toBeVisible()
  await expect(rowIn(page).locator('.badge')).toHaveCount(0)

  const colleague = await elsewhere({ as: 'admin' })
  await colleague.goto(list)
  await expect(rowIn(colleague)).toContainText('new to you')
  await rowIn(colleague).getByRole('link', { name, exact: true }).click()
  await expect(colleague.locator('#document-views')).toContainText('Teresa Almeida')
  await colleague.goto(list)
  await expect(rowIn(colleague)).not.toContainText('new to you')
})

test('a text is read on its page, and gets versions of which an old one comes back', { tag: '@phone' }, async ({
  page,
  withJavaScript,
}) => {
  await upload(page, demo.account('Informática Gomes, Lda.'), 'Minutes.txt', 'First <draft>')
  const preview = page.locator('#document-preview')
  const versions = page.locator('#document-versions')
  await expect(preview).toContainText('First <draft>')
  await page.getByText('New version', { exact: true }).click()
  await page
    .locator('#f-file')
    .setInputFiles({ name: 'Minutes, corrected.txt', mimeType: 'text/plain', buffer: Buffer.from('Second draft') })
  await page.getByRole('button', { name: 'Upload as a new version' }).click()
  await expect(page.locator('#flash')).toContainText('The new version was added.')
  await expect(preview).toContainText('Second draft')
  await expect(versions).toContainText('sent as Minutes, corrected.txt')
  if (withJavaScript) await expect(versions.getByRole('link', { name: 'Download version 2' })).toBeFocused()
  await versions.getByRole('button', { name: 'Make current' }).click()
  await expect(page.locator('#flash')).toContainText('Version 1 is the current version again.')
  await expect(preview).toContainText('First <draft>')
  await expect(versions.locator('li').first()).toContainText('Version 3')
  await expect(page.locator('#document-history')).toContainText('made an earlier version of a document current')
  const download = page.waitForEvent('download')
  await versions.getByRole('link', { name: 'Download version 2' }).click()
  expect((await download).suggestedFilename()).toBe('Minutes.txt')
})

test('a table and a picture are shown on their pages', { tag: '@phone' }, async ({ page }) => {
  await upload(page, demo.account('Amelia Hall'), 'Sales.csv', 'Month;Amount\nMay;1.234,50\n')
  await expect(page.locator('#document-preview').getByRole('columnheader', { name: 'Amount' })).toBeVisible()
  await expect(page.locator('#document-preview').getByRole('cell', { name: '1.234,50' })).toBeVisible()
  await upload(page, demo.account('Amelia Hall'), 'Receipt.png', await halves())
  const picture = page.locator('#document-preview img')
  await expect(picture).toBeVisible()
  await expect(picture).not.toHaveJSProperty('naturalWidth', 0)
})

test('what says that it is a picture and is none is called by its name', async ({ page }) => {
  await upload(page, demo.account('Hugo Leitão'), 'Photo.jpg', '<html><script>document.title = "ran"</script></html>')
  await expect(page.locator('#document-facts')).toContainText('The name ends in .jpg')
  await expect(page.locator('#document-preview pre')).toContainText('<script>')
  const opened = page.waitForEvent('download')
  const path = new URL(page.url()).pathname
  await page.goto(`${path}/content`).catch(() => {})
  await opened
  expect(await page.title()).not.toBe('ran')
})

test('all documents of a client are downloaded together', { tag: '@phone' }, async ({ page }) => {
  const account = demo.account('Leonor Mendes')
  await upload(page, account, 'One of all.txt', 'one')
  await page.goto(`${account}/documents`)
  const name = (await page.getByRole('heading', { level: 1 }).textContent())!
  const download = page.waitForEvent('download')
  await page.locator('a[href$="/documents/zip"]').click()
  const zip = await download
  expect(zip.suggestedFilename()).toBe(`${name}.zip`)
  const bytes = await readFile(await zip.path())
  expect(bytes.toString('latin1')).toContain('One of all.txt')
})
