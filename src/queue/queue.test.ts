import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { before, describe, it } from 'node:test'
import { addImport, readImport, startImport } from '#src/imports/import.ts'
import { runImport } from '#src/imports/run.ts'
import { modules } from '#src/modules.ts'
import type { QueueKind } from '#src/platform/queue/queue.ts'
import { startedRun } from '#src/testing/bulk.ts'
import { deadItem, firstTry } from '#src/testing/queue.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { kindWords } from '#views/queue/words.ts'
import { stuckWork } from './item.ts'

for (const engine of engines)
  describe(`background work on ${engine}`, () => {
    let world: World
    before(async () => {
      world = await makeWorld(engine)
    })
    const rows = () => world.app.db.read.selectFrom('queue_item').selectAll().orderBy('id').execute()
    const clear = () => world.app.db.write((trx) => trx.deleteFrom('queue_item').execute())
    const drained = async (times = 1) => {
      for (let i = 0; i < times; i++) {
        await world.app.queue.drain(world.app)
        world.app.now = new Date(world.app.now.getTime() + 7 * 3_600_000)
      }
    }
    const badge = async (person: number) =>
      (await (await world.as(person)).get('/')).html.querySelector('.sidebar a[href="/settings"] .badge')?.text
    const anImport = async (content: string) => {
      const { hash } = await world.app.files.put(Readable.from([content]), 1000)
      const read = await readImport(world.app, { name: 'clients.csv', hash })
      assert.ok(read.problem === null)
      return world.perform(async (act) => {
        const id = await addImport({ ...act, by: { ...act.by, staffId: world.people.admin } }, read)
        await startImport(act, id, 2)
        return { id, hash }
      })
    }
    const importRow = (id: number) =>
      world.app.db.read.selectFrom('import').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

    it('that is given up makes an import say so, tells the admins, and goes on when it is tried again', async () => {
      const content = 'Account name,Last name\nGiven Up,One\nGiven Up Too,Two\n'
      const { id, hash } = await anImport(content)
      await world.app.files.remove(hash)
      const admin = await world.as(world.people.admin)
      assert.equal(await badge(world.people.admin), undefined)
      await drained(9)
      assert.deepEqual([(await importRow(id)).status, (await importRow(id)).error], ['failed', 'file missing'])
      assert.match((await admin.get(`/imports/${id}`)).text, /A stored file is missing/)
      assert.equal(await badge(world.people.admin), '1 failed')
      assert.equal(await badge(world.people.eva), undefined)
      const page = await admin.get('/settings/queue')
      assert.match(page.text, /A stored file is missing/)
      assert.ok(page.html.querySelector(`#failed a[href="/imports/${id}"]`))
      assert.match((await stuckWork(world.app)).join(), /“run import” \(\d+\) was given up/)

      await world.app.files.put(Readable.from([content]), 1000)
      const [item] = await rows()
      const answer = await admin.post(`/settings/queue/${item!.id}/retry`)
      assert.equal(answer.location, '/settings/queue')
      assert.deepEqual([(await importRow(id)).status, (await rows())[0]!.attempts], ['queued', 0])
      await drained()
      assert.deepEqual([(await importRow(id)).status, (await importRow(id)).accounts_created], ['done', 2])
      assert.deepEqual([await rows(), await badge(world.people.admin), await stuckWork(world.app)], [[], undefined, []])
      assert.match((await admin.get('/activity')).html.text, /retried failed background work: clients\.csv/)
    })

    it('is tried again from the import’s own page too, and leaves nothing behind', async () => {
      const { id } = await anImport('Account name,Last name\nOwn Page,Three\n')
      await clear()
      await deadItem(world, { kind: 'run import', payload: { id } })
      const admin = await world.as(world.people.admin)
      const page = await admin.get(`/imports/${id}`)
      assert.ok(page.html.querySelector(`form[action="/imports/${id}/retry"]`))
      await admin.post(`/imports/${id}/retry`)
      assert.equal((await admin.post(`/imports/${id}/retry`)).status, 409)
      await drained()
      assert.deepEqual([(await importRow(id)).status, await rows()], ['done', []])
    })

    it('is discarded after what is lost was read, and stays failed', async () => {
      const { id } = await anImport('Account name,Last name\nDiscarded,Four\n')
      await clear()
      // Given up by a version that told nobody.
      const dead = await deadItem(world, { kind: 'run import', payload: { id } })
      await world.app.db.write((trx) =>
        trx.updateTable('import').set({ status: 'running', error: null }).where('id', '=', id).execute(),
      )
      const owner = await world.as(world.people.owner)
      const page = await owner.get(`/settings/queue/${dead}/removal`)
      assert.match(page.text, /the rest are not imported/)
      await owner.post(`/settings/queue/${dead}/removal`)
      assert.deepEqual([await rows(), (await importRow(id)).status], [[], 'failed'])
      assert.equal((await owner.post(`/settings/queue/${dead}/removal`)).status, 404)
      assert.equal((await owner.post(`/settings/queue/${dead}/retry`)).status, 404)
      assert.match((await owner.get('/activity')).html.text, /discarded failed background work: clients\.csv/)
    })

    it('of one import is done once, though two workers think that it is theirs', async () => {
      const names = Array.from({ length: 30 }, (_, i) => `Done Once ${i}`)
      const { id } = await anImport(`Account name,Last name\n${names.map((name) => `${name},Once`).join('\n')}\n`)
      await Promise.allSettled([1, 2].map(() => runImport(world.app, { id }, firstTry())))
      await drained()
      const { status, accounts_created, rejected } = await importRow(id)
      assert.deepEqual([status, accounts_created, rejected], ['done', 30, 0])
    })

    it('of a bulk action says that it failed, and goes on where it stopped', async () => {
      const accounts = [world.accounts.seen, await world.openAccount('Bulk of two')]
      const id = await startedRun(world, world.people.owner, { type: 'other' }, accounts)
      await clear()
      await deadItem(world, { kind: 'bulk run', payload: { id }, reason: 'unreachable' })
      const owner = await world.as(world.people.owner)
      const page = await owner.get(`/bulk/${id}`)
      assert.match(page.text, /could not be reached/)
      assert.ok(page.html.querySelector(`form[action="/bulk/${id}/retry"]`))
      await owner.post(`/bulk/${id}/retry`)
      await drained()
      const run = await world.app.db.read
        .selectFrom('bulk_run')
        .select(['status', 'processed'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      assert.deepEqual(run, { status: 'done', processed: 2 })
      assert.equal((await owner.post(`/bulk/${id}/retry`)).status, 409)
    })

    it('of a kind that nobody knows any more is named as it is, never run, and can be discarded', async () => {
      await clear()
      const owner = await world.as(world.people.owner)
      const dead = await deadItem(world, { kind: 'send a fax', payload: 'x' })
      await world.app.db.write((trx) =>
        trx.updateTable('queue_item').set({ dead_at: null, attempts: 0 }).where('id', '=', dead).execute(),
      )
      await drained()
      const page = await owner.get('/settings/queue')
      assert.match(page.text, /send a fax/)
      assert.match(page.text, /no longer does this work/)
      assert.match((await stuckWork(world.app)).join(), /“send a fax”.*no such work/)
      assert.equal((await owner.post(`/settings/queue/${dead}/retry`)).status, 409)
      assert.equal((await owner.get(`/settings/queue/${dead}/removal`)).status, 200)
      await owner.post(`/settings/queue/${dead}/removal`)
      assert.deepEqual(await rows(), [])
    })

    it('that waits or runs is listed, and can’t be discarded', async () => {
      const { id } = await anImport('Account name,Last name\nWaits,Five\n')
      const [item] = await rows()
      const owner = await world.as(world.people.owner)
      const waits = (await owner.get('/settings/queue')).html.querySelector('#pending')!
      assert.match(waits.text, /Import.*clients\.csv.*Waiting/s)
      assert.equal((await owner.post(`/settings/queue/${item!.id}/removal`)).status, 404)
      assert.equal((await owner.post(`/settings/queue/${item!.id}/retry`)).status, 404)
      await drained()
      assert.equal((await importRow(id)).status, 'done')
    })

    it('is listed by the page, however much of it failed', async () => {
      for (let i = 0; i < 60; i++) await deadItem(world, { kind: 'write names', payload: { after: i } })
      const owner = await world.as(world.people.owner)
      const first = await owner.get('/settings/queue')
      assert.equal(first.html.querySelectorAll('#failed li').length, 50)
      const older = first.html.querySelector('a[href^="/settings/queue?before="]')!.getAttribute('href')!
      assert.equal((await owner.get(older)).html.querySelectorAll('#failed li').length, 10)
      await clear()
    })
  })

describe('every kind of work', () => {
  it('has words in both languages, and a noun that brings it', () => {
    const kinds = modules.flatMap((module) => Object.keys(module.queue ?? {})) as QueueKind[]
    for (const words of Object.values(kindWords)) assert.deepEqual(Object.keys(words).toSorted(), kinds.toSorted())
  })
})
