import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import { createFolder } from '#src/documents/folders/folder.ts'
import { setFolderRights } from '#src/documents/folders/rights.ts'
import { filesIn } from '#src/platform/files/files.ts'
import { filesInBucket } from '#src/platform/files/s3.ts'
import { startS3 } from '#src/testing/s3-server.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { addDocument, addVersion } from './add.ts'
import { wrongDocuments } from './doctor.ts'
import { wrongFiles } from './file-doctor.ts'

const shared = { isShared: false, sameName: 'keep both', folderId: null } as const

async function store(world: World, name: string, content: string) {
  const { hash, size } = await world.app.files.put(Readable.from([content]), 10_000)
  return { name, hash, size, type: 'text/plain' }
}

for (const engine of engines)
  describe(`the doctor of stored files on ${engine}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'ficha-doctor-'))
    let world: World
    let id: string
    const add = async (name: string, content: string) => {
      const file = await store(world, name, content)
      const place = { ...shared, accountId: world.accounts.seen }
      const { id } = await world.perform((act) => addDocument(act, place, file))
      return { id, hash: file.hash }
    }
    const pathOf = (hash: string) => join(folder, 'files', hash.slice(0, 2), hash)
    const longAgo = (path: string) =>
      utimesSync(path, new Date(Date.now() - 200_000_000), new Date(Date.now() - 200_000_000))

    before(async () => {
      world = await makeWorld(engine)
      world.app.files = filesIn(join(folder, 'files'))
      const { seen } = world.accounts
      const account = world.app.db.read.selectFrom('account').select('short_id').where('id', '=', seen)
      id = (await account.executeTakeFirstOrThrow()).short_id
    })
    after(() => rmSync(folder, { recursive: true }))

    it('finds nothing wrong where nothing is', async () => {
      await add('good.txt', 'good')
      await store(world, 'just arrived', 'not named yet')
      assert.deepEqual(await wrongFiles(world.app, true), [])
    })

    it('names what is missing, cut short and damaged, the last only where it reads', async () => {
      const gone = await add('gone.txt', 'gone')
      const cut = await add('cut.txt', 'to be cut')
      const bad = await add('bad.txt', 'good bytes')
      const again = await add('the same.txt', 'good bytes')
      assert.equal(again.hash, bad.hash)
      const newer = await store(world, 'bad.txt', 'a newer one')
      await world.perform((act) => addVersion(act, world.accounts.seen, bad.id, newer))
      await world.app.files.remove(gone.hash)
      writeFileSync(pathOf(cut.hash), 'to be')
      writeFileSync(pathOf(bad.hash), 'bad  bytes')
      const quick = [
        `${id} “gone.txt”, version 1: its file is missing`,
        `${id} “cut.txt”, version 1: its file has 5 bytes, not 9`,
      ]
      const reading = [
        `${id} “bad.txt”, version 1: its file is damaged: its bytes are not what they were`,
        `${id} “the same.txt”, version 1: its file is damaged: its bytes are not what they were`,
      ]
      assert.deepEqual((await wrongFiles(world.app, false)).sort(), quick.sort())
      assert.deepEqual((await wrongFiles(world.app, true)).sort(), [...quick, ...reading].sort())
      await store(world, '', 'gone')
      await store(world, '', 'to be cut')
      await store(world, '', 'good bytes')
      assert.deepEqual(await wrongFiles(world.app, true), [])
    })

    it('counts what nothing names, and what a crash has left', async () => {
      longAgo(pathOf((await add('named.txt', 'old and named')).hash))
      longAgo(pathOf((await store(world, '', 'old and named by nothing')).hash))
      mkdirSync(join(folder, 'files/arriving'), { recursive: true })
      writeFileSync(join(folder, 'files/arriving/half'), 'half')
      longAgo(join(folder, 'files/arriving/half'))
      assert.deepEqual(await wrongFiles(world.app, false), [
        '1 stored file(s) are older than a day and named by nothing',
        '1 upload(s) of more than a day ago broke off: they are left in files/arriving',
      ])
    })

    it('looks into a bucket as into a folder', async () => {
      const server = await startS3()
      server.whims.keysOnPage = 2
      const own = await makeWorld(engine)
      own.app.files = filesInBucket(server.bucket, join(folder, 'arriving'))
      try {
        const place = { ...shared, accountId: own.accounts.seen }
        for (const name of ['a', 'b', 'c', 'd', 'e']) {
          const file = await store(own, name, `the content of ${name}`)
          await own.perform((act) => addDocument(act, place, file))
        }
        assert.deepEqual(await wrongFiles(own.app, true), [])
        const [first, second] = [...server.stored.keys()]
        server.stored.delete(first!)
        server.stored.get(second!)!.bytes.write('X')
        const wrong = await wrongFiles(own.app, true)
        assert.equal(wrong.length, 2)
        assert.match(wrong.join('\n'), /its file is missing/)
        assert.match(wrong.join('\n'), /its file is damaged/)
      } finally {
        await server.close()
      }
    })
  })

for (const engine of engines)
  describe(`the doctor of documents on ${engine}`, () => {
    let world: World
    let outer: number
    let inner: number
    let document: number
    before(async () => {
      world = await makeWorld(engine)
      const { seen } = world.accounts
      const { eva } = world.people
      outer = await world.perform((act) => createFolder(act, seen, null, 'Outer'))
      inner = await world.perform((act) => createFolder(act, seen, outer, 'Inner'))
      const folder = { id: outer, account_id: seen, parent_id: null, name: 'Outer', accountName: 'Seen' }
      await world.perform((act) => setFolderRights(act, folder, new Map([[eva, 'none']]), new Map()))
      const file = await store(world, 'a.txt', 'a')
      const place = { ...shared, accountId: seen, folderId: inner }
      document = (await world.perform((act) => addDocument(act, place, file))).id
    })

    /** What the doctor says while a row is as nothing of ours would make it. */
    const saidOf = async (
      table: 'document' | 'folder' | 'folder_right',
      id: number,
      change: Record<string, unknown>,
    ) => {
      const { app } = world
      const key = table === 'folder_right' ? 'folder_id' : 'id'
      const was = await app.db.read.selectFrom(table).selectAll().where(key, '=', id).executeTakeFirstOrThrow()
      const set = (values: object) =>
        app.db.write((trx) => trx.updateTable(table).set(values).where(key, '=', id).execute())
      await set(change)
      const said = await wrongDocuments(app.db.read)
      await set(was)
      return said
    }

    it('finds nothing wrong where nothing is', async () => {
      assert.deepEqual(await wrongDocuments(world.app.db.read), [])
    })

    it('compares a document with its current version, and its name with how it is listed', async () => {
      for (const change of [{ hash: 'f'.repeat(64) }, { size: 7 }, { number: 2 }, { type: 'text/csv' }])
        assert.deepEqual(await saidOf('document', document, change), [
          `document ${document} is not what its current version is`,
        ])
      for (const change of [{ name: 'b.txt' }, { sort_name: 'x' }])
        assert.deepEqual(await saidOf('document', document, change), [
          `document ${document} is listed under another name than its own`,
        ])
    })

    it('finds what lies in a folder of another account, or in the trash', async () => {
      const { seen, hidden } = world.accounts
      assert.deepEqual(await saidOf('document', document, { account_id: hidden }), [
        `document ${document} of account ${hidden} lies in a folder of account ${seen}`,
      ])
      const strayed = await saidOf('folder', outer, { account_id: hidden })
      assert.deepEqual(strayed, [`folder ${inner} of account ${seen} lies in a folder of account ${hidden}`])
      const trashed = await saidOf('folder', inner, { trashed_at: '2026-01-01T00:00:00.000Z' })
      assert.deepEqual(trashed, [`document ${document} lies in folder ${inner}, which is in the trash`])
    })

    it('finds folders that lie in themselves', async () => {
      const said = await saidOf('folder', outer, { parent_id: inner })
      assert.ok(
        said.includes(`folder ${outer} lies in itself`) && said.includes(`folder ${inner} lies in itself`),
        `${said}`,
      )
    })

    it('finds rights that are not those from above', async () => {
      const wrong = (id: number) => [`who may do what in folder ${id} is not what holds in the one above it`]
      assert.deepEqual(await saidOf('folder_right', inner, { level: 'edit' }), wrong(inner))
      assert.deepEqual(await saidOf('folder_right', outer, { is_own: 0 }), wrong(outer))
      await world.app.db.write((trx) => trx.deleteFrom('folder_right').where('folder_id', '=', inner).execute())
      assert.deepEqual(await wrongDocuments(world.app.db.read), wrong(inner))
    })
  })
