import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { emptyApp, engines } from '#src/testing/world.ts'
import { enqueue } from './queue.ts'

for (const engine of engines)
  describe(`the queue on ${engine}`, () => {
    let app: Awaited<ReturnType<typeof emptyApp>>
    const ran: string[] = []
    before(async () => {
      app = await emptyApp(engine)
      app.queue.handle('note', async (_app, { text }: { text: string }) => {
        ran.push(text)
        if (text === 'fails') throw new Error('not today')
      })
    })
    const put = (text: string, more: { dedupe?: string; runAt?: string } = {}) =>
      app.db.write((trx) => enqueue(trx, { kind: 'note', payload: { text }, at: app.now.toISOString(), ...more }))
    const waiting = () => app.db.read.selectFrom('queue_item').selectAll().execute()

    it('runs what a transaction left on it, and nothing of one that failed', async () => {
      await assert.rejects(
        app.db.write(async (trx) => {
          await enqueue(trx, { kind: 'note', payload: { text: 'never' }, at: app.now.toISOString() })
          throw new Error('rolled back')
        }),
      )
      await put('once')
      assert.equal(await app.queue.drain(app), 1)
      assert.deepEqual(ran, ['once'])
      assert.deepEqual(await waiting(), [])
    })

    it('waits for the time that an item names, and holds one of each dedupe', async () => {
      await put('later', { runAt: new Date(app.now.getTime() + 60_000).toISOString(), dedupe: 'later' })
      await put('later', { runAt: new Date(app.now.getTime() + 60_000).toISOString(), dedupe: 'later' })
      assert.equal(await app.queue.drain(app), 0)
      app.now = new Date(app.now.getTime() + 61_000)
      assert.equal(await app.queue.drain(app), 1)
    })

    it('gives each item to one of several workers', async () => {
      ran.length = 0
      for (let i = 0; i < 20; i++) await put(`n${i}`)
      await Promise.all([app.queue.drain(app), app.queue.drain(app), app.queue.drain(app)])
      assert.equal(ran.length, 20)
      assert.equal(new Set(ran).size, 20)
    })

    it('tries again ever later, and gives up after the eighth time', async () => {
      ran.length = 0
      await put('fails')
      for (let i = 0; i < 12; i++) {
        await app.queue.drain(app)
        app.now = new Date(app.now.getTime() + 7 * 3_600_000)
      }
      assert.equal(ran.length, 8)
      const [item] = await waiting()
      assert.ok(item?.dead_at)
      assert.equal(item.error, 'not today')
    })
  })
