import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { emptyApp, engines } from '#src/testing/world.ts'
import { ownerName } from './lease.ts'
import { isSomebodys, takeTurn } from './turn.ts'

for (const engine of engines)
  describe(`turns on ${engine}`, () => {
    let app: Awaited<ReturnType<typeof emptyApp>>
    before(async () => {
      app = await emptyApp(engine)
    })
    const forward = (seconds: number) => {
      app.now = new Date(app.now.getTime() + seconds * 1000)
    }
    const nothing = async () => {}
    const heldBy = (name: string, holder: string, seconds: number) => {
      const until = new Date(app.now.getTime() + seconds * 1000).toISOString()
      return app.db.write((trx) => trx.insertInto('turn').values({ name, holder, until }).execute())
    }

    it('are one process’s at a time, and anybody’s once it is done or has failed', async () => {
      const { promise: done, resolve: end } = Promise.withResolvers<void>()
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
      const long = takeTurn(app, 'a', () => {
        begin()
        return done
      })
      await begun
      assert.equal(await isSomebodys(app.db, 'a', app.now), true)
      assert.equal(await takeTurn(app, 'a', () => assert.fail('at the same time')), false)
      assert.equal(await takeTurn(app, 'b', nothing), true)
      end()
      assert.equal(await long, true)
      assert.equal(await isSomebodys(app.db, 'a', app.now), false)
      await assert.rejects(
        takeTurn(app, 'a', () => Promise.reject(new Error('no luck'))),
        /no luck/,
      )
      assert.equal(await takeTurn(app, 'a', nothing), true)
    })

    it('go to one of those who come at once', async () => {
      let ran = 0
      const work = async () => {
        ran++
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      const ours = await Promise.all([1, 2, 3, 4, 5].map(() => takeTurn(app, 'c', work)))
      assert.deepEqual(ours.filter(Boolean), [true])
      assert.equal(ran, 1)
    })

    it('come again after a rest, whoever had the last', async () => {
      assert.equal(await takeTurn(app, 'd', nothing, 3600), true)
      forward(3599)
      assert.equal(await takeTurn(app, 'd', nothing, 3600), false)
      assert.equal(await isSomebodys(app.db, 'd', app.now), false)
      forward(1)
      assert.equal(await takeTurn(app, 'd', nothing, 3600), true)
    })

    it('of the dead are over when their time is, and at once where that is known', async () => {
      const gone = ownerName.replace(/\d+:\d+$/, `${2 ** 22 + 1}:1`)
      await heldBy('e', `${gone}/1`, 60)
      await heldBy('f', 'elsewhere:1:1/1', 60)
      assert.equal(await takeTurn(app, 'e', nothing), engine === 'sqlite')
      assert.equal(await takeTurn(app, 'f', nothing), false)
      forward(60)
      assert.equal(await takeTurn(app, 'e', nothing), true)
      assert.equal(await takeTurn(app, 'f', nothing), true)
    })
  })
