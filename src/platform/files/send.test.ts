import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { findDocument } from '#src/documents/document.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeDocument } from '#src/testing/documents.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'

const pdf = `%PDF-1.7\n${'x'.repeat(991)}`

for (const engine of engines)
  describe(`the bytes of documents on ${engine}`, () => {
    let world: World
    let owner: Browser
    let base: string
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      base = `/accounts/${world.accounts.seen}/documents`
    })
    const make = (name: string, content: string | Buffer, byClient = false) =>
      makeDocument(world, world.accounts.seen, name, content, {
        contactId: byClient ? world.contacts.maria : undefined,
      })
    const looksOf = (id: number) =>
      world.app.db.read.selectFrom('document_view').selectAll().where('document_id', '=', id).execute()

    it('are downloaded whole, under their name', async () => {
      const id = await make('Relatório 😀.pdf', pdf)
      const answer = await owner.get(`${base}/${id}/download`)
      assert.equal(answer.status, 200)
      assert.equal(answer.text, pdf)
      assert.equal(answer.headers.get('content-length'), '1000')
      assert.equal(answer.headers.get('content-type'), 'application/pdf')
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
      assert.equal(answer.headers.get('cache-control'), 'private, no-store')
      assert.match(
        answer.headers.get('content-disposition')!,
        /^attachment; filename="Relatorio _\.pdf"; filename\*=UTF-8''Relat%C3%B3rio%20%F0%9F%98%80\.pdf$/,
      )
    })

    it('of a PDF are shown by the browser, framed by our own pages alone and with a policy that lets nothing run', async () => {
      const id = await make('Shown.pdf', `${pdf} shown`)
      const { headers } = await owner.get(`${base}/${id}/content`)
      assert.match(headers.get('content-disposition')!, /^inline;/)
      assert.equal(headers.get('x-frame-options'), 'SAMEORIGIN')
      const policy = headers.get('content-security-policy')!
      assert.match(policy, /default-src 'none'/)
      assert.match(policy, /frame-ancestors 'self'/)
      assert.doesNotMatch(policy, /script-src|unsafe-eval/)
      const page = await owner.get(`${base}/${id}`)
      assert.equal(page.headers.get('x-frame-options'), 'DENY')
      assert.match(page.headers.get('content-security-policy')!, /frame-ancestors 'none'/)
      assert.equal(page.html.querySelector('iframe'), null, 'a browser without a viewer would save the file unasked')
      const place = page.html.querySelector('[data-pdf]')!
      assert.equal(place.getAttribute('data-pdf'), `${base}/${id}/content`)
      assert.ok(place.getAttribute('data-title'))
      assert.ok(page.html.querySelector(`a[href="${base}/${id}/content"]`))
    })

    it('of anything else are never shown, whatever they are called', async () => {
      const script = '<html><body><script>alert(1)</script></body></html>'
      const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
      const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
      const wrong: [string, string | Buffer][] = [
        ['photo.jpg', script],
        ['page.pdf', `${script} `],
        ['page.html', `${script}  `],
        ['drawing.svg', svg],
        ['drawing.xml.svg', `<?xml version="1.0"?>${svg}`],
        ['real.png', png],
        ['letter.txt', 'Hello'],
        ['table.csv', 'a;b'],
        ['program.exe', Buffer.from('4d5a90000300000004000000ffff0000', 'hex')],
      ]
      for (const [name, bytes] of wrong) {
        const id = await make(name, bytes)
        for (const path of ['content', 'download']) {
          const { headers, status } = await owner.get(`${base}/${id}/${path}`)
          assert.equal(status, 200, name)
          assert.match(headers.get('content-disposition')!, /^attachment;/, name)
          assert.doesNotMatch(headers.get('content-type')!, /html|svg|javascript/, name)
          assert.equal(headers.get('x-content-type-options'), 'nosniff')
          assert.match(headers.get('content-security-policy')!, /default-src 'none'.*sandbox/)
          assert.equal(headers.get('x-frame-options'), 'DENY')
        }
        const page = await owner.get(`${base}/${id}`)
        assert.equal(page.html.querySelectorAll('iframe, object, embed').length, 0, name)
        assert.ok(!page.text.includes('<script>alert(1)'), name)
      }
    })

    it('are had by the range', async () => {
      const id = await make('Ranged.pdf', `%PDF-0123456789`)
      const ask = (range: string, headers: Record<string, string> = {}) =>
        owner.get(`${base}/${id}/content`, { headers: { range, ...headers } })
      for (const [range, content, said] of [
        ['bytes=5-7', '012', 'bytes 5-7/15'],
        ['bytes=10-', '56789', 'bytes 10-14/15'],
        ['bytes=-3', '789', 'bytes 12-14/15'],
        ['bytes=10-999', '56789', 'bytes 10-14/15'],
        ['bytes=-999', '%PDF-0123456789', 'bytes 0-14/15'],
      ] as const) {
        const answer = await ask(range)
        assert.equal(answer.status, 206, range)
        assert.equal(answer.text, content)
        assert.equal(answer.headers.get('content-range'), said)
        assert.equal(answer.headers.get('content-length'), String(content.length))
      }
      for (const range of ['bytes=15-', 'bytes=99-100', 'bytes=-0']) {
        const answer = await ask(range)
        assert.equal(answer.status, 416, range)
        assert.equal(answer.headers.get('content-range'), 'bytes */15')
        assert.equal(answer.text, '')
      }
      for (const range of [
        'bytes=',
        'bytes=-',
        'bytes=a-b',
        'bytes=7-5',
        'bytes=0-1,3-4',
        'lines=1-2',
        `bytes=0-${'9'.repeat(40)}`,
      ]) {
        const answer = await ask(range)
        assert.equal(answer.status, 200, range)
        assert.equal(answer.text.length, 15)
      }
      const etag = (await ask('bytes=0-1')).headers.get('etag')!
      assert.equal((await ask('bytes=0-1', { 'if-range': etag })).status, 206)
      assert.equal((await ask('bytes=0-1', { 'if-range': '"other"' })).status, 200)
    })

    it('count as opened when somebody asks for them, and only then', async () => {
      const id = await make('Counted.pdf', `%PDF-counted`, true)
      const path = `${base}/${id}/content`
      const { etag } = {
        etag: (await owner.get(path, { headers: { 'sec-purpose': 'prefetch' } })).headers.get('etag')!,
      }
      const quiet: Record<string, string>[] = [
        { purpose: 'prefetch' },
        { 'sec-purpose': 'prefetch;prerender' },
        { 'if-none-match': etag },
        { range: 'bytes=5-9' },
        { 'sec-fetch-dest': 'iframe' },
      ]
      for (const headers of quiet) assert.ok((await owner.get(path, { headers })).status < 400)
      const head = await world.web.request(path, {
        method: 'HEAD',
        headers: { cookie: `session=${owner.cookies.get('session')}` },
      })
      assert.equal(head.status, 200)
      assert.equal(head.headers.get('content-length'), '12')
      assert.equal(await head.text(), '')
      await world.web.request(`${base}/${id}`, {
        method: 'HEAD',
        headers: { cookie: `session=${owner.cookies.get('session')}` },
      })
      const unmarked = await owner.get(`${base}/${id}`, { headers: { 'sec-purpose': 'prefetch' } })
      assert.equal(unmarked.status, 200)
      assert.deepEqual(await looksOf(id), [])
      await owner.get(path)
      await owner.get(path, { headers: { range: 'bytes=0-' } })
      await owner.get(`${base}/${id}/download`)
      await owner.get(`${base}/${id}`)
      const [look, ...others] = await looksOf(id)
      assert.deepEqual([look!.staff_id, Number(look!.times), others.length], [world.people.owner, 4, 0])
      assert.ok(
        (await findDocument(world.app.db.read, await world.staff(world.people.owner), world.accounts.seen, id)).seen_at,
      )
    })

    it('count each time, though two come at once', async () => {
      const id = await make('Twice.txt', 'twice', true)
      const eva = await world.as(world.people.eva)
      await Promise.all([1, 2, 3].map(() => eva.get(`${base}/${id}/download`)))
      assert.deepEqual(
        (await looksOf(id)).map((look) => Number(look.times)),
        [3],
      )
    })

    it('of an old version are had by its number', async () => {
      const id = await make('Versions.txt', 'one')
      await make('Versions.txt', 'two')
      assert.equal((await owner.get(`${base}/${id}/download`)).text, 'two')
      assert.equal((await owner.get(`${base}/${id}/download?number=1`)).text, 'one')
      for (const number of ['0', '3', '-1', 'abc', '', '99999999999'])
        assert.equal((await owner.get(`${base}/${id}/download?number=${number}`)).status, 404, number)
    })

    it('that are missing are said to be, and nothing breaks', async () => {
      const id = await make('Gone.pdf', '%PDF-gone', true)
      const { hash } = await findDocument(
        world.app.db.read,
        await world.staff(world.people.owner),
        world.accounts.seen,
        id,
      )
      await world.app.files.remove(hash)
      for (const path of ['content', 'download']) {
        const answer = await owner.get(`${base}/${id}/${path}`)
        assert.equal(answer.status, 404)
        assert.match(answer.text, /The file is missing/)
        assert.match(answer.headers.get('content-type')!, /text\/html/)
      }
      assert.deepEqual(await looksOf(id), [], 'nobody has seen what is not there')
      const page = await owner.get(`${base}/${id}`)
      assert.equal(page.status, 200)
      assert.match(page.html.querySelector('#document-preview')!.text, /missing from storage/)
    })

    it('are not there for whoever may not look at the document', async () => {
      const hidden = await makeDocument(world, world.accounts.hidden, 'Hidden.pdf', '%PDF-hidden')
      const eva = await world.as(world.people.eva)
      for (const path of ['', '/content', '/download', '/picture/small', '/history', '/versions'])
        for (const account of [world.accounts.hidden, world.accounts.seen])
          assert.equal((await eva.get(`/accounts/${account}/documents/${hidden}${path}`)).status, 404, path)
    })
  })
