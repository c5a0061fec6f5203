import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { before, describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { createFolder } from '#src/documents/folders/folder.ts'
import { setFolderRights } from '#src/documents/folders/rights.ts'
import type { Level } from '#src/documents/folders/rules.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeDocument } from '#src/testing/documents.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'

type Fields = Record<string, string>

for (const engine of engines)
  describe(`the pages of an account’s documents on ${engine}`, () => {
    let world: World
    let owner: Browser
    let eva: Browser
    let account: number
    let base: string
    before(async () => {
      world = await makeWorld(engine, { mostDocumentBytes: 1000 })
      owner = await world.as(world.people.owner)
      eva = await world.as(world.people.eva)
      account = world.accounts.seen
      base = `/accounts/${account}/documents`
    })
    const folder = (name: string, parent: number | null = null) =>
      world.perform((act) => createFolder(act, account, parent, name))
    const setRight = async (id: number, person: number, level: Level | null) => {
      const row = await world.app.db.read
        .selectFrom('folder')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      const rights = new Map([[person, level]])
      await world.perform((act) => setFolderRights(act, { ...row, accountName: 'x' }, rights, new Map()))
    }
    const documents = () => world.app.db.read.selectFrom('document').selectAll().orderBy('id').execute()
    const documentNamed = async (name: string) => (await documents()).find((one) => one.name === name)!
    const send = (files: Record<string, string>, { browser = owner, fields = {} as Fields, htmx = false } = {}) => {
      const body = new FormData()
      body.set('form_token', browser.formToken)
      for (const [name, value] of Object.entries(fields)) body.set(name, value)
      for (const [name, content] of Object.entries(files)) body.append('files', new File([content], name))
      return browser.upload(base, body, { htmx })
    }

    it('take several files into a folder, and say what became of each: by page without htmx, in a list with it', async () => {
      const id = await folder('IRS 2026')
      const answer = await send({ 'a.txt': 'a', 'b.csv': 'a;b' }, { fields: { folder: String(id), shared: 'on' } })
      assert.deepEqual([answer.status, answer.location], [303, `${base}/folders/${id}`])
      const page = await owner.get(answer.location!)
      const flash = page.html.querySelector('#flash')!.text
      assert.ok(flash.includes('“a.txt” was added.') && flash.includes('“b.csv” was added.'), flash)
      assert.deepEqual(
        page.html.querySelectorAll('#document-list tbody td a:not(.action)').map((link) => link.text),
        ['a.txt', 'b.csv'],
      )
      const added = await documentNamed('b.csv')
      assert.deepEqual([added.type, added.is_shared, added.added_by_name], ['text/csv', 1, 'Olga Owner'])
      const again = await send({ 'a.txt': 'other', 'b.csv': 'a;b' }, { fields: { folder: String(id) }, htmx: true })
      assert.equal(again.status, 200)
      assert.equal(again.html.querySelector('html'), null)
      assert.deepEqual(
        again.html
          .querySelectorAll('.received li')
          .map((line) => line.text)
          .toSorted(),
        ['“a (2).txt” was added next to the one with the same name.', '“b.csv” is already here.'],
      )
      const version = await send({ 'a.txt': 'newer' }, { fields: { folder: String(id), same_name: 'new version' } })
      assert.equal(version.status, 303)
      assert.equal((await documentNamed('a.txt')).number, 2)
    })

    it('keep what could be stored, and say why the rest could not', async () => {
      const answer = await send({ 'fits.txt': 'yes', 'big.txt': 'x'.repeat(1001), 'none.txt': '' })
      assert.equal(answer.status, 413)
      const text = answer.html.querySelector('.received')!.text
      assert.match(text, /“big.txt” is too large: at most 1 kB.*“none.txt” is empty.*“fits.txt” was added/s)
      assert.ok(await documentNamed('fits.txt'))
      assert.equal((await send({ 'none.txt': '' })).status, 422)
      const nothing = await send({})
      assert.equal(nothing.status, 422)
      assert.match(nothing.html.querySelector('.received')!.text, /Choose a file first/)
      const long = await send({ [`${'😀'.repeat(255)}.txt`]: 'long', 'ctrl\u0007.txt': 'c', '../../up.txt': 'u' })
      assert.equal(long.status, 303)
      assert.ok((await documentNamed('ctrl.txt')) && (await documentNamed('up.txt')))
      assert.ok((await documents()).every((one) => [...one.name].length <= 200))
    })

    it('keep what came whole before a break, nothing of the rest, and take it all again', async () => {
      const boundary = 'x-boundary'
      const part = (head: string, content: string) =>
        `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`
      const file = (name: string, content: string) => part(`name="files"; filename="${name}"`, content)
      const broken = new ReadableStream({
        async start(stream) {
          const whole = part('name="form_token"', owner.formToken) + file('whole.txt', 'whole')
          stream.enqueue(
            Buffer.from(
              `${whole}--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="torn.txt"\r\n\r\nto`,
            ),
          )
          for (let i = 0; i < 200 && !(await documentNamed('whole.txt')); i++) await setTimeout(10)
          stream.error(new Error('the connection is gone'))
        },
      })
      const answer = await world.web.request(base, {
        method: 'POST',
        body: broken,
        duplex: 'half',
        headers: {
          cookie: [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          'content-type': `multipart/form-data; boundary=${boundary}`,
        },
      } as RequestInit)
      assert.equal(answer.status, 400)
      assert.ok(await documentNamed('whole.txt'))
      assert.equal(await documentNamed('torn.txt'), undefined)
      const again = await send({ 'whole.txt': 'whole', 'torn.txt': 'torn' }, { htmx: true })
      assert.match(again.text, /“whole.txt” is already here/)
      assert.match(again.text, /“torn.txt” was added/)
    })

    it('leave the bytes of a file to be removed whose folder has gone while they came', async () => {
      const id = await folder('Going')
      const { put } = world.app.files
      world.app.files.put = async (...all) => {
        const stored = await put(...all)
        await owner.post(`${base}/folders/${id}/removal`)
        return stored
      }
      const answer = await send({ 'late.txt': 'too late' }, { fields: { folder: String(id) } })
      world.app.files.put = put
      assert.equal(answer.status, 404)
      const { hash } = await put(Readable.from(['too late']), 100)
      world.app.now = new Date(world.app.now.getTime() + 2 * 3600_000)
      const left = await world.app.db.read
        .selectFrom('queue_item')
        .select('payload')
        .where('kind', '=', 'remove files')
        .execute()
      assert.ok(left.some((item) => item.payload.includes(hash)))
    })

    it('say in words that the disk is full', async () => {
      const { put } = world.app.files
      world.app.files.put = async (source) => {
        source.resume()
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
      }
      for (const htmx of [false, true]) {
        const answer = await send({ 'full.txt': 'x' }, { htmx })
        assert.equal(answer.status, 507)
        assert.match(answer.html.querySelector('.received')!.text, /“full.txt” was not saved: the server’s disk/)
      }
      world.app.files.put = put
      assert.equal(await documentNamed('full.txt'), undefined)
    })

    it('take nothing from whoever may not edit there, nor into a folder that is none', async () => {
      const { put } = world.app.files
      let stored = 0
      world.app.files.put = (...all) => {
        stored++
        return put(...all)
      }
      const id = await folder('Only to see')
      const before = (await documents()).length
      assert.equal((await send({ 'eva.txt': 'x' }, { browser: eva, fields: { folder: String(id) } })).status, 403)
      assert.equal((await eva.get(`${base}/folders/${id}`)).html.querySelector('#document-list form, .upload'), null)
      await setRight(id, world.people.eva, 'none')
      assert.equal((await send({ 'eva.txt': 'x' }, { browser: eva, fields: { folder: String(id) } })).status, 404)
      assert.equal((await eva.get(`${base}/folders/${id}`)).status, 404)
      for (const wrong of ['999999', 'abc', '-1'])
        assert.equal((await send({ 'x.txt': 'x' }, { fields: { folder: wrong } })).status, 404, wrong)
      const elsewhere = await world.perform((act) => createFolder(act, world.accounts.hidden, null, 'Elsewhere'))
      assert.equal((await send({ 'x.txt': 'x' }, { fields: { folder: String(elsewhere) } })).status, 404)
      await owner.post(`${base}/folders/${id}/removal`)
      assert.equal((await send({ 'x.txt': 'x' }, { fields: { folder: String(id) } })).status, 404)
      assert.deepEqual([stored, (await documents()).length], [0, before])
      world.app.files.put = put
      await setRight(id, world.people.eva, 'edit')
    })

    it('take files on the overview in its own card, with htmx and without', async () => {
      const head = (await owner.get(`/accounts/${account}`)).html.querySelector('#overview-documents .card-head')!
      assert.ok(head.querySelector(`a[href="${base}/new"]`))
      const form = (await owner.get(`${base}/new`, { htmx: true })).html.querySelector('#overview-documents form')!
      assert.equal(form.getAttribute('hx-post'), base)
      assert.ok((await owner.get(`${base}/new`)).html.querySelector('#documents details.upload[open]'))
      assert.equal((await owner.get(`${base}/newest`)).location, `/accounts/${account}#overview-documents`)
      const fields = { folder: 'top', from: 'overview', shared: 'on' }
      const inCard = await send({ 'Card.txt': 'card' }, { fields, htmx: true })
      assert.equal(inCard.status, 200)
      assert.equal(inCard.html.querySelector('html'), null)
      assert.match(inCard.html.querySelector('#overview-documents .rows')!.text, /Card.txt/)
      const bad = await send({ 'Card.txt': '' }, { fields, htmx: true })
      assert.equal(bad.status, 422)
      assert.match(bad.html.querySelector('#overview-documents .received')!.text, /empty/)
      const plain = await send({ 'Plain.txt': 'plain' }, { fields })
      assert.equal(plain.location, `/accounts/${account}#overview-documents`)
      assert.equal((await eva.get(`/accounts/${account}`)).html.querySelector(`a[href="${base}/new"]`), null)
      assert.equal((await eva.get(`${base}/new`, { htmx: true })).html.querySelector('form'), null)
    })

    it('mark what is new, until it is opened and not by being listed', async () => {
      const id = await makeDocument(world, account, 'Brought.txt', 'b', { contactId: world.contacts.maria })
      const badge = async (browser: Browser, path: string, within: string) =>
        (await browser.get(path)).html.querySelector(`${within} .badge`)?.text
      for (let i = 0; i < 2; i++) assert.equal(await badge(eva, base, `#document-${id}`), 'New')
      assert.equal(await badge(eva, `/accounts/${account}`, '#overview-documents'), 'New')
      assert.match((await eva.get('/')).html.querySelector('#new-from-clients')!.text, /Brought.txt.*Seen Family/s)
      await eva.get(`${base}/${id}`)
      assert.equal(await badge(eva, base, `#document-${id}`), undefined)
      assert.equal(await badge(owner, base, `#document-${id}`), 'new to you')
      assert.doesNotMatch((await owner.get('/')).html.querySelector('#new-from-clients')!.text, /Brought.txt/)
    })

    it('find by name with the folder of each, and lead from page to page', async () => {
      const id = await folder('Contratos')
      await makeDocument(world, account, 'Minuta do João.txt', 'm', { folderId: id })
      const hits = await owner.get(`${base}?q=joao+MINUTA`)
      assert.equal(hits.html.querySelectorAll('#document-list tbody tr').length, 1)
      assert.equal(hits.html.querySelector(`#document-list a[href="${base}/folders/${id}"]`)?.text, 'Contratos')
      assert.equal(hits.html.querySelector('#document-list form'), null)
      assert.match((await owner.get(`${base}?q=nowhere`)).text, /No document’s name contains “nowhere”/)
      const many = await folder('Many')
      for (let i = 0; i < 101; i++)
        await makeDocument(world, account, `${String(i).padStart(3, '0')}.txt`, `${i}`, { folderId: many })
      const first = await owner.get(`${base}/folders/${many}`)
      assert.equal(first.html.querySelectorAll('#document-list tbody tr').length, 100)
      const second = await owner.get(first.html.querySelector('.pager [rel=next]')!.getAttribute('href')!)
      assert.match(second.html.querySelector('#document-list tbody')!.text, /100\.txt/)
      const newest = await owner.get(`${base}/folders/${many}?order=newest`)
      assert.match(newest.html.querySelector('#document-list tbody tr')!.text, /100\.txt/)
      const part = await owner.get(`${base}/folders/${many}`, { htmx: true })
      assert.equal(part.html.querySelector('html'), null)
      assert.ok(part.html.querySelector('div#document-list[hx-trigger=uploaded]'))
    })

    it('make folders, rename and move them, and show both versions to whoever was late', async () => {
      const made = await owner.post(`${base}/folders`, { name: 'Payroll', parent: 'top' })
      assert.equal(made.status, 303)
      const path = made.location!
      const again = await owner.post(`${base}/folders`, { name: ' payROLL ', parent: 'top' })
      assert.equal(again.status, 422)
      assert.equal(again.html.querySelector('#f-name')?.getAttribute('value'), ' payROLL ')
      assert.match(again.html.querySelector('.field-error')!.text, /already in use/)
      for (const name of ['', '\u0000', '😀'.repeat(255)])
        assert.equal((await owner.post(`${base}/folders`, { name, parent: 'top' })).status, 422)
      const into = await folder('2026')
      const below = await owner.get(`${path}/edit`)
      assert.ok(
        !below.html.querySelectorAll('#f-parent option').some((one) => path.endsWith(`/${one.getAttribute('value')}`)),
      )
      const moved = await owner.post(path, { name: 'Payroll 2026', parent: into, version: 1 })
      assert.equal(moved.location, path)
      assert.match((await owner.get(path)).html.querySelector('.crumbs')!.text, /Documents.*2026.*Payroll 2026/s)
      const self = await owner.post(`${base}/folders/${into}`, {
        name: '2026',
        parent: path.split('/').at(-1)!,
        version: 1,
      })
      assert.equal(self.status, 422)
      const late = await owner.post(path, { name: 'Late', parent: 'top', version: 1 })
      assert.equal(late.status, 409)
      assert.match(late.html.querySelector('#folder')!.text, /Your entry: Late.*Current value: Payroll 2026/s)
      for (const [target, fields] of [
        [`${base}/folders`, { name: 'Eva', parent: 'top' }],
        [path, { name: 'Eva', parent: 'top', version: 2 }],
        [`${path}/removal`, {}],
        [`${path}/rights`, {}],
      ] as const)
        assert.equal((await eva.post(target, fields)).status, 403, target)
      assert.equal((await eva.get(path)).html.querySelectorAll('#documents .actions a').length, 2)
    })

    it('rename and move a document in one form, and show both versions to whoever was late', async () => {
      const id = await makeDocument(world, account, 'Form.txt', 'form')
      const there = await folder('Target')
      const form = await owner.get(`${base}/${id}/edit?back=${base}`)
      assert.equal(form.html.querySelector('#document form')?.getAttribute('action'), `${base}/${id}`)
      const saved = await owner.post(`${base}/${id}`, { name: 'Formed.txt', folder: there, version: 1, back: base })
      assert.equal(saved.location, base)
      const foreign = { name: 'Formed.txt', folder: there, version: 2, back: 'https://evil.example' }
      assert.equal((await owner.post(`${base}/${id}`, foreign)).location, `${base}/${id}`)
      const late = await owner.post(`${base}/${id}`, { name: 'Late.txt', folder: 'top', version: 1 })
      assert.equal(late.status, 409)
      assert.match(late.html.querySelector('#document')!.text, /Late\.txt.*Formed\.txt.*Documents.*Target/s)
      await makeDocument(world, account, 'Taken.txt', 'taken')
      const taken = await owner.post(`${base}/${id}`, { name: 'taken.TXT', folder: 'top', version: 2 })
      assert.equal(taken.status, 422)
      assert.equal((await owner.post(`${base}/${id}`, { name: 'x', folder: '999999', version: 2 })).status, 422)
      for (const [path, fields] of [
        ['', { name: 'Eva', folder: 'top', version: 2 }],
        ['/sharing', { wanted: 'on' }],
        ['/removal', {}],
      ] as const)
        assert.equal((await eva.post(`${base}/${id}${path}`, fields)).status, 403)
      assert.equal((await eva.get(`${base}/${id}/edit`)).status, 403)
      const row = await documentNamed('Formed.txt')
      assert.deepEqual([row.folder_id, row.is_shared, row.trashed_at], [there, 0, null])
    })

    it('share a document on its page, in place and by page', async () => {
      const id = await makeDocument(world, account, 'Switch.txt', 'switch')
      const inPlace = await owner.post(`${base}/${id}/sharing`, { wanted: 'on' }, { htmx: true })
      assert.equal(inPlace.html.querySelector('html'), null)
      assert.equal(inPlace.html.querySelector('#document [role=switch]')?.getAttribute('aria-checked'), 'true')
      assert.equal((await owner.post(`${base}/${id}/sharing`, { wanted: 'on' })).location, `${base}/${id}`)
      assert.equal((await documentNamed('Switch.txt')).is_shared, 1)
      assert.equal((await owner.post(`${base}/${id}/sharing`, { wanted: 'off' })).status, 303)
      assert.equal((await documentNamed('Switch.txt')).is_shared, 0)
    })

    it('do one thing with all that are ticked, in place and by page', async () => {
      const from = await folder('Ticked')
      const to = await folder('Moved to')
      const make = (name: string) => makeDocument(world, account, name, name, { folderId: from })
      const ids = [await make('1.txt'), await make('2.txt')]
      const elsewhere = await makeDocument(world, account, 'Elsewhere.txt', 'e')
      const path = `${base}/folders/${from}/selection`
      const shared = await owner.post(path, { act: 'share', document: [...ids, elsewhere] }, { htmx: true })
      assert.equal(shared.status, 200)
      assert.equal(shared.html.querySelector('html'), null)
      assert.match(shared.text, /2 documents shared with the client/)
      assert.equal((await documentNamed('Elsewhere.txt')).is_shared, 0)
      const back = await owner.post(path, { act: 'private', document: ids, order: 'newest' })
      assert.equal(back.location, `${base}/folders/${from}?order=newest`)
      for (const fields of [
        { act: 'share', to: 'top' },
        { act: 'move', document: ids, to: '' },
        { act: 'move', document: ids, to: '999999' },
        { act: 'burn', document: ids, to: 'top' },
      ] as Record<string, string | number[]>[]) {
        const answer = await owner.post(path, fields)
        assert.deepEqual([answer.status, answer.html.querySelectorAll('#document-list [role=alert]').length], [422, 1])
      }
      assert.equal((await eva.post(path, { act: 'trash', document: ids })).status, 403)
      await owner.post(path, { act: 'move', document: [ids[0]!], to })
      assert.equal((await documentNamed('1.txt')).folder_id, to)
      await owner.post(path, { act: 'trash', document: ids })
      assert.deepEqual(
        [(await documentNamed('1.txt')).trashed_at, Boolean((await documentNamed('2.txt')).trashed_at)],
        [null, true],
      )
    })

    it('put things into the trash and take them out, and say what they are called then', async () => {
      const id = await makeDocument(world, account, 'Thrown.txt', 'thrown')
      const gone = await owner.post(`${base}/${id}/removal`)
      assert.equal(gone.location, base)
      assert.match((await owner.get(base)).html.querySelector('#flash')!.text, /“Thrown.txt” is in the trash/)
      await makeDocument(world, account, 'Thrown.txt', 'another')
      const inside = await folder('Bin')
      await makeDocument(world, account, 'With.txt', 'with', { folderId: inside })
      assert.equal((await owner.post(`${base}/folders/${inside}/removal`)).location, base)
      const trash = await owner.get(`${base}/trash`)
      assert.match(trash.html.querySelector('#trash')!.text, /Bin\s+with 1 document.*Olga Owner.*Thrown\.txt/s)
      const action = `${base}/${id}/restoration`
      assert.ok(trash.html.querySelector(`form[action="${action}"]`))
      assert.equal((await eva.get(`${base}/trash`)).html.querySelector(`form[action="${action}"]`), null)
      assert.equal((await eva.post(action)).status, 403)
      assert.equal((await owner.post(action)).location, base)
      assert.match((await owner.get(base)).html.querySelector('#flash')!.text, /“Thrown \(2\).txt” was restored/)
      const whole = await owner.post(`${base}/folders/${inside}/restoration`)
      assert.equal(whole.location, `${base}/folders/${inside}`)
      assert.match((await owner.get(whole.location!)).text, /With\.txt/)
    })

    it('let whoever manages documents say who may do what in a folder', async () => {
      const { nina, eva: evaId } = world.people
      await world.giveRights(evaId, ['manage documents'])
      const id = await folder('Secret plans')
      await makeDocument(world, account, 'Plan.txt', 'plan', { folderId: id })
      const path = `${base}/folders/${id}/rights`
      const page = await eva.get(path)
      assert.equal(page.html.querySelector(`#level-${evaId} [selected]`)?.text, 'Inherited: edit')
      assert.equal(page.html.querySelector(`#level-${nina}`), null, 'who does not see the account has no place here')
      assert.match(page.html.querySelector('#folder-rights')!.text, /The owner and the admins can always edit/)
      await owner.post(path, { [`level_${evaId}`]: 'view', [`was_${evaId}`]: '' })
      assert.equal((await eva.get(path)).status, 403)
      assert.equal((await eva.get(`${base}/folders/${id}`)).html.querySelector('.upload, #document-list form'), null)
      const stale = await owner.post(path, { [`level_${evaId}`]: '', [`was_${evaId}`]: '' })
      assert.equal(stale.status, 303)
      assert.equal((await eva.get(path)).status, 403, 'what another has set meanwhile stays')
      await owner.post(path, { [`level_${evaId}`]: 'none', [`was_${evaId}`]: 'view' })
      assert.equal((await eva.get(`${base}/folders/${id}`)).status, 404)
      for (const shown of [base, `${base}?q=plan`, `/accounts/${account}/activity`, `/accounts/${account}`])
        assert.doesNotMatch((await eva.get(shown)).text, /Plan\.txt|Secret plans/, shown)
      assert.match((await owner.get(`/accounts/${account}/activity`)).text, /Plan\.txt/)
      await world.giveRights(evaId, [])
    })

    it('do not let a folder go to the trash in which there is one that the person may not change', async () => {
      const { eva: evaId } = world.people
      await world.giveRights(evaId, ['manage documents'])
      const outer = await folder('Outer')
      const inner = await folder('Inner', outer)
      await setRight(inner, evaId, 'none')
      const form = await eva.get(`${base}/folders/${outer}/edit`)
      assert.equal(form.html.querySelector('#folder-trash form'), null)
      assert.equal((await eva.post(`${base}/folders/${outer}/removal`)).status, 403)
      await setRight(inner, evaId, 'edit')
      assert.equal((await eva.post(`${base}/folders/${outer}/removal`)).status, 303)
      await world.giveRights(evaId, [])
    })

    it('exist for nobody who does not see the account', async () => {
      const nina = await world.as(world.people.nina)
      for (const path of ['', '/trash', '/folders/new', '?q=x'])
        assert.equal((await nina.get(`${base}${path}`)).status, 404)
      assert.equal((await send({ 'n.txt': 'n' }, { browser: nina })).status, 404)
    })
  })
