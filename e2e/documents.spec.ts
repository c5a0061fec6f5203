import type { Route } from '@playwright/test'
import { demo } from './demo.ts'
import { violations } from './pages.ts'
import { expect, test } from './server.ts'

test.use({ as: 'owner' })

// What the script adds to sending files: progress, another try, and dropping files onto the list.

test('each file shows how far it has come, can be stopped and sent again', async ({ page }) => {
  const account = demo.account('Construções Pereira, Lda.')
  await page.goto(`${account}/documents`)
  // Nothing of it arrives.
  let held: Route | undefined
  await page.route(`**${account}/documents`, (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    held = route
  })
  await page.locator('.upload > summary').click()
  await page
    .getByLabel('Files')
    .setInputFiles([{ name: 'slow.txt', mimeType: 'text/plain', buffer: Buffer.from('slow') }])
  await page.locator('.upload form').getByRole('button', { name: 'Upload' }).click()
  const line = page.locator('.uploads li')
  await expect(line.getByRole('progressbar', { name: 'slow.txt' })).toBeVisible()
  await line.getByRole('button', { name: 'Cancel: slow.txt' }).click()
  await expect(line).toContainText('Cancelled')
  await held?.abort().catch(() => {})
  await page.unroute(`**${account}/documents`)
  await line.getByRole('button', { name: 'Try again: slow.txt' }).click()
  await expect(line).toContainText('“slow.txt” was added.')
  await expect(page.locator('#document-list')).toContainText('slow.txt')
})

test('a connection that breaks off is said, and the file is sent again', async ({ page }) => {
  const account = demo.account('Clínica Dentária Fonseca, Lda.')
  await page.goto(`${account}/documents`)
  await page.route(`**${account}/documents`, (route) =>
    route.request().method() === 'POST' ? route.abort('connectionreset') : route.continue(),
  )
  await page.locator('.upload > summary').click()
  await page
    .getByLabel('Files')
    .setInputFiles([{ name: 'torn.txt', mimeType: 'text/plain', buffer: Buffer.from('torn') }])
  await page.locator('.upload form').getByRole('button', { name: 'Upload' }).click()
  const line = page.locator('.uploads li')
  await expect(line).toContainText('The connection was lost.')
  await page.unroute(`**${account}/documents`)
  await line.getByRole('button', { name: 'Try again: torn.txt' }).click()
  await expect(line).toContainText('“torn.txt” was added.')
  await expect(line.getByRole('button')).toHaveCount(0)
  await expect(page.locator('#document-list')).toContainText('torn.txt')
})

test('files that are dropped onto the list are sent', async ({ page }) => {
  const account = demo.account('Farmácia Sequeira, Lda.')
  await page.goto(`${account}/documents`)
  const dropped = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['dropped'], 'dropped.txt', { type: 'text/plain' }))
    return transfer
  })()`)
  await page.dispatchEvent('#document-list', 'dragover', { dataTransfer: dropped })
  await expect(page.locator('#documents')).toHaveClass(/dropping/)
  await page.dispatchEvent('#document-list', 'drop', { dataTransfer: dropped })
  await expect(page.locator('.uploads')).toContainText('“dropped.txt” was added.')
  await expect(page.locator('#document-list tbody')).toContainText('dropped.txt')
})

test('the pages of documents, with something on each, can be used by everybody', { tag: '@phone' }, async ({
  page,
}) => {
  const account = demo.account('Thompson Stationers Ltd')
  const base = `${account}/documents`
  await page.goto(`${base}/folders/new`)
  await page.getByLabel('Name', { exact: true }).fill('A folder with quite a long name, as they are')
  await page.getByRole('button', { name: 'Create folder' }).click()
  await expect(page.locator('#flash')).toContainText('was created')
  const folder = page.url()
  await page.locator('.upload > summary').click()
  const files = ['kept.txt', 'thrown.txt'].map((name) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(name) }))
  await page.getByLabel('Files').setInputFiles(files)
  await page.locator('.upload form').getByRole('button', { name: 'Upload' }).click()
  await expect(page.locator('.uploads')).toContainText('“thrown.txt” was added.')
  await expect(page.locator('#document-list tbody tr')).toHaveCount(2)
  const found = await violations(page)
  await page.getByLabel('Select thrown.txt').check()
  await page.getByRole('button', { name: 'Move to trash' }).click()
  await expect(page.locator('#flash')).toContainText('moved to the trash')
  for (const path of [folder, `${folder}/edit`, `${folder}/rights`, base, `${base}?q=kept`, `${base}/trash`]) {
    await page.goto(path)
    found.push(...(await violations(page)))
    const width = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    expect(width, path).toBeLessThanOrEqual(0)
  }
  await page.goto(folder)
  await page.getByRole('link', { name: 'Edit kept.txt' }).click()
  await expect(page.locator('#f-name')).toHaveValue('kept.txt')
  found.push(...(await violations(page)))
  expect(found).toEqual([])
})
