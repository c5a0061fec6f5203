import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { before, describe, it } from 'node:test'
import type { Act } from '#src/audit/audit.ts'
import { createFolder, type FolderRow, NameTaken } from '#src/documents/folders/folder.ts'
import { depthOf, inOrder, pathAmong, within } from '#src/documents/folders/paths.ts'
import { setFolderRights } from '#src/documents/folders/rights.ts'
import { restoreDocument, restoreFolder, trashDocument, trashFolder } from '#src/documents/trash/trash.ts'
import { namesOnce } from '#src/platform/files/names.ts'
import { multipart } from '#src/testing/chats.ts'
import { addClient } from '#src/testing/clients.ts'
import { makeDocument } from '#src/testing/documents.ts'
import { statementsOf } from '#src/testing/statements.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { addDocument } from './add.ts'
import { changeDocument, moveDocument, setShared } from './change.ts'
import { named } from './name.ts'

const many = 2000

describe('many names and many folders', () => {
  it('of a ZIP cost no more than their number', (t) => {
    const has = t.mock.method(Set.prototype, 'has')
    const name = namesOnce()
    const names = Array.from({ length: many }, () => name('a.txt'))
    assert.ok(has.mock.callCount() < 3 * many)
    assert.equal(new Set(names).size, many)
    assert.equal(names.at(-1), `a (${many}).txt`)
  })

  it('of one account cost no more than their number', () => {
    let reads = 0
    // Twenty deep, and beside each other.
    const folders = Array.from({ length: many }, (_, i) => ({
      id: i + 1,
      name: `${i}`,
      version: 1,
      level: null,
      get parent_id() {
        reads++
        return i % 20 === 0 ? null : i
      },
    })) as FolderRow[]
    const byId = new Map(folders.map((folder) => [folder.id, folder]))
    assert.equal(within(folders, 1).length, 20)
    assert.equal(depthOf(folders), 20)
    assert.equal(inOrder(folders).length, many)
    assert.equal(pathAmong(byId, 20).length, 20)
    assert.ok(reads < 60 * many, `${reads} reads`)
  })
})

for (const engine of engines)
  describe(`the names of documents on ${engine}`, () => {
    let world: World
    let account: number
    let maria: number
    before(async () => {
      world = await makeWorld(engine)
      account = world.accounts.seen
      maria = world.contacts.maria
    })
    const add = (name: string, content: string, options: Parameters<typeof makeDocument>[4] = {}) =>
      makeDocument(world, account, name, content, { sameName: 'keep both', ...options })
    const folder = (name: string) => world.perform((act) => createFolder(act, account, null, name))
    const rowOf = (id: number) =>
      world.app.db.read
        .selectFrom('document')
        .select(['name', 'is_shared', 'version'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
    const nameOf = async (id: number) => (await rowOf(id)).name

    const costOf = (verb: (act: Act) => Promise<unknown>) => world.perform((act) => statementsOf(act, verb))

    /** That many documents and folders of one name in a folder, or at the top. */
    const fill = (name: string, taken: number, folderId: number | null) =>
      world.perform(async (act) => {
        const numbered = Array.from({ length: taken }, (_, i) => named(i === 0 ? name : `${name} (${i + 1})`))
        const trash = { trashed_at: null, trashed_by: null, trashed_with: null }
        const file = { hash: '', size: 0, type: 'text/plain', from_client: 0, added_at: act.at, added_by: null }
        const where = { account_id: account, ...trash }
        const document = { ...where, ...file, folder_id: folderId, added_by_contact: null, added_by_name: '' }
        await act.trx
          .insertInto('document')
          .values(numbered.map((one) => ({ ...document, ...one, is_shared: 0, seen_at: null })))
          .execute()
        await act.trx
          .insertInto('folder')
          .values(
            numbered.map((one) => ({ ...where, ...one, parent_id: folderId, created_at: act.at, created_by: null })),
          )
          .execute()
      })

    it('are those that the files have where they come from, whatever signs are in them', async () => {
      const browser = await world.as(world.people.owner)
      const id = await world.openAccount('Names')
      const sent = [
        'Honorários "Maio".txt',
        'a\\b.txt',
        'new\nline.txt',
        'fatura\u202Efdp.exe',
        'C:\\Users\\ana\\path.txt',
      ]
      for (const name of sent)
        await browser.upload(`/accounts/${id}/documents`, multipart(browser, {}, { [name]: name }), { htmx: true })
      const rows = await world.app.db.read.selectFrom('document').select('name').where('account_id', '=', id).execute()
      assert.deepEqual(rows.map(({ name }) => name).sort(), [
        'Honorários "Maio".txt',
        'a\\b.txt',
        'faturafdp.exe',
        'new line.txt',
        'path.txt',
      ])
    })

    it('are found free in a bounded number of statements, however many are taken', async () => {
      const source = await folder('Source')
      const few = await folder('Few')
      const much = await folder('Many')
      const taken = 400
      await fill('Scan', 2, few)
      await fill('Scan', taken, much)
      const costs = async (folderId: number) => {
        const bytes = await world.app.files.put(Readable.from([`${folderId}`]), 100)
        const file = { name: 'Scan', ...bytes, type: 'text/plain' }
        const place = { accountId: account, folderId, isShared: false, sameName: 'keep both' } as const
        const moved = await add(`Scan`, `moved ${folderId}`, { folderId: source })
        const thrown = await add('Scan', `thrown ${folderId}`, { folderId: source })
        await world.perform(async (act) => {
          await act.trx
            .updateTable('document')
            .set({ folder_id: folderId, ...named('Scan (9999)') })
            .where('id', '=', thrown)
            .execute()
          await trashDocument(act, account, thrown)
          await act.trx.updateTable('document').set(named('Scan')).where('id', '=', thrown).execute()
        })
        const thrownFolder = await world.perform(async (act) => {
          const id = await createFolder(act, account, folderId, 'Scan (9999)')
          await trashFolder(act, account, id)
          await act.trx.updateTable('folder').set(named('Scan')).where('id', '=', id).execute()
          return id
        })
        return {
          added: await costOf((act) => addDocument(act, place, file)),
          moved: await costOf((act) => moveDocument(act, account, moved, folderId)),
          restored: await costOf((act) => restoreDocument(act, account, thrown)),
          restoredFolder: await costOf((act) => restoreFolder(act, account, thrownFolder)),
        }
      }
      const [cheap, dear] = [await costs(few), await costs(much)]
      // Each doubling of what is taken asks twice more.
      const most = 2 * Math.ceil(Math.log2(taken))
      for (const what of ['added', 'moved', 'restored', 'restoredFolder'] as const)
        assert.ok(dear[what] <= cheap[what] + most, `${what}: ${cheap[what]} statements, and ${dear[what]}`)
      const last = await world.app.db.read
        .selectFrom('document')
        .select('name')
        .where('folder_id', '=', much)
        .where('trashed_at', 'is', null)
        .orderBy('id', 'desc')
        .execute()
      assert.ok(last.some(({ name }) => name === 'Scan (401)'))
    })

    it('of folders may change their rights in a bounded number of statements, however many stand in them', async () => {
      const costs = async (count: number) => {
        const top = await folder(`Top of ${count}`)
        await fill('Inner', count, top)
        const row = await world.app.db.read
          .selectFrom('folder')
          .selectAll()
          .where('id', '=', top)
          .executeTakeFirstOrThrow()
        const rights = new Map([[world.people.eva, 'view' as const]])
        const cost = await costOf((act) => setFolderRights(act, { ...row, accountName: 'x' }, rights, new Map()))
        const held = await world.app.db.read
          .selectFrom('folder_right')
          .innerJoin('folder', 'folder.id', 'folder_right.folder_id')
          .select('folder.id')
          .where('folder.parent_id', '=', top)
          .where('level', '=', 'view')
          .where('is_own', '=', 0)
          .execute()
        assert.equal(held.length, count)
        return cost
      }
      assert.equal(await costs(300), await costs(3))
    })

    it('of what the client brings say nothing of what the firm keeps to itself', async () => {
      const secret = await add('Plan.txt', 'ours')
      const theirs = await add('Plan.txt', 'theirs', { contactId: maria })
      assert.deepEqual([await nameOf(secret), await nameOf(theirs)], ['Plan.txt', 'Plan.txt'])
      const second = await add('Plan.txt', 'theirs too', { contactId: maria })
      assert.equal(await nameOf(second), 'Plan (2).txt', 'what they see themselves is told apart')
      const ours = await add('Plan.txt', 'ours too')
      assert.equal(await nameOf(ours), 'Plan (3).txt', 'the firm sees all of them')
    })

    it('stay apart among what is shared when one is shared, or made private again', async () => {
      const secret = await add('Budget.txt', 'ours')
      const theirs = await add('Budget.txt', 'theirs', { contactId: maria })
      const share = (id: number, wanted: boolean) => world.perform((act) => setShared(act, account, id, wanted))
      assert.equal(await share(secret, true), 'Budget (2).txt')
      assert.deepEqual(await rowOf(secret), { name: 'Budget (2).txt', is_shared: 1, version: 2 })
      const [event] = await world.app.db.read
        .selectFrom('audit_event')
        .select(['kind', 'changes'])
        .where('subject_ref', '=', `document ${secret}`)
        .orderBy('id', 'desc')
        .execute()
      assert.equal(event!.kind, 'document shared')
      assert.deepEqual(JSON.parse(event!.changes!).document, ['Budget.txt', 'Budget (2).txt'])
      assert.equal(await share(theirs, false), 'Budget.txt')
      const other = await add('Budget.txt', 'third', { contactId: maria })
      assert.equal(await nameOf(other), 'Budget.txt')
      assert.equal(await share(other, false), 'Budget (3).txt')
    })

    it('may be given to what is shared whatever the firm keeps to itself, and not the other way round', async () => {
      const secret = await add('Deed.txt', 'ours')
      const shared = await add('Draft.txt', 'theirs', { isShared: true })
      const rename = (id: number, version: number, name: string) =>
        world.perform((act) => changeDocument(act, account, id, version, { name, folder_id: null }))
      await rename(shared, 1, 'Deed.txt')
      assert.deepEqual([await nameOf(secret), await nameOf(shared)], ['Deed.txt', 'Deed.txt'])
      await rename(secret, 1, 'Will.txt')
      await assert.rejects(rename(secret, 2, 'Deed.txt'), NameTaken)
    })

    it('of two as versions: the one that is as visible as the file is meant to be has it', async () => {
      const secret = await add('Twin.txt', 'ours')
      const shared = await add('Twin.txt', 'theirs', { contactId: maria })
      assert.equal(await add('Twin.txt', 'newer', { sameName: 'new version' }), secret)
      assert.equal(await add('Twin.txt', 'newest', { sameName: 'new version', isShared: true }), shared)
    })

    it('are said where they change by sharing, on the page and in the list', async () => {
      const owner = await world.as(world.people.owner)
      const base = `/accounts/${account}/documents`
      const secret = await add('Notice.txt', 'ours')
      await add('Notice.txt', 'theirs', { contactId: maria })
      const shared = await owner.post(`${base}/${secret}/sharing`, { wanted: 'on' }, { htmx: true })
      assert.match(shared.text, /“Notice \(2\)\.txt” is shared with the client\. Another document has that name/)
      const other = await add('Memo.txt', 'ours')
      await add('Memo.txt', 'theirs', { contactId: maria })
      const fields = { act: 'share', document: other, to: 'top' }
      const several = await owner.post(`${base}/selection`, fields, { htmx: true })
      assert.match(several.text, /1 document shared with the client\. Another document has that name/)
      assert.equal(await nameOf(other), 'Memo (2).txt')
    })

    it('come back from the portal as they were sent', async () => {
      const client = await addClient(world, 'Mila')
      const browser = await world.asClient(client.loginId)
      await makeDocument(world, client.accountId, 'Salary.txt', 'ours')
      const path = `/portal/accounts/${client.accountId}/documents`
      const sent = await browser.upload(path, multipart(browser, {}, { 'Salary.txt': 'theirs' }), { htmx: true })
      assert.match(sent.text, /Salary\.txt/)
      assert.doesNotMatch(sent.text + (await browser.get(path)).text, /Salary \(2\)/)
      const rows = await world.app.db.read
        .selectFrom('document')
        .select('name')
        .where('account_id', '=', client.accountId)
        .execute()
      assert.deepEqual(
        rows.map(({ name }) => name),
        ['Salary.txt', 'Salary.txt'],
      )
    })
  })
