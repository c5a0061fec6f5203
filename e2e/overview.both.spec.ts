import { demo } from './demo.ts'
import { expect, test } from './server.ts'

test.use({ as: 'admin' })

test('the overview is arranged as one likes it, and a folded section opened again', { tag: '@phone' }, async ({
  page,
}) => {
  const account = demo.account('Sofia Matos')
  await page.goto(account)
  await page.getByRole('link', { name: 'Customise' }).click()
  await page.getByLabel('Position of Contacts').fill('1')
  await page.getByLabel('Move to the right column: Notes').check()
  await page.getByLabel('Collapsed: Latest changes').check()
  await page.getByRole('button', { name: 'Save' }).click()
  const right = page.locator('.overview-column').nth(1)
  await expect(right.locator('> .card').first()).toHaveAttribute('id', 'overview-contacts')
  await expect(right.locator('#overview-notes')).toBeVisible()
  const changes = page.locator('#overview-activity')
  await expect(changes).not.toContainText('View all')
  await changes.getByRole('button', { name: 'Expand' }).click()
  await expect(page).toHaveURL(`${account}#overview-activity`)
  await expect(changes).toContainText('View all')
  await page.goto('/me/overview')
  await page.getByRole('button', { name: 'Reset to default' }).click()
  await page.goto(account)
  await expect(right.locator('> .card').first()).not.toHaveAttribute('id', 'overview-contacts')
  await expect(right.locator('#overview-notes')).toHaveCount(0)
})
