import { demo } from './demo.ts'
import { expect, test } from './server.ts'

test.use({ as: 'owner' })

test('a new message comes in by itself, and neither the draft nor the focus is lost', async ({ page, elsewhere }) => {
  const client = await elsewhere({ as: 'client' })
  // Neither page is waited for until it looks again: its clock is put forward.
  for (const window of [client, page]) await window.clock.install()
  await client.goto(`/portal${demo.account('Smith Haulage Ltd')}/chats/new`)
  await client.getByLabel('Subject').fill('Live')
  await client.getByRole('textbox', { name: 'Message' }).fill('Anybody there?')
  await client.getByRole('button', { name: 'Send to Almeida & Hale' }).click()
  await expect(client.locator('#messages')).toContainText('Anybody there?')

  await page.goto('/chats')
  await page.getByRole('link', { name: 'Live' }).click()
  const draft = page.getByLabel('Message to the client')
  await draft.fill('I am writ')
  await client.getByRole('textbox', { name: 'Message' }).fill('Hello?')
  await client.getByRole('button', { name: 'Send to Almeida & Hale' }).click()
  await expect(client.locator('#messages .message')).toHaveCount(2)
  await page.clock.fastForward('01:00')
  const messages = page.locator('#messages .message')
  await expect(messages).toHaveCount(2)
  await expect(messages.last()).toContainText('Hello?')
  await expect(draft).toHaveValue('I am writ')
  await expect(draft).toBeFocused()
  await draft.pressSequentially('ing')
  await page.getByRole('button', { name: /^Send to / }).click()
  await expect(messages).toHaveCount(3)
  await client.clock.fastForward('01:00')
  await expect(client.locator('#messages .message')).toHaveCount(3)
  await expect(client.locator('#messages .message').last()).toContainText('I am writing')
})
