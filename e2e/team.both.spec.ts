import { demo, emailOf } from './demo.ts'
import { choosePassword, invite, linkFor } from './invite.ts'
import { expect, signIn, test } from './server.ts'

test.use({ as: 'owner' })

test('somebody is invited, chooses a password, and sees clients once the right is switched on', async ({
  page,
  elsewhere,
}) => {
  const link = await invite(page, 'Ivone Convidada', 'ivone@example.com')
  const invited = await elsewhere()
  await invited.goto(link)
  await expect(invited.getByRole('heading', { name: 'Welcome, Ivone Convidada' })).toBeVisible()
  await choosePassword(invited, 'short')
  await expect(invited.getByText('use at least 12 characters')).toBeVisible()
  await choosePassword(invited, 'a long enough password')
  await expect(invited.getByRole('heading', { name: 'My day' })).toBeVisible()
  await invited.getByRole('link', { name: 'All clients' }).click()
  await expect(invited.getByText('No clients to show.')).toBeVisible()

  await page.goto('/settings/team')
  await page.getByRole('link', { name: 'Ivone Convidada' }).click()
  const right = page.getByRole('switch', { name: 'View all clients' })
  await expect(right).toHaveAttribute('aria-checked', 'false')
  await right.click()
  await expect(right).toHaveAttribute('aria-checked', 'true')
  await invited.goto('/accounts')
  await expect(invited.locator('tbody tr').first()).toBeVisible()
})

test('the keyboard stays on the switch that it pressed', async ({ page, withJavaScript }) => {
  await page.goto(demo.colleague('Alice Byrne'))
  const right = page.getByRole('switch', { name: 'Manage tags' })
  await right.press('Space')
  await expect(right).toHaveAttribute('aria-checked', 'true')
  if (withJavaScript) await expect(right).toBeFocused()
  await right.press('Space')
  await expect(right).toHaveAttribute('aria-checked', 'false')
})

test('whoever leaves leaves no work lying: it is shown before, left unassigned, and found again', async ({ page }) => {
  const account = demo.account('Henry Clarke')
  const title = 'Left by who left'
  await invite(page, 'Leonor Saída', 'leonor@example.com')
  await page.goto('/settings/team')
  await page.getByRole('link', { name: 'Leonor Saída' }).click()
  const person = page.url()
  await page.getByRole('switch', { name: 'View all clients' }).click()
  await expect(page.getByRole('switch', { name: 'View all clients' })).toHaveAttribute('aria-checked', 'true')
  await page.goto(`${account}/tasks/new`)
  await page.getByLabel('Title').fill(title)
  await page.getByLabel('Due').fill('2020-01-02')
  for (const box of await page.getByRole('group', { name: 'Assigned to' }).getByRole('checkbox').all())
    await box.uncheck()
  await page.getByLabel(/^Leonor Saída/).check()
  await page.getByRole('button', { name: 'Create task' }).click()

  await page.goto(person)
  await page.getByRole('link', { name: 'Deactivate' }).click()
  await page.getByRole('link', { name: 'Open tasks: 1' }).click()
  const task = page.locator('li.task').filter({ hasText: title })
  await expect(task).toContainText('Leonor Saída')
  await page.goBack()
  await page.getByLabel('Clients and client roles go to').selectOption('Rita Fonseca')
  await page.getByLabel('Open jobs and tasks').selectOption('Leave unassigned')
  await page.getByRole('button', { name: 'Deactivate' }).click()
  await expect(page.locator('#flash')).toContainText('Leonor Saída was deactivated. Tasks left unassigned: 1.')
  await page.goto('/')
  await page.locator('#unassigned').getByRole('link', { name: 'Open tasks' }).click()
  await expect(task).toContainText('Unassigned')
})

test('one goes from one of the settings to another', async ({ page }) => {
  await page.goto('/settings/team')
  const ways = page.getByRole('navigation', { name: 'Settings' })
  await expect(ways.getByRole('link', { name: 'Team' })).toHaveAttribute('aria-current', 'page')
  await ways.getByRole('link', { name: 'Tags' }).click()
  await expect(page.getByRole('heading', { name: 'Tags', level: 1 })).toBeVisible()
  await expect(ways.getByRole('link', { name: 'Tags' })).toHaveAttribute('aria-current', 'page')
})

test('rights are set together by a preset', async ({ page }) => {
  await page.goto('/settings/team')
  await page.getByRole('link', { name: 'Rita Fonseca' }).click()
  await page.getByRole('button', { name: 'Front desk' }).click()
  await expect(page.getByRole('switch', { name: 'View all clients' })).toHaveAttribute('aria-checked', 'true')
  await expect(page.getByRole('switch', { name: 'Manage clients' })).toHaveAttribute('aria-checked', 'false')
  await page.getByRole('button', { name: 'Accountant' }).click()
  await expect(page.getByRole('switch', { name: 'Manage clients' })).toHaveAttribute('aria-checked', 'true')
})

test('a newcomer sees no account, asks for one, and sees it once it is given', async ({ page, elsewhere }) => {
  const account = demo.account('Henry Clarke')
  const newcomer = await elsewhere()
  await signIn(newcomer, emailOf('newcomer'))
  await newcomer.goto('/accounts')
  await expect(newcomer.getByText('No clients to show.')).toBeVisible()
  await newcomer.goto(account)
  await expect(newcomer.getByRole('heading', { name: 'Not found' })).toBeVisible()
  await page.goto(account)
  const name = (await page.getByRole('heading', { level: 1 }).textContent())!

  await newcomer.getByRole('link', { name: 'Ask for access' }).click()
  await newcomer.getByLabel('Name or ID of the client').fill(name)
  await newcomer.getByLabel('Reason').fill('I took the call')
  await newcomer.getByRole('button', { name: 'Send request' }).click()
  await expect(newcomer.locator('#own')).toContainText('Waiting')

  await page.goto('/access-requests')
  await expect(page.locator('#to-answer')).toContainText(`Alice Byrne asks for “${name}”`)
  await expect(page.locator('#to-answer')).toContainText('I took the call')
  const asked = page.locator('#to-answer li', { hasText: 'I took the call' })
  await asked.getByRole('button', { name: 'Give access' }).click()
  await expect(page.locator('#flash')).toContainText('Access was given.')

  await newcomer.goto('/accounts')
  await newcomer.getByRole('link', { name }).click()
  await expect(newcomer.getByRole('heading', { level: 1, name })).toBeVisible()
  // What one may see but not change shows without its controls.
  await newcomer.getByRole('link', { name: 'Info', exact: true }).click()
  await expect(newcomer.getByRole('link', { name: /^Edit|^Unlink/ })).toHaveCount(0)
  await expect(newcomer.getByRole('button', { name: 'Archive' })).toHaveCount(0)
})

test('who is not an admin is refused the team, in words', async ({ elsewhere }) => {
  const employee = await elsewhere({ as: 'employee' })
  await employee.goto('/settings')
  await expect(employee.getByRole('link', { name: 'Team' })).toHaveCount(0)
  const answer = await employee.goto('/settings/team')
  expect(answer!.status()).toBe(403)
  await expect(employee.getByRole('heading', { name: 'Not allowed' })).toBeVisible()
})

test('a forgotten password is replaced by the link of a mail', async ({ page, elsewhere }) => {
  const email = 'esquecida@example.com'
  const forgetful = await elsewhere()
  await forgetful.goto(await invite(page, 'Filipa Esquecida', email))
  await choosePassword(forgetful, 'a long enough password')
  await forgetful.getByRole('button', { name: 'Sign out' }).click()
  await forgetful.getByRole('link', { name: 'Forgot your password?' }).click()
  await forgetful.getByLabel('E-mail address').fill(email)
  await forgetful.getByRole('button', { name: 'Send link' }).click()
  await expect(forgetful.getByRole('status').filter({ hasText: 'on its way' })).toBeVisible()
  await forgetful.goto(await linkFor(page, email, 'New password'))
  await choosePassword(forgetful, 'quite another password')
  await expect(forgetful).not.toHaveURL(/password/)
  await signIn(await elsewhere(), email, 'quite another password')
})
