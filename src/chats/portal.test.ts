import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { before, describe, it } from 'node:test'
import { permissionsOf } from '#src/app.tsx'
import { perform } from '#src/audit/audit.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { multipart } from '#src/testing/chats.ts'
import { addClient, type Guest } from '#src/testing/clients.ts'
import { makeSampleWorld, type SampleWorld } from '#src/testing/sample-world.ts'
import { sampleOf } from '#src/testing/sweep.ts'
import { oneEngine, type World } from '#src/testing/world.ts'
import { addClientTask } from './client-task.ts'
import { beginThread, writeMessage } from './message.ts'
import { findThread } from './thread.ts'

for (const engine of oneEngine)
  describe(`chats in the portal on ${engine}`, () => {
    let world: SampleWorld
    let carla: Guest & { loginId: number }
    let other: Guest & { loginId: number }
    let client: Browser
    before(async () => {
      world = await makeSampleWorld(engine)
      carla = await addClient(world, 'Carla', [world.people.eva])
      other = await addClient(world, 'Oskar')
      client = await world.asClient(carla.loginId)
    })
    const base = () => `/portal/accounts/${carla.accountId}/chats`
    const asEva = async <T>(
      verb: (act: Parameters<typeof beginThread>[0], staff: Awaited<ReturnType<World['staff']>>) => Promise<T>,
    ) => {
      const staff = await world.staff(world.people.eva)
      const by = { staffId: staff.id, name: staff.name, address: null, userAgent: null }
      return perform(world.app, by, (act) => verb(act, staff))
    }
    const begin = (text = 'Hello Carla') =>
      asEva((act, staff) => beginThread(act, carla.accountId, 'VAT', { staff }, { text }))
    const write = (thread: number, text: string, isInternal = false) =>
      asEva((act, staff) => writeMessage(act, carla.accountId, thread, { staff, isInternal }, { text }))
    const newOnHome = async () =>
      (await client.get('/portal')).html
        .querySelectorAll(`a[href="${base()}"]`)
        .map((link) => link.text)
        .join()

    it('wait on the home page until they are opened, and then the staff see that', async () => {
      const thread = await begin()
      assert.match(await newOnHome(), /1 unread conversation/)
      const list = await client.get(base())
      assert.match(list.html.querySelector('.thread-unread')!.text, /VAT.*New.*Eva Employee.*Hello Carla/s)
      assert.equal((await client.get(`${base()}/${thread}`)).status, 200)
      assert.doesNotMatch(await newOnHome(), /unread/)
      const eva = await world.as(world.people.eva)
      assert.match((await eva.get(`/accounts/${carla.accountId}/chats/${thread}`)).text, /Read by Carla Client/)
    })

    it('are begun and answered by the client, with files that staff find among the documents', async () => {
      const begun = await client.upload(
        base(),
        multipart(client, { subject: 'A question', text: 'May I?' }, { 'Bill.txt': 'bill' }),
      )
      assert.equal(begun.status, 303)
      const id = Number(/\d+$/.exec(begun.location!)![0])
      const answered = await client.upload(`${base()}/${id}/messages`, multipart(client, { text: 'More' }), {
        htmx: true,
      })
      assert.equal(answered.status, 200)
      assert.ok(
        answered.html.querySelector('#reply') &&
          /More/.test(answered.html.querySelector('[hx-target="#messages"]')!.text),
      )
      assert.equal(
        (await client.upload(`${base()}/${id}/messages`, multipart(client, { text: 'And more' }))).status,
        303,
      )
      const { from_client, is_shared, added_by_name } = await world.app.db.read
        .selectFrom('document')
        .selectAll()
        .where('name', '=', 'Bill.txt')
        .executeTakeFirstOrThrow()
      assert.deepEqual([from_client, is_shared, added_by_name], [1, 1, 'Carla Client'])
      const link = (await client.get(`${base()}/${id}`)).html.querySelector('.attachments a')!
      assert.equal(link.text, 'Bill.txt')
      assert.equal((await client.get(link.getAttribute('href')!)).text, 'bill')
      assert.ok((await findThread(world.app.db.read, carla.accountId, id)).unread_since)
      const blank = await client.upload(`${base()}/${id}/messages`, multipart(client, { text: ' ' }))
      assert.equal(blank.status, 422)
    })

    it('show the client’s tasks to be ticked, in place and without JavaScript', async () => {
      const thread = await begin()
      const task = await asEva((act) => addClientTask(act, carla.accountId, thread, { title: 'Sign here', due: '' }))
      const tick = (wanted: string, htmx: boolean) =>
        client.post(`${base()}/${thread}/tasks/${task}/done`, { wanted }, { htmx })
      assert.match((await tick('on', true)).html.querySelector('#client-tasks')!.text, /1 of 1.*Carla Client/s)
      assert.equal((await tick('off', false)).status, 303)
      assert.match((await client.get(base())).text, /0 of 1 done/)
    })

    it('tell nothing of what is internal: no page, no poll, no count, no time, no mail', async () => {
      const thread = await begin('Only this')
      const file = { name: 'SECRET.txt', type: 'text/plain', ...(await world.app.files.put(Readable.from(['s']), 100)) }
      const path = `${base()}/${thread}`
      const given = { '/portal/accounts/:id': carla.accountId, '/portal/accounts/:id/chats/:threadId': thread }
      const routes = permissionsOf(world.web).filter((one) => one.method === 'GET' && one.path.startsWith('/portal'))
      const portal = await Promise.all(routes.map((route) => sampleOf(world, route.path, given)))
      assert.ok(portal.includes(path) && portal.includes(`${path}/messages`))
      const seen = async () => {
        // What changes by itself from one page to the next: tokens.
        const pages = await Promise.all(portal.map(async (one) => (await client.get(one)).text))
        return pages.map((text) => text.replaceAll(/value="[\w.-]{20,}"/g, ''))
      }
      await seen()
      const before = await seen()
      const newest = (await client.get(path)).html.querySelector('[hx-trigger^=every]')!.getAttribute('hx-get')!
      world.app.now = new Date(world.app.now.getTime() + 3_600_000)
      await asEva((act, staff) =>
        writeMessage(act, carla.accountId, thread, { staff, isInternal: true }, { text: 'SECRET', files: [file] }),
      )
      assert.deepEqual(await seen(), before, 'every page is as it was')
      assert.equal((await client.get(newest, { htmx: true })).status, 204)
      assert.equal((await client.get(`${path}/messages?after=1`, { htmx: true })).text.includes('SECRET'), false)
      const mails = await world.app.db.read
        .selectFrom('outgoing_mail')
        .selectAll()
        .where('contact_id', '=', carla.contactId)
        .execute()
      assert.equal(mails.filter((mail) => mail.template === 'message').length, 0)
      const posted = await client.upload(`${path}/messages`, multipart(client, { text: 'mine', is_internal: '1' }), {
        htmx: true,
      })
      assert.equal(posted.text.includes('SECRET'), false)
      assert.equal((await client.post(`${path}/internal-messages`)).status, 404)
    })

    it('are taken back by whoever of the client wrote them, after a question', async () => {
      const thread = await begin()
      const ours = await write(thread, 'Ours')
      await client.upload(`${base()}/${thread}/messages`, multipart(client, { text: 'Not so' }))
      const page = await client.get(`${base()}/${thread}`)
      const links = page.html.querySelectorAll('.message a[href$="/removal"]')
      assert.equal(links.length, 1)
      const path = links[0]!.getAttribute('href')!
      const notMine = `${base()}/${thread}/messages/${ours}/removal`
      for (const status of [(await client.get(notMine)).status, (await client.post(notMine)).status])
        assert.equal(status, 403)
      assert.match((await client.get(path)).text, /Not so/)
      assert.equal((await client.post(path)).status, 303)
      assert.doesNotMatch((await client.get(`${base()}/${thread}`)).text, /Not so/)
      const eva = await world.as(world.people.eva)
      assert.match((await eva.get(`/accounts/${carla.accountId}/chats/${thread}`)).text, /removed by Carla Client/)
    })

    it('are those of one’s own accounts alone', async () => {
      const thread = await begin()
      const oskar = await world.asClient(other.loginId)
      for (const path of [base(), `${base()}/${thread}`, `${base()}/${thread}/messages?after=1`])
        assert.equal((await oskar.get(path)).status, 404)
      const elsewhere = `/portal/accounts/${other.accountId}/chats/${thread}`
      assert.equal((await oskar.get(elsewhere)).status, 404)
      const sent = await oskar.upload(`${elsewhere}/messages`, multipart(oskar, { text: 'x' }))
      assert.equal(sent.status, 404)
      const { last_client_id } = await findThread(world.app.db.read, carla.accountId, thread)
      assert.equal(last_client_id, 0)
    })

    it('bring what is new to an open page, once', async () => {
      const thread = await begin()
      const page = await client.get(`${base()}/${thread}`)
      const poll = page.html.querySelector('[hx-trigger^=every]')!.getAttribute('hx-get')!
      assert.equal((await client.get(poll, { htmx: true })).status, 204)
      await write(thread, 'News')
      const news = await client.get(poll, { htmx: true })
      assert.match(news.html.querySelector('.message')!.text, /News/)
      const next = news.html.querySelector('[hx-trigger^=every]')!.getAttribute('hx-get')!
      assert.equal((await client.get(next, { htmx: true })).status, 204)
    })
  })
