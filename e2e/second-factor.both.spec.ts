import type { Page } from '@playwright/test'
import { TOTP } from 'otpauth'
import { choosePassword, invite } from './invite.ts'
import { expect, test } from './server.ts'

test.use({ as: 'owner' })

const password = 'a long enough password'

/** What an authenticator app shows so many half minutes from now: no code is taken twice, and a story does not wait. */
const shown = (secret: string, steps = 0) => new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 })

/** The first step. */
async function signInBy(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in')
  await page.locator('[name=email]').fill(email)
  await page.locator('[name=password]').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

const keyOn = async (page: Page) => (await page.locator('dd code').textContent())!.replaceAll(' ', '')

test('somebody sets up an authenticator app, signs in with it, then with a recovery code; an admin takes it away', async ({
  page,
  elsewhere,
}, { project }) => {
  const email = `two.steps.${project.name.replace(/\W+/g, '-')}@example.com`
  const link = await invite(page, `Two Steps ${project.name}`, email)
  const theirs = await elsewhere()
  await theirs.goto(link)
  await choosePassword(theirs, password)
  await theirs.goto('/me/second-factor')
  await theirs.getByLabel('Your password').fill(password)
  await theirs.getByRole('button', { name: 'Set up' }).click()
  const secret = await keyOn(theirs)
  await expect(theirs.getByRole('img', { name: 'QR code' })).toBeVisible()
  await theirs.getByLabel('Code that the app shows').fill('000000')
  await theirs.getByRole('button', { name: 'Turn on' }).click()
  await expect(theirs.getByText('This code is not right')).toBeVisible()
  await theirs.getByLabel('Code that the app shows').fill(shown(secret))
  await theirs.getByRole('button', { name: 'Turn on' }).click()
  const codes = theirs.locator('.recovery-codes li')
  await expect(codes).toHaveCount(10)
  const recovery = (await codes.first().textContent())!.trim()
  await theirs.getByRole('link', { name: 'I have kept them' }).click()
  await expect(theirs.getByText('10 recovery codes left')).toBeVisible()

  const other = await elsewhere()
  await signInBy(other, email)
  await expect(other.getByText('Your password was right.')).toBeVisible()
  await other.getByLabel('Code', { exact: true }).fill('123456')
  await other.getByRole('button', { name: 'Continue' }).click()
  await expect(other.getByLabel('Code', { exact: true })).toBeFocused()
  const code = shown(secret, 1)
  await other.getByLabel('Code', { exact: true }).fill(`${code.slice(0, 3)} ${code.slice(3)}`)
  await other.getByRole('button', { name: 'Continue' }).click()
  await expect(other.getByRole('heading', { name: 'My day' })).toBeVisible()

  const third = await elsewhere()
  await signInBy(third, email)
  await third.getByLabel('Code', { exact: true }).fill(recovery.toLowerCase())
  await third.getByRole('button', { name: 'Continue' }).click()
  await expect(third.getByRole('heading', { name: 'My day' })).toBeVisible()
  await third.goto('/me/second-factor')
  await expect(third.getByText('9 recovery codes left')).toBeVisible()

  await page.goto('/settings/team')
  await page.getByRole('link', { name: `Two Steps ${project.name}` }).click()
  await page.getByRole('link', { name: 'Reset two-step sign-in' }).click()
  await page.getByRole('button', { name: 'Reset two-step sign-in' }).click()
  await expect(page.locator('#flash')).toContainText('signs in with the password alone now.')
  await third.reload()
  await expect(third.getByRole('button', { name: 'Sign in' })).toBeVisible()
})
