import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeWorld, oneEngine, type World } from '#src/testing/world.ts'
import { notesExport } from './export.ts'
import { shownNote } from './list.ts'
import { editNote, writeNote } from './note.ts'

for (const engine of oneEngine)
  describe(`the pages of notes on ${engine}`, () => {
    let world: World
    let eva: Browser
    let owner: Browser
    let base: string
    before(async () => {
      world = await makeWorld(engine)
      eva = await world.as(world.people.eva)
      owner = await world.as(world.people.owner)
      base = `/accounts/${world.accounts.seen}`
    })
    const write = (text: string, by = world.people.eva) =>
      world.perform((act) => writeNote(act, world.accounts.seen, by, text))
    const count = async () => (await world.app.db.read.selectFrom('note').select('id').execute()).length

    it('write without JavaScript: a page further on, from the overview back to it', async () => {
      const fromNotes = await eva.post(`${base}/notes`, { text: 'Plain note', from: 'notes' })
      assert.deepEqual([fromNotes.status, fromNotes.location], [303, `${base}/notes`])
      const fromOverview = await eva.post(`${base}/notes`, { text: 'From the overview', from: 'overview' })
      assert.deepEqual([fromOverview.status, fromOverview.location], [303, `${base}#overview-notes`])
      const overview = await eva.get(base)
      assert.match(overview.html.querySelector('#overview-notes')!.text, /Notes\s+2.*From the overview.*Plain note/s)
    })

    it('write with htmx: the card comes back, or the list', async () => {
      const card = await eva.post(`${base}/notes`, { text: 'By htmx', from: 'overview' }, { htmx: true })
      assert.equal(card.status, 200)
      assert.doesNotMatch(card.text, /<!doctype/i)
      assert.match(card.html.querySelector('#overview-notes')!.text, /By htmx/)
      assert.ok(card.html.querySelector('hx-partial[hx-target="#flash"]'))
      assert.ok(card.html.querySelector('#overview-notes .card-head a[autofocus]'))
      assert.equal(card.html.querySelector('#overview-notes form'), null)
      const list = await eva.post(`${base}/notes`, { text: 'In the list', from: 'notes' }, { htmx: true })
      assert.match(list.html.querySelector('#notes #all-notes')!.text, /In the list/)
    })

    it('open the form in the card where htmx asks, and lead to the page of the notes without', async () => {
      const card = await eva.get(`${base}/notes/new`, { htmx: true })
      assert.ok(card.html.querySelector('#overview-notes form textarea[autofocus]'))
      const closed = await eva.get(`${base}/notes/newest`, { htmx: true })
      assert.equal(closed.html.querySelector('#overview-notes form'), null)
      const page = (await eva.get(`${base}/notes/new`)).html.querySelector('#note-new form')!
      assert.equal(page.querySelector('input[name=from]')?.getAttribute('value'), 'overview')
      assert.equal((await eva.get(`${base}/notes/newest`)).location, `${base}#overview-notes`)
    })

    it('refuse what is no note, with the text kept', async () => {
      const before = await count()
      const long = 'ç'.repeat(60_000)
      for (const [text, says] of [
        ['', /Fill in this field/],
        ['   \n ', /Fill in this field/],
        [long, /at most 100 kB of text/],
        ['a\u0007b', /cannot be read|unreadable/i],
      ] as const)
        for (const htmx of [false, true])
          for (const from of ['notes', 'overview']) {
            const answer = await eva.post(`${base}/notes`, { text, from }, { htmx })
            assert.equal(answer.status, 422)
            assert.match(answer.html.querySelector('.field-error')!.text, says)
            assert.equal(answer.html.querySelector('textarea')!.text.trim(), text.trim())
          }
      assert.equal(await count(), before)
    })

    it('take 100 kB', async () => {
      const answer = await eva.post(`${base}/notes`, { text: 'x'.repeat(100 * 1024) })
      assert.equal(answer.status, 303)
      const list = await eva.get(`${base}/notes`)
      assert.match(list.html.querySelector('#all-notes')!.text, /Read more/)
      assert.ok(list.text.length < 60_000)
    })

    it('add whom one has chosen beside the text', async () => {
      await eva.post(`${base}/notes`, { text: 'Please look', mention: 'Adam Admin' })
      const page = await eva.get(`${base}/notes`)
      const first = page.html.querySelector('#all-notes li')!
      assert.match(first.text, /Please look @Adam Admin/)
      assert.equal(first.querySelector('.mention')!.text, '@Adam Admin')
      const options = page.html.querySelectorAll('select[name=mention] option').map((option) => option.text)
      assert.ok(
        options.includes('Adam Admin') && !options.includes('Nina Newcomer') && !options.includes('Eva Employee'),
      )
    })

    it('edit in place, and by page', async () => {
      const note = await write('Before')
      const path = `${base}/notes/${note}`
      const form = await eva.get(`${path}/edit`, { htmx: true })
      assert.ok(form.html.querySelector(`li#note-${note} textarea`))
      assert.doesNotMatch(form.text, /<!doctype/i)
      const page = await eva.get(`${path}/edit`)
      assert.equal(
        page.html.querySelector('form[action$="/notes/' + note + '"] input[name=version]')?.getAttribute('value'),
        '1',
      )
      const saved = await eva.post(path, { text: 'After', version: 1 }, { htmx: true })
      assert.match(saved.html.querySelector(`li#note-${note}`)!.text, /Edited.*After/s)
      const plain = await eva.post(path, { text: 'After all', version: 2 })
      assert.deepEqual([plain.status, plain.location], [303, path])
      assert.equal((await eva.post(path, { text: '', version: 3 })).status, 422)
      assert.equal((await shownNote(world.app.db.read, world.accounts.seen, note)).text, 'After all')
    })

    it('show both texts to whoever comes second', async () => {
      const note = await write('Zero')
      const path = `${base}/notes/${note}`
      await owner.post(path, { text: 'Theirs\n- of two lines', version: 1 })
      for (const htmx of [true, false]) {
        const late = await eva.post(path, { text: 'Mine', version: 1 }, { htmx })
        assert.equal(late.status, 409)
        const values = late.html.querySelectorAll('input[name=text]').map((input) => input.getAttribute('value'))
        assert.deepEqual(values, ['Mine', 'Theirs\n- of two lines'])
        assert.equal(late.html.querySelector('input[name=version]')!.getAttribute('value'), '2')
      }
      assert.equal((await eva.post(path, { text: 'Theirs\r\n- of two lines', version: 2 })).status, 303)
      assert.equal((await shownNote(world.app.db.read, world.accounts.seen, note)).version, 2)
    })

    it('pin and unpin: the wanted state is posted', async () => {
      const note = await write('To pin')
      const path = `${base}/notes/${note}/pin`
      for (let i = 0; i < 2; i++) {
        const pinned = await eva.post(path, { wanted: 'on' }, { htmx: true })
        assert.match(pinned.html.querySelector(`#note-${note}`)!.text, /Pinned/)
      }
      assert.match((await eva.get(base)).html.querySelector('#overview-notes')!.text, /Pinned/)
      assert.match((await eva.get(`${base}/notes`)).html.querySelector('#all-notes li')!.text, /To pin/)
      const plain = await eva.post(path, { wanted: 'off' })
      assert.equal(plain.location, `${base}/notes#note-${note}`)
      assert.equal((await eva.post(path, { wanted: 'perhaps' })).status, 422)
      assert.equal((await shownNote(world.app.db.read, world.accounts.seen, note)).pinned_at, '')
    })

    it('ask before a note is deleted', async () => {
      const note = await write('To delete')
      const path = `${base}/notes/${note}/removal`
      const asked = await eva.get(path)
      assert.match(asked.html.querySelector('#removal')!.text, /Delete this note\?.*To delete/s)
      assert.equal((await eva.post(path)).location, `${base}/notes`)
      assert.equal((await eva.get(`${base}/notes/${note}`)).status, 404)
      assert.doesNotMatch((await eva.get(`${base}/notes`)).html.querySelector('#all-notes')!.text, /To delete/)
      assert.equal((await eva.post(path)).status, 404)
    })

    it('leave others’ notes alone: refused, unchanged, controls absent', async () => {
      const note = await write('The owner’s', world.people.owner)
      const path = `${base}/notes/${note}`
      const before = await shownNote(world.app.db.read, world.accounts.seen, note)
      assert.equal((await eva.get(`${path}/edit`)).status, 403)
      assert.equal((await eva.get(`${path}/removal`)).status, 403)
      assert.equal((await eva.post(path, { text: 'Hers', version: 1 })).status, 403)
      assert.equal((await eva.post(`${path}/pin`, { wanted: 'on' })).status, 403)
      assert.equal((await eva.post(`${path}/removal`)).status, 403)
      assert.deepEqual(await shownNote(world.app.db.read, world.accounts.seen, note), before)
      const row = (await eva.get(`${base}/notes`)).html.querySelector(`#note-${note}`)!
      assert.equal(row.querySelectorAll('a[href$="/edit"], a[href$="/removal"], form').length, 0)
      await world.giveRights(world.people.eva, ['manage accounts'])
      const entitled = (await eva.get(`${base}/notes`)).html.querySelector(`#note-${note}`)!
      assert.equal(entitled.querySelectorAll('a[href$="/edit"], a[href$="/removal"], form').length, 3)
      assert.equal((await eva.post(`${path}/pin`, { wanted: 'on' })).status, 303)
      await world.giveRights(world.people.eva, [])
    })

    it('show the history to everybody who reads the note, the way back to those who may edit it', async () => {
      const note = await write('Old text')
      const me = await world.staff(world.people.eva)
      await world.perform((act) => editNote(act, me, world.accounts.seen, note, 1, 'New text'))
      const path = `${base}/notes/${note}/history`
      const page = await eva.get(path)
      assert.match(page.html.querySelector('#history')!.text, /New text.*Old text/s)
      const action = page.html.querySelector('#history form')!.getAttribute('action')!
      assert.equal((await eva.post(action, { version: 1 })).status, 409)
      assert.equal((await eva.post(action, { version: 2 })).location, `${base}/notes/${note}`)
      assert.equal((await shownNote(world.app.db.read, world.accounts.seen, note)).text, 'Old text')
      assert.equal((await eva.post(`${path}/99999/restoration`, { version: 3 })).status, 404)
      const others = await write('1', world.people.owner)
      const mine = await world.staff(world.people.owner)
      await world.perform((act) => editNote(act, mine, world.accounts.seen, others, 1, '2'))
      const read = await eva.get(`${base}/notes/${others}/history`)
      assert.equal(read.status, 200)
      assert.equal(read.html.querySelectorAll('#history form').length, 0)
    })

    it('belong to their account alone', async () => {
      const note = await write('Here')
      assert.equal((await owner.get(`/accounts/${world.accounts.hidden}/notes/${note}`)).status, 404)
      assert.equal((await owner.post(`/accounts/${world.accounts.hidden}/notes/${note}/removal`)).status, 404)
      const hidden = await eva.post(`/accounts/${world.accounts.hidden}/notes`, { text: 'x' })
      assert.equal(hidden.status, 404)
    })

    it('filter by words and author, and keep the filter from page to page', async () => {
      for (let i = 0; i < 25; i++) await write(`Série ${i}`, world.people.owner)
      const page = await eva.get(`${base}/notes?q=serie&author=${world.people.owner}`)
      assert.equal(page.html.querySelectorAll('#all-notes .notes > li').length, 20)
      const next = page.html.querySelector('.pager a[rel=next]')!.getAttribute('href')!.replaceAll('&amp;', '&')
      assert.match(next, /q=serie&author=\d+&at=/)
      assert.equal((await eva.get(next)).html.querySelectorAll('#all-notes .notes > li').length, 5)
      assert.match((await eva.get(`${base}/notes?q=nothing+of+it`)).text, /No notes match/)
      for (const bad of ['at=x', 'author=x', 'author=99999999999', `q=${'%25'.repeat(300)}`])
        assert.equal((await eva.get(`${base}/notes?${bad}`)).status, 200)
    })

    it('are in the account exported whole', async () => {
      const account = (await world.app.db.read
        .selectFrom('account')
        .selectAll()
        .where('id', '=', world.accounts.seen)
        .executeTakeFirst())!
      const staff = await world.staff(world.people.owner)
      const asked = { app: world.app, account, staff, language: 'en', country: 'PT', timeZone: 'UTC' } as const
      for await (const part of notesExport(asked)) {
        assert.ok('file' in part)
        assert.equal(part.file.name, 'notes.json')
        const text = (await part.file.open().toArray()).join('')
        const notes = JSON.parse(text) as { text: string; author: string; before: { text: string }[] }[]
        assert.equal(notes.length, (await count()) - 1)
        assert.ok(notes.every((note) => note.text !== 'To delete'))
        assert.deepEqual(
          notes.find((note) => note.text === 'After all')!.before.map((version) => version.text),
          ['Before', 'After'],
        )
      }
      const none = { ...asked, account: { ...account, id: world.accounts.hidden } }
      for await (const part of notesExport(none))
        if ('file' in part) assert.deepEqual(JSON.parse((await part.file.open().toArray()).join('')), [])
    })
  })
