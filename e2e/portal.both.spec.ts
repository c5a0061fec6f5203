import type { Page } from '@playwright/test'
import { demo, emailOf } from './demo.ts'
import { demoPassword, expect, signInToPortal, test } from './server.ts'

test.use({ as: 'admin' })

const own = 'a password of my own'

/** As an admin hands it over where no mail leaves: the link of the newest mail to that address. */
async function linkFor(page: Page, email: string): Promise<string> {
  // Other mails to the same address have nothing to hand over.
  const mails = page.locator('tr').filter({ hasText: email })
  const show = mails.getByRole('button', { name: 'Show link' }).first()
  // The queue makes a mail that was asked for, a moment later.
  await expect(async () => {
    await page.goto('/settings/mail')
    await expect(show).toBeVisible({ timeout: 500 })
  }).toPass()
  await show.click()
  return new URL((await page.locator('#link code').textContent())!).pathname
}

async function choosePassword(page: Page, password: string, again = password): Promise<void> {
  await page.getByLabel('New password', { exact: true }).fill(password)
  await page.getByLabel('Repeat new password').fill(again)
  await page.getByRole('button', { name: 'Set password and sign in' }).click()
}

test('an invitation leads to a password, the portal, and back in by signing in', { tag: '@phone' }, async ({
  page,
  elsewhere,
}) => {
  const email = demo.invited('Beatriz Sequeira')
  const link = await linkFor(page, email)
  const client = await elsewhere()
  await client.goto(`${link}?language=en`)
  await expect(client.getByRole('heading', { level: 1 })).toHaveText('Your access to Almeida & Hale')
  await expect(client.getByRole('main')).toContainText(email)
  await expect(client.getByLabel('E-mail address')).toHaveValue(email)
  const account = (await client.getByRole('main').getByRole('listitem').first().textContent())!
  await choosePassword(client, own, 'something else altogether')
  await expect(client.getByText('The two passwords don’t match.')).toBeVisible()
  await choosePassword(client, own)
  await expect(client).toHaveURL(/\/portal$/)
  await expect(client.locator('#accounts')).toContainText(account)
  await expect(client.locator('#waiting')).toContainText('1 unread conversation')
  await client.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(client).toHaveURL(/\/portal\/sign-in$/)
  await client.goto(link)
  await expect(client.getByRole('heading', { level: 1 })).toHaveText('This link has already been used')
  await signInToPortal(client, email, own)
  await expect(client.locator('#visits').getByRole('listitem')).toHaveCount(2)
})

test('the staff see who was in the portal, when and with what', async ({ page }) => {
  const account = demo.account('Sílvia Coelho')
  await page.goto(account)
  await expect(page.locator('#profile-bar')).toContainText('Portal activated')
  const activity = page.locator('#overview-logins')
  await expect(activity).toContainText('Invited since')
  await activity.getByRole('link', { name: 'View all' }).click()
  await expect(page.getByRole('heading', { name: 'All logins' })).toBeVisible()
  await expect(page.locator('#visits')).toContainText('First sign-in')
})

test('a wrong password is refused, and the address stays typed', async ({ elsewhere }) => {
  const client = await elsewhere()
  await client.goto('/portal/sign-in')
  await client.getByLabel('E-mail address').fill(emailOf('client'))
  await client.getByLabel('Password').fill('not the password')
  await client.getByRole('button', { name: 'Sign in' }).click()
  await expect(client.getByRole('alert')).toHaveText('The e-mail address or the password is wrong.')
  await expect(client.getByLabel('E-mail address')).toHaveValue(emailOf('client'))
})

test('a client changes their password and language, and is out everywhere else', async ({ elsewhere }) => {
  const email = demo.login('William Davies')
  const other = await elsewhere()
  await signInToPortal(other, email)
  await expect(other.locator('#accounts')).toBeVisible()
  const client = await elsewhere()
  await signInToPortal(client, email)
  await client.getByRole('combobox', { name: /^(Language|Idioma)$/ }).selectOption('en')
  await client.locator('#language').getByRole('button').click()
  await expect(client.locator('#sessions')).toContainText('1 other browser is signed in as you.')
  await client.getByLabel('Current password').fill(demoPassword)
  await client.getByLabel('New password', { exact: true }).fill(own)
  await client.getByLabel('Repeat new password').fill(own)
  await client.locator('#password').getByRole('button', { name: 'Save' }).click()
  await expect(client.locator('#flash')).toContainText('The password was changed.')
  await other.goto('/portal')
  await expect(other).toHaveURL(/\/portal\/sign-in$/)
  await client.getByRole('combobox', { name: 'Language' }).selectOption('pt')
  await client.locator('#language').getByRole('button').click()
  await expect(client.getByRole('heading', { name: 'As suas contas' })).toBeVisible()
})

test('a new password comes by a link that is asked for', async ({ page, elsewhere }) => {
  const email = demo.login('Helena Teixeira')
  const client = await elsewhere()
  await client.goto('/portal/sign-in')
  await client.getByRole('link', { name: 'Forgot your password?' }).click()
  await client.getByLabel('E-mail address').fill(email)
  await client.getByRole('button', { name: 'Send link' }).click()
  await expect(client.getByRole('status').filter({ hasText: 'on its way' })).toBeVisible()
  await client.goto(`${await linkFor(page, email)}?language=en`)
  await choosePassword(client, own)
  await expect(client.locator('#visits').getByRole('listitem').first()).toContainText(/New password|Nova palavra-passe/)
})

test('after signing out, Back shows nothing of the client', async ({ elsewhere }) => {
  const client = await elsewhere()
  await signInToPortal(client)
  const name = (await client.getByRole('heading', { level: 1 }).textContent())!
  await client.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(client).toHaveURL(/\/portal\/sign-in$/)
  await client.goBack()
  await expect(client.locator('body')).not.toContainText(name)
})
