import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { archiveAccount } from '#src/accounts/account.ts'
import { events } from '#src/audit/events.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { addClient } from '#src/testing/clients.ts'
import { makeSubtask, makeTask } from '#src/testing/tasks.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { findTask } from './list.ts'
import { answerTask } from './portal.ts'

for (const engine of engines)
  describe(`tasks in the portal on ${engine}`, () => {
    let world: World
    let client: Browser
    let account: number
    let contact: number
    before(async () => {
      world = await makeWorld(engine)
      const made = await addClient(world, 'Shared')
      client = await world.asClient(made.loginId)
      account = made.accountId
      const { contact_id } = await world.app.db.read
        .selectFrom('portal_login')
        .select('contact_id')
        .where('id', '=', made.loginId)
        .executeTakeFirstOrThrow()
      contact = contact_id
    })
    const base = () => `/portal/accounts/${account}/tasks`
    const shared = { is_shared: 1, status: 'waiting for client' } as const
    const statusOf = async (id: number) => (await findTask(world.app.db.read, account, id)).status

    it('are those that were shared, with nothing of the others and nothing that is internal', async () => {
      const open = await makeTask(world, account, { ...shared, title: 'Send the receipts', details: 'All **three**' }, [
        world.people.owner,
      ])
      await makeSubtask(world, open, 'Find them')
      const secret = await makeTask(world, account, {
        status: 'waiting for client',
        title: 'Suspicious',
        details: 'Hush',
      })
      await makeSubtask(world, secret, 'Look closer')
      await makeTask(world, account, { is_shared: 1, status: 'completed', title: 'Over and done' })
      const foreign = await makeTask(world, world.accounts.seen, { ...shared, title: 'Of another' })
      const list = await client.get(base())
      assert.match(list.html.querySelector('#tasks')!.text, /Send the receipts.*0 of 1 steps done.*Waiting for you/s)
      const over = await client.get(`${base()}?show=over`)
      assert.match(over.html.querySelector('#tasks')!.text, /Over and done.*Finished/s)
      const page = await client.get(`${base()}/${open}`)
      assert.equal(page.html.querySelector('#task strong')?.text, 'three')
      assert.match(page.html.querySelector('#task')!.text, /Find them/)
      for (const { text } of [list, over, page, await client.get('/portal')])
        assert.doesNotMatch(text, /Suspicious|Hush|Look closer|Of another|Olga/)
      assert.match((await client.get('/portal')).text, /1 task is waiting for you/)
      for (const id of [secret, foreign, 99_999]) {
        assert.equal((await client.get(`${base()}/${id}`)).status, 404)
        assert.equal((await client.post(`${base()}/${id}/answer`, { comment: '' })).status, 404)
      }
      assert.equal(await statusOf(secret), 'waiting for client')
    })

    it('are answered by the client: reviewed next, in the client’s name, and the office reads it', async () => {
      const id = await makeTask(world, account, { ...shared, title: 'Sign here' }, [world.people.owner])
      const said = await client.post(`${base()}/${id}/answer`, { comment: 'It is in the post' })
      assert.equal(said.location, base())
      assert.equal(await statusOf(id), 'in review')
      const [event] = (await events(world.app.db.read, { accountId: account }, 1)).events
      assert.deepEqual(
        [event?.kind, event?.contactId, event?.changes.status, event?.changes.comment],
        ['task answered', contact, ['waiting for client', 'in review'], [null, 'It is in the post']],
      )
      const owner = await world.as(world.people.owner)
      const page = await owner.get(`/accounts/${account}/tasks/${id}`)
      assert.match(page.html.querySelector('#answers')!.text, new RegExp(`${event!.actor}.*It is in the post`, 's'))
      assert.match((await owner.get('/')).html.querySelector('#my-tasks')!.text, /Sign here/)
      const after = await client.get(`${base()}/${id}`)
      assert.equal(after.html.querySelector('#answer'), null)
      const again = await client.post(`${base()}/${id}/answer`, { comment: 'Again' })
      assert.equal(again.status, 409)
      assert.match(again.text, /no longer waiting for you/)
      assert.equal((await client.post(`${base()}/${id}/answer`, { comment: 'x'.repeat(2001) })).status, 422)
    })

    it('are answered once by two who do it at once', async () => {
      const id = await makeTask(world, account, shared)
      const answer = () => world.perform((act) => answerTask(act, account, contact, id, ''))
      const results = await Promise.allSettled([answer(), answer()])
      assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
      assert.equal(await statusOf(id), 'in review')
    })

    it('are private until somebody shares them, and private again when somebody thinks better of it', async () => {
      const owner = await world.as(world.people.owner)
      const path = `/accounts/${account}/tasks`
      const fields = { title: 'Undecided', details: '', status: 'planned', priority: 'normal', due: '' }
      await owner.post(path, fields)
      const seen = async () => /Undecided/.test((await client.get(base())).text)
      assert.equal(await seen(), false)
      const { id } = await world.app.db.read
        .selectFrom('task')
        .select('id')
        .where('title', '=', 'Undecided')
        .executeTakeFirstOrThrow()
      await owner.post(`${path}/${id}`, { ...fields, is_shared: '1', version: 1 })
      assert.equal(await seen(), true)
      assert.match((await owner.get(path)).html.querySelector(`#task-${id}`)!.text, /Shared with client/)
      await owner.post(`${path}/${id}`, { ...fields, is_shared: '0', version: 2 })
      assert.equal(await seen(), false)
    })

    it('are gone with the portal when the account is archived', async () => {
      const id = await makeTask(world, account, shared)
      await world.perform((act) => archiveAccount(act, account))
      for (const path of [base(), `${base()}/${id}`])
        assert.ok([401, 303, 404].includes((await client.get(path)).status))
      await client.post(`${base()}/${id}/answer`, { comment: '' })
      assert.equal(await statusOf(id), 'waiting for client')
    })
  })
