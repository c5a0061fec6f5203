import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import type { Hono } from 'hono'
import { sql } from 'kysely'
import pg from 'pg'
import pino from 'pino'
import { migrations } from '#migrations/index.ts'
import { archiveAccount, blankAccount } from '#src/accounts/account.ts'
import { setTeam } from '#src/accounts/team.ts'
import { makeWeb } from '#src/app.tsx'
import { type Act, perform, systemActor } from '#src/audit/audit.ts'
import { blankContact } from '#src/contacts/contact.ts'
import { createFirm } from '#src/firm/firm.ts'
import { openAccount } from '#src/links/link.ts'
import { modules } from '#src/modules.ts'
import { makeAfterwards } from '#src/platform/afterwards.ts'
import type { App } from '#src/platform/app.ts'
import { type Engine, openDatabase } from '#src/platform/db/database.ts'
import { migrate } from '#src/platform/db/migrate.ts'
import { checkPrepared } from '#src/platform/db/prepared.ts'
import { filesIn } from '#src/platform/files/files.ts'
import { makeQueue } from '#src/platform/queue/worker.ts'
import { makeVault } from '#src/platform/vault.ts'
import { hashPassword } from '#src/staff/password.ts'
import type { Right } from '#src/staff/rights.ts'
import { addStaff, findStaff, type NewStaff, type Staff } from '#src/staff/staff.ts'
import { type Browser, browserFor, clientBrowserFor, strangerFor } from './browser-like.ts'
import { guardedDatabase, guardedFiles } from './transaction-guard.ts'

/** The engines that tests run on: both, unless ENGINES names one. */
export const engines = (process.env.ENGINES ?? 'sqlite,postgres').split(',') as Engine[]

/**
 * The one that is enough for tests of pages and forms: SQLite, unless ENGINES names another. The verbs and finders behind them are
 * tested on both, and so is every route, by the sweeps.
 */
export const oneEngine = engines.slice(0, 1)

// No prepared query may ask otherwise than it would without.
checkPrepared()

export const password = 'the password of everybody'

const folder = mkdtempSync(join(tmpdir(), 'ficha-test-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const opened = new Set<App>()
after(async () => {
  for (const app of opened) {
    await app.afterwards.written()
    await app.db.close()
  }
})

let sqliteTemplate: Promise<string> | undefined
async function newSqlite(): Promise<string> {
  sqliteTemplate ??= (async () => {
    const path = join(folder, 'template.sqlite')
    const db = openDatabase(path)
    await migrate(db, migrations)
    await db.close()
    return path
  })()
  const path = join(folder, `${randomUUID()}.sqlite`)
  copyFileSync(await sqliteTemplate, path)
  return path
}

let postgresTemplate: Promise<string> | undefined
async function newPostgres(): Promise<string> {
  const server = process.env.TEST_DATABASE_URL
  if (!server)
    throw new Error('TEST_DATABASE_URL is not set: run the tests through `npm run test:unit`, which starts PostgreSQL.')
  const at = (name: string) => Object.assign(new URL(server), { pathname: `/${name}` }).toString()
  const run = async (statement: string) => {
    const client = new pg.Client({ connectionString: server })
    await client.connect()
    await client.query(statement)
    await client.end()
  }
  postgresTemplate ??= (async () => {
    const name = `template_${randomUUID().replaceAll('-', '')}`
    await run(`create database ${name}`)
    const db = openDatabase(at(name))
    await migrate(db, migrations)
    await db.close()
    return name
  })()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await run(`create database ${name} template ${await postgresTemplate}`)
  return at(name)
}

/** A migrated, empty database of that engine. */
export const newDatabase = (engine: Engine): Promise<string> => (engine === 'sqlite' ? newSqlite() : newPostgres())

/** An app over an empty, migrated database, with a clock that stands still until it is moved. Closed when the tests around it end. */
export async function emptyApp(engine: Engine, settings: Partial<App['config']> = {}): Promise<App & { now: Date }> {
  const db = guardedDatabase(openDatabase(await newDatabase(engine)))
  // No test's data outlives its machine: PostgreSQL is not made to wait for the disk either.
  if (engine === 'sqlite') await sql`pragma synchronous = off`.execute(db.raw)
  const log = pino({ level: 'silent' })
  const app: App & { now: Date } = {
    now: new Date(),
    db,
    log,
    clock: (): Date => app.now,
    queue: makeQueue(db, (): Date => app.now, log),
    afterwards: makeAfterwards(db, log),
    files: guardedFiles(filesIn(join(folder, randomUUID()))),
    vault: makeVault([Buffer.alloc(32, 7)]),
    modules,
    config: {
      dataDir: folder,
      database: '',
      host: '127.0.0.1',
      port: 0,
      processes: 1,
      publicUrl: 'http://localhost:3000',
      trustedProxies: [],
      smtpUrl: null,
      mailFrom: 'ficha@localhost',
      secret: Buffer.alloc(32, 7),
      secretIsNew: false,
      olderSecrets: [],
      logLevel: 'silent',
      metrics: null,
      mostDocumentBytes: 10_000_000,
      bucket: null,
      ...settings,
    },
  }
  for (const module of modules)
    for (const [kind, work] of Object.entries(module.queue ?? {})) app.queue.handle(kind, work)
  opened.add(app)
  return app
}

export const contactNamed = (first_name: string, last_name: string, email?: string, phone?: string) => ({
  fields: { ...blankContact, first_name, last_name },
  emails: email ? [email] : [],
  phones: phone ? [{ label: '', number: phone }] : [],
})

export interface World {
  app: App & { now: Date }
  web: Hono
  /** Olga, the owner; Adam, an admin; Eva, an employee on the team of `seen`; Nina, an employee on no team. Both without rights. */
  people: { owner: number; admin: number; eva: number; nina: number }
  /** `seen` has Eva on its team and two contacts; `hidden` nobody, and one contact whom it shares with `seen`; `old` is archived. */
  accounts: { seen: number; hidden: number; old: number }
  contacts: { maria: number; joao: number; zoe: number }
  /** A browser in which that person is signed in. */
  as(id: number): Promise<Browser>
  /** A browser in which that client is signed in to the portal, by the number of their login. */
  asClient(loginId: number): Promise<Browser>
  /** One in which nobody is. */
  stranger(): Browser
  staff(id: number): Promise<Staff>
  giveRights(id: number, rights: readonly Right[]): Promise<void>
  perform<T>(verbs: (act: Act) => Promise<T>): Promise<T>
  /** The same by a person, whose rights are asked for. */
  performAs<T>(id: number, verbs: (act: Act) => Promise<T>): Promise<T>
  addPerson(person: NewStaff): Promise<number>
  openAccount(name: string, team?: number[]): Promise<number>
}

let passwordHash: Promise<string> | undefined

/** The named cast, on a database of its own. */
export async function makeWorld(engine: Engine, settings: Partial<App['config']> = {}): Promise<World> {
  const app = await emptyApp(engine, settings)
  const web = makeWeb(app)
  passwordHash ??= hashPassword(password)
  const hash = await passwordHash
  const performed = <T>(verbs: (act: Act) => Promise<T>) => perform(app, systemActor, verbs)
  const addPerson = (person: NewStaff) =>
    performed((act) => addStaff(act, { passwordHash: hash, language: 'en', ...person }))
  await performed((act) =>
    createFirm(act, { name: 'Test Firm', country: 'PT', language: 'en', time_zone: 'Europe/Lisbon' }),
  )
  const people = {
    owner: await addPerson({ email: 'olga@firm.test', name: 'Olga Owner', role: 'owner' }),
    admin: await addPerson({ email: 'adam@firm.test', name: 'Adam Admin', role: 'admin' }),
    eva: await addPerson({ email: 'eva@firm.test', name: 'Eva Employee', role: 'employee' }),
    nina: await addPerson({ email: 'nina@firm.test', name: 'Nina Newcomer', role: 'employee' }),
  }
  const open = async (name: string, contacts: Parameters<typeof openAccount>[1]['contacts'], team: number[]) =>
    performed(async (act) => {
      const account = await openAccount(act, { fields: { ...blankAccount, name }, contacts })
      await setTeam(act, account.id, team)
      return account.id
    })
  const contactOf = async (accountId: number, firstName: string) =>
    (
      await app.db.read
        .selectFrom('link')
        .innerJoin('contact', 'contact.id', 'link.contact_id')
        .select('contact.id')
        .where('link.account_id', '=', accountId)
        .where('contact.first_name', '=', firstName)
        .executeTakeFirstOrThrow()
    ).id
  const seen = await open(
    'Seen Family',
    [
      { contact: contactNamed('Maria', 'Seen', 'maria@seen.test', '+351 912 345 678'), description: 'Mother' },
      { contact: contactNamed('João', 'Visto', 'joao@seen.test') },
    ],
    [people.eva],
  )
  const joao = await contactOf(seen, 'João')
  const hidden = await open(
    'Hidden Holdings',
    [{ contact: contactNamed('Zoë', 'Secret', 'zoe@hidden.test') }, { contactId: joao }],
    [],
  )
  const old = await open('Old Archive', [{ contact: contactNamed('Otto', 'Old') }], [people.eva])
  await performed((act) => archiveAccount(act, old))
  return {
    app,
    web,
    people,
    accounts: { seen, hidden, old },
    contacts: { maria: await contactOf(seen, 'Maria'), joao, zoe: await contactOf(hidden, 'Zoë') },
    as: (id) => browserFor(app, web, id),
    asClient: (loginId) => clientBrowserFor(app, web, loginId),
    stranger: () => strangerFor(web),
    async staff(id) {
      const staff = await findStaff(app.db.read, id)
      if (!staff) throw new Error(`nobody has the number ${id}`)
      return staff
    },
    async giveRights(id, rights) {
      await app.db.write(async (trx) => {
        await trx.deleteFrom('staff_right').where('staff_id', '=', id).execute()
        if (rights.length > 0)
          await trx
            .insertInto('staff_right')
            .values(rights.map((name) => ({ staff_id: id, name })))
            .execute()
      })
    },
    perform: performed,
    async performAs(id, verbs) {
      const { name } = await app.db.read
        .selectFrom('staff')
        .select('name')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      return perform(app, { staffId: id, name, address: null, userAgent: null }, verbs)
    },
    addPerson,
    openAccount: (name, team = []) => open(name, [{ contact: contactNamed(name, 'Contact') }], team),
  }
}
