import type { Page } from '@playwright/test'
import { demo } from './demo.ts'
import { expect, test } from './server.ts'

test.use({ as: 'owner' })

const text = (name: string, content = name) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })

/** A folder of that account that no other story is in. */
async function inNewFolder(page: Page, account: string, name: string): Promise<string> {
  await page.goto(`${account}/documents`)
  await page.getByRole('link', { name: 'New folder' }).click()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Create folder' }).click()
  await expect(page.locator('#flash')).toContainText(`The folder “${name}” was created.`)
  return page.url()
}

/** Sends files from the page of a folder; with JavaScript what became of them is said beneath the form. */
async function upload(page: Page, files: ReturnType<typeof text>[], withJavaScript: boolean, says: RegExp) {
  const form = page.locator('.upload form')
  if (!(await form.isVisible())) await page.locator('.upload > summary').click()
  await page.getByLabel('Files').setInputFiles(files)
  await form.getByRole('button', { name: 'Upload' }).click()
  await expect(page.locator(withJavaScript ? '.uploads' : '#flash')).toContainText(says)
}

const row = (page: Page, name: string) => page.locator('#document-list tbody tr').filter({ hasText: name })

test('files are sent several at once, and once again without being there twice', { tag: '@phone' }, async ({
  page,
  withJavaScript,
}) => {
  await inNewFolder(page, demo.account('Sofia Vieira'), `Several ${withJavaScript}`)
  const files = [text('balance.txt'), text('receipts.txt')]
  await upload(page, files, withJavaScript, /“balance.txt” was added/)
  for (const { name } of files) await expect(row(page, name)).toHaveCount(1)
  await upload(page, files, withJavaScript, /“receipts.txt” is already here/)
  await page.reload()
  await expect(page.locator('#document-list tbody tr')).toHaveCount(2)
  await upload(page, [text('balance.txt', 'other')], withJavaScript, /“balance \(2\).txt” was added next to/)
  await expect(row(page, 'balance (2).txt')).toContainText('Private')
})

test('what cannot be taken is said of each file, and the others stay', async ({ page, withJavaScript }) => {
  await inNewFolder(page, demo.account('Sofia Vieira'), `Refused ${withJavaScript}`)
  await page.locator('.upload > summary').click()
  await page.getByLabel('Files').setInputFiles([text('fine.txt'), text('empty.txt', '')])
  await page.locator('.upload form').getByRole('button', { name: 'Upload' }).click()
  const said = page.locator(withJavaScript ? '.uploads' : '.received')
  await expect(said).toContainText('“empty.txt” is empty.')
  await expect(said).toContainText('“fine.txt” was added.')
  await expect(row(page, 'fine.txt')).toHaveCount(1)
})

test('a document is renamed and moved in one form, and two who do it at once see both', { tag: '@phone' }, async ({
  page,
  context,
  withJavaScript,
}) => {
  const account = demo.account('Sean Gallagher')
  const target = `Target ${withJavaScript}`
  await inNewFolder(page, account, target)
  const folder = await inNewFolder(page, account, `Source ${withJavaScript}`)
  await upload(page, [text('draft.txt')], withJavaScript, /“draft.txt” was added/)
  await page.goto(folder)
  const late = await context.newPage()
  await late.goto(folder)
  for (const tab of [page, late]) await tab.getByRole('link', { name: 'Edit draft.txt' }).click()
  await page.getByLabel('Name', { exact: true }).fill('final.txt')
  await page.getByLabel('Folder', { exact: true }).selectOption({ label: `\u00a0\u00a0\u00a0${target}` })
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#flash')).toContainText('“final.txt” was saved.')
  await late.getByLabel('Name', { exact: true }).fill('mine.txt')
  await late.getByRole('button', { name: 'Save' }).click()
  await expect(late.getByRole('alert')).toContainText('Somebody changed this')
  await late.getByRole('radio', { name: /final\.txt/ }).check()
  await late.getByRole('radio', { name: new RegExp(`value: .*${target}`) }).check()
  await late.getByRole('button', { name: 'Save' }).click()
  await expect(late.locator('#flash')).toContainText('“final.txt” was saved.')
  await page.goto(`${account}/documents`)
  await page.getByLabel('Name of a document').fill('FINÁL')
  await page.locator('.documents-search').getByRole('button').click()
  await expect(row(page, 'final.txt').first()).toContainText(/Target/)
})

test('several are ticked and shared, and one is shared or not on its page', async ({ page, withJavaScript }) => {
  const folder = await inNewFolder(page, demo.account('Liam White'), `Shared ${withJavaScript}`)
  await upload(page, [text('one.txt'), text('two.txt')], withJavaScript, /“two.txt” was added/)
  await page.goto(folder)
  await page.getByRole('button', { name: 'Share with the client' }).click()
  await expect(page.locator('#document-list').getByRole('alert')).toContainText('Select the documents first.')
  for (const name of ['one.txt', 'two.txt']) await page.getByLabel(`Select ${name}`).check()
  await page.getByRole('button', { name: 'Share with the client' }).click()
  await expect(page.locator('#flash')).toContainText('2 documents shared with the client.')
  await expect(row(page, 'one.txt')).toContainText('Shared')
  await row(page, 'two.txt').getByRole('link', { name: 'two.txt', exact: true }).click()
  await page.getByRole('switch', { name: 'Shared with the client' }).click()
  await expect(page.locator('#flash')).toContainText('“two.txt” is private')
  await expect(page.getByRole('switch', { name: 'Shared with the client' })).toHaveAttribute('aria-checked', 'false')
})

test('what was put into the trash comes back, with a number where its name is taken', { tag: '@phone' }, async ({
  page,
  withJavaScript,
}) => {
  const account = demo.account('Olivia Kelly')
  const folder = await inNewFolder(page, account, `Bin ${withJavaScript}`)
  await upload(page, [text('gone.txt')], withJavaScript, /“gone.txt” was added/)
  await page.goto(folder)
  await page.getByLabel('Select gone.txt').check()
  await page.getByRole('button', { name: 'Move to trash' }).click()
  await expect(page.locator('#flash')).toContainText('1 document moved to the trash')
  await upload(page, [text('gone.txt', 'another')], withJavaScript, /“gone.txt” was added/)
  await page.goto(`${account}/documents/trash`)
  const thrown = page.locator('#trash tr').filter({ hasText: 'gone.txt' }).first()
  await expect(thrown).toContainText('Teresa Almeida')
  await thrown.getByRole('button', { name: /^Restore/ }).click()
  await expect(page.locator('#flash')).toContainText('“gone (2).txt” was restored.')
  await page.getByRole('link', { name: 'Rename or move folder' }).click()
  await page.getByRole('button', { name: 'Move folder to trash' }).click()
  await expect(page.locator('#flash')).toContainText('is in the trash, with everything in it')
  await page.goto(`${account}/documents/trash`)
  const whole = page
    .locator('#trash tr')
    .filter({ hasText: `Bin ${withJavaScript}` })
    .first()
  await expect(whole).toContainText('with 2 documents')
  await whole.getByRole('button', { name: /^Restore/ }).click()
  await expect(row(page, 'gone (2).txt')).toHaveCount(1)
})

test('who may not look into a folder finds nothing of it', async ({ page, elsewhere, withJavaScript }) => {
  const secret = `Secret ${withJavaScript}`
  // The employee is on the team of the account that they find first.
  const employee = await elsewhere({ as: 'employee' })
  await employee.goto('/accounts')
  const account = (await employee.locator('tbody a[href^="/accounts/"]').first().getAttribute('href'))!
  const folder = await inNewFolder(page, account, secret)
  await upload(page, [text(`hidden ${withJavaScript}.txt`)], withJavaScript, /was added/)
  await page.goto(folder)
  await employee.goto(folder)
  await expect(row(employee, `hidden ${withJavaScript}.txt`)).toHaveCount(1)
  await page.getByRole('link', { name: 'Permissions' }).click()
  const name = (await employee.locator('.sidebar a[href="/me"]').textContent())!.trim()
  await page.getByLabel(`Permission of ${name}`).selectOption('none')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#flash')).toContainText(`Permissions for “${secret}” saved.`)
  const answer = await employee.goto(folder)
  expect(answer?.status()).toBe(404)
  for (const path of ['', '?q=hidden', '/trash']) {
    await employee.goto(`${account}/documents${path}`)
    await expect(employee.locator('main')).not.toContainText(new RegExp(`${secret}|hidden ${withJavaScript}`))
  }
  await employee.goto(`${account}/activity`)
  await expect(employee.locator('main')).not.toContainText(secret)
})

test('a file is sent from the overview without leaving it', { tag: '@phone' }, async ({ page, withJavaScript }) => {
  const account = demo.account('Raquel Oliveira')
  const name = `from the overview ${withJavaScript}.txt`
  await page.goto(account)
  const card = page.locator('#overview-documents')
  await card.getByRole('link', { name: 'Upload' }).click()
  await page.getByLabel('Shared with the client').check()
  await page.getByLabel('Files').setInputFiles([text(name)])
  await page.getByRole('button', { name: 'Upload', exact: true }).click()
  await expect(page.locator('#flash')).toContainText(`“${name}” was added.`)
  await expect(page).toHaveURL(new RegExp(`${account}(#overview-documents)?$`))
  await expect(card.locator('.rows')).toContainText(name)
})
