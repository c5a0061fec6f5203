import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Act, permitted } from '#src/audit/audit.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import { must } from '#src/staff/staff.ts'
import { createTag } from '#src/tags/tag.ts'
import { statementsOf } from '#src/testing/statements.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import {
  accountsOf,
  archiveAccount,
  blankAccount,
  changeAccount,
  deleteAccount,
  findAccount,
  lockedAccount,
  mustSee,
  reactivateAccount,
} from './account.ts'
import { nextShortId, shortIdPrefix } from './short-id.ts'
import { maskedTaxId, taxIdLooksWrong, taxKey } from './tax-id.ts'
import { follow, followersOf, rolesOf, setAccountRoles, setAccountTags, setTeam, tagsOf, teamOf } from './team.ts'

describe('a short ID', () => {
  it('begins with the first letters of the first and the last word', () => {
    assert.equal(shortIdPrefix('João da Graça'), 'JG')
    assert.equal(shortIdPrefix('Padaria Sol, Lda.'), 'PS')
    assert.equal(shortIdPrefix('Zoë'), 'ZO')
    assert.equal(shortIdPrefix('株式会社'), 'X')
  })
})

describe('a tax ID', () => {
  it('is compared by its letters and digits alone', () => assert.equal(taxKey('pt 501.442-600'), 'PT501442600'))
  it('looks wrong when its check digit is, and never without a country', async () => {
    assert.equal(await taxIdLooksWrong('PT', '501 442 600'), false)
    assert.equal(await taxIdLooksWrong('PT', 'PT501442600'), false)
    assert.equal(await taxIdLooksWrong('PT', '501442601'), true)
    assert.equal(await taxIdLooksWrong('', '501442601'), false)
    assert.equal(await taxIdLooksWrong('PT', ''), false)
  })
  it('shows its last three characters where it is masked', () => assert.equal(maskedTaxId('123456789'), '•••789'))
})

for (const engine of engines)
  describe(`accounts on ${engine}`, () => {
    let world: World
    before(async () => {
      world = await makeWorld(engine)
    })
    it('get a free short ID in a bounded number of statements, however many an import brought', async () => {
      const brought = 300
      await world.perform(async (act) => {
        const rows = Array.from({ length: brought }, (_, i) => ({ ...blankAccount, short_id: `QX${i + 1}` }))
        await act.trx
          .insertInto('account')
          .values(rows.map((row) => ({ ...row, sort_name: '', tax_key: '', created_at: act.at })))
          .execute()
        const statements = await statementsOf(act, async (counted) => {
          assert.equal(await nextShortId(counted.trx, 'Quinta Xisto'), `QX${brought + 1}`)
        })
        assert.ok(statements <= 2 + 2 * Math.ceil(Math.log2(brought)), `${statements} statements`)
        assert.equal(await nextShortId(act.trx, 'Quinta Xisto'), `QX${brought + 2}`)
        await act.trx.deleteFrom('account').where('short_id', 'like', 'QX%').execute()
      })
    })

    const ids = async (staffId: number) =>
      (
        await accountsOf(world.app.db.read, await world.staff(staffId))
          .select('account.id')
          .orderBy('account.id')
          .execute()
      ).map((row) => row.id)

    it('are seen by owner and admin, and by an employee on the team alone', async () => {
      const { seen, hidden, old } = world.accounts
      assert.deepEqual(await ids(world.people.owner), [seen, hidden, old])
      assert.deepEqual(await ids(world.people.admin), [seen, hidden, old])
      assert.deepEqual(await ids(world.people.eva), [seen, old])
      assert.deepEqual(await ids(world.people.nina), [])
    })

    it('are all seen with the right to', async () => {
      await world.giveRights(world.people.nina, ['view all accounts'])
      assert.equal((await ids(world.people.nina)).length, 3)
      await world.giveRights(world.people.nina, [])
    })

    it('answer 404 when they are not seen, as when they are not there', async () => {
      const eva = await world.staff(world.people.eva)
      for (const id of [world.accounts.hidden, 999_999, null])
        await assert.rejects(findAccount(world.app.db.read, eva, id), { status: 404 })
    })

    it('are changed only from the version that was read', async () => {
      const { version } = await findAccount(
        world.app.db.read,
        await world.staff(world.people.owner),
        world.accounts.seen,
      )
      await world.perform((act) => changeAccount(act, world.accounts.seen, version, { name: 'Seen & Sons' }))
      await assert.rejects(
        world.perform((act) => changeAccount(act, world.accounts.seen, version, { name: 'Mine' })),
        (error) => error instanceof Conflict && (error.theirs as { name: string }).name === 'Seen & Sons',
      )
    })

    it('let one of two edits at once win', async () => {
      const account = await world.openAccount('Contended')
      const results = await Promise.allSettled(
        ['One', 'Two'].map((name) => world.perform((act) => changeAccount(act, account, 1, { name }))),
      )
      assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
    })

    it('are archived and come back', async () => {
      const account = await world.openAccount('Coming Back')
      await world.perform((act) => archiveAccount(act, account))
      assert.ok((await world.app.db.write((trx) => lockedAccount(trx, account))).archived_at)
      await world.perform((act) => reactivateAccount(act, account))
      assert.equal((await world.app.db.write((trx) => lockedAccount(trx, account))).archived_at, null)
    })

    it('are deleted only from the archive, and their contacts stay', async () => {
      const account = await world.openAccount('Going Away')
      await assert.rejects(
        world.perform((act) => deleteAccount(act, account)),
        Conflict,
      )
      const links = await world.app.db.read
        .selectFrom('link')
        .select('contact_id')
        .where('account_id', '=', account)
        .execute()
      await world.perform((act) => archiveAccount(act, account))
      await world.perform((act) => deleteAccount(act, account))
      await assert.rejects(
        world.app.db.write((trx) => lockedAccount(trx, account)),
        { status: 404 },
      )
      const contact = await world.app.db.read
        .selectFrom('contact')
        .select('id')
        .where('id', '=', links[0]!.contact_id)
        .executeTakeFirst()
      assert.ok(contact)
      const found = await world.app.db.read
        .selectFrom('search_entry')
        .selectAll()
        .where('kind', '=', 'account')
        .where('subject_id', '=', account)
        .execute()
      assert.deepEqual(found, [])
    })

    it('keep what two people add to a team at once', async () => {
      const account = await world.openAccount('Teamwork')
      await world.perform((act) => setTeam(act, account, [world.people.eva], []))
      await world.perform((act) => setTeam(act, account, [world.people.nina], []))
      const team = await teamOf(world.app.db.read, account)
      assert.deepEqual(team.map((member) => member.id).sort(), [world.people.eva, world.people.nina].sort())
      await world.perform((act) => setTeam(act, account, [world.people.nina], [world.people.eva, world.people.nina]))
      assert.deepEqual(
        (await teamOf(world.app.db.read, account)).map((member) => member.id),
        [world.people.nina],
      )
    })

    it('carry tags, roles and followers', async () => {
      const account = await world.openAccount('Decorated')
      const tag = await world.perform((act) => createTag(act, { name: 'VAT', colour: 'blue' }))
      await world.perform(async (act) => {
        await setAccountTags(act, account, [tag, 99_999])
        await setAccountRoles(act, account, { preparer: world.people.eva, reviewer: null })
        await follow(act, account, world.people.owner, true)
        await follow(act, account, world.people.owner, true)
      })
      assert.deepEqual(
        (await tagsOf(world.app.db.read, account)).map((row) => row.name),
        ['VAT'],
      )
      assert.deepEqual(
        (await rolesOf(world.app.db.read, account)).map((row) => [row.role, row.id]),
        [['preparer', world.people.eva]],
      )
      assert.equal((await followersOf(world.app.db.read, account)).length, 1)
    })

    it('are asked for with two queries at most, and with none where the verb around has asked', async () => {
      const asked = (id: number, verb: (act: Act) => Promise<unknown>) =>
        world.performAs(id, (act) => statementsOf(act, verb))
      const { owner, eva } = world.people
      await world.giveRights(eva, ['manage accounts', 'manage tags'])
      const see = (act: Act) => mustSee(act, world.accounts.seen, 'manage accounts')
      assert.equal(await asked(owner, see), 1, 'who sees all')
      assert.equal(await asked(eva, see), 2, 'who is on the team')
      assert.equal(await asked(eva, (act) => see(permitted(act))), 0)
      assert.equal(await asked(eva, (act) => must(act, 'manage tags')), 1)
      await world.giveRights(eva, [])
    })

    it('are joined by whoever has default access', async () => {
      await world.app.db.write((trx) =>
        trx.updateTable('staff').set({ default_access: 1 }).where('id', '=', world.people.nina).execute(),
      )
      const account = await world.openAccount('By Default', [world.people.nina])
      assert.deepEqual(
        (await teamOf(world.app.db.read, account)).map((member) => member.id),
        [world.people.nina],
      )
      await world.app.db.write((trx) =>
        trx.updateTable('staff').set({ default_access: 0 }).where('id', '=', world.people.nina).execute(),
      )
    })
  })
