import { text } from 'node:stream/consumers'
import type { Page } from '@playwright/test'
import { openPromise } from 'yauzl'
import { demo } from './demo.ts'
import { expect, test } from './server.ts'

test.use({ as: 'owner' })

/** A client of two contacts. */
async function makeClient(page: Page): Promise<string> {
  await page.goto('/accounts/new')
  await page.getByLabel('First name').fill('Ana')
  await page.getByLabel('Last name').fill('Reposta')
  await page.getByRole('button', { name: 'Create client' }).click()
  const path = new URL(page.url()).pathname
  await page.goto(`${path}/links/contacts/new`)
  await page.getByLabel('First name').fill('Zita')
  await page.getByLabel('Description').fill('Sister')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#contacts')).toContainText('Zita')
  await page.goto(`${path}/info`)
  return path
}

test('an unlinked contact is brought back from the activity page', { tag: '@phone' }, async ({
  page,
  withJavaScript,
}) => {
  const path = await makeClient(page)
  const zita = page.locator('#contacts li').filter({ hasText: 'Zita' }).first()
  await zita.getByRole('link', { name: 'Unlink' }).click()
  await page.getByRole('button', { name: 'Unlink' }).click()
  await page.getByRole('link', { name: 'Activity', exact: true }).last().click()
  const event = page.locator('#activity li').filter({ hasText: 'unlinked a contact' })
  await event.getByRole('button', { name: 'Restore' }).click()
  await expect(page.locator('#flash')).toContainText('Restored.')
  await expect(event).toContainText(/Restored by .+ on \d\d\/\d\d\/\d{4}/)
  await expect(event.getByRole('button', { name: 'Restore' })).toHaveCount(0)
  if (withJavaScript) await expect(event.getByText(/Restored by/)).toBeFocused()
  await expect(page.locator('#activity li').first()).toContainText('restored a change')
  await page.goto(`${path}/info`)
  await expect(zita).toContainText('Sister')
})

test('a change that another has overtaken says so', async ({ page, context }) => {
  await makeClient(page)
  const rename = async (name: string) => {
    await page.getByRole('link', { name: 'Info', exact: true }).click()
    await page.locator('#details').getByRole('link', { name: 'Edit details' }).click()
    await page.locator('#details').getByLabel('Name', { exact: true }).fill(name)
    await page.locator('#details').getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  }
  await rename('Second Name')
  const late = await context.newPage()
  await late.goto(page.url().replace(/\/(info|details).*$/, '/activity'))
  await rename('Third Name')
  const event = late.locator('#activity li').filter({ hasText: 'Second Name' })
  await event.getByRole('button', { name: 'Restore' }).click()
  await expect(late.getByRole('alert')).toContainText('it has been changed again since')
})

test('one client is downloaded whole', async ({ page }) => {
  await makeClient(page)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('#profile-bar').getByRole('button', { name: 'Export' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^AR\d+-\d{4}-\d{2}-\d{2}\.zip$/)
  const zip = await openPromise(await download.path())
  const files: Record<string, string> = {}
  for await (const entry of zip.eachEntry()) files[entry.fileName] = await text(await zip.openReadStreamPromise(entry))
  expect(JSON.parse(files['account.json']!).contacts).toHaveLength(2)
  expect(files['contacts.csv']).toContain('Sister')
  expect(files['activity.csv']).toContain('linked a contact')
})

test('a contact is as it was before, from its own page', async ({ page }) => {
  const contact = demo.contact('Pedro Gonçalves')
  await page.goto(`${contact}/edit`)
  const city = await page.getByLabel('City').inputValue()
  await page.getByLabel('City').fill('Atlantis')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#details')).toContainText('Atlantis')
  const event = page.locator('#activity li').filter({ hasText: 'Atlantis' })
  await event.getByRole('button', { name: 'Restore' }).click()
  await expect(page.locator('#flash')).toContainText('Restored.')
  await expect(page.locator('#details')).toContainText(city)
  await expect(page.locator('#details')).not.toContainText('Atlantis')
})
