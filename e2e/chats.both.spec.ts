import type { Page } from '@playwright/test'
import { demo } from './demo.ts'
import { expect, test } from './server.ts'

test.use({ as: 'owner' })

/** An account of the demo's client. */
const clientsAccount = () => demo.account('Smith Haulage Ltd')

const last = (page: Page) => page.locator('#messages .message').last()

/** A thread that the staff begin on the account; leaves the page on it. */
async function begin(page: Page, account: string, subject: string, text: string): Promise<void> {
  await page.goto(`${account}/chats/new`)
  await page.getByLabel('Subject').fill(subject)
  await page.getByLabel('Message to the client').fill(text)
  await page.getByRole('button', { name: /^Send to / }).click()
  await expect(page.locator('#flash')).toContainText(`The chat “${subject}” was started.`)
}

test('staff and client write to each other, and each sees what the other did', { tag: '@phone' }, async ({
  page,
  elsewhere,
  withJavaScript,
}) => {
  const subject = `Receipts ${withJavaScript}`
  const client = await elsewhere({ as: 'client' })
  const account = clientsAccount()
  await begin(page, account, subject, 'Please send the receipts.\nBoth of them.')
  const thread = page.url()

  await client.goto(`/portal${account}/chats`)
  const row = client.locator('.thread').filter({ hasText: subject })
  await expect(row).toContainText('New')
  await row.getByRole('link').click()
  await expect(last(client)).toContainText('Both of them.')
  await client.getByRole('textbox', { name: 'Message' }).fill('Here is one.')
  await client.getByLabel('Attach files').setInputFiles({
    name: `Receipt ${withJavaScript}.txt`,
    mimeType: 'text/plain',
    buffer: Buffer.from(`a receipt ${withJavaScript}`),
  })
  await client.getByRole('button', { name: 'Send to Almeida & Hale' }).click()
  await expect(client.locator('#flash')).toContainText('Sent.')
  await expect(last(client)).toContainText(`Receipt ${withJavaScript}.txt`)

  await page.goto('/chats')
  await page.getByRole('link', { name: subject }).click()
  await expect(page).toHaveURL(thread)
  await expect(last(page)).toContainText('Here is one.')
  await expect(last(page)).toContainText('Seen by Teresa Almeida')
  await expect(page.locator('#messages')).toContainText('Read by')
  await page.goto('/chats')
  await expect(page.getByRole('link', { name: subject })).toHaveCount(0)
})

test('an internal message has a form, a ground and a button of its own, and never reaches the client', {
  tag: '@phone',
}, async ({ page, elsewhere, withJavaScript }) => {
  const subject = `Among us ${withJavaScript}`
  const client = await elsewhere({ as: 'client' })
  const account = clientsAccount()
  await begin(page, account, subject, 'What the client reads')
  await page.locator('#internal > summary').click()
  await page.getByLabel('Internal message: the client can’t see it').fill('What we think')
  if (withJavaScript) await page.getByLabel('Message to the client').fill('A draft')
  await page.getByRole('button', { name: 'Save internal message' }).click()
  await expect(page.locator('#flash')).toContainText('The client can’t see it.')
  await expect(last(page)).toContainText('Internal: the client can’t see it')
  await expect(last(page)).toContainText('What we think')
  // What is typed for the client is neither sent nor lost by that.
  if (withJavaScript) await expect(page.getByLabel('Message to the client')).toHaveValue('A draft')
  await client.goto(`/portal${account}/chats`)
  await client.getByRole('link', { name: subject }).click()
  await expect(last(client)).toContainText('What the client reads')
  await expect(client.locator('body')).not.toContainText('What we think')
})

test('the client ticks what they have to do, and the staff see it', { tag: '@phone' }, async ({
  page,
  elsewhere,
  withJavaScript,
}) => {
  const subject = `To do ${withJavaScript}`
  const client = await elsewhere({ as: 'client' })
  const account = clientsAccount()
  await begin(page, account, subject, 'Two things')
  const tasks = page.locator('#client-tasks')
  for (const title of ['Send the lease', 'Sign the form']) {
    await tasks.getByLabel('New task for the client').fill(title)
    await tasks.getByRole('button', { name: 'Add' }).click()
    await expect(tasks.getByRole('listitem').filter({ hasText: title })).toBeVisible()
  }
  await client.goto(`/portal${account}/chats`)
  await client.getByRole('link', { name: subject }).click()
  await client.getByRole('switch', { name: 'Send the lease is done' }).click()
  await expect(client.locator('#client-tasks')).toContainText('1 of 2')
  await page.reload()
  await expect(tasks).toContainText('1 of 2')
  await page.goto(`${account}/chats`)
  await expect(page.locator('.thread').filter({ hasText: subject })).toContainText('1 of 2 client tasks')
})

test('a message is typed once: what is missing is asked for, and choosing documents loses nothing', async ({
  page,
  withJavaScript,
}) => {
  const account = clientsAccount()
  await begin(page, account, `Typed once ${withJavaScript}`, 'First')
  await page.getByRole('button', { name: /^Send to / }).click()
  await expect(page.getByRole('alert')).toContainText('Fill in this field.')
  await page.getByLabel('Message to the client').fill('Kept while choosing')
  await page.locator('#reply').getByRole('button', { name: 'Attach existing documents' }).click()
  await page.getByLabel('Search documents by name').fill('nothing like it')
  await page.keyboard.press('Enter')
  await expect(page.locator('#reply')).toContainText('No documents match.')
  await expect(page.getByLabel('Message to the client')).toHaveValue('Kept while choosing')
  await page.getByRole('button', { name: /^Send to / }).click()
  await expect(last(page)).toContainText('Kept while choosing')
})

test('a chat is archived, and the client’s next word brings it back', async ({ page, elsewhere, withJavaScript }) => {
  const subject = `Put away ${withJavaScript}`
  const client = await elsewhere({ as: 'client' })
  const account = clientsAccount()
  await begin(page, account, subject, 'Done')
  await page.getByRole('button', { name: 'Archive' }).click()
  await expect(page.locator('#flash')).toContainText('The chat was archived.')
  await page.goto(`${account}/chats?show=archived`)
  await expect(page.getByRole('link', { name: subject })).toBeVisible()
  await client.goto(`/portal${account}/chats?show=archived`)
  await client.getByRole('link', { name: subject }).click()
  await client.getByRole('textbox', { name: 'Message' }).fill('One more thing')
  await client.getByRole('button', { name: 'Send to Almeida & Hale' }).click()
  await expect(last(client)).toContainText('One more thing')
  await page.goto('/')
  await expect(page.locator('#unread-chats')).toContainText(subject)
})

test('a chat is begun on the overview', async ({ page, withJavaScript }) => {
  const account = demo.account('Informática Gomes, Lda.')
  await page.goto(account)
  const card = page.locator('#overview-chats')
  await card.getByRole('link', { name: 'New chat' }).click()
  await expect(page).toHaveURL(withJavaScript ? account : new RegExp(`${account}/chats/new`))
  await page.getByLabel('Subject').fill(`From the overview ${withJavaScript}`)
  await page.getByLabel('Message to the client').fill('Good morning')
  await page.getByRole('button', { name: /^Send to / }).click()
  await expect(page.locator('#flash')).toContainText('was started.')
  await page.goto(account)
  await expect(card).toContainText(`From the overview ${withJavaScript}`)
  await expect(card).toContainText('Teresa Almeida')
})
