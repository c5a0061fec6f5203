import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { type BrowserContext, type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test'
import { freePort } from '../src/testing/postgres.ts'
import { emailOf, madeOf, type Person } from './demo.ts'

export { expect }

export const demoPassword = 'demo-password-1234'

interface Server {
  /** Without a slash at its end. */
  url: string
  dataDir: string
}

type Process = ChildProcessByStdio<null, Readable, Readable>

/** Runs the product's own command, on SQLite whatever the environment says. */
export function ficha(args: string[], environment: Record<string, string>): Process {
  const { DATABASE_URL: _, ...inherited } = process.env
  return spawn(process.execPath, [join(import.meta.dirname, '../bin/ficha.js'), ...args], {
    env: { LOG_LEVEL: 'warn', PROCESSES: '1', ...inherited, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

const ended = (server: Process) =>
  server.exitCode !== null || server.signalCode !== null
    ? Promise.resolve()
    : new Promise<void>((resolve) => server.once('close', () => resolve()))

/** Resolves when the server says where it is; rejects with what it said when it ends before, or is not there after 20 seconds. */
function listening(server: Process): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const slow = setTimeout(() => reject(new Error(`The server is not there after 20 seconds:\n${said}`)), 20_000)
    server.stdout.on('data', (text) => {
      said += text
      if (!said.includes('http://')) return
      clearTimeout(slow)
      resolve()
    })
    server.stderr.on('data', (text) => {
      said += text
      process.stderr.write(text)
    })
    server.once('close', (code) => {
      clearTimeout(slow)
      reject(new Error(`The server ended with ${code}:\n${said}`))
    })
  })
}

export async function startServer(dataDir: string): Promise<{ url: string; stop(): Promise<void> }> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const server = ficha(['serve'], { DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: String(port), PUBLIC_URL: url })
    const stop = async () => {
      server.kill('SIGTERM')
      const impatient = setTimeout(() => server.kill('SIGKILL'), 7000)
      await ended(server)
      clearTimeout(impatient)
    }
    try {
      await listening(server)
      return { url, stop }
    } catch (error) {
      await stop()
      // Another worker's server may have taken the port in between.
      if (attempt === 3 || !(error as Error).message.includes('EADDRINUSE')) throw error
    }
  }
}

interface Story {
  /** Who opens `page`: signed in since the demo firm was made. Nobody yet where a story does not say. */
  as: Person | undefined
  /** False in the project where the browser runs no script. */
  withJavaScript: boolean
  /** A browser of its own, for somebody else's part in a story. */
  elsewhere(options?: Elsewhere): Promise<Page>
}

type Elsewhere = Omit<BrowserContextOptions, 'storageState'> & { as?: Person }

const signedIn = (person: Person | undefined) => (person ? madeOf().cookiesOf(person) : undefined)

/** Each worker has a server and a copy of the demo firm of its own, so that no story meets another's changes from elsewhere. */
export const test = base.extend<Story, { server: Server }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture depends on.
    async ({}, use) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'ficha-e2e-'))
      try {
        cpSync(madeOf().data, dataDir, { recursive: true })
        const { url, stop } = await startServer(dataDir)
        await use({ url, dataDir })
        await stop()
      } finally {
        rmSync(dataDir, { recursive: true, force: true })
      }
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  as: [undefined, { option: true }],
  baseURL: ({ server }, use) => use(server.url),
  storageState: ({ as }, use) => use(signedIn(as)),
  withJavaScript: ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),
  elsewhere: async ({ browser }, use) => {
    const contexts: BrowserContext[] = []
    await use(async ({ as, ...options } = {}) => {
      // Said even where it is nothing: the story's own would be taken.
      const context = await browser.newContext({ ...options, storageState: signedIn(as) })
      contexts.push(context)
      return context.newPage()
    })
    for (const context of contexts) await context.close()
  },
})

/** Signs in by the form, as everybody does, with or without JavaScript. */
export async function signIn(page: Page, email: string = emailOf('admin'), password = demoPassword): Promise<void> {
  await page.goto('/sign-in')
  await page.locator('[name=email]').fill(email)
  await page.locator('[name=password]').fill(password)
  await page.locator('form[action="/sign-in"] [type=submit]').click()
  await expect(page).not.toHaveURL(/\/sign-in/)
}

/** The same for a client, into the portal. */
export async function signInToPortal(
  page: Page,
  email: string = emailOf('client'),
  password = demoPassword,
): Promise<void> {
  await page.goto('/portal/sign-in')
  await page.locator('[name=email]').fill(email)
  await page.locator('[name=password]').fill(password)
  await page.locator('form[action="/portal/sign-in"] [type=submit]').click()
  await expect(page).not.toHaveURL(/\/sign-in/)
}

/** Applies the filters of a list as they are chosen by now: where a script runs, by waiting for it. */
export async function applied(page: Page, withJavaScript: boolean, address: RegExp): Promise<void> {
  if (!withJavaScript) await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(address)
}
