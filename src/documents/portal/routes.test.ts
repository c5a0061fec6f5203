import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { before, describe, it } from 'node:test'
import { archiveAccount, reactivateAccount } from '#src/accounts/account.ts'
import { setSwitch } from '#src/addresses/setting.ts'
import { addDocument, addVersion } from '#src/documents/add.ts'
import { createFolder } from '#src/documents/folders/folder.ts'
import { filesInBucket } from '#src/platform/files/s3.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { addClient, type Guest } from '#src/testing/clients.ts'
import { startS3 } from '#src/testing/s3-server.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'

for (const engine of engines)
  describe(`documents in the portal on ${engine}`, () => {
    let world: World
    let carla: Guest & { loginId: number }
    let other: Guest & { loginId: number }
    let client: Browser
    let stranger: Browser
    before(async () => {
      world = await makeWorld(engine, { mostDocumentBytes: 50_000 })
      carla = await addClient(world, 'Carla', [world.people.eva])
      other = await addClient(world, 'Oskar')
      client = await world.asClient(carla.loginId)
      stranger = await world.asClient(other.loginId)
    })
    const base = (accountId = carla.accountId) => `/portal/accounts/${accountId}/documents`
    const db = () => world.app.db.read

    const stored = async (name: string, content: string, type = 'text/plain') => ({
      ...(await world.app.files.put(Readable.from([content]), 100_000)),
      ...{ name, type },
    })
    const add = async (
      name: string,
      {
        isShared = true,
        folderId = null as number | null,
        contactId = undefined as number | undefined,
        type = '',
      } = {},
    ) => {
      const file = await stored(name, `the content of ${name}`, type || 'text/plain')
      const place = { accountId: carla.accountId, folderId, isShared, sameName: 'keep both' } as const
      return (await world.perform((act) => addDocument(act, place, file, contactId))).id
    }
    const send = (
      files: Record<string, string>,
      { browser = client, htmx = false, accountId = carla.accountId } = {},
    ) => {
      const body = new FormData()
      body.set('form_token', browser.formToken)
      for (const [name, content] of Object.entries(files)) body.append('files', new File([content], name))
      return browser.upload(base(accountId), body, { htmx })
    }
    const rowOf = async (name: string, browser = client) =>
      (await browser.get(base())).html.querySelectorAll('#shared li').find((row) => row.text.includes(name))
    const homeOf = async (browser = client) =>
      (await browser.get('/portal')).html.querySelector(`#waiting a[href="${base()}"]`)?.text ?? null

    it('are those that are shared and not in the trash, with their folder, the newest first', async () => {
      const outer = await world.perform((act) => createFolder(act, carla.accountId, null, 'Taxes'))
      const inner = await world.perform((act) => createFolder(act, carla.accountId, outer, '2025'))
      await add('older.txt', { folderId: inner })
      world.app.now = new Date(world.app.now.getTime() + 60_000)
      await add('newer.txt')
      await add('private.txt', { isShared: false })
      const trashed = await add('trashed.txt')
      await world.app.db.write((trx) =>
        trx.updateTable('document').set({ trashed_at: '2026' }).where('id', '=', trashed).execute(),
      )
      const { html, text, status } = await client.get(base())
      assert.equal(status, 200)
      assert.deepEqual(
        html.querySelectorAll('#shared li a:first-child').map((link) => link.text),
        ['newer.txt', 'older.txt'],
      )
      assert.match((await rowOf('older.txt'))!.text, /Taxes \/ 2025/)
      assert.doesNotMatch(text, /private\.txt|trashed\.txt/)
    })

    it('are paged by key', async () => {
      const account = await addClient(world, 'Paula')
      const paula = await world.asClient(account.loginId)
      const file = await stored('x', 'x')
      const place = { accountId: account.accountId, folderId: null, isShared: true, sameName: 'keep both' } as const
      await world.perform(async (act) => {
        for (let n = 0; n < 55; n++) {
          const at = new Date(Date.parse(act.at) + n * 1000).toISOString()
          await addDocument({ ...act, at }, place, {
            ...file,
            hash: String(n).padStart(64, '0'),
            name: `file ${n}.txt`,
          })
        }
      })
      const namesOn = ({ html }: Awaited<ReturnType<Browser['get']>>) =>
        html.querySelectorAll('#shared li a:first-child').map((link) => link.text)
      const first = await paula.get(base(account.accountId))
      const next = first.html.querySelector('.pager a[rel=next]')!.getAttribute('href')!
      const second = await paula.get(next.replaceAll('&amp;', '&'))
      const names = [...namesOn(first), ...namesOn(second)]
      assert.deepEqual(
        names,
        Array.from({ length: 55 }, (_, n) => `file ${54 - n}.txt`),
      )
    })

    it('are new to a client until they open them, and wait on their home page', async () => {
      const id = await add('opened.txt')
      const waited = Number(/\d+/.exec((await homeOf())!)![0])
      assert.match((await rowOf('opened.txt'))!.text, /New/)
      const file = await client.get(`${base()}/${id}/download`)
      assert.equal(file.text, 'the content of opened.txt')
      assert.match(file.headers.get('content-disposition')!, /^attachment; filename="opened\.txt"/)
      assert.doesNotMatch((await rowOf('opened.txt'))!.text, /New/)
      assert.equal(Number(/\d+/.exec((await homeOf()) ?? '0')![0]), waited - 1)
      const newer = await stored('opened.txt', 'a newer one')
      await world.perform((act) => addVersion(act, carla.accountId, id, newer))
      assert.match((await rowOf('opened.txt'))!.text, /New/)
      const seen = await db().selectFrom('document_client_view').selectAll().where('document_id', '=', id).execute()
      assert.deepEqual(
        seen.map(({ contact_id, number, times }) => [contact_id, number, times]),
        [[carla.contactId, 1, 1]],
      )
      const staffSeen = await db().selectFrom('document_view').selectAll().where('document_id', '=', id).execute()
      assert.deepEqual(staffSeen, [], 'what a client opens is not seen by the staff')
    })

    it('open in the browser where it shows them, and a look ahead is no look', async () => {
      const id = await add('shown.pdf', { type: 'application/pdf' })
      const link = (await rowOf('shown.pdf'))!.querySelector('a')!.getAttribute('href')!
      assert.equal(link, `${base()}/${id}/content`)
      const ahead = await client.get(link, { headers: { 'sec-purpose': 'prefetch' } })
      assert.match(ahead.headers.get('content-disposition')!, /^inline/)
      assert.match((await rowOf('shown.pdf'))!.text, /New/)
      const part = await client.get(link, { headers: { range: 'bytes=4-10' } })
      assert.deepEqual([part.status, part.text], [206, 'content'])
      await client.get(link)
      assert.doesNotMatch((await rowOf('shown.pdf'))!.text, /New/)
      const text = await add('text.txt')
      assert.match((await client.get(`${base()}/${text}/content`)).headers.get('content-disposition')!, /^attachment/)
      assert.equal((await client.get(`${base()}/${text}/picture`)).status, 404)
    })

    for (const htmx of [false, true])
      it(`come from the client ${htmx ? 'by htmx' : 'by a form'}, shared, and new to the staff`, async () => {
        const [one, two] = [`one ${htmx}.txt`, `two ${htmx}.pdf`]
        const answer = await send({ [one]: 'hello', [two]: '%PDF-1.7 …' }, { htmx })
        assert.equal(answer.status, htmx ? 200 : 303)
        if (htmx) {
          assert.equal(answer.html.querySelector('html'), null)
          assert.deepEqual(
            answer.html
              .querySelectorAll('.received li')
              .map((line) => line.text)
              .sort(),
            [`${one}: sent`, `${two}: sent`],
          )
        } else assert.equal(answer.location, base())
        const rows = await db()
          .selectFrom('document')
          .selectAll()
          .where('name', 'in', [one, two])
          .orderBy('name')
          .execute()
        assert.deepEqual(
          rows.map((row) => [row.type, row.folder_id, row.is_shared, row.from_client, row.seen_at]),
          [
            ['text/plain', null, 1, 1, null],
            ['application/pdf', null, 1, 1, null],
          ],
        )
        assert.ok(rows.every((row) => row.added_by_contact === carla.contactId && row.added_by === null))
        assert.match((await rowOf(one))!.text, /from you/)
        assert.doesNotMatch((await rowOf(one))!.text, /New/, 'it is not new to whoever brought it')
        const [event] = await db()
          .selectFrom('audit_event')
          .selectAll()
          .where('subject_ref', '=', `document ${rows[0]!.id}`)
          .execute()
        assert.deepEqual(
          [event!.kind, event!.staff_id, event!.contact_id, event!.account_id],
          ['document added', null, carla.contactId, carla.accountId],
        )
      })

    it('are told of one by one where not all could be taken', async () => {
      const answer = await send({ 'good.txt': 'good', 'large.txt': 'x'.repeat(60_000), 'empty.txt': '' })
      assert.equal(answer.status, 413)
      const told = answer.html.querySelector('#send [role=alert]')!.text
      assert.match(told, /good\.txt/)
      assert.match(told, /large\.txt.*too large|too large.*large\.txt/s)
      assert.match(told, /empty/)
      assert.ok(await rowOf('good.txt'))
      assert.equal(await rowOf('large.txt'), undefined)
      const none = await send({})
      assert.equal(none.status, 422)
      assert.ok(none.html.querySelector('#send [role=alert], #send [aria-invalid]'))
      const again = await send({ 'good.txt': 'good' })
      assert.equal(again.status, 303)
      const twice = await db().selectFrom('document').select('id').where('name', 'like', 'good%').execute()
      assert.equal(twice.length, 1, 'what is sent twice is there once')
    })

    it('are closed to everybody else', async () => {
      const id = await add('mine.txt')
      const hidden = await add('hidden.txt', { isShared: false })
      for (const what of ['content', 'download', 'picture']) {
        assert.equal((await stranger.get(`${base()}/${id}/${what}`)).status, 404)
        assert.equal((await stranger.get(`${base(other.accountId)}/${id}/${what}`)).status, 404)
        assert.equal((await client.get(`${base()}/${hidden}/${what}`)).status, 404)
        for (const nobody of [await world.as(world.people.owner), world.stranger()]) {
          const answer = await nobody.get(`${base()}/${id}/${what}`)
          assert.deepEqual([answer.status, answer.location?.startsWith('/portal/sign-in')], [303, true])
        }
      }
      assert.equal((await stranger.get(base())).status, 404)
      const before = await db().selectFrom('document').select('id').execute()
      assert.equal((await send({ 'intruder.txt': 'x' }, { browser: stranger })).status, 404)
      const forged = new FormData()
      forged.set('form_token', 'x'.repeat(43))
      forged.set('files', new File(['x'], 'forged.txt'))
      assert.equal((await client.upload(base(), forged)).status, 403)
      assert.deepEqual(await db().selectFrom('document').select('id').execute(), before)
      for (const what of ['removal', 'edit', 'versions', 'sharing'])
        assert.equal((await client.post(`${base()}/${id}/${what}`)).status, 404, what)
    })

    it('are closed once LOGIN is off or the account is archived', async () => {
      const id = await add('closed.txt')
      const paths = [base(), `${base()}/${id}/download`]
      const refused = async () => {
        for (const path of paths) assert.notEqual((await client.get(path)).status, 200, path)
        assert.ok([303, 401, 403, 404].includes((await send({ 'late.txt': 'x' })).status))
      }
      await world.perform((act) => archiveAccount(act, carla.accountId))
      await refused()
      await world.perform((act) => reactivateAccount(act, carla.accountId))
      assert.equal((await client.get(paths[1]!)).status, 200)
      await world.perform((act) => setSwitch(act, carla.accountId, carla.addressId, 'login', false))
      await refused()
      const late = await db().selectFrom('document').select('id').where('name', '=', 'late.txt').execute()
      assert.deepEqual(late, [])
    })

    it('go through a bucket as through a folder', async () => {
      const server = await startS3()
      const own = await makeWorld(engine)
      own.app.files = filesInBucket(server.bucket, `${own.app.config.dataDir}/arriving-${engine}`)
      try {
        const guest = await addClient(own, 'Bucket')
        const browser = await own.asClient(guest.loginId)
        const body = new FormData()
        body.set('form_token', browser.formToken)
        body.append('files', new File(['a long way '.repeat(20_000)], 'far.txt'))
        const path = base(guest.accountId)
        assert.equal((await browser.upload(path, body)).status, 303)
        assert.equal(server.stored.size, 1)
        const link = (await browser.get(path)).html.querySelector('#shared li a')!.getAttribute('href')!
        const [whole, part] = [await browser.get(link), await browser.get(link, { headers: { range: 'bytes=2-5' } })]
        assert.equal(whole.text, 'a long way '.repeat(20_000))
        assert.deepEqual([part.status, part.text], [206, 'long'])
        server.stored.clear()
        assert.equal((await browser.get(link)).status, 404)
      } finally {
        await server.close()
      }
    })
  })
