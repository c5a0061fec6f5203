import { expect, test } from './server.ts'

test.use({ as: 'client' })

const text = (name: string, content: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })

test('a client finds what is new on the home page, opens it, and it waits no longer', { tag: '@phone' }, async ({
  page,
}) => {
  await page.goto('/portal')
  const waiting = page.locator('#waiting a[href$="/documents"]').first()
  await expect(waiting).toHaveText(/\d+ new documents/)
  const before = Number(/\d+/.exec((await waiting.textContent())!)![0])
  await waiting.click()
  const unread = page.locator('#shared li').filter({ hasText: 'New' }).filter({ hasText: '.txt' }).first()
  const name = (await unread.getByRole('link').first().textContent())!
  const download = page.waitForEvent('download')
  await unread.getByRole('link', { name, exact: true }).click()
  expect((await download).suggestedFilename()).toBe(name)
  await page.reload()
  await expect(page.locator('#shared li').filter({ hasText: name })).not.toContainText('New')
  await page.goto('/portal')
  await expect(waiting).toHaveText(new RegExp(`^${before - 1} new`))
})

test('a client sends several files, and the firm finds them as new', { tag: '@phone' }, async ({ page, elsewhere }) => {
  await page.goto('/portal')
  await page.locator('#accounts').getByRole('link', { name: 'Documents' }).first().click()
  await page.getByLabel('Files').setInputFiles([text('Rent October.txt', 'rent'), text('Phone bill.txt', 'bill')])
  await page.getByRole('button', { name: 'Send' }).click()
  const sent = page.locator('#shared li').filter({ hasText: 'Rent October.txt' })
  await expect(sent).toContainText('from you')
  await expect(page.locator('#shared li').filter({ hasText: 'Phone bill.txt' })).toContainText('from you')
  const link = (await sent.getByRole('link').first().getAttribute('href'))!
  const admin = await elsewhere({ as: 'admin' })
  await admin.goto(link.replace('/portal', '').replace(/\/download$/, ''))
  await expect(admin.locator('#document-facts')).toContainText('New until you opened it')
  await expect(admin.locator('#document-facts')).toContainText('Rent October.txt')
})

test('what could not be taken is said, file by file', async ({ page }) => {
  await page.goto('/portal')
  await page.locator('#accounts').getByRole('link', { name: 'Documents' }).first().click()
  await page.getByLabel('Files').setInputFiles([text('Good.txt', 'good'), text('Nothing.txt', '')])
  await page.getByRole('button', { name: 'Send' }).click()
  const told = page.locator('#send')
  await expect(told).toContainText('Nothing.txt: empty, not sent')
  await expect(told).toContainText('Good.txt')
  await expect(page.locator('#shared')).toContainText('Good.txt')
  await expect(page.locator('#shared')).not.toContainText('Nothing.txt')
})

test('a picture and a PDF open in the browser, and nothing of the firm’s alone is there', async ({ page }) => {
  await page.goto('/portal')
  await page.locator('#accounts').getByRole('link', { name: 'Documents' }).first().click()
  await expect(page.locator('#shared')).not.toContainText('.csv · ')
  const picture = page.locator('#shared li').filter({ hasText: '.jpg' }).first().getByRole('link').first()
  const answer = page.waitForResponse((response) => response.url().endsWith('/picture'))
  await picture.click()
  expect((await answer).headers()['content-type']).toBe('image/webp')
  await page.goBack()
  await expect(page.locator('#shared')).toBeVisible()
})
