import { expect, signIn, test } from './server.ts'

test('the overview is arranged as one likes it, and a folded section opened again', { tag: '@phone' }, async ({
  page,
}) => {
  await signIn(page, 'admin@ficha.example')
  await page.goto('/accounts/21')
  await page.getByRole('link', { name: 'Arrange this page' }).click()
  await page.getByLabel('Place of Contacts').fill('1')
  await page.getByLabel('Folded: Latest changes').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('.overview > .card').first()).toHaveAttribute('id', 'overview-contacts')
  const changes = page.locator('#overview-activity')
  await expect(changes).not.toContainText('View all')
  await changes.getByRole('button', { name: 'Unfold' }).click()
  await expect(page).toHaveURL(/\/accounts\/21#overview-activity$/)
  await expect(changes).toContainText('View all')
  await page.goto('/me/overview')
  await page.getByRole('button', { name: 'As it usually is' }).click()
  await page.goto('/accounts/21')
  await expect(page.locator('.overview > .card').first()).not.toHaveAttribute('id', 'overview-contacts')
})
