import type { Page } from '@playwright/test'
import { expect } from './server.ts'

/** The link of a letter to somebody, as the owner hands it over where there is no mail server. */
export async function linkFor(owner: Page, email: string, letter: 'Invitation' | 'New password'): Promise<string> {
  const show = owner.getByRole('row', { name: `${email} ${letter}` }).getByRole('button', { name: 'Show link' })
  // The queue makes a mail that was asked for, a moment later.
  await expect(async () => {
    await owner.goto('/settings/mail')
    await expect(show).toBeVisible({ timeout: 500 })
  }).toPass()
  await show.click()
  return (await owner.locator('code').textContent())!
}

/** Invites somebody on the page for it, as the owner; gives the link. */
export async function invite(owner: Page, name: string, email: string): Promise<string> {
  await owner.goto('/settings/team/new')
  await owner.getByLabel('Name').fill(name)
  await owner.getByLabel('E-mail address').fill(email)
  await owner.getByRole('button', { name: 'Send invitation' }).click()
  await expect(owner.locator('#flash')).toContainText(`The invitation to ${email} is on its way.`)
  return linkFor(owner, email, 'Invitation')
}

export async function choosePassword(page: Page, password: string): Promise<void> {
  await page.locator('[name=password]').fill(password)
  await page.locator('[name=again]').fill(password)
  await page.locator('main button[type=submit]').click()
}
