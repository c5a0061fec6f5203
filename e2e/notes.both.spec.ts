import { demo } from './demo.ts'
import { expect, test } from './server.ts'

test.use({ as: 'owner' })

test('a note is written on the overview, without leaving it', { tag: '@phone' }, async ({ page, withJavaScript }) => {
  const account = demo.account('Informática Gomes, Lda.')
  await page.goto(account)
  const card = page.locator('#overview-notes')
  await card.getByRole('link', { name: 'Add note' }).click()
  await page.getByLabel('Text').fill('Rang about the **lease**\n\n- signed\n- not paid')
  await page.getByRole('button', { name: 'Add note' }).click()
  await expect(card.locator('strong', { hasText: 'lease' })).toBeVisible()
  await expect(card.getByRole('listitem').filter({ hasText: 'not paid' }).first()).toBeVisible()
  await expect(page.locator('#flash')).toContainText('The note was added.')
  await expect(page).toHaveURL(withJavaScript ? account : `${account}#overview-notes`)
  if (withJavaScript) await expect(card.getByRole('link', { name: 'Add note' })).toBeFocused()
})

test('a note is edited, its history read, and the old text brought back', { tag: '@phone' }, async ({
  page,
  withJavaScript,
}) => {
  const account = demo.account('Amelia Hall')
  await page.goto(`${account}/notes`)
  await page.getByLabel('Text').fill('What it said first')
  await page.getByRole('button', { name: 'Add note' }).click()
  const note = page.locator('.notes > li').filter({ hasText: 'What it said' })
  await note.getByRole('link', { name: 'Edit the note by Teresa Almeida' }).click()
  await expect(note.getByLabel('Text')).toBeFocused()
  await note.getByLabel('Text').fill('What it said then')
  await note.getByRole('button', { name: 'Save' }).click()
  await expect(note).toContainText('What it said then')
  await expect(note).toContainText('Edited')
  if (withJavaScript) await expect(note.getByRole('link', { name: /^Edit/ })).toBeFocused()
  await note.getByRole('link', { name: 'History' }).click()
  await page
    .getByRole('listitem')
    .filter({ hasText: 'What it said first' })
    .getByRole('button', { name: 'Restore this text' })
    .click()
  await expect(page.locator('#flash')).toContainText('The earlier text was restored.')
  await expect(page.locator('#note')).toContainText('What it said first')
})

test('an edit that is not saved leaves the note as it was', async ({ page, withJavaScript }) => {
  const account = demo.account('Sílvia Coelho')
  await page.goto(`${account}/notes`)
  const note = page.locator('#all-notes .notes > li').first()
  const before = await note.locator('.note-text').innerText()
  await note.getByRole('link', { name: /^Edit/ }).click()
  const row = withJavaScript ? note : page.locator('#note li').first()
  await row.getByLabel('Text').fill('Never mind')
  await row.getByRole('link', { name: 'Cancel' }).click()
  await expect(row.locator('.note-text')).toHaveText(before, { useInnerText: true })
})

test('a note is pinned, found by a word, deleted and restored from the activity', async ({ page }) => {
  const account = demo.account('Hugo Leitão')
  await page.goto(`${account}/notes`)
  for (const text of ['Até à véspera do prazo', 'A newer one']) {
    await page.getByLabel('Text').fill(text)
    await page.getByRole('button', { name: 'Add note' }).click()
    await expect(page.locator('#all-notes')).toContainText(text)
  }
  const note = page.locator('#all-notes li[id]').filter({ hasText: 'véspera' })
  await note.getByRole('button', { name: 'Pin' }).click()
  await expect(note).toContainText('Pinned')
  await page.goto(`${account}/notes`)
  await expect(page.locator('#all-notes li[id]').first()).toContainText('véspera')
  await page.getByLabel('Words in the note').fill('vespera PRAZO')
  await page.getByLabel('Author').selectOption({ label: 'Teresa Almeida' })
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.locator('#all-notes li[id]')).toHaveCount(1)
  await note.getByRole('link', { name: /^Delete/ }).click()
  await expect(page.getByRole('heading', { name: 'Delete this note?' })).toBeVisible()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.locator('#flash')).toContainText('The note was deleted.')
  await expect(note).toHaveCount(0)
  await page.goto(`${account}/activity`)
  await page.locator('#activity > .rows > li').first().getByRole('button', { name: 'Restore' }).click()
  await expect(page.locator('#flash')).toContainText('Restored.')
  await page.goto(`${account}/notes`)
  await expect(note).toContainText('Pinned')
})

test('a colleague is mentioned, sees it counted, opens it, and it is read', async ({
  page,
  elsewhere,
  withJavaScript,
}) => {
  const account = demo.account('Leonor Mendes')
  await page.goto(`${account}/notes`)
  await page.getByLabel('Text').fill('Please look at this')
  await page.getByLabel('Mention').selectOption({ label: 'Martin Hale' })
  if (withJavaScript) await expect(page.getByLabel('Text')).toHaveValue('Please look at this @Martin Hale ')
  await page.getByRole('button', { name: 'Add note' }).click()
  await expect(page.locator('#all-notes .mention').first()).toHaveText('@Martin Hale')
  const his = await elsewhere({ as: 'admin' })
  await his.goto('/')
  const link = his.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: /^Mentions/ })
  const unread = Number(/\d+/.exec(await link.innerText())![0])
  await link.click()
  const first = his.locator('#mentions li[id]').first()
  await expect(first).toContainText('Please look at this')
  await expect(first).toContainText('Unread')
  await first.getByRole('button', { name: 'Open' }).click()
  await expect(his).toHaveURL(new RegExp(`${account}/notes/\\d+$`))
  await expect(link).toContainText(String(unread - 1))
  await his.goto('/mentions')
  await his.getByRole('button', { name: 'Mark all as read' }).click()
  await expect(his.locator('#flash')).toContainText('All mentions are marked as read.')
  await expect(his.locator('#mentions').getByText('Unread')).toHaveCount(0)
  await expect(his.getByRole('button', { name: 'Mark all as read' })).toHaveCount(0)
})

test('two tabs edit one note: the second is shown both texts', async ({ page, context }) => {
  const account = demo.account('Farmácia Nunes, Lda.')
  await page.goto(`${account}/notes`)
  await page.getByLabel('Text').fill('In the beginning')
  await page.getByRole('button', { name: 'Add note' }).click()
  await expect(page.locator('#all-notes')).toContainText('In the beginning')
  const late = await context.newPage()
  await late.goto(`${account}/notes`)
  for (const tab of [page, late])
    await tab
      .getByRole('link', { name: /^Edit the note/ })
      .first()
      .click()
  const save = async (tab: typeof page, text: string) => {
    const row = tab.locator('.notes > li').filter({ has: tab.getByRole('button', { name: 'Save' }) })
    await row.getByLabel('Text').fill(text)
    await row.getByRole('button', { name: 'Save' }).click()
  }
  await save(page, 'Of the first tab')
  await expect(page.locator('.notes').first()).toContainText('Of the first tab')
  await save(late, 'Of the second tab')
  await expect(late.getByRole('alert')).toContainText('Somebody changed this')
  await late.getByLabel('Current value: Of the first tab').check()
  await late.getByRole('button', { name: 'Save' }).click()
  await expect(late.locator('.notes > li').first()).toContainText('Of the first tab')
})

test('somebody without the right reads others’ notes and writes their own', async ({ elsewhere }) => {
  const account = demo.account('Sílvia Coelho')
  const page = await elsewhere({ as: 'assistant' })
  await page.goto(`${account}/notes?language=en`)
  await expect(page.locator('#all-notes li[id]').first()).toBeVisible()
  await expect(page.locator('#all-notes').getByRole('link', { name: /^Edit|^Delete/ })).toHaveCount(0)
  await page.locator('#notes textarea').fill('Do balcão')
  await page.locator('#note-new [type=submit]').click()
  const own = page.locator('#all-notes li[id]').filter({ hasText: 'Do balcão' })
  await expect(own.locator('a[href$="/edit"]')).toBeVisible()
})
