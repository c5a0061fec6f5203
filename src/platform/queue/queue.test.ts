import assert from 'node:assert/strict'
import { hostname } from 'node:os'
import { after, before, beforeEach, describe, it, mock } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import { kindOfTests } from '#src/testing/queue.ts'
import { emptyApp, engines } from '#src/testing/world.ts'
import type { Database } from '../db/database.ts'
import { DatabaseAway } from '../db/failure.ts'
import { hasEnded, ownerName } from './lease.ts'
import { enqueue, enqueueAgain, type Queue, type QueueKind, type Work } from './queue.ts'
import { makeQueue } from './worker.ts'

/** Waits, a bounded time, until something holds. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 600; i++) {
    if (await holds()) return
    await wait(25)
  }
  assert.fail('it did not come about')
}

const silent = pino({ level: 'silent' })
const failing = (code: string) => Object.assign(new Error(`no: ${code}`), { code })

for (const engine of engines)
  describe(`the queue on ${engine}`, () => {
    let app: Awaited<ReturnType<typeof emptyApp>>
    const ran: string[] = []
    const queues: Queue[] = []
    before(async () => {
      app = await emptyApp(engine)
      app.queue.handle('note', {
        run: async (_app, { text }: { text: string }) => {
          ran.push(text)
          if (text === 'fails') throw new Error('not today')
        },
      })
    })
    beforeEach(async () => {
      ran.length = 0
      await app.db.write((trx) => trx.deleteFrom('queue_item').execute())
    })
    after(() => Promise.all(queues.map((queue) => queue.stop())))

    const put = (text: string, more: { dedupe?: string; runAt?: string; kind?: string } = {}) =>
      app.db.write((trx) =>
        enqueue(trx, {
          payload: { text } as never,
          at: app.now.toISOString(),
          ...more,
          kind: (more.kind ?? kindOfTests) as QueueKind,
        }),
      )
    const waiting = () => app.db.read.selectFrom('queue_item').selectAll().orderBy('id').execute()
    const change = (set: object) => app.db.write((trx) => trx.updateTable('queue_item').set(set).execute())
    const pass = (seconds: number) => {
      app.now = new Date(app.now.getTime() + seconds * 1000)
    }
    /** A queue of its own over the same database, as another process has it. */
    const another = (kinds: Record<string, Work>, db: Database = app.db, log = silent): Queue => {
      const queue = makeQueue(db, () => app.now, log)
      for (const [kind, work] of Object.entries(kinds)) queue.handle(kind, work)
      queues.push(queue)
      return queue
    }
    /** A handler that waits to be let go. */
    const gate = () => {
      let open = () => {}
      const opened = new Promise<void>((resolve) => {
        open = resolve
      })
      return { open, opened }
    }

    it('runs what a transaction left on it, and nothing of one that failed', async () => {
      await assert.rejects(
        app.db.write(async (trx) => {
          await enqueue(trx, { kind: kindOfTests, payload: {} as never, at: app.now.toISOString() })
          throw new Error('rolled back')
        }),
      )
      await put('once')
      assert.equal(await app.queue.drain(app), 1)
      assert.deepEqual(ran, ['once'])
      assert.deepEqual(await waiting(), [])
    })

    it('waits for the time that an item names, and holds one of each dedupe', async () => {
      const runAt = new Date(app.now.getTime() + 60_000).toISOString()
      await put('later', { runAt, dedupe: 'later' })
      await put('later', { runAt, dedupe: 'later' })
      assert.equal(await app.queue.drain(app), 0)
      pass(61)
      assert.equal(await app.queue.drain(app), 1)
    })

    it('gives each item to one of several workers', async () => {
      for (let i = 0; i < 20; i++) await put(`n${i}`)
      const others = [1, 2].map(() =>
        another({ note: { run: async (_app, { text }) => void ran.push(text), atATime: 3 } }),
      )
      await Promise.all([...others, ...others, app.queue].map((queue) => queue.drain(app)))
      await app.queue.drain(app)
      assert.equal(ran.length, 20)
      assert.equal(new Set(ran).size, 20)
    })

    it('tries again ever later, and gives up after the eighth time', async () => {
      await put('fails', { dedupe: 'fails' })
      for (let i = 0; i < 12; i++) {
        await app.queue.drain(app)
        pass(7 * 3600)
      }
      assert.equal(ran.length, 8)
      const [item] = await waiting()
      assert.ok(item?.dead_at)
      assert.deepEqual([item.error, item.reason, item.lease, item.dedupe], ['not today', 'unexpected', null, null])
    })

    it('lets work that was given up be put on it again in the place of what failed', async () => {
      await put('fails')
      await change({ dead_at: app.now.toISOString() })
      await app.db.write((trx) =>
        enqueueAgain(trx, { kind: kindOfTests, payload: { text: 'fails' } as never, at: app.now.toISOString() }),
      )
      assert.deepEqual(
        (await waiting()).map((item) => item.dead_at),
        [null],
      )
    })

    it('goes on with every other kind while one is slow', async () => {
      const { open, opened } = gate()
      const queue = another({
        slow: { run: () => opened },
        note: { run: async (_app, { text }) => void ran.push(text) },
      })
      await put('hangs', { kind: 'slow' })
      queue.start(app)
      await until(async () => (await waiting()).some((item) => item.lease !== null))
      await put('passes')
      queue.poke()
      await until(() => ran.includes('passes'))
      open()
      await until(async () => (await waiting()).length === 0)
      await queue.stop()
    })

    it('runs one at a time and in order, or as many as a kind allows, in all processes together', async () => {
      for (const atATime of [1, 3]) {
        let now = 0
        let most = 0
        const seen: string[] = []
        const work: Work = {
          atATime,
          run: async (_app, { text }) => {
            seen.push(text)
            most = Math.max(most, ++now)
            await wait(20)
            now--
          },
        }
        for (let i = 0; i < 8; i++) await put(`${i}`)
        const both = [another({ note: work }), another({ note: work })]
        for (const queue of both) queue.start(app)
        await until(async () => (await waiting()).length === 0)
        for (const queue of both) await queue.stop()
        assert.ok(most <= atATime, `${most} at a time`)
        if (atATime === 1) assert.deepEqual(seen, seen.toSorted())
      }
    })

    it('does not finish an item that somebody else has taken over', async () => {
      for (const fails of [false, true]) {
        const queue = another({
          note: {
            run: async () => {
              await change({ lease: `${hostname()}:1:1/1` })
              if (fails) throw new Error('too late')
            },
          },
        })
        await put('taken')
        await queue.drain(app)
        const [item] = await waiting()
        assert.deepEqual([item?.lease, item?.error], [`${hostname()}:1:1/1`, null])
        await change({ lease: null, locked_until: null })
        await app.queue.drain(app)
      }
    })

    it('renews its lease while a handler runs, and tells the handler when it is lost', async () => {
      mock.timers.enable({ apis: ['setInterval'] })
      try {
        const { open, opened } = gate()
        let signal: AbortSignal | undefined
        const queue = another({
          note: {
            run: async (_app, _payload, item) => {
              signal = item.signal
              await opened
            },
          },
        })
        await put('long')
        const drained = queue.drain(app)
        await until(() => signal !== undefined)
        const [before] = await waiting()
        assert.ok(before?.lease?.startsWith(ownerName))
        pass(40)
        mock.timers.tick(20_000)
        await until(async () => (await waiting())[0]!.locked_until! > before!.locked_until!)
        assert.equal(signal?.aborted, false)
        await change({ lease: 'another:1:1/1' })
        mock.timers.tick(20_000)
        await until(() => signal!.aborted)
        open()
        await drained
        assert.equal((await waiting()).length, 1)
      } finally {
        mock.timers.reset()
      }
    })

    it('takes over what a worker has not renewed for a minute', async () => {
      await put('left')
      await change({
        lease: 'elsewhere:1:1/1',
        locked_until: new Date(app.now.getTime() + 60_000).toISOString(),
        attempts: 1,
      })
      assert.equal(await app.queue.drain(app), 0)
      pass(61)
      assert.equal(await app.queue.drain(app), 1)
    })

    it('gives up what ended the process each time, without running it once more', async () => {
      const told: unknown[] = []
      const queue = another({
        note: {
          run: async (_app, { text }) => void ran.push(text),
          gaveUp: async (_app, _moment, payload, reason) => void told.push([payload, reason]),
        },
      })
      await put('poison')
      const past = new Date(app.now.getTime() - 1000).toISOString()
      await change({ lease: 'gone:1:1/1', locked_until: past, attempts: 8 })
      await queue.drain(app)
      const [item] = await waiting()
      assert.ok(item?.dead_at)
      assert.equal(item.reason, 'process ended')
      assert.deepEqual([ran, told], [[], [[{ text: 'poison' }, 'process ended']]])
    })

    it('counts the tries of an item anew once some of it is done for good', async () => {
      const attempts: number[] = []
      const queue = another({
        note: {
          run: async (_app, _payload, { progressed }) => {
            await progressed()
            attempts.push((await waiting())[0]!.attempts)
            throw new Error('and then it stopped')
          },
        },
      })
      await put('long')
      await change({ attempts: 6 })
      await queue.drain(app)
      assert.deepEqual([attempts, (await waiting())[0]?.attempts], [[1], 1])
      await app.db.write((trx) => trx.deleteFrom('queue_item').execute())
    })

    it('bears whatever a handler throws and whatever an item holds', async () => {
      const thrown = [undefined, null, 'text\u0000with a zero', { odd: true }, Object.create(null), new Error('')]
      const queue = another({
        note: {
          run: async (_app, { text }) => {
            throw thrown[Number(text)]
          },
          gaveUp: async () => {
            throw new Error('the noun fails too')
          },
        },
      })
      for (const i of thrown.keys()) await put(`${i}`)
      await put('x')
      const last = (await waiting()).at(-1)!
      await app.db.write((trx) =>
        trx.updateTable('queue_item').set({ payload: '{broken' }).where('id', '=', last.id).execute(),
      )
      for (let i = 0; i < 9; i++) {
        await queue.drain(app)
        pass(7 * 3600)
      }
      const items = await waiting()
      assert.equal(items.length, thrown.length + 1)
      for (const item of items) {
        assert.ok(item.dead_at, item.payload)
        assert.ok(item.error, item.payload)
      }
    })

    it('uses up no try while the database is away or the disk is full', async () => {
      let full = true
      const queue = another({
        note: {
          run: async () => {
            if (full) throw failing(engine === 'sqlite' ? 'SQLITE_FULL' : '53100')
          },
        },
      })
      await put('waits')
      for (let i = 0; i < 12; i++) {
        await queue.drain(app)
        pass(31)
      }
      const [item] = await waiting()
      assert.deepEqual([item?.attempts, item?.dead_at], [0, null])
      full = false
      await queue.drain(app)
      assert.deepEqual(await waiting(), [])
    })

    it('gives up in the end what the database is never there for: it may come of the work itself', async () => {
      const queue = another({
        note: {
          run: async () => {
            throw new DatabaseAway(failing('57P02'))
          },
        },
      })
      await put('heavy')
      pass(25 * 3600)
      for (let i = 0; i < 9; i++) {
        await queue.drain(app)
        pass(7 * 3600)
      }
      assert.ok((await waiting())[0]?.dead_at)
      await app.db.write((trx) => trx.deleteFrom('queue_item').execute())
    })

    it('does not run again what was done while that could not be written down', async () => {
      let away = 0
      const db: Database = {
        ...app.db,
        read: app.db.read,
        write: (work) => (away-- > 0 ? Promise.reject(new DatabaseAway(failing('ECONNREFUSED'))) : app.db.write(work)),
      }
      const queue = another(
        {
          note: {
            run: async (_app, { text }) => {
              ran.push(text)
              away = 1
            },
          },
        },
        db,
      )
      await put('done')
      await queue.drain(app)
      assert.deepEqual([ran, await waiting()], [['done'], []])
    })

    it('lives on while the database is away, says so once, and goes on', async () => {
      const said: string[] = []
      const log = pino({ level: 'error' }, { write: (line: string) => void said.push(line) })
      let looks = 0
      const db: Database = {
        ...app.db,
        get read() {
          if (++looks > 1) return app.db.read
          throw new DatabaseAway(failing('ECONNREFUSED'))
        },
      }
      const queue = another({ note: { run: async (_app, { text }) => void ran.push(text) } }, db, log)
      await put('patient')
      queue.start(app)
      await until(() => ran.includes('patient'))
      await queue.stop()
      assert.equal(said.length, 1)
    })

    it('ends what it runs when it stops, and hands back what does not end', async () => {
      const { open, opened } = gate()
      const queue = another({
        note: {
          run: (_app, _payload, { signal }) =>
            new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
        },
        deaf: { run: () => opened },
      })
      await put('listens')
      await put('deaf', { kind: 'deaf' })
      queue.start(app)
      await until(async () => (await waiting()).every((item) => item.lease !== null))
      await queue.stop(0.5)
      await until(async () => (await waiting()).length === 1)
      const [item] = await waiting()
      assert.deepEqual([item?.kind, item?.lease, item?.locked_until, item?.attempts], ['deaf', null, null, 0])
      open()
    })

    it('writes nothing while there is nothing to do', async () => {
      let writes = 0
      const db: Database = {
        ...app.db,
        read: app.db.read,
        write: (work) => {
          writes++
          return app.db.write(work)
        },
      }
      await put('later', { runAt: new Date(app.now.getTime() + 60_000).toISOString() })
      await put('unknown', { kind: 'of a module that is gone' })
      await another({ note: { run: async () => {} }, other: { run: async () => {} } }, db).drain(app)
      assert.equal(writes, 0)
    })

    if (engine === 'sqlite')
      it('frees at its start what a process that has ended had in hand, and nothing of a living one', async () => {
        const owners = {
          dead: `${hostname()}:999999999:1/1`,
          alive: `${hostname()}:${process.ppid}:1/1`,
          far: 'far:1:1/1',
        }
        const lockedUntil = new Date(app.now.getTime() + 60_000).toISOString()
        for (const text of Object.keys(owners)) await put(text)
        for (const [i, lease] of Object.values(owners).entries()) {
          const { id } = (await waiting())[i]!
          await app.db.write((trx) =>
            trx
              .updateTable('queue_item')
              .set({ lease, locked_until: lockedUntil, attempts: 1 })
              .where('id', '=', id)
              .execute(),
          )
        }
        const queue = another({ note: { run: async (_app, { text }) => void ran.push(text), atATime: 9 } })
        queue.start(app)
        await until(() => ran.includes('dead'))
        await queue.stop()
        assert.deepEqual(ran, ['dead'])
      })
  })

describe('a lease', () => {
  it('is of a process that has ended where that is certain', () => {
    const [, pid, start] = /:(\d+):(\d+)$/.exec(ownerName)!
    assert.equal(hasEnded(`${ownerName}/1`), false)
    assert.equal(hasEnded(`${hostname()}:${pid}:${Number(start) - 1}/1`), true, 'the same number, given out again')
    assert.equal(hasEnded(`${hostname()}:${process.ppid}:1/1`), false)
    assert.equal(hasEnded(`${hostname()}:999999999:1/1`), true)
    assert.equal(hasEnded(`another-machine:999999999:1/1`), false)
    assert.equal(hasEnded('anything'), false)
  })
})
