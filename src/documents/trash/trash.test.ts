import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { before, describe, it } from 'node:test'
import { eventsFor } from '#src/accounts/visible-events.ts'
import { perform, systemActor } from '#src/audit/audit.ts'
import { addDocument } from '#src/documents/add.ts'
import { changeDocument, moveDocument, setShared } from '#src/documents/change.ts'
import { wrongDocuments } from '#src/documents/doctor.ts'
import { findDocument } from '#src/documents/document.ts'
import { changeFolder, createFolder, NameTaken } from '#src/documents/folders/folder.ts'
import { setFolderRights } from '#src/documents/folders/rights.ts'
import type { Level } from '#src/documents/folders/rules.ts'
import { folderPage, newestWithClient, searchPage, unseenDocuments } from '#src/documents/list.ts'
import { personalData } from '#src/personal-data/export.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { emptyTrash } from './expiry.ts'
import { trashedDocuments, trashedFolders } from './list.ts'
import { restoreDocument, restoreFolder, trashDocument, trashFolder } from './trash.ts'

for (const engine of engines)
  describe(`lists of documents and the trash on ${engine}`, () => {
    let world: World
    let account: number
    before(async () => {
      world = await makeWorld(engine)
      account = world.accounts.seen
    })
    const db = () => world.app.db.read
    const eva = () => world.staff(world.people.eva)
    const owner = () => world.staff(world.people.owner)
    const add = async (
      name: string,
      { folderId = null as number | null, contactId = undefined as number | undefined, isShared = false } = {},
    ) => {
      const stored = await world.app.files.put(Readable.from([name, String(folderId)]), 1000)
      const place = { accountId: account, folderId, isShared, sameName: 'keep both' } as const
      const file = { name, ...stored, type: 'text/plain' }
      return (await world.perform((act) => addDocument(act, place, file, contactId))).id
    }
    const folder = (name: string, parent: number | null = null) =>
      world.perform((act) => createFolder(act, account, parent, name))
    const setRight = async (id: number, level: Level | null) => {
      const row = await db().selectFrom('folder').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
      const rights = new Map([[world.people.eva, level]])
      await world.perform((act) => setFolderRights(act, { ...row, accountName: 'x' }, rights, new Map()))
    }
    const rowOf = (id: number) => db().selectFrom('document').selectAll().where('id', '=', id).executeTakeFirst()
    const namesIn = async (folderId: number | null, order: 'name' | 'newest' = 'name') =>
      (await folderPage(db(), await owner(), account, folderId, order, null)).rows.map((row) => row.name)
    const trashDoc = (id: number) => world.perform((act) => trashDocument(act, account, id))
    const trashDir = (id: number) => world.perform((act) => trashFolder(act, account, id))
    const restoreDoc = (id: number) => world.perform((act) => restoreDocument(act, account, id))
    const restoreDir = (id: number) => world.perform((act) => restoreFolder(act, account, id))

    it('sort by name whatever the accents, or by what came last', async () => {
      const id = await folder('Sorted')
      for (const name of ['b.txt', 'Ébano.txt', 'a.txt', 'Z.txt']) {
        world.app.now = new Date(world.app.now.getTime() + 1000)
        await add(name, { folderId: id })
      }
      assert.deepEqual(await namesIn(id), ['a.txt', 'b.txt', 'Ébano.txt', 'Z.txt'])
      assert.deepEqual(await namesIn(id, 'newest'), ['Z.txt', 'a.txt', 'Ébano.txt', 'b.txt'])
    })

    it('find by any words of a name, in folders that one may look into alone', async () => {
      const open = await folder('Open')
      const shut = await folder('Shut')
      const inside = await folder('Inside', shut)
      await setRight(shut, 'none')
      await add('Declaração anual 100%.pdf', { folderId: open })
      await add('declaracao anual secreta.pdf', { folderId: inside })
      const found = async (text: string, reader: 'eva' | 'owner') => {
        const staff = reader === 'eva' ? await eva() : await owner()
        return (await searchPage(db(), staff, account, text, null)).rows.map((row) => row.name)
      }
      assert.deepEqual(await found('ANUAL declaraçao', 'eva'), ['Declaração anual 100%.pdf'])
      assert.equal((await found('anual', 'owner')).length, 2)
      assert.deepEqual(await found('0%', 'owner'), ['Declaração anual 100%.pdf'])
      for (const sign of ['%', '_']) assert.deepEqual(await found(sign, 'owner'), [])
    })

    it('show and count on the overview and in a day what the reader may look into alone', async () => {
      const shut = await folder('Shut too')
      await setRight(shut, 'none')
      const { maria } = world.contacts
      const brought = await add('Brought.txt', { contactId: maria })
      const hidden = await add('Hidden.txt', { folderId: shut, contactId: maria })
      await add('Shared.txt', { isShared: true })
      await add('Private.txt')
      await world.perform((act) => setShared(act, account, brought, false))
      const names = (rows: { name: string }[]) => rows.map((row) => row.name).toSorted()
      const forEva = await newestWithClient(db(), await eva(), account, 5)
      assert.deepEqual([names(forEva.rows), forEva.count], [['Brought.txt', 'Shared.txt'], 2])
      const forOwner = await newestWithClient(db(), await owner(), account, 2)
      assert.deepEqual([forOwner.rows.length, forOwner.count], [2, 3])
      assert.deepEqual(names(await unseenDocuments(db(), await eva(), 10)), ['Brought.txt'])
      assert.deepEqual(names(await unseenDocuments(db(), await owner(), 10)), ['Brought.txt', 'Hidden.txt'])
      const nina = await world.staff(world.people.nina)
      assert.deepEqual(await unseenDocuments(db(), nina, 10), [])
      const told = async (staff: Awaited<ReturnType<typeof eva>>) =>
        JSON.stringify((await eventsFor(world.app, staff, { accountId: account }, 200)).events)
      assert.match(await told(await owner()), /Hidden\.txt.*Shut too/s)
      assert.doesNotMatch(await told(await eva()), /Hidden\.txt|Shut too/)
      assert.match(await told(await eva()), /Brought\.txt/)
      const contact = await db().selectFrom('contact').selectAll().where('id', '=', maria).executeTakeFirstOrThrow()
      const ofMaria = async (staff: Awaited<ReturnType<typeof eva>>) =>
        JSON.stringify(await world.perform((act) => personalData(act, staff, contact)))
      assert.match(await ofMaria(await owner()), /Hidden\.txt/)
      assert.doesNotMatch(await ofMaria(await eva()), /Hidden\.txt/)
      await trashDir(shut)
      await trashDoc(hidden).catch(() => {})
      assert.doesNotMatch(await told(await eva()), /Hidden\.txt|Shut too/)
      const trashOf = async (staff: Awaited<ReturnType<typeof eva>>) =>
        names((await trashedFolders(db(), staff, account, null)).rows)
      assert.ok((await trashOf(await owner())).includes('Shut too'))
      assert.ok(!(await trashOf(await eva())).includes('Shut too'))
    })

    it('are renamed and moved unless somebody was quicker or the name is taken', async () => {
      const there = await folder('There')
      const id = await add('Old name.txt')
      await add('Taken.txt', { folderId: there })
      const change = (version: number, name: string, folder_id: number | null) =>
        world.perform((act) => changeDocument(act, account, id, version, { name, folder_id }))
      await assert.rejects(change(1, 'TAKEN.txt', there), NameTaken)
      await change(1, 'New name.txt', there)
      await assert.rejects(change(1, 'Later.txt', null), Conflict)
      assert.deepEqual([(await rowOf(id))!.name, (await rowOf(id))!.folder_id], ['New name.txt', there])
      const other = await add('Taken.txt')
      assert.equal(await world.perform((act) => moveDocument(act, account, other, there)), 'Taken (2).txt')
    })

    it('come back from the trash to where they were, with a number where the name is taken', async () => {
      const place = await folder('Place')
      const id = await add('Back.txt', { folderId: place })
      assert.equal(await trashDoc(id), 'Back.txt')
      await assert.rejects(findDocument(db(), await owner(), account, id), { status: 404 })
      assert.deepEqual(await namesIn(place), [])
      assert.ok((await trashedDocuments(db(), await eva(), account, null)).rows.some((row) => row.id === id))
      await add('back.TXT', { folderId: place })
      assert.deepEqual(await restoreDoc(id), { name: 'Back (2).txt', folderId: place })
      await assert.rejects(restoreDoc(id), { status: 404 })
      await trashDoc(id)
      await trashDir(place)
      assert.deepEqual(await restoreDoc(id), { name: 'Back (2).txt', folderId: null })
    })

    it('go into the trash with their folder and come back with it, but for those that were there before', async () => {
      const top = await folder('Whole')
      const inner = await folder('Inner', top)
      const kept = await add('Kept.txt', { folderId: inner })
      const before = await add('Before.txt', { folderId: inner })
      await trashDoc(before)
      await trashDir(top)
      assert.equal((await rowOf(kept))!.trashed_with, top)
      await assert.rejects(restoreDoc(kept), { status: 404 })
      const [row] = (await trashedFolders(db(), await owner(), account, null)).rows.filter((one) => one.id === top)
      assert.equal(Number(row!.documents), 1)
      await folder('Whole')
      assert.deepEqual(await restoreDir(top), { name: 'Whole (2)', folderId: top })
      assert.deepEqual(await namesIn(inner), ['Kept.txt'])
      assert.notEqual((await rowOf(before))!.trashed_at, null)
    })

    it('come back with a folder to the top where its own place is gone, under the rights that hold there', async () => {
      const outer = await folder('Outer')
      const child = await folder('Child', outer)
      await setRight(outer, 'none')
      await trashDir(child)
      await trashDir(outer)
      await restoreDir(child)
      const row = await db().selectFrom('folder').selectAll().where('id', '=', child).executeTakeFirstOrThrow()
      assert.equal(row.parent_id, null)
      const rights = await db().selectFrom('folder_right').selectAll().where('folder_id', '=', child).execute()
      assert.deepEqual(rights, [])
    })

    it('come back for those alone who may put something there', async () => {
      const id = await add('Not for Eva.txt')
      await trashDoc(id)
      const byEva = { ...systemActor, staffId: world.people.eva }
      await assert.rejects(
        perform(world.app, byEva, (act) => restoreDocument(act, account, id)),
        { status: 403 },
      )
      assert.notEqual((await rowOf(id))!.trashed_at, null)
    })

    it('leave nothing in a folder that goes while a file comes into it, or another moves', async () => {
      for (let i = 0; i < 5; i++) {
        const target = await folder(`Contended ${i}`)
        const moving = await add(`Moving ${i}.txt`)
        const other = await folder(`Other ${i}`)
        await Promise.allSettled([
          add(`Coming ${i}.txt`, { folderId: target }),
          trashDir(target),
          world.perform((act) => moveDocument(act, account, moving, target)),
          world.perform((act) => createFolder(act, account, target, 'Late')),
          world.perform((act) => changeFolder(act, account, other, 1, { name: `Other ${i}`, parent_id: target })),
        ])
      }
      assert.deepEqual(await wrongDocuments(db()), [])
    })

    it('are deleted for good after 120 days, with the bytes that nothing names any more', async () => {
      const own = await folder('Ends')
      const inside = await folder('Ends too', own)
      const id = await add('Ends.txt', { folderId: inside })
      const { hash } = (await rowOf(id))!
      await trashDir(own)
      const days = (n: number) => {
        world.app.now = new Date(world.app.now.getTime() + n * 24 * 3600_000)
      }
      days(119)
      await emptyTrash(world.app)
      assert.ok(await rowOf(id))
      days(2)
      await emptyTrash(world.app)
      assert.equal(await rowOf(id), undefined)
      const left = await db().selectFrom('folder').select('id').where('id', 'in', [own, inside]).execute()
      assert.deepEqual(left, [])
      assert.ok(await world.app.files.has(hash))
      days(1)
      await world.app.queue.drain(world.app)
      assert.equal(await world.app.files.has(hash), false)
      const told = async (staff: Awaited<ReturnType<typeof eva>>) =>
        (await eventsFor(world.app, staff, { accountId: account }, 500)).events.map((event) => event.kind)
      assert.ok((await told(await owner())).includes('document deleted'))
      assert.ok(!(await told(await eva())).includes('document deleted'))
    })
  })
