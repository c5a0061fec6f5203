import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { expect, test } from './server.ts'

test.use({ as: 'owner' })

/** Starts an import as a server would have that ended each time while it ran. */
function startHopelessly(dataDir: string, id: number): void {
  const db = new BetterSqlite(join(dataDir, 'ficha.sqlite'))
  try {
    db.pragma('busy_timeout = 5000')
    const at = new Date().toISOString()
    db.prepare("update import set status = 'running', started_at = ?, total = 1 where id = ?").run(at, id)
    db.prepare(
      "insert into queue_item (kind, payload, run_at, attempts, created_at) values ('run import', ?, ?, 8, ?)",
    ).run(JSON.stringify({ id }), at, at)
  } finally {
    db.close()
  }
}

test('an import that died is named to an admin, tried again and done', async ({ page, server, withJavaScript }) => {
  await page.goto('/imports')
  await page.getByLabel('CSV or vCard file').setInputFiles({
    name: 'died.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Account name,Last name\nBrought Back,Lazarus\n'),
  })
  await page.getByRole('button', { name: 'Upload' }).click()
  await expect(page.locator('#preview')).toContainText('Brought Back')
  const address = page.url()
  startHopelessly(server.dataDir, Number(/\d+$/.exec(address)?.[0]))
  const state = page.locator('#import-state')
  await expect(async () => {
    await page.goto(address)
    await expect(state).toContainText('Ficha stopped each time it tried.', { timeout: 500 })
  }).toPass()
  await expect(state.getByRole('button', { name: 'Try again' })).toBeVisible()

  const settings = page.locator('.sidebar a[href="/settings"]')
  await expect(settings).toContainText('1 failed')
  await page.goto('/settings')
  await page.getByRole('link', { name: 'Background work' }).click()
  const failed = page.locator('#failed')
  await expect(failed.getByRole('link', { name: 'died.csv', exact: true })).toBeVisible()
  await failed.getByRole('link', { name: /^Discard/ }).click()
  await expect(page.locator('main')).toContainText('the rest are not imported')
  await page.getByRole('link', { name: 'Cancel' }).click()
  await failed.getByRole('button', { name: 'Try again' }).click()
  await expect(page.locator('main')).toContainText('It is being tried again.')
  await expect(settings).not.toContainText('failed')

  await page.goto(address)
  await expect(async () => {
    if (!withJavaScript) await page.reload()
    await expect(state).toContainText('The import is done.', { timeout: 500 })
  }).toPass()
  await page.goto('/search?q=lazarus')
  await expect(page.locator('main').getByRole('link', { name: 'Brought Back' }).first()).toBeVisible()
})
