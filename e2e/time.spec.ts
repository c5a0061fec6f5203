import { demo } from './demo.ts'
import { expect, test } from './server.ts'

test.use({ as: 'owner' })

test('a timer started in place stands in the frame at once, and counts on without asking the server', async ({
  page,
}) => {
  const account = demo.account('Construções Azevedo, Lda.')
  await page.clock.install()
  await page.goto(account)
  const card = page.locator('#overview-time')
  await card.getByRole('button', { name: 'Start timer' }).click()
  await expect(card).toContainText('The timer is running here.')
  const running = page.locator('#running-timer a')
  await expect(running).toContainText('0:00 on')
  await expect(page).toHaveURL(account)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.clock.runFor('01:02:10')
  await expect(running).toContainText('1:02 on')
  expect(asked).toEqual([])
})
