import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { before, describe, it } from 'node:test'
import { changeFolder, createFolder, foldersOf, NameTaken } from '#src/documents/folders/folder.ts'
import { levelIn } from '#src/documents/folders/level.ts'
import { setFolderRights } from '#src/documents/folders/rights.ts'
import type { Level } from '#src/documents/folders/rules.ts'
import { typeOf } from '#src/platform/files/type.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { addDocument } from './add.ts'
import { documentsOf, findDocument } from './document.ts'
import { freeName, isSameOrNumbered, shortened } from './name.ts'
import { newness, type SameName } from './rules.ts'
import { isSeenBy, markSeen } from './seen.ts'

describe('the name of a document', () => {
  it('is shortened by whole characters, with its ending kept', () => {
    const long = shortened(`${'😀'.repeat(255)}.pdf`)
    assert.equal([...long].length, 200)
    assert.ok(long.endsWith('😀.pdf') && long.isWellFormed())
    assert.equal(shortened('.gitignore'), '.gitignore')
  })

  it('gets a number where it is taken, and stays within its length', async () => {
    const taken = new Set(['a.pdf', 'a (2).pdf', 'x'.repeat(200)])
    const free = (name: string) => freeName(name, async (wanted) => taken.has(wanted))
    assert.equal(await free('a.pdf'), 'a (3).pdf')
    assert.equal((await free('x'.repeat(200))).length, 200)
    assert.ok(isSameOrNumbered('A (3).pdf', 'a.pdf') && isSameOrNumbered(await free('x'.repeat(200)), 'x'.repeat(200)))
    assert.ok(!isSameOrNumbered('b (3).pdf', 'a.pdf') && !isSameOrNumbered('a (3).doc', 'a.pdf'))
  })
})

describe('the type of a document', () => {
  it('is read from its content, whatever its name says', async () => {
    const type = (content: string | Buffer, name: string) => typeOf(Buffer.from(content), name)
    assert.equal(await type('%PDF-1.7\n…', 'x.jpg'), 'application/pdf')
    assert.equal(await type('<html><script>alert(1)</script>', 'photo.jpg'), 'text/plain')
    assert.equal(await type('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', 'x.svg'), 'text/plain')
    assert.equal(await type('a;b\n1;2', 'x.csv'), 'text/csv')
    assert.equal(await type(Buffer.from([0, 1, 2, 3]), 'x.txt'), 'application/octet-stream')
  })
})

for (const engine of engines)
  describe(`documents on ${engine}`, () => {
    let world: World
    let account: number
    before(async () => {
      world = await makeWorld(engine)
      account = world.accounts.seen
    })
    const add = async (
      name: string,
      content: string,
      {
        folderId = null as number | null,
        sameName = 'keep both' as SameName,
        contactId = undefined as number | undefined,
      } = {},
    ) => {
      const stored = await world.app.files.put(Readable.from([content]), 1000)
      const file = { name, ...stored, type: 'text/plain' }
      const place = { accountId: account, folderId, isShared: false, sameName }
      return world.perform((act) => addDocument(act, place, file, contactId))
    }
    const versions = (id: number) =>
      world.app.db.read
        .selectFrom('document_version')
        .selectAll()
        .where('document_id', '=', id)
        .orderBy('number')
        .execute()

    it('are added once, however often they are sent', async () => {
      const first = await add('Contrato.pdf', 'one')
      assert.deepEqual({ ...first, id: 0 }, { id: 0, name: 'Contrato.pdf', outcome: 'added' })
      assert.deepEqual(await add('Contrato.pdf', 'one'), { ...first, outcome: 'there already' })
      const second = await add('contrato.PDF', 'two')
      assert.deepEqual([second.name, second.outcome], ['contrato (2).PDF', 'added beside'])
      assert.deepEqual(await add('contrato.PDF', 'two'), { ...second, outcome: 'there already' })
    })

    it('that the firm keeps to itself are not taken for what the client sends', async () => {
      const own = await add('Ledger.txt', 'figures')
      const theirs = await add('Ledger.txt', 'figures', { contactId: world.contacts.maria })
      assert.deepEqual([theirs.name, theirs.outcome], ['Ledger.txt', 'added'])
      assert.deepEqual((await add('Ledger.txt', 'figures', { contactId: world.contacts.maria })).id, theirs.id)
      const { is_shared } = await world.app.db.read
        .selectFrom('document')
        .select('is_shared')
        .where('id', '=', own.id)
        .executeTakeFirstOrThrow()
      assert.equal(is_shared, 0)
    })

    it('get versions where that is wished, of which the newest stands for them', async () => {
      const { id } = await add('Balance.txt', '1')
      const again = await add('Balance.txt', '2', { sameName: 'new version' })
      assert.deepEqual([again.id, again.outcome], [id, 'new version'])
      assert.deepEqual(
        (await versions(id)).map((version) => version.number),
        [1, 2],
      )
      const staff = await world.staff(world.people.owner)
      const document = await findDocument(world.app.db.read, staff, account, id)
      assert.deepEqual([document.number, document.hash], [2, (await versions(id))[1]!.hash])
    })

    it('of which two have one name at once are both there', async () => {
      const both = await Promise.all([add('Same.txt', 'left'), add('Same.txt', 'right')])
      assert.deepEqual(both.map((one) => one.name).sort(), ['Same (2).txt', 'Same.txt'])
    })

    it('from the client are new until somebody opened them, and then new to the others', async () => {
      const { id } = await add('Receipt.txt', 'r', { contactId: world.contacts.maria })
      const { eva, admin } = world.people
      const newTo = async (staffId: number) => {
        const row = await world.app.db.read
          .selectFrom('document')
          .selectAll()
          .select((eb) => isSeenBy(eb, staffId).as('seen_by_me'))
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
        return newness(row)
      }
      assert.deepEqual([await newTo(eva), await newTo(admin)], ['new', 'new'])
      await world.perform((act) => markSeen(act.trx, { id, number: 1 }, 1, eva, act.at))
      await world.perform((act) => markSeen(act.trx, { id, number: 1 }, 1, eva, act.at))
      assert.deepEqual([await newTo(eva), await newTo(admin)], [null, 'new to you'])
      await add('Receipt.txt', 'r2', { contactId: world.contacts.maria, sameName: 'new version' })
      assert.deepEqual([await newTo(eva), await newTo(admin)], ['new', 'new'])
      await world.perform((act) => markSeen(act.trx, { id, number: 2 }, 1, admin, act.at))
      assert.equal(await newTo(eva), 'new', 'who looks at an old version has not seen the current one')
    })

    describe('in folders', () => {
      const folder = (name: string, parent: number | null = null) =>
        world.perform((act) => createFolder(act, account, parent, name))
      const move = (id: number, parent_id: number | null, name: string, version = 1) =>
        world.perform((act) => changeFolder(act, account, id, version, { name, parent_id }))
      const setRight = async (id: number, level: Level | null) => {
        const row = await world.app.db.read
          .selectFrom('folder')
          .selectAll()
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
        await world.perform((act) =>
          setFolderRights(act, { ...row, accountName: 'x' }, new Map([[world.people.eva, level]]), new Map()),
        )
      }
      const evaIn = async (id: number | null) => levelIn(world.app.db.read, await world.staff(world.people.eva), id)

      it('have names of their own, and stand neither in themselves nor too deep', async () => {
        const a = await folder('2026')
        await assert.rejects(folder('2026'), NameTaken)
        const b = await folder('IRS', a)
        await assert.rejects(move(a, b, '2026'), { status: 422 })
        await move(b, null, 'IRS 2026')
        await assert.rejects(move(b, a, 'IRS'), Conflict)
        let deep: number | null = null
        for (let i = 0; i < 20; i++) deep = await folder(`level ${i}`, deep)
        await assert.rejects(folder('too deep', deep), { status: 422 })
      })

      it('are seen as what is set on them says, or on those above', async () => {
        const top = await folder('Payroll')
        const inner = await folder('June', top)
        assert.deepEqual([await evaIn(null), await evaIn(inner)], ['view', 'view'])
        await setRight(top, 'none')
        const { id } = await add('Slip.txt', 's', { folderId: inner })
        const eva = await world.staff(world.people.eva)
        await assert.rejects(findDocument(world.app.db.read, eva, account, id), { status: 404 })
        assert.ok(!(await foldersOf(world.app.db.read, eva, account)).some((one) => one.id === top || one.id === inner))
        const owner = await world.staff(world.people.owner)
        assert.equal((await findDocument(world.app.db.read, owner, account, id)).id, id)
        await setRight(inner, 'edit')
        assert.deepEqual([await evaIn(top), await evaIn(inner)], ['none', 'edit'])
        assert.equal((await findDocument(world.app.db.read, eva, account, id)).id, id)
        await setRight(inner, null)
        assert.equal(await evaIn(inner), 'none')
        const elsewhere = await folder('Moved')
        await move(inner, elsewhere, 'June')
        assert.equal(await evaIn(inner), 'view', 'what holds above holds where it stands now')
        const all = await documentsOf(world.app.db.read, eva).select('document.id').execute()
        assert.ok(all.some((one) => one.id === id))
      })
    })
  })
