import { demo } from './demo.ts'
import { expect, test } from './server.ts'

test.use({ as: 'owner' })

test('Escape leaves a form that was opened in its place, Ctrl+Enter sends it, the cursor stands at its end', async ({
  page,
}) => {
  await page.goto(`${demo.account('Sílvia Coelho')}/info`)
  const row = page.locator('#contacts li').first()
  const edit = row.getByRole('link', { name: /description/i }).first()
  await edit.click()
  const field = row.getByRole('textbox')
  await field.fill('Daughter')
  await field.press('Control+Enter')
  await expect(row).toContainText('Daughter')
  await edit.click()
  await expect(field).toBeFocused()
  await page.keyboard.type(' and heir')
  await expect(field).toHaveValue('Daughter and heir')
  await field.press('Escape')
  await expect(field).toHaveCount(0)
  await expect(row).not.toContainText('heir')
  await expect(edit).toBeFocused()
})

test('a panel that is opened begins at its first field, and Escape closes it', async ({ page }) => {
  await page.goto(demo.account('Sílvia Coelho'))
  const card = page.locator('#overview-notes')
  await card.getByRole('link', { name: 'Add note' }).click()
  const text = card.getByRole('textbox')
  await expect(text).toBeFocused()
  await text.press('Escape')
  await expect(text).toBeHidden()
  await expect(card.getByRole('link', { name: 'Add note' })).toBeFocused()
})

test('whoever wants no single keys switches them off, and the slash is a sign like any other', async ({ page }) => {
  const search = page.getByRole('searchbox', { name: 'Search clients and contacts' })
  await page.goto('/me')
  await page.keyboard.press('/')
  await expect(search).toBeFocused()
  const wanted = page.getByRole('switch', { name: 'Jump to the search with /' })
  await wanted.click()
  await expect(wanted).toHaveAttribute('aria-checked', 'false')
  await page.keyboard.press('/')
  await expect(search).not.toBeFocused()
  await wanted.click()
  await expect(wanted).toHaveAttribute('aria-checked', 'true')
})
