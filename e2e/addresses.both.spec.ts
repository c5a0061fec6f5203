import type { Page } from '@playwright/test'
import { expect, test } from './server.ts'

test.use({ as: 'owner' })

let made = 0

/** A client whose first contact has an address of its own; gives the address. */
async function makeClient(page: Page, name: string): Promise<string> {
  const email = `${name.toLowerCase()}.${++made}.${Date.now()}@stories.example`
  await page.goto('/accounts/new')
  await page.getByLabel('First name').fill(name)
  await page.getByLabel('Last name').fill('Address')
  await page.getByLabel('E-mail address', { exact: true }).fill(email)
  await page.getByRole('button', { name: 'Create client' }).click()
  await page.getByRole('navigation', { name: 'Profile' }).getByRole('link', { name: 'Info' }).click()
  return email
}

test('login goes on, the invitation is offered, and sent with a message', { tag: '@phone' }, async ({
  page,
  withJavaScript,
}) => {
  const email = await makeClient(page, 'Ines')
  const info = page.url()
  const login = page.getByRole('switch', { name: `Login for ${email}` })
  await login.click()
  await expect(login).toHaveAttribute('aria-checked', 'true')
  await expect(page.getByRole('switch', { name: `Signer authority for ${email}` })).toHaveAttribute(
    'aria-checked',
    'true',
  )
  await expect(page.locator('#flash')).toContainText(`Login is on for ${email}.`)
  await expect(page.locator('#profile-bar')).toContainText('Portal pending')
  if (withJavaScript) await expect(page).toHaveURL(info)
  await page.getByLabel('Message (optional)').fill('Bem-vinda!')
  await page.getByRole('button', { name: 'Send invite' }).click()
  await expect(page.locator('#flash')).toContainText(`The invitation to ${email} is on its way.`)
  const address = page.locator('.address', { hasText: email })
  await expect(address).toContainText('Invited')
  await address.getByRole('link', { name: 'Send again' }).click()
  await address.getByRole('link', { name: 'Not now' }).click()
  await expect(page.getByLabel('Message (optional)')).toBeHidden()
})

test('what an address hears of is chosen once Notify is on', async ({ page, withJavaScript }) => {
  const email = await makeClient(page, 'Nuno')
  await expect(page.getByRole('link', { name: 'Notification preferences' })).toBeHidden()
  await page.getByRole('switch', { name: `Notify for ${email}` }).click()
  await page.getByRole('link', { name: 'Notification preferences' }).click()
  await page.getByRole('checkbox', { name: 'Proposals', exact: true }).uncheck()
  await page.getByRole('checkbox', { name: 'Reminder: Invoices and payments' }).uncheck()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#flash')).toContainText(`The notification preferences of ${email} are saved.`)
  await page.getByRole('link', { name: 'Notification preferences' }).click()
  await expect(page.getByRole('checkbox', { name: 'Proposals', exact: true })).not.toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Reminder: Invoices and payments' })).not.toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Approvals', exact: true })).toBeChecked()
  if (!withJavaScript) return
  // Two switches pressed one right after the other: the second is asked before the first one's answer is there.
  for (const [path, wait] of [
    ['**/notify', 300],
    ['**/sync', 600],
  ] as const)
    await page.route(path, async (route) => {
      const response = await route.fetch()
      await new Promise((resolve) => setTimeout(resolve, wait))
      await route.fulfill({ response })
    })
  const notify = page.getByRole('switch', { name: `Notify for ${email}` })
  const sync = page.getByRole('switch', { name: `E-mail sync for ${email}` })
  await notify.click()
  await sync.click()
  await expect(notify).toHaveAttribute('aria-checked', 'false')
  await expect(sync).toHaveAttribute('aria-checked', 'true')
})

test('several contacts are linked at once: searched, ticked, searched again, linked', async ({
  page,
  withJavaScript,
}) => {
  await makeClient(page, 'Olga')
  const [first, second] = ['Silva', 'Costa']
  await page.getByRole('link', { name: 'Link a contact' }).click()
  const search = page.getByRole('searchbox', { name: 'Name, e-mail address or phone' })
  const names: string[] = []
  for (const query of [first, second]) {
    await search.fill(query)
    if (!withJavaScript) await page.getByRole('button', { name: 'Search', exact: true }).last().click()
    const found = page.locator('#contacts-panel .check', { hasText: query }).first()
    await found.getByRole('checkbox').check()
    names.push((await found.locator('label').textContent())!.trim())
  }
  await page.getByRole('button', { name: 'Link selected' }).click()
  for (const name of names) await expect(page.locator('#contacts .rows')).toContainText(name)
  await expect(page.locator('#contacts-title')).toContainText('3')
  await expect(page.locator('#contacts-panel form')).toHaveCount(0)
})

test('a new contact is made in its place, and what is wrong is said there', async ({ page, withJavaScript }) => {
  await makeClient(page, 'Paula')
  const info = page.url()
  await page.getByRole('link', { name: 'New contact' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#contacts-panel')).toContainText('Name at least one contact')
  await page.getByLabel('First name').fill('Quim')
  await page.getByLabel('Description').fill('Brother')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#contacts')).toContainText('Brother')
  await expect(page.locator('#flash')).toContainText('Linked: Quim.')
  if (withJavaScript) await expect(page).toHaveURL(info)
})

test('who signs first is chosen by number, by button and by dragging', async ({ page, withJavaScript }) => {
  const email = await makeClient(page, 'Ana')
  for (const name of ['Bea', 'Cid']) {
    await page.getByRole('link', { name: 'New contact' }).click()
    await page.getByLabel('First name').fill(name)
    await page.getByLabel('E-mail address', { exact: true }).fill(email.replace('ana', name.toLowerCase()))
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.locator('#contacts')).toContainText(name)
  }
  const info = page.url()
  for (const name of ['ana', 'bea', 'cid']) {
    await page.getByRole('switch', { name: `Login for ${email.replace('ana', name)}` }).click()
    await page.getByRole('link', { name: 'Not now' }).click()
  }
  if (!withJavaScript) await page.goto(info)
  await page.getByRole('link', { name: 'Signer priority' }).click()
  const order = page.locator('.order-name')
  await expect(order).toHaveText(['Ana Address', 'Bea', 'Cid'])
  await page.getByRole('button', { name: 'Move Cid up' }).click()
  await expect(order).toHaveText(['Ana Address', 'Cid', 'Bea'])
  await page.getByLabel('Position of Bea').fill('1')
  await page.getByLabel('Position of Ana Address').fill('3')
  await page.getByRole('button', { name: 'Save the order' }).click()
  await expect(order).toHaveText(['Bea', 'Cid', 'Ana Address'])
  if (!withJavaScript) return
  await page
    .locator('.order li', { hasText: 'Ana Address' })
    .locator('.order-name')
    .dragTo(order.first(), {
      targetPosition: { x: 5, y: 1 },
    })
  await expect(page.locator('#flash')).toContainText('The order is saved.')
  await expect(order).toHaveText(['Ana Address', 'Bea', 'Cid'])
  await page.reload()
  await page.getByRole('link', { name: 'Signer priority' }).click()
  await expect(order).toHaveText(['Ana Address', 'Bea', 'Cid'])
})

test('unlinking says what goes with the link', async ({ page }) => {
  const email = await makeClient(page, 'Rui')
  await page.getByRole('link', { name: 'New contact' }).click()
  await page.getByLabel('First name').fill('Sara')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#contacts')).toContainText('Sara')
  await page.getByRole('switch', { name: `Notify for ${email}` }).click()
  await expect(page.getByRole('switch', { name: `Notify for ${email}` })).toHaveAttribute('aria-checked', 'true')
  await page.locator('#contacts li', { hasText: email }).first().getByRole('link', { name: 'Unlink' }).click()
  await expect(page.locator('#removal')).toContainText(`${email}: Notify`)
  await page.getByRole('button', { name: 'Unlink' }).click()
  await expect(page.locator('#contacts')).not.toContainText(email)
  await expect(page.locator('#contacts')).toContainText('The only contact can’t be unlinked')
})
