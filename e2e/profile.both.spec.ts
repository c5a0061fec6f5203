import type { Page } from '@playwright/test'
import { demo, numberOf } from './demo.ts'
import { expect, test } from './server.ts'

test.use({ as: 'owner' })

/** As somebody types who does not care for accents and capitals. */
const carelessly = (name: string) => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** It is asked about on a page of its own. */
async function archive(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Archive', exact: true }).click()
  await page.locator('main').getByRole('button', { name: 'Archive' }).click()
  await expect(page.locator('#flash')).toContainText('was archived.')
}

/** A client of one contact, to be changed and lost. */
async function makeClient(page: Page, firstName: string, lastName: string): Promise<void> {
  await page.goto('/accounts/new')
  await page.getByLabel('First name').fill(firstName)
  await page.getByLabel('Last name').fill(lastName)
  await page.getByRole('button', { name: 'Create client' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `${firstName} ${lastName}` })).toBeVisible()
}

test('a client is found by part of a name and opened', { tag: '@phone' }, async ({ page, withJavaScript }) => {
  const account = demo.account('Niamh McCarthy')
  await page.goto(account)
  const name = (await page.getByRole('heading', { level: 1 }).textContent())!
  const search = page.getByRole('searchbox', { name: 'Search clients and contacts' })
  await search.pressSequentially(carelessly(name))
  const results = page.locator(withJavaScript ? '#search-live' : 'main')
  if (!withJavaScript) await search.press('Enter')
  await expect(results.getByRole('link', { name, exact: true }).first()).toBeVisible()
  if (withJavaScript) {
    await search.press('ArrowDown')
    await expect(results.locator('a').first()).toBeFocused()
  }
  await results.getByRole('link', { name, exact: true }).first().click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
})

test('a search in vain says so, and Escape closes it', async ({ page, withJavaScript }) => {
  await page.goto('/accounts')
  const search = page.getByRole('searchbox', { name: 'Search clients and contacts' })
  await search.pressSequentially('qqzzqq')
  if (!withJavaScript) await search.press('Enter')
  await expect(page.getByText('No results.')).toBeVisible()
  if (!withJavaScript) return
  await search.press('Escape')
  await expect(page.getByText('No results.')).toBeHidden()
  await expect(search).toBeFocused()
})

test('the slash jumps to the search, and is itself where one types', async ({ page, withJavaScript }) => {
  await page.goto('/accounts')
  const search = page.getByRole('searchbox', { name: 'Search clients and contacts' })
  await expect(search).toHaveAttribute('accesskey', 's')
  await page.keyboard.press('/')
  if (!withJavaScript) {
    await expect(search).not.toBeFocused()
    return
  }
  await expect(search).toBeFocused()
  await search.pressSequentially('a/b')
  await expect(search).toHaveValue('a/b')
  await page.getByRole('checkbox').first().focus()
  await page.keyboard.press('/')
  await expect(search).toBeFocused()
  await page.keyboard.type('c')
  await expect(search).toHaveValue('c')
})

test('a client is found by the address of a contact, who is named', async ({ page, withJavaScript }) => {
  await page.goto('/contacts')
  const address = page.locator('main').getByText('@').first()
  const email = (await address.textContent())!.trim()
  const search = page.getByRole('searchbox', { name: 'Search clients and contacts' })
  await search.fill(email)
  if (!withJavaScript) await search.press('Enter')
  const results = page.locator(withJavaScript ? '#search-live' : 'main')
  await expect(results.locator('h2').first()).toHaveText('Clients')
  await expect(results.locator('li').first()).toContainText(`${email} · `)
})

test('the overview shows contacts and the latest changes, the info page the rest', async ({ page }) => {
  const account = demo.account('Sílvia Coelho')
  await page.goto(account)
  const contact = await page.locator('#overview-contacts .row-head a').first().textContent()
  await expect(page.getByRole('heading', { name: 'Latest changes' })).toBeVisible()
  await page.getByRole('navigation', { name: 'Profile' }).getByRole('link', { name: 'Info' }).click()
  for (const title of ['Client details', 'Contacts', 'Related clients'])
    await expect(page.getByRole('heading', { level: 2, name: title })).toBeVisible()
  await expect(page.locator('#contacts')).toContainText(contact!)
  await page.getByRole('navigation', { name: 'Profile' }).getByRole('link', { name: 'Activity', exact: true }).click()
  await expect(page).toHaveURL(`${account}/activity`)
})

test('details are edited, and a tax ID that looks wrong is saved with a warning', async ({ page, withJavaScript }) => {
  const account = demo.account('Ruby Doyle')
  await page.goto(`${account}/info`)
  const details = page.locator('#details')
  await details.getByRole('link', { name: 'Edit details' }).click()
  await details.getByLabel('Name', { exact: true }).fill('Renamed Client')
  await details.getByLabel('Tax ID country').selectOption({ label: 'Portugal' })
  await details.getByLabel('Tax ID', { exact: true }).fill('123456780')
  await details.getByRole('button', { name: 'Save' }).click()
  await expect(details).toContainText('Renamed Client')
  await expect(page.locator('#flash')).toContainText('The tax ID doesn’t look right')
  await expect(page).toHaveURL(`${account}/info`)
  if (withJavaScript) await expect(details.getByRole('link', { name: 'Edit details' })).toBeFocused()
})

test('the bar on top bears the new name as soon as it is saved', async ({ page }) => {
  const account = demo.account('Ana Sequeira')
  await page.goto(`${account}/info`)
  const details = page.locator('#details')
  await details.getByRole('link', { name: 'Edit details' }).click()
  await details.getByLabel('Name', { exact: true }).fill('Newly Named')
  await details.getByRole('button', { name: 'Save' }).click()
  await expect(details).toContainText('Newly Named')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Newly Named')
})

// Not Alice Byrne: another story has her see no account at first.
test('tags, team, roles and followers are saved at once with the rest, and the bar on top shows them', async ({
  page,
  withJavaScript,
}) => {
  const account = demo.account('Gonçalo Rocha')
  await page.goto(`${account}/info`)
  const details = page.locator('#details')
  await details.getByRole('link', { name: 'Edit details' }).click()
  await details.getByLabel('Name', { exact: true }).fill('Of One Form')
  await details.getByRole('group', { name: 'Tags' }).getByLabel('Late payer').check()
  await details.getByLabel('New tag').fill('Made in place')
  await details.getByLabel('Colour').selectOption({ label: 'Teal' })
  await details.getByRole('group', { name: 'Team members' }).getByLabel('Duarte Pinto').check()
  await details.getByLabel('Preparer').selectOption({ label: 'Duarte Pinto' })
  await details.getByRole('group', { name: 'Followers' }).getByLabel('Martin Hale').check()
  await details.getByRole('button', { name: 'Save' }).click()
  for (const says of ['Of One Form', 'Late payer', 'Made in place', 'Duarte Pinto', 'Martin Hale'])
    await expect(details).toContainText(says)
  for (const says of ['Of One Form', 'Late payer', 'Made in place', 'Duarte Pinto'])
    await expect(page.locator('#profile-bar')).toContainText(says)
  await expect(page).toHaveURL(`${account}/info`)
  if (withJavaScript) await expect(details.getByRole('link', { name: 'Edit details' })).toBeFocused()
})

test('details that are not saved stay as they were', async ({ page, withJavaScript }) => {
  const account = demo.account('Sílvia Cruz')
  await page.goto(`${account}/info`)
  const details = page.locator('#details')
  const before = await details.innerText()
  await details.getByRole('link', { name: 'Edit details' }).click()
  await details.getByLabel('New tag').fill('Never mind')
  await details.getByRole('link', { name: 'Cancel' }).click()
  await expect(details.getByRole('link', { name: 'Edit details' })).toBeVisible()
  expect(await details.innerText()).toBe(before)
  if (withJavaScript) await expect(details.getByRole('link', { name: 'Edit details' })).toBeFocused()
})

test('a description is edited in its place, by the keyboard alone', { tag: '@phone' }, async ({
  page,
  withJavaScript,
}) => {
  const account = demo.account('Padaria Fonseca, Lda.')
  await page.goto(`${account}/info`)
  const row = page.locator('#contacts li').first()
  await row.getByRole('link', { name: /description/ }).focus()
  await page.keyboard.press('Enter')
  await expect(row.getByLabel(/^Description of/)).toBeFocused()
  await expect(page).toHaveURL(withJavaScript ? `${account}/info` : /\/description\/edit$/)
  await row.getByLabel(/^Description of/).fill('Knows everybody')
  await page.keyboard.press('Enter')
  await expect(row).toContainText('Knows everybody')
  await expect(page.locator('#flash')).toContainText('Saved.')
  await expect(page).toHaveURL(withJavaScript ? `${account}/info` : /\/info#linked-contact-\d+$/)
  if (withJavaScript) await expect(row.getByRole('link', { name: 'Edit description' })).toBeFocused()
})

test('a description that is not saved stays as it was', async ({ page, withJavaScript }) => {
  const account = demo.account('Vinhos Oliveira, Lda.')
  await page.goto(`${account}/info`)
  const row = page.locator('#contacts li').first()
  const before = await row.innerText()
  await row.getByRole('link', { name: /description/ }).click()
  await row.getByLabel(/^Description of/).fill('Never mind')
  await row.getByRole('link', { name: 'Cancel' }).click()
  await expect(row.getByRole('link', { name: /description/ })).toBeVisible()
  expect(await row.innerText()).toBe(before)
  if (withJavaScript) await expect(row.getByRole('link', { name: /description/ })).toBeFocused()
})

test('a contact on the overview leads to its row on the info page', async ({ page }) => {
  const account = demo.account('Brown Pottery Ltd')
  await page.goto(account)
  const contact = page.locator('#overview-contacts .row-head a').first()
  const name = (await contact.textContent())!
  await contact.click()
  await expect(page).toHaveURL(new RegExp(`${account}/info\\?contact=\\d+#linked-contact-\\d+$`))
  await expect(page.locator('#contacts li:target')).toContainText(name)
})

for (const [whose, kept, account] of [
  ['Current value', 'From the first tab', 13],
  ['Your entry', 'From the second tab', 19],
] as const)
  test(`two tabs describe one contact: "${whose}" is chosen and kept`, async ({ page, context }) => {
    const late = await context.newPage()
    for (const tab of [page, late]) {
      await tab.goto(`/accounts/${account}/info`)
      await tab
        .locator('#contacts li')
        .first()
        .getByRole('link', { name: /description/ })
        .click()
    }
    const save = async (tab: Page, text: string) => {
      await tab.getByLabel(/^Description of/).fill(text)
      await tab.locator('#contacts').getByRole('button', { name: 'Save' }).click()
    }
    await save(page, 'From the first tab')
    await expect(page.locator('#contacts')).toContainText('From the first tab')
    await save(late, 'From the second tab')
    await expect(late.getByRole('alert')).toContainText('Somebody changed this')
    await expect(late.getByLabel('Your entry: From the second tab')).toBeChecked()
    await expect(late.getByLabel('Current value: From the first tab')).toBeVisible()
    await late.getByLabel(whose).check()
    await late.locator('#contacts').getByRole('button', { name: 'Save' }).click()
    await expect(late.locator('#flash')).toContainText('Saved.')
    await expect(late.locator('#contacts li').first()).toContainText(kept)
  })

test('two tabs edit the details: each field that differs is chosen', async ({ page, context }) => {
  const account = demo.account('Transportes Coelho, Lda.')
  const late = await context.newPage()
  for (const tab of [page, late]) {
    await tab.goto(`${account}/info`)
    await tab.locator('#details').getByRole('link', { name: 'Edit details' }).click()
  }
  await page.getByLabel('City').fill('Évora')
  await page.locator('#details').getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#flash')).toContainText('Saved')
  await late.getByLabel('City').fill('Faro')
  await late.locator('#details').getByRole('button', { name: 'Save' }).click()
  await expect(late.getByRole('alert')).toContainText('Somebody changed this')
  await late.getByLabel(/Current value: Évora/).check()
  await late.locator('#details').getByRole('button', { name: 'Save' }).click()
  await expect(late.locator('#details')).toContainText('Évora')
})

test('tags are put on and taken off', { tag: '@phone' }, async ({ page }) => {
  const account = demo.account('Transportes Coelho, Lda.')
  await page.goto(`${account}/info`)
  const details = page.locator('#details')
  for (const wanted of [true, false]) {
    await details.getByRole('link', { name: 'Edit details' }).click()
    await details.getByLabel('Non-resident').setChecked(wanted)
    await details.getByRole('button', { name: 'Save' }).click()
    await expect(details.getByRole('link', { name: 'Edit details' })).toBeVisible()
    await expect(details.getByText('Non-resident')).toHaveCount(wanted ? 1 : 0)
  }
})

test('an account is followed by one press, and the keyboard stays where it was', async ({ page, withJavaScript }) => {
  const account = demo.account('Marta Pereira')
  await page.goto(`${account}/info`)
  await page.locator('#details').getByRole('button', { name: 'Follow' }).click()
  const stop = page.locator('#details').getByRole('button', { name: 'Stop following' })
  await expect(stop).toBeVisible()
  if (withJavaScript) await expect(stop).toBeFocused()
})

test('a contact is linked, then unlinked after a question; the last one stays', async ({ page }) => {
  await makeClient(page, 'Quim', 'Novo')
  await page.getByRole('link', { name: 'Info', exact: true }).click()
  await expect(page.locator('#contacts')).toContainText('The only contact can’t be unlinked')
  await page.getByRole('link', { name: 'New contact' }).click()
  await page.getByLabel('First name').fill('Zita')
  await page.getByLabel('Description').fill('Sister')
  await page.getByRole('button', { name: 'Save' }).click()
  const zita = page.locator('#contacts li').filter({ hasText: 'Zita' })
  await expect(zita).toContainText('Sister')
  await zita.getByRole('link', { name: 'Unlink' }).click()
  await expect(page.getByRole('heading', { name: 'Unlink Zita?' })).toBeVisible()
  await expect(page.locator('#removal')).toContainText('Sister')
  await page.getByRole('link', { name: 'Cancel' }).click()
  await zita.getByRole('link', { name: 'Unlink' }).click()
  await page.getByRole('button', { name: 'Unlink' }).click()
  await expect(page.locator('#flash')).toContainText('Zita was unlinked.')
  await expect(zita).toHaveCount(0)
  await expect(page.locator('#contacts')).toContainText('The only contact can’t be unlinked')
})

test('a contact who exists already is searched for and linked', async ({ page }) => {
  const contact = demo.contact('Inês Matos')
  await page.goto(contact)
  const name = (await page.getByRole('heading', { level: 1 }).textContent())!
  await makeClient(page, 'Olga', 'Ligada')
  await page.getByRole('link', { name: 'Info', exact: true }).click()
  await page.getByRole('link', { name: 'Link a contact' }).click()
  await page.getByLabel('Name, e-mail address or phone').fill(carelessly(name))
  await page.locator('main').getByRole('button', { name: 'Search' }).click()
  await page.locator(`[name=contact][value="${numberOf(contact)}"]`).check()
  await page.getByRole('button', { name: 'Link selected' }).click()
  await expect(page.locator('#flash')).toContainText(`Linked: ${name}.`)
  await expect(page.locator('#contacts').getByRole('link', { name, exact: true })).toBeVisible()
})

test('a client is archived, brought back, archived again and deleted', async ({ page }) => {
  await makeClient(page, 'Rui', 'Passado')
  await archive(page)
  await page.locator('#flash').getByRole('button', { name: 'Undo' }).click()
  await expect(page.locator('#flash')).toContainText('Rui Passado is active again.')
  await archive(page)
  await page.getByRole('button', { name: 'Reactivate' }).click()
  await expect(page.locator('#flash')).toContainText('Rui Passado is active again.')
  await archive(page)
  await page.getByRole('link', { name: 'Delete' }).click()
  await page.getByLabel(/Type the name/).fill('Rui')
  await page.getByRole('button', { name: 'Delete for good' }).click()
  await expect(page.getByText('This is not the name. Type it exactly.')).toBeVisible()
  await page.getByLabel(/Type the name/).fill('Rui Passado')
  await page.getByRole('button', { name: 'Delete for good' }).click()
  await expect(page.locator('#flash')).toContainText('Rui Passado was deleted')
})

test('the contact of a deleted client is still there', async ({ page }) => {
  await makeClient(page, 'Sara', 'Ficante')
  await archive(page)
  await page.getByRole('link', { name: 'Delete' }).click()
  await page.getByLabel(/Type the name/).fill('Sara Ficante')
  await page.getByRole('button', { name: 'Delete for good' }).click()
  await page.goto('/search?q=ficante')
  await expect(page.locator('#contacts').getByRole('link', { name: 'Sara Ficante' })).toBeVisible()
  await expect(page.locator('#accounts')).toHaveCount(0)
})

test('the bar names the primary contact, and another one is chosen', { tag: '@phone' }, async ({
  page,
  withJavaScript,
}) => {
  await page.goto(`${demo.account('Vítor Rocha')}/info`)
  const bar = page.locator('#profile-bar')
  await expect(bar).toContainText('Primary contact: Vítor Rocha')
  const sofia = page.locator('#contacts > ul > li').filter({ hasText: 'Sofia Rocha' })
  await sofia.getByRole('button', { name: 'Make primary' }).click()
  await expect(page.locator('#flash')).toContainText('Sofia Rocha is the primary contact.')
  await expect(bar).toContainText('Primary contact: Sofia Rocha')
  const back = sofia.getByRole('button', { name: 'No longer primary' })
  if (withJavaScript) await expect(back).toBeFocused()
  else await expect(page).toHaveURL(/#linked-contact-\d+$/)
  await back.click()
  await expect(bar).toContainText('Primary contact: Vítor Rocha')
})

test('a person’s tax ID is shown and hidden, copied where there is JavaScript, and stands in no form', async ({
  page,
  context,
  withJavaScript,
}) => {
  const account = demo.account('Vítor Rocha')
  await page.goto(account)
  const place = page.locator('#tax-id-bar')
  await expect(place).toHaveText(/^•••\d{3}/)
  await place.getByRole('button', { name: 'Show Tax ID' }).click()
  await expect(place.locator('strong')).toHaveText(/^\d{9}$/)
  const taxId = (await place.locator('strong').textContent())!
  await place.getByRole('link', { name: 'Hide Tax ID' }).click()
  await expect(place).toHaveText(/^•••\d{3}/)
  const copy = page.getByRole('button', { name: 'Copy: Tax ID' }).first()
  if (withJavaScript) {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await expect(place.getByRole('button', { name: 'Show Tax ID' })).toBeFocused()
    await copy.click()
    await expect(place.getByRole('status')).toHaveText('Copied')
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(taxId)
  } else await expect(copy).toHaveCount(0)
  await page.goto(`${account}/details/edit`)
  expect(await page.content()).not.toContain(taxId)
  await page.goto(`${account}/activity`)
  const told = page.locator('#activity li').filter({ hasText: 'looked at a protected value' })
  await expect(told.first()).toContainText('Tax ID')
})

test('the name stays in sight, and what the keyboard reaches is never behind it', { tag: '@phone' }, async ({
  page,
  withJavaScript,
}) => {
  await page.goto(demo.account('Vítor Rocha'))
  const who = page.locator('.profile-who')
  await page.getByRole('link', { name: 'Customise' }).focus()
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press('Shift+Tab')
    const focused = (await page.locator(':focus').boundingBox())!
    const line = (await who.boundingBox())!
    expect(focused.y).toBeGreaterThanOrEqual(line.y + line.height)
  }
  await page.locator('.overview-column > .card').last().scrollIntoViewIfNeeded()
  await page.mouse.wheel(0, 600)
  await expect(who).toBeInViewport()
  if (withJavaScript) expect(await page.evaluate<number>('scrollY')).toBeGreaterThan(100)
  expect((await who.boundingBox())!.height).toBeLessThan(60)
})
