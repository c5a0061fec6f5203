import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { chromiumLaunch } from '#src/testing/browser.ts'
import { freePort } from '#src/testing/postgres.ts'

// Pictures of the demo firm: node scripts/screenshots.ts [folder]. With no folder, the two of the README; with one, every main page
// there, wide and narrow, light and dark, to be looked at.

const root = join(import.meta.dirname, '..')
const folder = process.argv[2]
const dataDir = mkdtempSync(join(tmpdir(), 'ficha-pictures-'))
const password = 'a password for pictures'
const port = await freePort()
const env = {
  ...process.env,
  DATA_DIR: dataDir,
  PORT: String(port),
  HOST: '127.0.0.1',
  PUBLIC_URL: `http://127.0.0.1:${port}`,
  LOG_LEVEL: 'error',
}
const ficha = join(root, 'bin/ficha.js')
spawnSync(process.execPath, [ficha, 'demo', '--password', password], { env, stdio: 'inherit' })
const server: ChildProcess = spawn(process.execPath, [ficha, 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
await new Promise((resolve) => server.stdout?.once('data', resolve))

const everything = [
  '/',
  '/accounts/8/tasks',
  '/accounts/8/tasks/new',
  '/accounts',
  '/accounts/8',
  '/accounts/8/info',
  '/accounts/8/details/edit',
  '/accounts/8/activity',
  '/accounts/8/notes',
  '/mentions',
  '/accounts/8/links/new?q=silva',
  '/accounts/new',
  '/groups',
  '/groups/1',
  '/groups/1/accounts/new?q=silva',
  '/accounts/8/groups/edit',
  '/contacts',
  '/contacts/12',
  '/contacts/12/edit',
  '/search?q=silva',
  '/bulk',
  '/bulk/new?account=8&account=9',
  '/access-requests',
  '/imports',
  '/settings',
  '/settings/team',
  '/settings/team/3',
  '/settings/tags',
  '/settings/fields',
  '/settings/fields/1/edit',
  '/settings/fields/new',
  '/accounts/8/fields/1/history',
  '/settings/firm',
  '/settings/mail',
  '/activity',
  '/me',
]

const browser = await chromium.launch(await chromiumLaunch())
try {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    baseURL: env.PUBLIC_URL,
    locale: 'en-GB',
  })
  if (folder) await page.goto('/sign-in').then(() => shoot(page, join(folder, 'sign-in.png')))
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill('owner@ficha.example')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page
    .getByRole('button', { name: 'Sign in' })
    .or(page.getByRole('button', { name: 'Entrar' }))
    .click()
  await page.goto('/me')
  await page.locator('#f-language').selectOption('en')
  await page.locator('#language button').click()
  if (folder) await all(page, folder)
  else {
    await page.goto('/accounts/8/info')
    await shoot(page, join(root, 'docs/images/profile.png'), false)
    await page.goto('/accounts')
    await shoot(page, join(root, 'docs/images/clients.png'), false)
  }
} finally {
  await browser.close()
  server.kill()
  rmSync(dataDir, { recursive: true, force: true })
}

async function all(page: Page, into: string): Promise<void> {
  for (const [name, width, scheme] of [
    ['wide', 1280, 'light'],
    ['narrow', 360, 'light'],
    ['dark', 1280, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme: scheme })
    for (const path of everything) {
      await page.goto(path)
      await shoot(page, join(into, `${name}${path.replace(/\W+/g, '-')}.png`))
    }
  }
}

async function shoot(page: Page, path: string, fullPage = true): Promise<void> {
  await page.screenshot({ path, fullPage })
}
