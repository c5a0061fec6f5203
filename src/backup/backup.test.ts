import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { type KyselyPlugin, sql } from 'kysely'
import { openPromise } from 'yauzl'
import { ZipFile } from 'yazl'
import { blankAccount } from '#src/accounts/account.ts'
import { record } from '#src/audit/audit.ts'
import { blankContact, createContact } from '#src/contacts/contact.ts'
import { changeFolder, createFolder } from '#src/documents/folders/folder.ts'
import { missingKeys, rememberKeys } from '#src/keys/belonging.ts'
import { findAccounts } from '#src/links/find.ts'
import { mergeContacts } from '#src/merges/merge.ts'
import type { App } from '#src/platform/app.ts'
import type { Engine } from '#src/platform/db/database.ts'
import { filesIn } from '#src/platform/files/files.ts'
import { filesInBucket } from '#src/platform/files/s3.ts'
import type { Files } from '#src/platform/files/store.ts'
import { makeVault } from '#src/platform/vault.ts'
import { startS3 } from '#src/testing/s3-server.ts'
import { everythingSealed } from '#src/testing/sealing.ts'
import { fillWithSecrets } from '#src/testing/secrets.ts'
import { contactNamed, emptyApp, engines, makeWorld, type World } from '#src/testing/world.ts'
import { backup } from './backup.ts'
import { entryKind, linesOf, longestLine, type Manifest, manifestName } from './format.ts'
import { restore } from './restore.ts'
import { backedUpTables, lastIds } from './tables.ts'

const folder = mkdtempSync(join(tmpdir(), 'ficha-backup-'))
after(() => rmSync(folder, { recursive: true, force: true }))
let made = 0
const newPath = () => join(folder, String(++made))

/** Gives an app a data folder that is its alone. */
function housed<A extends App>(app: A): A {
  app.config.dataDir = newPath()
  app.files = filesIn(join(app.config.dataDir, 'files'))
  return app
}

const emptyHoused = async (engine: Engine) => housed(await emptyApp(engine))

async function contentOf(app: App): Promise<Record<string, unknown>> {
  const tables = await backedUpTables(app.db.read)
  const content: Record<string, unknown> = { lastIds: await lastIds(app.db.read, tables) }
  for (const { name, key } of tables) {
    const { rows } =
      await sql`select * from ${sql.table(name)} order by ${sql.join(key.map((one) => sql.ref(one)))}`.execute(
        app.db.read,
      )
    content[name] = rows
  }
  return content
}

const filesOf = ({ config }: App): string[] =>
  existsSync(config.dataDir)
    ? readdirSync(join(config.dataDir, 'files'), { recursive: true, encoding: 'utf8' })
        .filter((name) => /[0-9a-f]{64}$/.test(name))
        .sort()
    : []

async function assertEmpty(app: App): Promise<void> {
  for (const [name, rows] of Object.entries(await contentOf(app)))
    assert.deepEqual(rows, name === 'lastIds' ? {} : [], name)
  assert.deepEqual(filesOf(app), [])
}

async function entriesOf(path: string): Promise<Map<string, Buffer>> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false })
  const entries = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry())
    entries.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  zip.close()
  return entries
}

/** yazl refuses unsafe names, so a name as long as the wanted one is written and then changed in the bytes. */
async function zipOf(
  entries: Iterable<readonly [string, Buffer]>,
  rename: Record<string, string> = {},
): Promise<string> {
  const path = newPath()
  const zip = new ZipFile()
  for (const [name, content] of entries) zip.addBuffer(content, name)
  zip.end()
  let bytes = await buffer(zip.outputStream as Readable)
  for (const [from, to] of Object.entries(rename))
    bytes = Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1')
  writeFileSync(path, bytes)
  return path
}

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')
const imported = Buffer.from('name,email\nJoão,joao@x.test\n')

/** The cast, with more rows than fit into a batch, a stored file, awkward text, and an id that was given out and taken back. */
async function fullWorld(engine: Engine): Promise<World> {
  const world = await makeWorld(engine)
  const { app } = world
  housed(app)
  const { hash } = await app.files.put(Readable.from([imported]), 1000)
  await world.perform(async (act) => {
    for (let i = 0; i < 1100; i++) await record(act, { kind: 'refused', subject: `№ ${i} "quoted"\n\u2028 😀 \\` })
    await act.trx
      .insertInto('import')
      .values({
        file_name: 'a.csv',
        file_hash: hash,
        format: 'csv',
        status: 'ready',
        options: '{}',
        created_at: act.at,
      })
      .execute()
  })
  await mergeFarApart(world)
  await nestFarApart(world)
  const gone = await world.openAccount('Gone Again')
  await app.db.write((trx) => trx.deleteFrom('account').where('id', '=', gone).execute())
  return world
}

/** A contact that leads to one which is restored long after it: its row refers to one that is not there yet. */
async function mergeFarApart(world: World): Promise<void> {
  await world.perform(async (act) => {
    const early = await createContact(act, contactNamed('Early', 'Loser', 'early@far.test'))
    await act.trx
      .insertInto('contact')
      .values(
        Array.from({ length: 600 }, () => ({ ...blankContact, display_name: '', sort_name: '', created_at: act.at })),
      )
      .execute()
    const late = await createContact(act, contactNamed('Late', 'Winner', 'late@far.test'))
    await mergeContacts(act, {
      winner: { id: late, version: 1 },
      loser: { id: early, version: 1 },
      choices: new Map(),
    })
  })
}

/** A folder in one that is restored long after it. */
async function nestFarApart(world: World): Promise<void> {
  const { seen } = world.accounts
  await world.perform(async (act) => {
    const early = await createFolder(act, seen, null, 'Early')
    await act.trx
      .insertInto('folder')
      .values(
        Array.from({ length: 600 }, (_, i) => ({
          ...{
            account_id: seen,
            parent_id: null,
            name: `${i}`,
            name_key: `${i}`,
            sort_name: `${i}`,
            created_at: act.at,
          },
          ...{ created_by: null, trashed_at: null, trashed_by: null, trashed_with: null },
        })),
      )
      .execute()
    const late = await createFolder(act, seen, null, 'Late')
    await changeFolder(act, seen, early, 1, { name: 'Early', parent_id: late })
  })
}

for (const from of engines)
  describe(`a backup from ${from}`, () => {
    let world: World
    let path: string
    let manifest: Manifest

    before(async () => {
      world = await fullWorld(from)
      await world.as(world.people.eva)
      path = newPath()
      manifest = await backup(world.app, path)
    })

    it('tells what it holds, and is for its owner’s eyes alone', () => {
      assert.equal(manifest.engine, from)
      assert.equal(manifest.files, 1)
      assert.equal(manifest.tables.firm!.rows, 1)
      assert.ok(manifest.tables.audit_event!.rows > 1100)
      for (const table of ['staff_session', 'staff_token', 'queue_item', 'migration', 'search_trigram_account'])
        assert.equal(manifest.tables[table], undefined)
      assert.equal(statSync(path).mode & 0o777, 0o600)
    })

    it('holds neither the key nor anything else than rows and files', async () => {
      const names = [...(await entriesOf(path)).keys()]
      assert.ok(names.every((name) => entryKind(name)))
      assert.ok(names.includes(`files/${sha256(imported).slice(0, 2)}/${sha256(imported)}`))
    })

    it('never overwrites, and leaves nothing where it can’t write', async () => {
      await assert.rejects(backup(world.app, path), /is there already/)
      const inNoFolder = join(folder, 'none', 'a.zip')
      await assert.rejects(backup(world.app, inNoFolder), { code: 'ENOENT' })
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.endsWith('.part')),
        [],
      )
    })

    it('fails alone where the rows can’t be read while the files are still being listed', async () => {
      const { engine, read } = world.app.db
      const cut = new Error('the connection is gone')
      let failed = () => {}
      const hasFailed = new Promise<void>((resolve) => {
        failed = resolve
      })
      const files: Files = {
        ...world.app.files,
        // biome-ignore lint/correctness/useYield: there are none
        async *list() {
          await hasFailed
        },
      }
      const plugin: KyselyPlugin = {
        transformQuery: ({ node }) => {
          if (
            node.kind !== 'RawNode' ||
            !node.sqlFragments.some((part) => /order by/.test(part)) ||
            !node.sqlFragments.some((part) => /limit/.test(part))
          )
            return node
          setTimeout(failed)
          throw cut
        },
        transformResult: async ({ result }) => result,
      }
      const db = { ...world.app.db, engine, read: read.withPlugin(plugin) }
      await assert.rejects(backup({ ...world.app, db, files }, newPath()), cut)
    })

    it('is of one moment, whatever is written meanwhile', async () => {
      const target = newPath()
      const writing = backup(world.app, target)
      const opened = await Promise.all([1, 2, 3].map((n) => world.openAccount(`Meanwhile ${n}`)))
      await writing
      const app = await emptyHoused('sqlite')
      await restore(app, target)
      const known = await app.db.read.selectFrom('account').select('id').execute()
      const links = await app.db.read.selectFrom('link').select('account_id').execute()
      for (const id of opened)
        assert.equal(
          known.some((row) => row.id === id),
          links.some((row) => row.account_id === id),
        )
    })

    for (const to of engines)
      it(`comes back on ${to} row by row`, async () => {
        const source = await fullWorld(from)
        const zip = newPath()
        await backup(source.app, zip)
        const app = await emptyHoused(to)
        await restore(app, zip)
        assert.deepEqual(await contentOf(app), await contentOf(source.app))
        assert.deepEqual(filesOf(app), filesOf(source.app))
        assert.deepEqual(await buffer(app.files.read(sha256(imported))), imported)
        const found = await findAccounts(app.db.read, await source.staff(source.people.owner), 'seen', 10)
        assert.deepEqual(
          found.map((account) => account.id),
          [source.accounts.seen],
        )
        const before = (await source.app.db.read.selectFrom('account').select('id').execute()).map((row) => row.id)
        const next = await app.db.write((trx) =>
          trx
            .insertInto('account')
            .values({
              ...blankAccount,
              short_id: 'NEW1',
              sort_name: '',
              tax_key: '',
              created_at: '2026',
              archived_at: null,
            })
            .returning('id')
            .executeTakeFirstOrThrow(),
        )
        assert.ok(next.id > Math.max(...before) + 1, 'the id of a removed account is not given out again')
      })

    it('brings the files into a bucket, and out of one again', async () => {
      const server = await startS3({ prefix: 'firm/' })
      const inBucket = (app: App) => {
        app.files = filesInBucket(server.bucket, join(newPath(), 'arriving'))
        return app
      }
      try {
        const app = inBucket(await emptyHoused(from))
        await restore(app, path)
        assert.deepEqual(
          [...server.stored.keys()],
          filesOf(world.app).map((name) => `firm/${name}`),
        )
        const again = newPath()
        assert.equal((await backup(app, again)).files, 1)
        const back = await emptyHoused(from)
        await restore(back, again)
        assert.deepEqual(await contentOf(back), await contentOf(app))
        assert.deepEqual(filesOf(back), filesOf(world.app))
        server.stored.clear()
        const damaged = new Map(await entriesOf(path))
        damaged.set('tables/firm.jsonl', Buffer.from('{}\n'))
        await assert.rejects(restore(inBucket(await emptyHoused(from)), await zipOf(damaged)), /damaged/)
        assert.equal(server.stored.size, 0, 'what was stored for nothing is removed')
      } finally {
        await server.close()
      }
    })

    it('brings what is sealed to the other engine and back, open to the same key', async () => {
      const source = await makeWorld(from)
      housed(source.app)
      await fillWithSecrets(source)
      const written = await everythingSealed(source.app.db.read)
      const keys = source.app.vault.keyNames
      await source.app.db.write((trx) => rememberKeys(trx, keys))
      let app: App = source.app
      for (const to of [...engines.filter((engine) => engine !== from), from]) {
        const zip = newPath()
        await backup(app, zip)
        const empty = await emptyHoused(to)
        // The start of an empty installation has written down its own key, with which nothing is sealed.
        await empty.db.write((trx) => rememberKeys(trx, ['00000000', ...keys]))
        await restore(empty, zip)
        assert.deepEqual(await everythingSealed(empty.db.read), written)
        assert.deepEqual(await missingKeys(empty.db.read, makeVault([Buffer.alloc(32, 9)])), keys)
        for (const { sealed, home } of written)
          assert.notEqual(empty.vault.open(sealed, home), null, JSON.stringify(home))
        app = empty
      }
    })

    it('holds mails back and cancels imports that waited', async () => {
      const source = await fullWorld(from)
      await source.app.db.write(async (trx) => {
        const mail = {
          template: 'invitation',
          email: 'a@b.test',
          language: 'en',
          data: '{}',
          created_at: '2026',
        } as const
        for (const status of ['queued', 'retrying', 'sent', 'failed'] as const)
          await trx
            .insertInto('outgoing_mail')
            .values({ ...mail, status })
            .execute()
        await trx.updateTable('import').set({ status: 'running' }).execute()
      })
      const zip = newPath()
      await backup(source.app, zip)
      const app = await emptyHoused(from)
      await restore(app, zip)
      const mails = await app.db.read.selectFrom('outgoing_mail').select('status').orderBy('id').execute()
      assert.deepEqual(
        mails.map((mail) => mail.status),
        ['held', 'held', 'sent', 'failed'],
      )
      const imports = await app.db.read.selectFrom('import').select('status').execute()
      assert.deepEqual(imports, [{ status: 'cancelled' }])
    })
  })

for (const engine of engines)
  describe(`restoring on ${engine}`, () => {
    let entries: Map<string, Buffer>
    let manifest: Manifest
    let path: string

    before(async () => {
      path = newPath()
      manifest = await backup((await fullWorld(engine)).app, path)
      entries = await entriesOf(path)
    })

    const refused = async (zip: string, why: RegExp) => {
      const app = await emptyHoused(engine)
      await assert.rejects(restore(app, zip), why)
      await assertEmpty(app)
    }

    /** The backup with other content: what the manifest says of it is put right, unless that is what is wrong. */
    const changed = (change: Record<string, Buffer | null>, manifestChange: Partial<Manifest> = {}) => {
      const now = new Map(entries)
      const told = structuredClone({ ...manifest, ...manifestChange })
      for (const [name, content] of Object.entries(change)) {
        if (content) now.set(name, content)
        else now.delete(name)
        const known = entryKind(name)
        if (content && known?.kind === 'table' && told.tables[known.table])
          told.tables[known.table]!.sha256 = sha256(content)
      }
      now.set(manifestName, Buffer.from(JSON.stringify(told)))
      return zipOf(now)
    }
    const table = (name: string) => entries.get(`tables/${name}.jsonl`)!.toString()

    it('refuses a database that holds a firm, and leaves it as it is', async () => {
      const { app } = await makeWorld(engine)
      housed(app)
      const before = await contentOf(app)
      await assert.rejects(restore(app, path), /holds a firm already/)
      assert.deepEqual(await contentOf(app), before)
      assert.deepEqual(filesOf(app), [])
    })

    it('refuses what is not a backup', async () => {
      const text = newPath()
      writeFileSync(text, 'not a ZIP')
      await refused(text, /can't be restored/)
      await refused(await zipOf([['readme.txt', Buffer.from('hello')]]), /it holds "readme.txt"/)
      await refused(await zipOf([[manifestName, Buffer.from('{}')]]), /manifest.json is missing or can't be read/)
      await refused(await zipOf([]), /manifest.json is missing/)
      await refused(join(folder, 'nothing here'), /ENOENT/)
    })

    it('refuses names that reach outside', async () => {
      const safe = `files/${sha256(imported).slice(0, 2)}/${sha256(imported)}`
      for (const start of ['../', '/', 'files/../', 'C:/', 'files/..\\', 'tables/../']) {
        const outside = start.padEnd(safe.length, '0')
        const zip = await zipOf([...entries, [safe, imported]], { [safe]: outside })
        await refused(zip, /invalid relative path|absolute path|invalid characters|it holds/)
      }
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.startsWith('0')),
        [],
      )
    })

    it('refuses a backup of another version, and says which it needs', async () => {
      const older = await changed({}, { migration: '0000-before', version: '0.0.9' })
      await refused(older, /database at 0000-before, and this database is at \d{4}-.*Restore it with Ficha 0\.0\.9/)
    })

    it('refuses tables that it does not know, and backups without one that it does', async () => {
      const { firm, ...rest } = manifest.tables
      await refused(
        await changed({ 'tables/other.jsonl': Buffer.from('') }, { tables: { ...manifest.tables, other: firm! } }),
        /other tables than this database: other/,
      )
      await refused(await changed({ 'tables/firm.jsonl': null }, { tables: rest }), /other tables.*: firm/)
      await refused(await changed({ 'tables/firm.jsonl': null }), /does not hold what/)
    })

    it('refuses damaged rows, and keeps nothing of the others', async () => {
      const lines = (text: string) => Buffer.from(text)
      const account = table('account')
      await refused(await changed({ 'tables/account.jsonl': lines(account.replace('{', '')) }), /row 1 of .*account/)
      await refused(await changed({ 'tables/account.jsonl': lines(account.slice(0, -1)) }), /breaks off/)
      await refused(
        await changed({ 'tables/account.jsonl': lines(account.replace(/"id":\d+/, '"id":"one"')) }),
        /row 1/,
      )
      await refused(await changed({ 'tables/account.jsonl': lines(account.replace('"name"', '"nome"')) }), /row 1/)
      await refused(
        await changed({ 'tables/account.jsonl': lines(account.replace(/"name":"[^"]*"/, '"name":null')) }),
        /restored/,
      )
      await refused(
        await changed({ 'tables/account.jsonl': lines(account.split('\n').slice(1).join('\n')) }),
        /restored/,
      )
      await refused(
        await changed({ 'tables/link.jsonl': lines(table('link').replace(/"account_id":\d+/, '"account_id":999')) }),
        /restored/,
      )
      const untold = new Map([
        ...entries,
        ['tables/import.jsonl', lines(table('import').replace('a.csv', 'b.csv'))] as const,
      ])
      await refused(await zipOf(untold), /tables\/import.jsonl is damaged/)
    })

    it('refuses a file whose content is not what its name says', async () => {
      const name = [...entries.keys()].find((entry) => entry.startsWith('files/'))!
      await refused(await changed({ [name]: Buffer.from('something else') }), /is damaged/)
      await refused(await changed({ [name]: null }), /does not hold what/)
    })

    it('refuses a ZIP of which a part is missing', async () => {
      const half = newPath()
      const whole = readFileSync(path)
      writeFileSync(half, whole.subarray(0, whole.length / 2))
      await refused(half, /can't be restored/)
    })
  })

describe('the lines of a table', () => {
  const lines = async (chunks: string[]) => {
    const read: string[] = []
    for await (const line of linesOf(Readable.from(chunks.map((text) => Buffer.from(text))), 'it')) read.push(line)
    return read
  }

  it('come whole, wherever the bytes are cut', async () => {
    assert.deepEqual(await lines(['a', 'b\nc\n', '\nd', 'e', 'f\n']), ['ab', 'c', '', 'def'])
    assert.deepEqual(await lines([]), [])
  })

  it('end where one has no end', async () => {
    await assert.rejects(lines(['a\nb']), /breaks off/)
    const endless = Buffer.alloc(1024 ** 2, 'x').toString()
    await assert.rejects(lines(Array(longestLine / 1024 ** 2 + 1).fill(endless)), /too long/)
  })
})
