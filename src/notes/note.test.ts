import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { archiveAccount, deleteAccount } from '#src/accounts/account.ts'
import { setTeam } from '#src/accounts/team.ts'
import type { Act } from '#src/audit/audit.ts'
import { events } from '#src/audit/events.ts'
import { mentionPage, unreadMentions } from '#src/mentions/mention.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { Conflict, Refusal } from '#src/platform/web/errors.ts'
import { restoreEvent, restorersOf } from '#src/restorations/restoration.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { wrongNotes } from './doctor.ts'
import { noteHistory, restoreVersion } from './history.ts'
import { newestNotes, notePage, notesOnPage, shownNote } from './list.ts'
import { deleteNote, dropDeletedNotes, editNote, pinNote, writeNote } from './note.ts'

for (const engine of engines)
  describe(`notes on ${engine}`, () => {
    let world: World
    let seen: number
    before(async () => {
      world = await makeWorld(engine)
      seen = world.accounts.seen
    })

    const db = () => world.app.db.read
    const write = (text: string, by = world.people.eva, account = seen) =>
      world.perform((act) => writeNote(act, account, by, text))
    const edit = async (by: number, note: number, version: number, text: string) => {
      const me = await world.staff(by)
      return world.performAs(by, (act) => editNote(act, me, seen, note, version, text))
    }
    const latest = async () => (await events(db(), { accountId: seen }, 1)).events[0]!
    const restore = async (by = world.people.admin) => {
      const event = await latest()
      return world.performAs(by, (act) => restoreEvent(act, restorersOf(world.app), event))
    }
    const refused = (status: number) => (error: unknown) => error instanceof Refusal && error.status === status
    const freshAccount = (team: number[] = []) => world.openAccount(`Account ${crypto.randomUUID()}`, team)

    it('are written, and the trail tells the beginning of what they say', async () => {
      const note = await write(`Call **back**${' x'.repeat(400)}`)
      const shown = await shownNote(db(), seen, note)
      assert.equal(shown.author, 'Eva Employee')
      assert.equal(shown.version, 1)
      const event = await latest()
      assert.equal(event.kind, 'note written')
      assert.match(event.changes.note![1]!, /^Call \*\*back\*\*.*…$/)
      assert.equal(event.changes.note![1]!.length, 201)
    })

    it('keep what they said before, with who wrote it and since when', async () => {
      const note = await write('first')
      await edit(world.people.admin, note, 1, 'second')
      await edit(world.people.eva, note, 2, 'third')
      const shown = await shownNote(db(), seen, note)
      assert.deepEqual([shown.text, shown.version, shown.editor], ['third', 3, 'Eva Employee'])
      const { versions, more } = await noteHistory(db(), note)
      assert.deepEqual(
        versions.map(({ text, author, version }) => [text, author, version]),
        [
          ['second', 'Adam Admin', 2],
          ['first', 'Eva Employee', 1],
        ],
      )
      assert.equal(more, false)
      const eva = await world.staff(world.people.eva)
      await world.perform((act) => restoreVersion(act, eva, seen, note, 3, versions[1]!.id))
      assert.equal((await shownNote(db(), seen, note)).text, 'first')
      await assert.rejects(
        world.perform((act) => restoreVersion(act, eva, seen, note, 3, versions[0]!.id)),
        Conflict,
      )
      const other = await write('other')
      await assert.rejects(
        world.perform((act) => restoreVersion(act, eva, seen, other, 1, versions[0]!.id)),
        refused(404),
      )
    })

    it('page through a long history', async () => {
      const note = await write('0')
      for (let version = 1; version <= 12; version++) await edit(world.people.eva, note, version, String(version))
      const first = await noteHistory(db(), note)
      assert.equal(first.more, true)
      const second = await noteHistory(db(), note, first.versions.at(-1)!.version)
      assert.deepEqual(
        [...first.versions, ...second.versions].map((version) => version.text),
        Array.from({ length: 12 }, (_, i) => String(11 - i)),
      )
    })

    it('are changed by their author, and by others with the right alone', async () => {
      const note = await write('Mine', world.people.admin)
      const eva = await world.staff(world.people.eva)
      const change: ((act: Act) => Promise<unknown>)[] = [
        (act) => editNote(act, eva, seen, note, 1, 'Hers'),
        (act) => pinNote(act, eva, seen, note, true),
        (act) => deleteNote(act, seen, note),
      ]
      for (const verb of change) await assert.rejects(world.performAs(eva.id, verb), refused(403))
      const shown = await shownNote(db(), seen, note)
      assert.deepEqual([shown.text, shown.pinned_at], ['Mine', ''])
      await world.giveRights(eva.id, ['manage accounts'])
      await world.performAs(eva.id, (act) => editNote(act, eva, seen, note, 1, 'Hers'))
      assert.equal((await shownNote(db(), seen, note)).text, 'Hers')
      await world.giveRights(eva.id, [])
    })

    it('edited by two at once: the second is shown what the first made of it', async () => {
      const note = await write('Both')
      const tries = await Promise.allSettled([
        edit(world.people.eva, note, 1, 'One'),
        edit(world.people.admin, note, 1, 'Other'),
      ])
      const lost = tries.filter((one) => one.status === 'rejected')
      assert.equal(lost.length, 1)
      assert.ok(lost[0]!.reason instanceof Conflict)
      assert.equal(lost[0]!.reason.theirs.text, (await shownNote(db(), seen, note)).text)
      assert.equal((await noteHistory(db(), note)).versions.length, 1)
    })

    it('saved as they were leave no trace', async () => {
      const note = await write('Same')
      const before = await latest()
      await edit(world.people.eva, note, 1, 'Same')
      assert.equal((await latest()).id, before.id)
      assert.equal((await shownNote(db(), seen, note)).version, 1)
    })

    it('are pinned to the top, the last pinned first, page by page', async () => {
      const account = await freshAccount()
      const admin = await world.staff(world.people.admin)
      const notes: number[] = []
      for (let i = 0; i < notesOnPage + 5; i++) notes.push(await write(`Note ${i}`, admin.id, account))
      for (const note of [notes[3]!, notes[1]!]) {
        world.app.now = new Date(world.app.now.getTime() + 1000)
        await world.perform((act) => pinNote(act, admin, account, note, true))
      }
      const filter = { q: '', author: null }
      const first = await notePage(db(), account, filter, null)
      const second = await notePage(db(), account, filter, readCursor(first.next))
      const order = [...first.rows, ...second.rows].map((note) => note.id)
      assert.deepEqual(order, [
        notes[1],
        notes[3],
        ...notes.toReversed().filter((id) => id !== notes[1] && id !== notes[3]),
      ])
      assert.equal(second.next, undefined)
      assert.deepEqual(
        (await notePage(db(), account, filter, readCursor(second.previous))).rows.map((note) => note.id),
        first.rows.map((note) => note.id),
      )
      assert.equal(first.rows[0]!.pinner, 'Adam Admin')
      const newest = await newestNotes(db(), account, 5)
      assert.deepEqual([newest.count, newest.notes[0]!.id], [notesOnPage + 5, notes.at(-1)])
      await world.perform((act) => pinNote(act, admin, account, notes[1]!, false))
      assert.equal((await notePage(db(), account, filter, null)).rows[0]!.id, notes[3])
    })

    it('are found by their words, without accents and capitals, and by their author', async () => {
      const account = await freshAccount()
      const both = await write('Telefonar à Conceição sobre o IVA de 100%', world.people.admin, account)
      const other = await write('O IVA está pago', world.people.owner, account)
      const found = async (q: string, author: number | null = null) =>
        (await notePage(db(), account, { q, author }, null)).rows.map((note) => note.id)
      assert.deepEqual(await found('iva'), [other, both])
      assert.deepEqual(await found('iva CONCEICAO'), [both])
      assert.deepEqual(await found('100%'), [both])
      assert.deepEqual(await found('___'), [])
      assert.deepEqual(await found('\\'), [])
      assert.deepEqual(await found('', world.people.owner), [other])
      assert.deepEqual(await found('iva', world.people.eva), [])
    })

    it('are written and edited on an archived account too', async () => {
      const note = await write('Late', world.people.eva, world.accounts.old)
      const eva = await world.staff(world.people.eva)
      await world.perform((act) => editNote(act, eva, world.accounts.old, note, 1, 'Later'))
      assert.equal((await shownNote(db(), world.accounts.old, note)).text, 'Later')
    })

    it('deleted are restored from the activity, with pin, history and mentions', async () => {
      const note = await write('Hello @Adam Admin')
      await edit(world.people.eva, note, 1, 'Hello @Adam Admin!')
      const eva = await world.staff(world.people.eva)
      const admin = await world.staff(world.people.admin)
      await world.perform((act) => pinNote(act, eva, seen, note, true))
      const unread = (await unreadMentions(db(), admin).execute()).length
      await world.perform((act) => deleteNote(act, seen, note))
      await assert.rejects(shownNote(db(), seen, note), refused(404))
      await assert.rejects(edit(eva.id, note, 2, 'x'), refused(404))
      assert.equal((await unreadMentions(db(), admin).execute()).length, unread - 1)
      await assert.rejects(restore(world.people.nina), refused(403))
      assert.deepEqual(await restore(eva.id), [], 'whose it was')
      const shown = await shownNote(db(), seen, note)
      assert.ok(shown.pinned_at)
      assert.equal((await noteHistory(db(), note)).versions.length, 1)
      assert.equal((await unreadMentions(db(), admin).execute()).length, unread)
      assert.equal((await latest()).kind, 'restored')
    })

    it('edited get their old text back from the activity, unless they were edited again', async () => {
      const note = await write('old')
      await edit(world.people.eva, note, 1, 'new')
      await restore()
      assert.equal((await shownNote(db(), seen, note)).text, 'old')
      await edit(world.people.eva, note, 3, 'newer')
      const event = await latest()
      await edit(world.people.eva, note, 4, 'newest')
      await assert.rejects(
        world.performAs(world.people.admin, (act) => restoreEvent(act, restorersOf(world.app), event)),
        refused(409),
      )
      assert.equal((await shownNote(db(), seen, note)).text, 'newest')
    })

    it('deleted long ago are gone for good', async () => {
      const note = await write('Gone')
      await world.perform((act) => deleteNote(act, seen, note))
      const after = (days: number) => new Date(world.app.now.getTime() + days * 86_400_000)
      const rows = () => db().selectFrom('note').select('id').where('id', '=', note).execute()
      await world.app.db.write((trx) => dropDeletedNotes(trx, after(119)))
      assert.equal((await rows()).length, 1)
      await world.app.db.write((trx) => dropDeletedNotes(trx, after(121)))
      assert.equal((await rows()).length, 0)
      await assert.rejects(restore(), (error: { why?: string }) => error.why === 'note gone')
    })

    it('go with their account', async () => {
      const account = await freshAccount()
      const note = await write('With @Adam Admin', world.people.owner, account)
      const owner = await world.staff(world.people.owner)
      await world.perform(async (act) => {
        await editNote(act, owner, account, note, 1, 'Still with @Adam Admin')
        await archiveAccount(act, account)
        await deleteAccount(act, account)
      })
      assert.deepEqual(await db().selectFrom('note').select('id').where('id', '=', note).execute(), [])
      for (const table of ['note_version', 'mention'] as const)
        assert.deepEqual(await db().selectFrom(table).select('id').where('note_id', '=', note).execute(), [])
      await assert.rejects(write('Too late', world.people.owner, account), refused(404))
    })

    it('satisfy the doctor, who sees when they don’t', async () => {
      assert.deepEqual(await wrongNotes(db()), [])
      const note = await write('Fine')
      await world.app.db.write((trx) =>
        trx.updateTable('note').set({ folded: 'other', pinned_at: 'x' }).where('id', '=', note).execute(),
      )
      assert.equal((await wrongNotes(db())).length, 2)
      await world.app.db.write((trx) => trx.deleteFrom('note').where('id', '=', note).execute())
    })

    it('tell of no team change', async () => {
      // Whoever joins later was not mentioned: the names were no people’s then.
      const account = await freshAccount()
      const note = await write('@Nina Newcomer, see', world.people.owner, account)
      await world.perform((act) => setTeam(act, account, [world.people.nina]))
      const nina = await world.staff(world.people.nina)
      assert.deepEqual((await mentionPage(db(), world.app.modules, nina, 10)).mentions, [])
      assert.deepEqual((await shownNote(db(), account, note)).mentions, [])
    })
  })
