import type { Page } from '@playwright/test'
import { demoPassword, expect, signIn, signInToPortal, test } from './server.ts'

const own = 'a password of my own'

/** The address of a mail to a client, by its template and status. */
async function addressedTo(page: Page, status: 'Sent' | 'Not sent', nth = 0): Promise<string> {
  await page.goto('/settings/mail')
  const mails = page
    .locator('tr')
    .filter({ hasText: 'Invitation to the client portal' })
    .filter({ has: page.locator('.badge').getByText(status, { exact: true }) })
  return (await mails.nth(nth).locator('td').first().textContent())!
}

/** As an admin hands it over where no mail leaves: the link of the newest mail to that address. */
async function linkFor(page: Page, email: string): Promise<string> {
  // Other mails to the same address have nothing to hand over.
  const mails = page.locator('tr').filter({ hasText: email })
  const show = mails.getByRole('button', { name: 'Show the link' }).first()
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
  await page.getByLabel('New password again').fill(again)
  await page.getByRole('button', { name: 'Set the password and go in' }).click()
}

test('an invitation leads to a password, the portal, and back in by signing in', { tag: '@phone' }, async ({
  page,
  elsewhere,
}) => {
  await signIn(page)
  const email = await addressedTo(page, 'Not sent')
  const link = await linkFor(page, email)
  const client = await elsewhere()
  await client.goto(`${link}?language=en`)
  await expect(client.getByRole('heading', { level: 1 })).toHaveText('Your access to Almeida & Hale')
  await expect(client.getByRole('main')).toContainText(email)
  await expect(client.getByLabel('E-mail address')).toHaveValue(email)
  const account = (await client.getByRole('main').getByRole('listitem').first().textContent())!
  await choosePassword(client, own, 'something else altogether')
  await expect(client.getByText('The two passwords are not the same.')).toBeVisible()
  await choosePassword(client, own)
  await expect(client).toHaveURL(/\/portal$/)
  await expect(client.locator('#accounts')).toContainText(account)
  await expect(client.getByRole('main')).toContainText('Nothing is waiting for you.')
  await client.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(client).toHaveURL(/\/portal\/sign-in$/)
  await client.goto(link)
  await expect(client.getByRole('heading', { level: 1 })).toHaveText('This link has been used')
  await signInToPortal(client, email, own)
  await expect(client.locator('#visits').getByRole('listitem')).toHaveCount(2)
})

test('the staff see who was in the portal, when and with what', async ({ page }) => {
  await signIn(page)
  await page.goto('/accounts/8')
  await expect(page.locator('#profile-bar')).toContainText('Portal activated')
  const activity = page.locator('#overview-logins')
  await expect(activity).toContainText('Invited since')
  await activity.getByRole('link', { name: 'View all' }).click()
  await expect(page.getByRole('heading', { name: 'Every login' })).toBeVisible()
  await expect(page.locator('#visits')).toContainText('First sign-in')
})

test('a wrong password is refused, and the address stays typed', async ({ page }) => {
  await signInToPortal(page, 'client@ficha.example', 'not the password')
  await expect(page.getByRole('alert')).toHaveText('The address or the password is not right.')
  await expect(page.getByLabel('E-mail address')).toHaveValue('client@ficha.example')
})

test('a client changes their password and language, and is out everywhere else', async ({ page, elsewhere }) => {
  // Three browsers sign in, and four passwords are hashed.
  test.slow()
  const admin = await elsewhere({ email: 'admin@ficha.example' })
  const email = await addressedTo(admin, 'Sent')
  const other = await elsewhere()
  await signInToPortal(other, email)
  await expect(other.locator('#accounts')).toBeVisible()
  await signInToPortal(page, email)
  await page.getByRole('combobox', { name: /^(Language|Língua)$/ }).selectOption('en')
  await page.locator('#language').getByRole('button').click()
  await expect(page.locator('#sessions')).toContainText('1 other browser is signed in as you.')
  await page.getByLabel('Password now').fill(demoPassword)
  await page.getByLabel('New password', { exact: true }).fill(own)
  await page.getByLabel('New password again').fill(own)
  await page.locator('#password').getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#flash')).toContainText('The password was changed.')
  await other.goto('/portal')
  await expect(other).toHaveURL(/\/portal\/sign-in$/)
  await page.getByRole('combobox', { name: 'Language' }).selectOption('pt')
  await page.locator('#language').getByRole('button').click()
  await expect(page.getByRole('heading', { name: 'O que pode abrir' })).toBeVisible()
})

test('a new password comes by a link that is asked for', async ({ page, elsewhere }) => {
  await signIn(page)
  const email = await addressedTo(page, 'Sent', 1)
  const client = await elsewhere()
  await client.goto('/portal/sign-in')
  await client.getByRole('link', { name: 'Forgotten your password?' }).click()
  await client.getByLabel('E-mail address').fill(email)
  await client.getByRole('button', { name: 'Send the link' }).click()
  await expect(client.getByRole('status').filter({ hasText: 'on its way' })).toBeVisible()
  await client.goto(`${await linkFor(page, email)}?language=en`)
  await choosePassword(client, own)
  await expect(client.locator('#visits').getByRole('listitem').first()).toContainText(/New password|Nova palavra-passe/)
})

test('after signing out, Back shows nothing of the client', async ({ page }) => {
  await signInToPortal(page)
  const name = (await page.getByRole('heading', { level: 1 }).textContent())!
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page).toHaveURL(/\/portal\/sign-in$/)
  await page.goBack()
  await expect(page.locator('body')).not.toContainText(name)
})

test('neither the portal nor the firm’s pages are open to the other side', async ({ page, elsewhere }) => {
  await signInToPortal(page)
  await expect(page.locator('#accounts').getByRole('listitem')).toHaveCount(2)
  await page.goto('/accounts')
  await expect(page.locator('form[action="/sign-in"]')).toBeVisible()
  const staff = await elsewhere({ email: 'owner@ficha.example' })
  await staff.goto('/portal')
  await expect(staff.locator('form[action="/portal/sign-in"]')).toBeVisible()
})
