import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { before, describe, it } from 'node:test'
import { createFolder } from '#src/documents/folders/folder.ts'
import { setFolderRights } from '#src/documents/folders/rights.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeDocument } from '#src/testing/documents.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { findDocument } from './document.ts'
import { markSeenByClient } from './seen.ts'
import { restoreVersion } from './versions.ts'

for (const engine of engines)
  describe(`a document’s page on ${engine}`, () => {
    let world: World
    let owner: Browser
    let eva: Browser
    let base: string
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      eva = await world.as(world.people.eva)
      base = `/accounts/${world.accounts.seen}/documents`
    })
    const make = (name: string, content: string, options: Parameters<typeof makeDocument>[4] = {}) =>
      makeDocument(world, world.accounts.seen, name, content, options)
    const documentOf = async (id: number) =>
      findDocument(world.app.db.read, await world.staff(world.people.owner), world.accounts.seen, id)
    const send = (id: number, content: string | null, { browser = owner, htmx = false, name = 'Draft.txt' } = {}) => {
      const body = new FormData()
      body.set('form_token', browser.formToken)
      if (content !== null) body.set('file', new File([content], name))
      return browser.upload(`${base}/${id}/versions`, body, { htmx })
    }
    const bring = (id: number, number: number, version: number, { browser = owner, htmx = false } = {}) =>
      browser.post(`${base}/${id}/versions/${number}/current`, { version }, { htmx })

    it('says what it is, where it stands and who brought it', async () => {
      const top = await world.perform((act) => createFolder(act, world.accounts.seen, null, 'IRS'))
      const folderId = await world.perform((act) => createFolder(act, world.accounts.seen, top, '2026'))
      const id = await make('Lei & <Ordem>.pdf', '%PDF-1.7', { folderId, contactId: world.contacts.maria })
      const { html } = await owner.get(`${base}/${id}`)
      assert.deepEqual(
        html.querySelectorAll('.crumbs li').map((li) => li.text.trim()),
        ['Documents', 'IRS', '2026', 'Lei & <Ordem>.pdf'],
      )
      const facts = html.querySelector('#document-facts')!
      assert.match(facts.text, /Lei & <Ordem>\.pdf/)
      assert.match(facts.text, /PDF/)
      assert.match(facts.text, /8 bytes/)
      assert.match(facts.text, /\(client\)/)
      assert.match(facts.text, /Shared with the client/)
      assert.match(html.querySelector('#document-history')!.text, /added a document/)
      const inPortuguese = await owner.get(`${base}/${id}?language=pt`)
      assert.match(inPortuguese.html.querySelector('#document-history')!.text, /Partilhado com o cliente: *sim/)
    })

    it('is new to whoever opens what the client brought, until then; and then to the others', async () => {
      const id = await make('New.txt', 'new', { contactId: world.contacts.maria })
      const badge = async (browser: Browser) =>
        (await browser.get(`${base}/${id}`)).html.querySelector('#document-facts .badge')?.text ?? null
      assert.equal(await badge(owner), 'New until you opened it')
      assert.equal(await badge(owner), null)
      assert.equal(await badge(eva), 'New to you')
      assert.equal(await badge(eva), null)
      assert.equal(await badge(await world.as(world.people.admin)), 'New to you')
    })

    it('tells who of the firm and of the client opened which version, and how often', async () => {
      const id = await make('Looked.txt', 'first')
      await owner.get(`${base}/${id}/download`)
      await make('Looked.txt', 'second')
      for (const _ of [1, 2, 3]) await owner.get(`${base}/${id}/download`)
      await world.perform((act) => markSeenByClient(act.trx, id, 1, world.contacts.maria, act.at))
      const looks = (await eva.get(`${base}/${id}`)).html
        .querySelectorAll('#document-views li')
        .map((li) => li.text.replace(/\s+/g, ' '))
      assert.equal(looks.length, 3)
      assert.ok(looks.some((look) => /Olga Owner.*Version 2.*3 times/.test(look)))
      assert.ok(looks.some((look) => /Olga Owner.*Version 1(?!.*times)/.test(look)))
      assert.ok(looks.some((look) => /Maria Seen \(client\).*Version 1/.test(look)))
    })

    it('gets new versions, in both modes', async () => {
      const id = await make('Draft.txt', 'zero')
      const plain = await send(id, 'one')
      assert.equal(plain.status, 303)
      assert.equal(plain.location, `${base}/${id}`)
      assert.match((await owner.get(plain.location!)).text, /The new version was added/)
      const part = await send(id, 'two', { htmx: true, name: 'Draft of May.txt' })
      assert.equal(part.status, 200)
      assert.doesNotMatch(part.text, /doctype/i)
      assert.equal(part.html.querySelectorAll('#document').length, 1)
      assert.match(part.html.querySelector('#document-versions')!.text, /Version 3.*Current/s)
      assert.match(part.html.querySelector('#document-versions')!.text, /sent as Draft of May\.txt/)
      const document = await documentOf(id)
      assert.deepEqual([document.number, document.name, document.type], [3, 'Draft.txt', 'text/plain'])
    })

    it('is left as it is by the same bytes, and says so', async () => {
      const id = await make('Same.txt', 'same')
      const before = await documentOf(id)
      for (const htmx of [false, true]) {
        const answer = await send(id, 'same', { htmx })
        const shown = htmx ? answer : await owner.get(answer.location!)
        assert.match(shown.text, /nothing was changed/)
      }
      assert.deepEqual({ ...(await documentOf(id)), seen_at: null }, { ...before, seen_at: null })
    })

    it('that goes into the trash meanwhile gets no version, and the file of it goes', async () => {
      const id = await make('Trashed.txt', 'one')
      const content = 'comes too late'
      const { put } = world.app.files
      // While the file arrives, somebody else puts the document into the trash.
      world.app.files.put = async (...given) => {
        world.app.files.put = put
        const stored = await put(...given)
        await world.app.db.write((trx) =>
          trx.updateTable('document').set({ trashed_at: world.app.now.toISOString() }).where('id', '=', id).execute(),
        )
        return stored
      }
      assert.equal((await send(id, content)).status, 404)
      const hash = createHash('sha256').update(content).digest('hex')
      assert.ok(await world.app.files.has(hash))
      world.app.now = new Date(world.app.now.getTime() + 3_600_000)
      await world.app.queue.drain(world.app)
      assert.equal(await world.app.files.has(hash), false)
    })

    it('says why a file can’t be a version', async () => {
      const id = await make('Wrong.txt', 'right')
      for (const htmx of [false, true])
        for (const [content, status, says] of [
          [null, 422, /Choose a file/],
          ['', 422, /is empty/],
          ['x'.repeat(10_000_001), 413, /too large/],
        ] as const) {
          const answer = await send(id, content, { htmx })
          assert.equal(answer.status, status)
          assert.match(answer.html.querySelector('#f-file-error')!.text, says)
          assert.equal(Boolean(answer.html.querySelector('html')), !htmx)
        }
      assert.equal((await documentOf(id)).number, 1)
    })

    it('has an old version made the current one, and nothing lost by it, in both modes', async () => {
      const id = await make('Back.txt', 'one')
      await make('Back.txt', 'two')
      const plain = await bring(id, 1, 2)
      assert.equal(plain.status, 303)
      const page = await owner.get(plain.location!)
      assert.match(page.text, /Version 1 is the current version again/)
      assert.match(page.html.querySelector('#document-history')!.text, /made an earlier version of a document current/)
      const part = await bring(id, 2, 3, { htmx: true })
      assert.equal(part.status, 200)
      assert.equal(part.html.querySelectorAll('#document').length, 1)
      assert.equal((await documentOf(id)).number, 4)
      assert.equal((await owner.get(`${base}/${id}/download`)).text, 'two')
      assert.equal((await owner.get(`${base}/${id}/download?number=3`)).text, 'one')
      assert.equal((await bring(id, 9, 4)).status, 404)
    })

    it('is not changed on a stale page: it shows itself as it is now', async () => {
      const id = await make('Stale.txt', 'one')
      await make('Stale.txt', 'two')
      await make('Stale.txt', 'three')
      for (const htmx of [false, true]) {
        const answer = await bring(id, 1, 2, { htmx })
        assert.equal(answer.status, 409)
        assert.match(answer.html.querySelector('#document [role=alert]')!.text, /Somebody has changed this document/)
        assert.equal(answer.html.querySelector('form[action$="/current"] [name=version]')?.getAttribute('value'), '3')
      }
      assert.equal((await documentOf(id)).number, 3)
    })

    it('has an old version brought back once by two at once', async () => {
      const id = await make('Twice.txt', 'one')
      await make('Twice.txt', 'two')
      const once = () => world.perform((act) => restoreVersion(act, world.accounts.seen, id, 2, 1))
      const both = await Promise.allSettled([once(), once()])
      assert.deepEqual(both.map((one) => one.status).sort(), ['fulfilled', 'rejected'])
      assert.ok(both.some((one) => one.status === 'rejected' && one.reason instanceof Conflict))
      assert.equal((await documentOf(id)).number, 3)
    })

    it('is looked at and not changed by whoever may not edit its folder: 403, unchanged, controls absent', async () => {
      const id = await make('Kept.txt', 'one')
      await make('Kept.txt', 'two')
      assert.equal((await send(id, 'mine', { browser: eva })).status, 403)
      assert.equal((await bring(id, 1, 2, { browser: eva })).status, 403)
      assert.equal((await documentOf(id)).number, 2)
      const controls = async (browser: Browser) =>
        (await browser.get(`${base}/${id}`)).html.querySelectorAll('#document form').length
      assert.equal(await controls(eva), 0)
      assert.equal(await controls(owner), 4)
      assert.equal((await eva.get(`${base}/${id}/versions`)).html.querySelectorAll('main form').length, 0)
    })

    it('is changed in a folder in which one may, and not there in one that one may not look into', async () => {
      const folderId = await world.perform((act) => createFolder(act, world.accounts.seen, null, 'Payroll'))
      const id = await make('Slip.txt', 'slip', { folderId })
      const level = async (to: 'none' | 'edit') => {
        const folder = {
          id: folderId,
          account_id: world.accounts.seen,
          parent_id: null,
          name: 'Payroll',
          accountName: '',
        }
        await world.perform((act) => setFolderRights(act, folder, new Map([[world.people.eva, to]]), new Map()))
      }
      await level('edit')
      assert.equal((await send(id, 'mine', { browser: eva })).status, 303)
      await level('none')
      for (const path of ['', '/content', '/download', '/history', '/versions'])
        assert.equal((await eva.get(`${base}/${id}${path}`)).status, 404, path)
      assert.equal((await send(id, 'again', { browser: eva })).status, 404)
      assert.equal((await documentOf(id)).number, 2)
    })

    it('lists very many versions and events by the page', async () => {
      const id = await make('Many.txt', '0')
      for (let i = 1; i < 23; i++) await make('Many.txt', String(i))
      const page = await owner.get(`${base}/${id}`)
      for (const [section, place] of [
        ['#document-versions', 'versions'],
        ['#document-history', 'history'],
      ] as const) {
        assert.equal(page.html.querySelectorAll(`${section} ol > li`).length, 20)
        const older = page.html.querySelector(`${section} a[rel=next]`)!.getAttribute('href')!
        assert.match(older, new RegExp(`/${id}/${place}\\?before=\\d+$`))
        const rest = await owner.get(older)
        assert.equal(rest.html.querySelectorAll('section ol > li').length, 3)
        assert.equal(rest.html.querySelector('a[rel=next]'), null)
      }
    })
  })
