import type { Page } from '@playwright/test'
import { demo, emailOf } from './demo.ts'
import { expect, signIn, test } from './server.ts'

test.use({ as: 'owner' })

/** A task on the page for it; its title is like no other’s. */
async function writeDown(page: Page, account: string, title: string, due = ''): Promise<void> {
  await page.goto(`${account}/tasks/new`)
  await page.getByLabel('Title').fill(title)
  await page.getByLabel('Due').fill(due)
  await page.getByRole('button', { name: 'Create task' }).click()
  await expect(page.locator('#flash')).toContainText(`The task “${title}” was added.`)
}

/** Chooses a status; without JavaScript presses the button for it. */
async function setStatus(page: Page, title: string, status: string, withJavaScript: boolean): Promise<void> {
  await page.getByLabel(`Status of ${title}`).focus()
  await page.getByLabel(`Status of ${title}`).selectOption({ label: status })
  if (!withJavaScript)
    await page
      .locator('.task-status')
      .filter({ has: page.getByLabel(`Status of ${title}`) })
      .getByRole('button', { name: 'Set' })
      .click()
  await expect(page.locator('#flash')).toContainText(`${title}: ${status}.`)
}

test('one begins with one’s day: what is late first, and one menu entry leads back to it', { tag: '@phone' }, async ({
  elsewhere,
}) => {
  const page = await elsewhere()
  await signIn(page, emailOf('owner'))
  await expect(page).toHaveURL(/\/$/)
  await expect(page.getByRole('heading', { level: 1, name: 'My day' })).toBeVisible()
  await expect(page.locator('#my-tasks h3').first()).toHaveText('Overdue')
  const client = page.locator('#my-tasks .task a[href^="/accounts/"]:not([href*="tasks"])').first()
  const name = (await client.textContent())!
  await client.click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
})

test('a task is written down on the overview, without leaving it', { tag: '@phone' }, async ({
  page,
  withJavaScript,
}) => {
  const account = demo.account('Informática Gomes, Lda.')
  await page.goto(account)
  const card = page.locator('#overview-tasks')
  await card.getByRole('link', { name: 'Add task' }).click()
  await expect(page).toHaveURL(withJavaScript ? account : new RegExp(`${account}/tasks/new`))
  await page.getByLabel('Title').fill('Ask for the lease')
  await page.getByLabel('Due').fill('2031-03-31')
  await page.getByRole('button', { name: 'Create task' }).click()
  await expect(page).toHaveURL(new RegExp(`${account}(#overview-tasks)?$`))
  const row = card.locator('.task').filter({ hasText: 'Ask for the lease' })
  await expect(row).toContainText('due 31/03/2031')
  await expect(row).toContainText('Planned')
  if (withJavaScript) await expect(card.getByRole('link', { name: 'Add task' })).toBeFocused()
})

test('a title that is missing is asked for, with the rest still typed', async ({ page, withJavaScript }) => {
  const account = demo.account('Informática Gomes, Lda.')
  await page.goto(account)
  const card = page.locator('#overview-tasks')
  await card.getByRole('link', { name: 'Add task' }).click()
  await page.getByLabel('Due').fill('2031-03-31')
  // Blanks pass the browser’s own check.
  await page.getByLabel('Title').fill('   ')
  await page.getByRole('button', { name: 'Create task' }).click()
  await expect(page.getByRole('alert')).toContainText('Fill in this field.')
  await expect(page.getByLabel('Due')).toHaveValue('2031-03-31')
  await page.getByRole('link', { name: 'Cancel' }).click()
  await expect(page).toHaveURL(account)
  if (withJavaScript) await expect(card.getByRole('link', { name: 'Add task' })).toBeFocused()
})

test('a status is set where the task stands: in the list, on its page, in one’s day', { tag: '@phone' }, async ({
  page,
  withJavaScript,
}) => {
  const account = demo.account('Amelia Hall')
  const title = `Move me along ${withJavaScript}`
  // Another browser’s story may have a day of its own: this one’s is due before any.
  await page.goto(`${account}/tasks/new`)
  await page.getByLabel('Title').fill(title)
  await page.getByLabel('Due').fill('2020-01-02')
  for (const box of await page.getByRole('group', { name: 'Assigned to' }).getByRole('checkbox').all())
    await box.uncheck()
  await page.getByLabel(/^Teresa Almeida/).check()
  await page.getByRole('button', { name: 'Create task' }).click()
  await setStatus(page, title, 'In progress', withJavaScript)
  await expect(page).toHaveURL(new RegExp(`${account}/tasks`))
  await page.goto('/')
  await setStatus(page, title, 'On hold', withJavaScript)
  await expect(page.getByRole('heading', { level: 1, name: 'My day' })).toBeVisible()
  if (withJavaScript) await expect(page.getByLabel(`Status of ${title}`)).toBeFocused()
  await page.getByRole('link', { name: title }).click()
  await setStatus(page, title, 'Completed', withJavaScript)
  await expect(page.locator('#task')).toContainText('Teresa Almeida')
  await page.goto('/')
  await expect(page.locator('#my-tasks')).not.toContainText(title)
  await page.goto(`${account}/tasks?show=completed`)
  await expect(page.locator('#tasks')).toContainText(title)
})

test('two set one status at once: the second is told and chooses again', async ({ page, context, withJavaScript }) => {
  const account = demo.account('Hugo Leitão')
  const title = `Contended ${withJavaScript}`
  await writeDown(page, account, title)
  const late = await context.newPage()
  for (const tab of [page, late]) await tab.goto(`${account}/tasks`)
  await setStatus(page, title, 'In review', withJavaScript)
  await late.getByLabel(`Status of ${title}`).selectOption({ label: 'Canceled' })
  if (!withJavaScript)
    await late.locator('.task').filter({ hasText: title }).getByRole('button', { name: 'Set' }).click()
  await expect(late.getByRole('alert')).toContainText('Somebody has set this to “In review” in the meantime.')
  await setStatus(late, title, 'On hold', withJavaScript)
})

test('two tabs edit a task: each field that differs is chosen', async ({ page, context, withJavaScript }) => {
  const title = `Edited twice ${withJavaScript}`
  await writeDown(page, demo.account('Leonor Mendes'), title)
  await page.getByRole('link', { name: title }).click()
  const late = await context.newPage()
  await late.goto(page.url())
  for (const tab of [page, late]) await tab.getByRole('link', { name: 'Edit task' }).click()
  const save = (tab: Page) => tab.locator('#task').getByRole('button', { name: 'Save' }).click()
  await page.getByLabel('Priority').selectOption({ label: 'Urgent' })
  await save(page)
  await expect(page.locator('#flash')).toContainText('Saved.')
  if (withJavaScript) await expect(page.getByRole('link', { name: 'Edit task' })).toBeFocused()
  await late.getByLabel('Details').fill('By the other tab')
  await save(late)
  await expect(late.getByRole('alert')).toContainText('Somebody changed this')
  await late.getByLabel('Current value: Urgent').check()
  await save(late)
  await expect(late.locator('#task')).toContainText('By the other tab')
  await expect(late.locator('#task')).toContainText('Urgent')
})

test('a task is divided, done piece by piece, deleted after a question, and brought back', async ({
  page,
  withJavaScript,
}) => {
  const account = demo.account('Farmácia Nunes, Lda.')
  const title = `In pieces ${withJavaScript}`
  await writeDown(page, account, title)
  await page.getByRole('link', { name: title }).click()
  const subtasks = page.locator('#subtasks')
  for (const piece of ['Collect', 'Check']) {
    await subtasks.getByLabel('New subtask').fill(piece)
    await page.keyboard.press('Enter')
    await expect(subtasks.getByRole('listitem').filter({ hasText: piece })).toBeVisible()
    if (withJavaScript) await expect(subtasks.getByLabel('New subtask')).toBeFocused()
  }
  await subtasks.getByRole('switch', { name: 'Collect is done' }).click()
  await expect(subtasks).toContainText('1 of 2')
  await expect(subtasks.getByRole('listitem').filter({ hasText: 'Collect' })).toContainText('Teresa Almeida')
  await subtasks.getByRole('button', { name: /Remove.*Check/ }).click()
  await expect(subtasks).toContainText('1 of 1')
  await page.getByRole('link', { name: 'Delete' }).click()
  await expect(page.getByRole('heading', { name: `Delete the task ${title}?` })).toBeVisible()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.locator('#flash')).toContainText('was deleted')
  await page.goto(`${account}/activity`)
  await page.getByRole('button', { name: 'Restore' }).first().click()
  await expect(page.locator('#flash')).toContainText('Restored.')
  await page.goto(`${account}/tasks`)
  await expect(page.locator('#tasks')).toContainText(`${title}`)
  await expect(page.locator('#tasks')).toContainText('1 of 1 subtasks')
})

test('an employee changes what is theirs, and only reads the rest', async ({ page, elsewhere, withJavaScript }) => {
  const account = demo.account('Ruby Robinson')
  const title = `Of the owner ${withJavaScript}`
  await page.goto('/accounts')
  const other = await elsewhere({ as: 'assistant' })
  await other.goto('/me')
  await other.locator('[name=language]').selectOption('en')
  await other.locator('#language button').click()
  await writeDown(page, account, title)
  await other.goto(`${account}/tasks`)
  await expect(other.getByLabel(`Status of ${title}`)).toHaveCount(0)
  await other.getByRole('link', { name: title }).click()
  await expect(other.getByRole('link', { name: 'Edit task' })).toHaveCount(0)
  await writeDown(other, account, `Of the assistant ${withJavaScript}`)
  await other.getByRole('link', { name: `Of the assistant ${withJavaScript}` }).click()
  await expect(other.getByRole('link', { name: 'Edit task' })).toBeVisible()
})

test('subtasks are renamed and put in order', { tag: '@phone' }, async ({ page, withJavaScript }) => {
  const title = `In order ${withJavaScript} ${crypto.randomUUID().slice(0, 8)}`
  await writeDown(page, demo.account('Construções Azevedo, Lda.'), title)
  await page.getByRole('link', { name: title }).click()
  const subtasks = page.locator('#subtasks')
  for (const piece of ['Second', 'First']) {
    await subtasks.getByLabel('New subtask').fill(piece)
    await page.keyboard.press('Enter')
    await expect(subtasks.getByRole('listitem').filter({ hasText: piece })).toBeVisible()
  }
  await subtasks.getByRole('link', { name: /Rename.*Second/ }).click()
  await subtasks.getByLabel('Title').fill('Last')
  await subtasks.getByRole('button', { name: 'Save' }).click()
  await expect(subtasks.getByRole('listitem').filter({ hasText: 'Last' })).toBeVisible()
  await subtasks.getByRole('link', { name: 'Order' }).click()
  await subtasks.getByRole('button', { name: 'Move First up' }).click()
  await expect(subtasks.locator('.order-name').first()).toHaveText('First')
  await subtasks.getByRole('link', { name: 'Close' }).click()
  await expect(subtasks.getByRole('listitem').first()).toContainText('First')
})

test('a task is shared with the client, who does their part of it', { tag: '@phone' }, async ({ page, elsewhere }) => {
  const title = `Sign the form ${crypto.randomUUID().slice(0, 8)}`
  const client = await elsewhere({ as: 'client' })
  await client.goto('/portal')
  await client.locator('a[href$="/tasks"]').first().click()
  await expect(client).toHaveURL(/tasks$/)
  const account = new URL(client.url()).pathname.replace(/^\/portal|\/tasks$/g, '')
  await page.goto(`${account}/tasks/new`)
  await page.getByLabel('Title').fill(title)
  await page.getByLabel('Status', { exact: true }).selectOption({ label: 'Waiting for client' })
  await page.getByLabel('Who sees it').selectOption({ label: 'Shared with client' })
  await page.getByRole('button', { name: 'Create task' }).click()
  await expect(page.locator('#flash')).toContainText(title)
  await client.reload()
  await client.getByRole('link', { name: title }).click()
  await client.locator('[name=comment]').fill('It is in the post')
  await client.locator('#answer button').click()
  await expect(client.locator('#tasks .task').filter({ hasText: title })).not.toContainText(/Waiting|espera/)
  await page.goto(`${account}/tasks?show=in+review`)
  await page.getByRole('link', { name: title }).click()
  await expect(page.locator('#answers')).toContainText('It is in the post')
})
