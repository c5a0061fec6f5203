import type { Page } from '@playwright/test'
import { applied, expect, test } from './server.ts'

test.use({ as: 'owner' })

/** Waits for the end of the run that is open: with JavaScript the page looks by itself; without, there is a link. */
async function finished(page: Page, withJavaScript: boolean): Promise<void> {
  await expect(async () => {
    if (!withJavaScript) await page.reload()
    await expect(page.locator('#bulk-state')).toContainText('Done.', { timeout: 500 })
  }).toPass()
}

test('three clients are ticked, tagged, and reported on', { tag: '@phone' }, async ({ page, withJavaScript }) => {
  await page.goto('/accounts?sort=created')
  const boxes = page.getByRole('checkbox', { name: /^Select / })
  for (const i of [0, 1, 2]) await boxes.nth(i).check()
  await page.getByRole('button', { name: 'Actions' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Actions for 3 clients')
  await page.getByRole('group', { name: 'Add tags' }).getByLabel('Family').check()
  await page.getByRole('button', { name: 'See what will happen' }).click()
  await expect(page.locator('#bulk-preview')).toContainText('Add the tag Family')
  await expect(page.locator('#bulk-preview')).toContainText('of 3 clients')
  await page.getByRole('button', { name: 'Start' }).click()
  await finished(page, withJavaScript)
  const rows = page.locator('table.report tbody tr')
  await expect(rows).toHaveCount(3)
  await expect(rows.first()).toContainText(/Changed|Nothing to change/)
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download as CSV' }).click()
  expect((await downloading).suggestedFilename()).toMatch(/^bulk-\d+\.csv$/)
  await rows.first().getByRole('link').click()
  await expect(page.locator('#profile-bar')).toContainText('Family')
})

test('all that match get LOGIN, and it says before how many people are invited', async ({ page, withJavaScript }) => {
  await page.goto('/accounts')
  await page.getByRole('combobox', { name: 'Type' }).selectOption({ label: 'Other' })
  await applied(page, withJavaScript, /type=other/)
  const all = page.getByRole('checkbox', { name: /^All \d+ matching clients$/ })
  const count = /\d+/.exec((await page.locator('label[for=f-all]').textContent())!)![0]
  await all.check()
  await page.getByRole('button', { name: 'Actions' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Actions for ${count} clients`)
  await page.getByRole('group', { name: 'Login' }).getByLabel('Switch on').check()
  await page.getByRole('checkbox', { name: /^Send an invitation/ }).check()
  await page.getByLabel('Message in the invitation').fill('Our new portal is open.')
  await page.getByRole('button', { name: 'See what will happen' }).click()
  const preview = page.locator('#bulk-preview')
  await expect(preview).toContainText('To be invited')
  await expect(preview).toContainText('Our new portal is open.')
  const people = /To be invited(\d+) people/.exec((await preview.textContent())!)![1]
  await page.getByRole('link', { name: 'Back' }).click()
  await expect(page.getByRole('group', { name: 'Login' }).getByLabel('Switch on')).toBeChecked()
  await page.getByRole('group', { name: 'Notify' }).getByLabel('Switch on').check()
  await page.getByRole('button', { name: 'See what will happen' }).click()
  await expect(preview).toContainText(`To be invited${people} people`)
  await page.getByRole('button', { name: 'Start' }).click()
  await finished(page, withJavaScript)
  await expect(page.locator('table.report')).toContainText('Login on, Notify on, invited')
  await page.goto('/settings/mail')
  await expect(page.locator('main')).toContainText('@example')
  await page.goto('/accounts?portal=pending')
  await expect(page.locator('tbody tr').first()).toBeVisible()
})

test('nothing ticked says so and leads back', async ({ page }) => {
  await page.goto('/accounts?type=company')
  await page.getByRole('button', { name: 'Actions' }).click()
  await expect(page.getByRole('alert')).toContainText('No clients selected.')
  await page.getByRole('link', { name: 'Back to clients' }).click()
  await expect(page).toHaveURL(/\/accounts\?type=company$/)
})

test('one box ticks the whole page, and taking one out is not all that match', async ({ page, withJavaScript }) => {
  await page.goto('/accounts')
  const whole = page.getByRole('checkbox', { name: 'All on this page' })
  await expect(whole).toHaveCount(withJavaScript ? 1 : 0)
  if (!withJavaScript) return
  const rows = page.getByRole('checkbox', { name: /^Select / })
  await whole.check()
  await expect(rows.last()).toBeChecked()
  const bar = page.locator('.tick-bar')
  await expect(bar).toContainText('Selected: 50')
  const all = page.getByRole('checkbox', { name: /matching clients$/ })
  await all.check()
  await expect(bar).toContainText(/Selected: (all )?2\d\d/)
  await rows.first().uncheck()
  await expect(all).not.toBeChecked()
  await expect(bar).toContainText('Selected: 49')
  // However far down the rows are: what can be done with them stays in sight.
  await rows.last().scrollIntoViewIfNeeded()
  await expect(bar).toBeInViewport()
  await page.getByRole('button', { name: 'Actions' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Actions for 49 clients')
})
