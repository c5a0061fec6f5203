import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { request } from '@playwright/test'
import BetterSqlite from 'better-sqlite3'
import { emailOf, madeOf, type Person, people } from './demo.ts'
import { demoPassword, ficha, startServer } from './server.ts'

/** Makes the demo firm once per run, with its people signed in; each worker's server gets a copy. Gives what removes it afterwards. */
export default async function makeDemoData(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'ficha-e2e-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.env.E2E_DEMO = folder
  try {
    await makeFirm()
    copyForNames()
    await signInAll()
  } catch (error) {
    remove()
    throw error
  }
  return remove
}

async function makeFirm(): Promise<void> {
  const { data } = madeOf()
  mkdirSync(data)
  const made = ficha(['demo', '--password', demoPassword], { DATA_DIR: data })
  let said = ''
  for (const stream of [made.stdout, made.stderr]) stream.on('data', (text) => (said += text))
  const code = await new Promise((resolve) => made.once('close', resolve))
  if (code !== 0) throw new Error(`ficha demo ended with ${code}:\n${said}`)
}

/** A copy of the database to look things up in. Without a write-ahead log, so that no reader leaves files beside it. */
function copyForNames(): void {
  const { data, names } = madeOf()
  copyFileSync(join(data, 'ficha.sqlite'), names)
  const db = new BetterSqlite(names)
  db.pragma('journal_mode = delete')
  db.close()
}

/** Begins a session for each, in the data that is copied, and keeps their cookies. */
async function signInAll(): Promise<void> {
  const { url, stop } = await startServer(madeOf().data)
  try {
    for (const person of people) await signIn(url, person)
  } finally {
    await stop()
  }
}

async function signIn(url: string, person: Person): Promise<void> {
  const browser = await request.newContext({ baseURL: url })
  const path = person === 'client' ? '/portal/sign-in' : '/sign-in'
  const page = await (await browser.get(path)).text()
  const form_token = /name="form_token" value="([^"]+)"/.exec(page)![1]!
  const form = { form_token, email: emailOf(person), password: demoPassword }
  const answer = await browser.post(path, { form, headers: { origin: url }, maxRedirects: 0 })
  if (answer.status() !== 303) throw new Error(`The ${person} could not sign in: ${answer.status()}`)
  await browser.storageState({ path: madeOf().cookiesOf(person) })
  await browser.dispose()
}
