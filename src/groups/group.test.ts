import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { archiveAccount, deleteAccount } from '#src/accounts/account.ts'
import { isUniqueViolation } from '#src/platform/db/locked.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { addToGroup, changeGroup, createGroup, deleteGroup, removeFromGroup } from './group.ts'
import { findGroup, groupPage, groupsOfAccount, groupsPerPage, groupsWithout, membersOf } from './list.ts'

for (const engine of engines)
  describe(`groups on ${engine}`, () => {
    let world: World
    before(async () => {
      world = await makeWorld(engine)
    })
    const make = (name: string, accounts: number[] = []) =>
      world.perform(async (act) => {
        const id = await createGroup(act, { name, notes: '' })
        await addToGroup(act, id, accounts)
        return id
      })
    const listed = async (staffId: number) =>
      (await groupPage(world.app.db.read, await world.staff(staffId), null)).rows.map(({ name, seen, hidden }) => ({
        name,
        seen,
        hidden,
      }))
    const kindsOf = async (accountId: number) =>
      (
        await world.app.db.read
          .selectFrom('audit_event')
          .select('kind')
          .where('account_id', '=', accountId)
          .orderBy('id')
          .execute()
      ).map((event) => event.kind)

    it('are seen by whoever sees one of their accounts, and count the others without naming them', async () => {
      const { seen, hidden } = world.accounts
      const mixed = await make('Mixed', [seen, hidden])
      const unseen = await make('Unseen', [hidden])
      const empty = await make('Empty')
      assert.deepEqual(await listed(world.people.owner), [
        { name: 'Empty', seen: 0, hidden: 0 },
        { name: 'Mixed', seen: 2, hidden: 0 },
        { name: 'Unseen', seen: 1, hidden: 0 },
      ])
      assert.deepEqual(await listed(world.people.eva), [{ name: 'Mixed', seen: 1, hidden: 1 }])
      assert.deepEqual(await listed(world.people.nina), [])
      const eva = await world.staff(world.people.eva)
      const members = await membersOf(world.app.db.read, eva, mixed, null)
      assert.deepEqual(
        members.rows.map((row) => row.name),
        ['Seen Family'],
      )
      for (const id of [unseen, empty, 99_999, null])
        await assert.rejects(findGroup(world.app.db.read, eva, id), { status: 404 })
    })

    it('are seen empty by whoever may fill them', async () => {
      await world.giveRights(world.people.eva, ['manage accounts'])
      assert.deepEqual(
        (await listed(world.people.eva)).map((group) => group.name),
        ['Empty', 'Mixed'],
      )
      await world.giveRights(world.people.eva, [])
    })

    it('have a name of their own, however it is spelt', async () => {
      await make('Família Silva')
      await assert.rejects(make('FAMILIA  silva'), isUniqueViolation)
      const results = await Promise.allSettled([make('At Once'), make('at once')])
      assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
    })

    it('are changed only from the version that was read', async () => {
      const id = await make('Versioned')
      await world.perform((act) => changeGroup(act, id, 1, { name: 'Versioned', notes: 'One' }))
      await assert.rejects(
        world.perform((act) => changeGroup(act, id, 1, { name: 'Versioned', notes: 'Two' })),
        (error) => error instanceof Conflict && (error.theirs as { notes: string }).notes === 'One',
      )
      const results = await Promise.allSettled(
        ['Three', 'Four'].map((notes) => world.perform((act) => changeGroup(act, id, 2, { name: 'Versioned', notes }))),
      )
      assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
    })

    it('take an account once, also from two at once, and tell it in the account’s stream', async () => {
      const account = await world.openAccount('Joiner')
      const id = await make('Joined')
      await Promise.all([1, 2].map(() => world.perform((act) => addToGroup(act, id, [account, 99_999]))))
      const kinds = await kindsOf(account)
      assert.equal(kinds.filter((kind) => kind === 'account added to group').length, 1)
      assert.deepEqual(await groupsOfAccount(world.app.db.read, account), [{ id, name: 'Joined' }])
      const others = await groupsWithout(world.app.db.read, await world.staff(world.people.owner), account)
      assert.ok(others.length > 0 && !others.some((group) => group.id === id))
      await world.perform((act) => removeFromGroup(act, id, account))
      await assert.rejects(
        world.perform((act) => removeFromGroup(act, id, account)),
        { status: 404 },
      )
      assert.equal((await kindsOf(account)).at(-1), 'account removed from group')
    })

    it('are deleted without their accounts, which are told', async () => {
      const account = await world.openAccount('Survivor')
      const id = await make('Doomed', [account])
      await world.perform((act) => deleteGroup(act, id))
      await assert.rejects(
        world.perform((act) => deleteGroup(act, id)),
        { status: 404 },
      )
      assert.equal((await kindsOf(account)).at(-1), 'account removed from group')
      assert.deepEqual(await groupsOfAccount(world.app.db.read, account), [])
    })

    it('lose an account that is deleted', async () => {
      const account = await world.openAccount('Leaver')
      const id = await make('Left Behind', [account])
      await world.perform(async (act) => {
        await archiveAccount(act, account)
        await deleteAccount(act, account)
      })
      const members = await membersOf(world.app.db.read, await world.staff(world.people.owner), id, null)
      assert.deepEqual([members.seen, members.hidden], [0, 0])
    })

    it('are listed page by page', async () => {
      const before = (await listed(world.people.owner)).length
      for (let i = before; i <= groupsPerPage; i++) await make(`Many ${String(i).padStart(3, '0')}`)
      const owner = await world.staff(world.people.owner)
      const first = await groupPage(world.app.db.read, owner, null)
      assert.equal(first.rows.length, groupsPerPage)
      assert.ok(first.next)
      assert.equal(first.previous, undefined)
    })
  })
