import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import pino from 'pino'
import { words } from '#views/layout/error-words.ts'
import { makeWeb } from './app.tsx'
import type { App } from './platform/app.ts'
import { type Database, openDatabase } from './platform/db/database.ts'
import { watchWrites } from './platform/db/watch-writes.ts'
import { type Answer, strangerFor } from './testing/browser-like.ts'
import { makeChat, multipart } from './testing/chats.ts'
import { addClient } from './testing/clients.ts'
import { makeDocument } from './testing/documents.ts'
import { freePort } from './testing/postgres.ts'
import { makeWorld, type World } from './testing/world.ts'

/** What was logged as unexpected. */
function logging() {
  const lines: { id: string; error: string; msg: string }[] = []
  const to = new Writable({
    write(chunk, _encoding, next) {
      lines.push(
        ...String(chunk)
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)),
      )
      next()
    },
  })
  return { log: pino({ level: 'warn' }, to), lines }
}

const diskFull = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })

const bothLanguages = (answer: Answer, reason: 'database away' | 'disk full' | 'failed') => {
  for (const language of ['en', 'pt'] as const) assert.ok(answer.html.text.includes(words[language][reason].title))
}

describe('while the database is away', () => {
  let db: Database
  let app: App
  let web: ReturnType<typeof makeWeb>
  const { log, lines } = logging()
  before(async () => {
    const world = await makeWorld('sqlite')
    db = openDatabase(`postgres://app@127.0.0.1:${await freePort()}/none`)
    app = { ...world.app, db, log }
    web = makeWeb(app)
  })
  after(() => db.close())

  const asked = (path: string, cookie?: 'session' | 'portal', htmx = false) => {
    const browser = strangerFor(web)
    if (cookie) browser.cookies.set(cookie, 'x'.repeat(43))
    return browser.get(path, { htmx })
  }

  it('everybody gets one static page in both languages, with the number that the log has', async () => {
    for (const [path, cookie] of [
      ['/', 'session'],
      ['/accounts/1', 'session'],
      ['/sign-in', undefined],
      ['/nowhere', undefined],
      ['/portal', 'portal'],
      ['/portal/sign-in', undefined],
    ] as const) {
      const answer = await asked(path, cookie)
      assert.equal(answer.status, 503, path)
      assert.ok(Number(answer.headers.get('retry-after')) > 0)
      assert.ok(answer.headers.get('content-security-policy'))
      bothLanguages(answer, 'database away')
      assert.ok(answer.html.querySelector('link[rel=stylesheet]'))
      const { id, error } = lines.at(-1)!
      assert.ok(answer.html.text.includes(id), path)
      assert.match(error, /can't be reached/)
    }
  })

  it('htmx gets the same in short, where messages stand', async () => {
    const answer = await asked('/accounts', 'session', true)
    assert.equal(answer.status, 503)
    assert.equal(answer.headers.get('hx-retarget'), '#flash')
    assert.equal(answer.html.querySelector('html'), null)
    bothLanguages(answer, 'database away')
    assert.ok(answer.text.includes(lines.at(-1)!.id))
  })

  it('a write says so too', async () => {
    const answer = await strangerFor(web).post(
      '/sign-in',
      { email: 'olga@firm.test', password: 'x' },
      { headers: { 'sec-fetch-site': 'same-origin' }, token: false },
    )
    assert.equal(answer.status, 503)
    bothLanguages(answer, 'database away')
  })

  it('/health says so to whoever watches', async () => {
    const answer = await asked('/health')
    assert.deepEqual([answer.status, answer.text], [503, "not ok: the database can't be reached"])
  })
})

describe('where making the error page fails', () => {
  it('the static page is answered, and both failures stand in the log', async () => {
    const { log, lines } = logging()
    const world = await makeWorld('sqlite')
    // It has no table: whatever is read fails.
    const folder = mkdtempSync(join(tmpdir(), 'ficha-empty-'))
    const db = openDatabase(join(folder, 'empty.sqlite'))
    const answer = await strangerFor(makeWeb({ ...world.app, db, log })).get('/sign-in')
    await db.close()
    rmSync(folder, { recursive: true })
    assert.equal(answer.status, 500)
    bothLanguages(answer, 'failed')
    assert.equal(lines.length, 2)
    for (const { id } of lines) assert.ok(answer.html.text.includes(id))
  })
})

describe('while the disk is full', () => {
  let world: World
  const { log, lines } = logging()
  const pages = async (most?: number) => {
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(world.app.db.raw)
    await sql`pragma max_page_count = ${sql.lit(most ?? rows[0]!.page_count)}`.execute(world.app.db.raw)
  }
  before(async () => {
    world = await makeWorld('sqlite')
    world.app.log = log
  })
  const note = async (text: string) => {
    const browser = await world.as(world.people.owner)
    const { seen } = world.accounts
    const form = (await browser.get(`/accounts/${seen}/notes/new`)).html
    const once = form.querySelector('input[name=once]')?.getAttribute('value') ?? ''
    await pages()
    return browser.post(`/accounts/${seen}/notes`, { text, once })
  }
  const notes = () => world.app.db.read.selectFrom('note').select('id').execute()

  it('a write names the cause, saves nothing, and works again once there is room', async () => {
    const long = 'long '.repeat(1900)
    const refused = await note(long)
    assert.equal(refused.status, 507, refused.text.slice(0, 300))
    bothLanguages(refused, 'disk full')
    const { id, error } = lines.at(-1)!
    assert.ok(refused.html.text.includes(id))
    assert.match(error, /full/)
    assert.doesNotMatch(error, /rollback/)
    assert.deepEqual(await notes(), [])
    await pages(1_000_000)
    const taken = await note(long.slice(0, 100))
    assert.equal(taken.status, 303)
    assert.equal((await notes()).length, 1)
    await pages(1_000_000)
  })

  it('/health says so until there is room', async () => {
    const health = async () => {
      const { status, text } = await world.stranger().get('/health')
      return [status, text]
    }
    let isRoom = true
    const { write, isFull } = watchWrites((work) => (isRoom ? work(null as never) : Promise.reject(diskFull)))
    world.app.db.isFull = () => isFull()
    assert.deepEqual(await health(), [200, 'ok'])
    isRoom = false
    await assert.rejects(
      write(async () => {}),
      diskFull,
    )
    assert.deepEqual(await health(), [503, 'not ok: the disk is full'])
    isRoom = true
    await write(async () => {})
    assert.deepEqual(await health(), [200, 'ok'])
  })
})

describe('while nothing at all can be written', () => {
  let world: World
  let write: Database['write']
  before(async () => {
    world = await makeWorld('sqlite')
    write = world.app.db.write
  })
  const nothingWritten = async <T>(work: () => Promise<T>): Promise<T> => {
    let refused = 0
    world.app.db.write = () => {
      refused++
      return Promise.reject(diskFull)
    }
    try {
      const result = await work()
      await world.app.afterwards.written()
      return result
    } finally {
      world.app.db.write = write
      assert.ok(refused > 0, 'nothing was to be written')
    }
  }
  const agedSessions = (table: 'staff_session' | 'portal_session') =>
    write((trx) =>
      trx
        .updateTable(table)
        .set({
          last_seen_at: '2020-01-01T00:00:00.000Z',
          expires_at: new Date(Date.now() + 86_400_000).toISOString(),
        })
        .execute(),
    )

  it('a profile opens, with a session that is to be prolonged', async () => {
    const browser = await world.as(world.people.owner)
    await agedSessions('staff_session')
    await nothingWritten(async () => {
      assert.equal((await browser.get(`/accounts/${world.accounts.seen}`)).status, 200)
    })
  })

  it('somebody whose session is over is sent to sign in', async () => {
    const browser = await world.as(world.people.eva)
    await write((trx) =>
      trx
        .updateTable('staff_session')
        .set({ expires_at: '2020-01-01T00:00:00.000Z' })
        .where('staff_id', '=', world.people.eva)
        .execute(),
    )
    await nothingWritten(async () => {
      const answer = await browser.get('/accounts')
      assert.deepEqual([answer.status, answer.location?.startsWith('/sign-in')], [303, true])
    })
  })

  it('a document downloads, for the staff and for the client', async () => {
    const { loginId, accountId } = await addClient(world, 'Full')
    const id = await makeDocument(world, accountId, 'a.txt', 'Words', { isShared: true })
    const [owner, client] = [await world.as(world.people.owner), await world.asClient(loginId)]
    await nothingWritten(async () => {
      assert.equal((await owner.get(`/accounts/${accountId}/documents/${id}/content`)).text, 'Words')
    })
    await nothingWritten(async () => {
      assert.equal((await client.get(`/portal/accounts/${accountId}/documents/${id}/content`)).text, 'Words')
    })
  })

  it('a message with a file that is not taken comes back as it was typed', async () => {
    const { seen } = world.accounts
    const { thread } = await makeChat(world, seen)
    const path = `/accounts/${seen}/chats/${thread}/messages`
    const owner = await world.as(world.people.owner)
    await nothingWritten(async () => {
      const answer = await owner.upload(path, multipart(owner, { text: 'Typed' }, { 'a.txt': 'x', 'b.txt': '' }))
      assert.equal(answer.status, 422)
      assert.match(answer.html.querySelector('textarea[name=text]')!.text, /Typed/)
    })
  })

  it('what is wrong besides still fails', async () => {
    const browser = await world.as(world.people.owner)
    await agedSessions('staff_session')
    world.app.db.write = () => Promise.reject(new Error('a mistake of ours'))
    assert.equal((await browser.get('/accounts')).status, 500)
    world.app.db.write = write
  })

  it('nobody can sign in, and is told why', async () => {
    const browser = world.stranger()
    await browser.get('/sign-in')
    await nothingWritten(async () => {
      const answer = await browser.post('/sign-in', {
        email: 'olga@firm.test',
        password: 'the password of everybody',
      })
      assert.equal(answer.status, 507)
      bothLanguages(answer, 'disk full')
    })
  })
})
