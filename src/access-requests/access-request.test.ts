import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { setTeam } from '#src/accounts/team.ts'
import { perform, systemActor } from '#src/audit/audit.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { askForAccess, declineAccess, grantAccess, openRequests } from './access-request.ts'

for (const engine of engines)
  describe(`requests for access on ${engine}`, () => {
    let world: World
    before(async () => {
      world = await makeWorld(engine)
      await world.giveRights(world.people.eva, ['assign team members'])
    })
    const ask = async (wanted: string, reason = 'a reason') => {
      await world.perform((act) => askForAccess(act, world.people.nina, wanted, reason))
      const asked = await world.app.db.read.selectFrom('access_request').select('id').orderBy('id', 'desc').execute()
      return asked[0]!.id
    }
    const knownTo = async (id: number) =>
      (await openRequests(world.app.db.read, await world.staff(id))).map((request) => request.wanted)
    const as = (staffId: number) => ({ ...systemActor, staffId })

    it('are known to those alone who see the client that they may mean', async () => {
      const { owner, admin, eva } = world.people
      const wanted = ['Seen Family', 'Hidden Holdings', 'hold', 'Nobody like this', 'H', '…']
      const ids: number[] = []
      for (const one of wanted) ids.push(await ask(one, 'They are to be sold'))
      assert.deepEqual(await knownTo(owner), wanted)
      assert.deepEqual(await knownTo(admin), wanted)
      assert.deepEqual(await knownTo(eva), ['Seen Family'])
      const browser = await world.as(eva)
      const { text } = await browser.get('/access-requests')
      assert.match(text, /asks for “Seen Family”/)
      assert.doesNotMatch(text, /Hidden|“hold”|Nobody like this/)
      for (const id of ids.slice(1)) {
        assert.equal((await browser.post(`/access-requests/${id}/refusal`)).status, 404)
        const grant = await browser.post(`/access-requests/${id}/grant`, { account: world.accounts.seen })
        assert.equal(grant.status, 404)
      }
      assert.deepEqual(await knownTo(owner), wanted)
      assert.equal((await browser.post(`/access-requests/${ids[0]}/refusal`)).status, 303)
      // One that sees all accounts may know of every client.
      await world.giveRights(eva, ['assign team members', 'view all accounts'])
      assert.deepEqual(await knownTo(eva), wanted.slice(1))
      await world.giveRights(eva, ['assign team members'])
    })

    it('are not hidden behind many that somebody may not know of', async () => {
      for (let i = 0; i < 60; i++) await ask('Nobody like this')
      await ask('Seen Family', 'behind the others')
      assert.equal((await knownTo(world.people.eva)).at(-1), 'Seen Family')
      await world.app.db.write((trx) =>
        trx.updateTable('access_request').set({ answered_at: '2026-01-01' }).where('answered_at', 'is', null).execute(),
      )
    })

    it('are known by the whole name or the ID of a client whom one sees', async () => {
      const { eva, owner } = world.people
      const { short_id } = await world.app.db.read
        .selectFrom('account')
        .select('short_id')
        .where('id', '=', world.accounts.seen)
        .executeTakeFirstOrThrow()
      for (const wanted of ['SEEN family', short_id.toLowerCase()]) {
        await ask(wanted)
        assert.ok((await knownTo(eva)).includes(wanted))
      }
      const id = await ask('Seen')
      assert.ok(!(await knownTo(eva)).includes('Seen'))
      assert.ok((await knownTo(owner)).includes('Seen'))
      await assert.rejects(
        perform(world.app, as(eva), (act) => declineAccess(act, id)),
        { status: 404 },
      )
    })

    it('tell nobody by what is shown which names clients have whom they don’t see', async () => {
      const { eva } = world.people
      await ask('Seen Family')
      const before = (await knownTo(eva)).length
      for (const name of ['Seen Family', 'Seen Family & Sons', 'The Seen Family']) await world.openAccount(name)
      assert.equal((await knownTo(eva)).length, before)
    })

    it('are granted on an account that whoever grants it sees still', async () => {
      const { eva } = world.people
      const id = await ask('Seen Family')
      await assert.rejects(
        perform(world.app, as(eva), (act) => grantAccess(act, id, world.accounts.hidden)),
        { status: 404 },
      )
      await perform(world.app, as(eva), (act) => grantAccess(act, id, world.accounts.seen))
      const next = await ask('Seen Family')
      await world.perform((act) => setTeam(act, world.accounts.seen, []))
      await assert.rejects(
        perform(world.app, as(eva), (act) => grantAccess(act, next, world.accounts.seen)),
        { status: 404 },
      )
    })
  })
