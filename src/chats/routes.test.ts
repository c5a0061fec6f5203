import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { systemInNameOf } from '#src/audit/audit.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeChat, multipart } from '#src/testing/chats.ts'
import { addClient, type Guest } from '#src/testing/clients.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { writeMessage } from './message.ts'
import { findThread } from './thread.ts'

for (const engine of engines)
  describe(`the pages of chats on ${engine}`, () => {
    let world: World
    let eva: Browser
    let client: Guest & { loginId: number }
    let account: number
    before(async () => {
      world = await makeWorld(engine)
      client = await addClient(world, 'Carla', [world.people.eva])
      account = client.accountId
      eva = await world.as(world.people.eva)
    })
    const at = (thread: number) => `/accounts/${account}/chats/${thread}`
    const chat = () => makeChat(world, account)
    const answer = (thread: number, text: string) =>
      world.perform((act) =>
        writeMessage(
          { ...act, by: systemInNameOf('Carla Client') },
          account,
          thread,
          { contactId: client.contactId },
          { text },
        ),
      )
    const thread = (id: number) => findThread(world.app.db.read, account, id)
    const textsOf = async (id: number) =>
      await world.app.db.read
        .selectFrom('message')
        .select(['text', 'is_internal'])
        .where('thread_id', '=', id)
        .orderBy('id')
        .execute()

    it('begin a thread with its first message: without JavaScript on a page, with htmx on the overview', async () => {
      const page = await eva.get(`/accounts/${account}/chats/new`)
      assert.match(page.html.querySelector('#new-chat button.button-primary')!.text, /^Send to Carla Client$/)
      const plain = await eva.upload(`/accounts/${account}/chats`, multipart(eva, { subject: 'VAT', text: 'Hello' }))
      assert.equal(plain.status, 303)
      assert.match(plain.location!, /\/chats\/\d+$/)
      const part = await eva.upload(
        `/accounts/${account}/chats`,
        multipart(eva, { subject: 'IRS', text: 'Hello', back: `/accounts/${account}` }),
        { htmx: true },
      )
      assert.equal(part.status, 200)
      assert.doesNotMatch(part.text, /doctype/)
      assert.match(part.html.querySelector('#overview-chats')!.text, /IRS.*Eva Employee/s)
    })

    it('ask for what is missing with the rest still typed, and for less where it is too much', async () => {
      const post = (fields: Record<string, string>, htmx = false) =>
        eva.upload(`/accounts/${account}/chats`, multipart(eva, fields), { htmx })
      const blank = await post({ subject: '  ', text: 'typed' })
      assert.deepEqual([blank.status, blank.html.querySelector('textarea')!.text.trim()], [422, 'typed'])
      const { thread: id } = await chat()
      const reply = (text: string, htmx: boolean) =>
        eva.upload(`${at(id)}/messages`, multipart(eva, { text }), { htmx })
      const long = await reply('x'.repeat(10_001), false)
      assert.deepEqual([long.status, long.html.querySelector('#f-reply-text')!.text.trim().length], [422, 10_001])
      assert.match(long.html.querySelector('#reply [role=alert]')!.text, /too long|longer/i)
      const part = await reply('', true)
      assert.equal(part.status, 422)
      assert.ok(part.html.querySelector('#reply') && !part.html.querySelector('html'))
      for (const body of ['x'.repeat(1_000_001), 'é'.repeat(700_000)])
        assert.equal((await reply(body, false)).status, 413)
      assert.equal((await reply('ç'.repeat(10_000), false)).status, 303, 'letters count, not bytes')
    })

    it('send an answer and keep an internal message, each by an address of its own', async () => {
      const { thread: id } = await chat()
      const send = (kind: string, text: string, htmx: boolean) =>
        eva.upload(`${at(id)}/${kind}`, multipart(eva, { text, is_internal: '1', internal: 'on' }), { htmx })
      assert.equal((await send('messages', 'plain', false)).status, 303)
      const sent = await send('messages', 'with htmx', true)
      assert.equal(sent.status, 200)
      assert.ok(sent.html.querySelector('#reply'))
      assert.match(sent.html.querySelector('[hx-target="#messages"]')!.text, /with htmx/)
      assert.equal((await send('internal-messages', 'quiet', false)).status, 303)
      const kept = await send('internal-messages', 'quiet too', true)
      assert.ok(kept.html.querySelector('details#internal') && !kept.html.querySelector('#reply'))
      assert.deepEqual(
        (await textsOf(id)).slice(-4).map((row) => [row.text, row.is_internal]),
        [
          ['plain', 0],
          ['with htmx', 0],
          ['quiet', 1],
          ['quiet too', 1],
        ],
      )
      const page = await eva.get(at(id))
      const internal = page.html.querySelectorAll('.message-internal')
      assert.equal(internal.length, 3)
      for (const one of internal) assert.match(one.text, /Internal: the client can’t see it/)
      const form = page.html.querySelector('#internal form')!
      assert.equal(form.getAttribute('action'), `${at(id)}/internal-messages`)
      assert.equal(form.querySelectorAll('button').at(-1)!.text, 'Save internal message')
    })

    it('attach files, and documents that are chosen without losing what is typed', async () => {
      const { thread: id } = await chat()
      await eva.upload(`${at(id)}/internal-messages`, multipart(eva, {}, { 'Draft.txt': 'draft' }))
      const { id: document } = await world.app.db.read
        .selectFrom('document')
        .select('id')
        .where('name', '=', 'Draft.txt')
        .executeTakeFirstOrThrow()
      const before = (await textsOf(id)).length
      const choosing = await eva.upload(
        `${at(id)}/internal-messages`,
        multipart(eva, { text: 'typed', choose: 'on', q: 'draft' }),
      )
      assert.equal(choosing.status, 200)
      assert.equal(choosing.html.querySelector('#f-internal-text')!.text.trim(), 'typed')
      assert.ok(choosing.html.querySelector(`#internal input[name=document][value="${document}"]`))
      assert.equal((await textsOf(id)).length, before, 'nothing is written by that')
      const reply = await eva.upload(`${at(id)}/messages`, multipart(eva, { text: 'typed', choose: 'on' }), {
        htmx: true,
      })
      assert.ok(!reply.html.querySelector(`input[value="${document}"]`), 'Eva may not share it')
      await eva.upload(`${at(id)}/messages`, multipart(eva, { text: '' }, { 'Final.txt': 'final' }))
      const page = await eva.get(at(id))
      assert.match(page.html.querySelectorAll('.message').at(-1)!.text, /Final\.txt/)
      const empty = await eva.upload(`${at(id)}/messages`, multipart(eva, { text: 'kept' }, { 'Empty.txt': '' }))
      assert.equal(empty.status, 422)
      assert.match(empty.text, /Choose the files again/)
      assert.equal(empty.html.querySelector('#f-reply-text')!.text.trim(), 'kept')
    })

    it('are written once, though the form is sent twice', async () => {
      const { thread: id } = await chat()
      const page = await eva.get(at(id))
      const tokenOf = (form: string) => page.html.querySelector(`${form} [name=once]`)!.getAttribute('value')!
      for (const [form, path] of [
        ['#reply', 'messages'],
        ['#internal', 'internal-messages'],
      ] as const) {
        const before = (await textsOf(id)).length
        const press = () => eva.upload(`${at(id)}/${path}`, multipart(eva, { text: 'Once', once: tokenOf(form) }))
        assert.deepEqual(
          (await Promise.all([press(), press()])).map((answer) => answer.status),
          [303, 303],
        )
        assert.equal((await textsOf(id)).length, before + 1)
      }
      const begin = await eva.get(`/accounts/${account}/chats/new`)
      const once = begin.html.querySelector('[name=once]')!.getAttribute('value')!
      const press = () =>
        eva.upload(`/accounts/${account}/chats`, multipart(eva, { subject: 'Begun once', text: 'Hello', once }))
      await Promise.all([press(), press()])
      const list = await eva.get(`/accounts/${account}/chats`)
      assert.equal(list.html.querySelectorAll('.thread a').filter((link) => link.text === 'Begun once').length, 1)
    })

    it('give what is new to a page that looks for it, and nothing where nothing is', async () => {
      const { thread: id, message } = await chat()
      const first = await eva.get(at(id))
      const poll = first.html.querySelector('[hx-trigger^=every]')!
      assert.deepEqual(
        [poll.id, poll.getAttribute('hx-target'), poll.getAttribute('hx-swap'), poll.getAttribute('hx-headers')],
        [`newer-${message}`, `#newer-${message}`, 'outerHTML', '{"X-Poll":"1"}'],
      )
      const look = () => eva.get(poll.getAttribute('hx-get')!, { htmx: true, headers: { 'X-Poll': '1' } })
      assert.deepEqual([(await look()).status, (await look()).text], [204, ''])
      const written = await answer(id, 'Are you there?')
      const news = await look()
      assert.equal(news.html.querySelectorAll('.message').length, 1)
      assert.equal(news.html.querySelector('[hx-trigger^=every]')!.id, `newer-${written}`)
      assert.ok((await thread(id)).unread_since, 'looking is not opening')
      assert.equal((await eva.get(poll.getAttribute('hx-get')!)).location, at(id))
    })

    it('are opened by one’s eyes alone: a page that looks by itself keeps nobody signed in', async () => {
      const { thread: id } = await chat()
      const session = async () => {
        await world.app.afterwards.written()
        return world.app.db.read
          .selectFrom('staff_session')
          .select(['last_seen_at', 'expires_at'])
          .where('staff_id', '=', world.people.nina)
          .executeTakeFirstOrThrow()
      }
      await world.giveRights(world.people.nina, ['view all accounts'])
      const nina = await world.as(world.people.nina)
      const soon = new Date(Date.now() + 86_400_000).toISOString()
      await world.app.db.write((trx) =>
        trx
          .updateTable('staff_session')
          .set({ last_seen_at: '2020-01-01T00:00:00.000Z', expires_at: soon })
          .where('staff_id', '=', world.people.nina)
          .execute(),
      )
      const look = (headers: Record<string, string>) => nina.get(`${at(id)}/messages?after=1`, { htmx: true, headers })
      assert.equal((await look({ 'X-Poll': '1' })).status, 200)
      assert.deepEqual(await session(), { last_seen_at: '2020-01-01T00:00:00.000Z', expires_at: soon })
      await look({})
      assert.notEqual((await session()).expires_at, soon)
      assert.notEqual((await session()).last_seen_at, '2020-01-01T00:00:00.000Z')
    })

    it('are read by whoever opens them, which lists do not', async () => {
      const { thread: id } = await chat()
      await answer(id, 'Unread')
      const list = await eva.get('/chats')
      assert.match(list.html.querySelector('.sidebar a[href="/chats"] .badge')!.text, /^\d+ unread$/)
      assert.ok(list.html.querySelector(`a[href="${at(id)}"]`))
      for (const path of [`/accounts/${account}/chats`, `/accounts/${account}`, `${at(id)}?before=9999999`])
        await eva.get(path)
      assert.ok((await thread(id)).unread_since)
      const page = await eva.get(at(id))
      assert.match(page.text, /Seen by Eva Employee/)
      assert.equal((await thread(id)).unread_since, null)
      assert.ok(!(await eva.get('/chats')).html.querySelector(`a[href="${at(id)}"]`))
    })

    it('show long threads page by page', async () => {
      const { thread: id } = await chat()
      for (let i = 0; i < 55; i++) await answer(id, `number ${i}`)
      const page = await eva.get(at(id))
      assert.equal(page.html.querySelectorAll('.message').length, 50)
      const earlier = await eva.get(page.html.querySelector('a[href*="before="]')!.getAttribute('href')!)
      assert.equal(earlier.html.querySelectorAll('.message').length, 9)
      assert.ok(!earlier.html.querySelector('[hx-trigger^=every]') && !earlier.html.querySelector('#reply'))
    })

    it('are archived and come back; where the client wrote meanwhile that is read first', async () => {
      const { thread: id } = await chat()
      const page = await eva.get(at(id))
      const seen = page.html.querySelector('form[action$="/archival"] [name=seen]')!.getAttribute('value')!
      await answer(id, 'Wait!')
      const refused = await eva.post(`${at(id)}/archival`, { seen })
      assert.equal(refused.status, 409)
      assert.match(refused.text, /has written in the meantime/)
      assert.match(refused.text, /Wait!/)
      const again = refused.html.querySelector('form[action$="/archival"] [name=seen]')!.getAttribute('value')!
      assert.equal((await eva.post(`${at(id)}/archival`, { seen: again })).status, 303)
      assert.ok((await eva.get(`/accounts/${account}/chats?show=archived`)).html.querySelector(`a[href="${at(id)}"]`))
      assert.equal((await eva.post(`${at(id)}/reactivation`)).status, 303)
      assert.equal((await thread(id)).archived_at, null)
    })

    it('hold tasks for the client: written down, ticked and taken off in place', async () => {
      const { thread: id, task } = await chat()
      const post = (path: string, fields: Record<string, string>, htmx: boolean) =>
        eva.post(`${at(id)}/tasks${path}`, fields, { htmx })
      assert.equal((await post('', { title: 'Plain', due: '' }, false)).location, `${at(id)}#client-tasks`)
      const added = await post('', { title: 'Quick', due: '2026-12-31' }, true)
      assert.match(added.html.querySelector('#client-tasks .count')!.text, /0 of 3/)
      for (const [htmx, status] of [
        [true, 422],
        [false, 422],
      ] as const)
        assert.equal((await post('', { title: '', due: 'never' }, htmx)).status, status)
      assert.match((await post(`/${task}/done`, { wanted: 'on' }, true)).html.querySelector('.count')!.text, /1 of 3/)
      assert.equal((await post(`/${task}/removal`, {}, false)).status, 303)
      assert.deepEqual([(await thread(id)).tasks, (await thread(id)).tasks_done], [2, 0])
    })

    it('have messages removed after a question, by whoever wrote them or may manage accounts', async () => {
      const { thread: id, message } = await chat()
      const path = `${at(id)}/messages/${message}/removal`
      const page = await eva.get(at(id))
      assert.ok(!page.html.querySelector(`a[href="${path}"]`))
      assert.equal((await eva.get(path)).status, 403)
      assert.equal((await eva.post(path)).status, 403)
      assert.equal((await textsOf(id)).at(-1)!.text, 'Thank you.')
      const owner = await world.as(world.people.owner)
      assert.match((await owner.get(path)).text, /Thank you\./)
      assert.equal((await owner.post(path)).status, 303)
      assert.match((await eva.get(at(id))).html.querySelector(`#message-${message}`)!.text, /was removed/)
    })

    it('are not there for whoever does not see the account', async () => {
      const { thread: id } = await chat()
      await world.giveRights(world.people.nina, [])
      const nina = await world.as(world.people.nina)
      for (const path of [at(id), `/accounts/${account}/chats`, `${at(id)}/messages?after=1`])
        assert.equal((await nina.get(path, { htmx: path.includes('after') })).status, 404)
      const sent = await nina.upload(`${at(id)}/messages`, multipart(nina, { text: 'x' }))
      assert.equal(sent.status, 404)
      for (const show of ['unread', 'waiting', 'active'])
        assert.equal((await nina.get(`/chats?show=${show}`)).html.querySelectorAll('.thread').length, 0)
      const elsewhere = `/accounts/${world.accounts.seen}/chats/${id}`
      assert.equal((await eva.get(elsewhere)).status, 404)
    })
  })
