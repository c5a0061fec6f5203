import assert from 'node:assert/strict'
import { afterEach, before, describe, it, mock } from 'node:test'
import type { App } from '#src/platform/app.ts'
import { emptyApp, engines } from '#src/testing/world.ts'
import { forgetTries, type Tried, take, untake, waitSeconds } from './tries.ts'

for (const engine of engines)
  describe(`tries on ${engine}`, () => {
    let app: App
    /** Another process over the same database. */
    let other: App
    before(async () => {
      app = await emptyApp(engine)
      other = { ...app }
    })
    afterEach(() => mock.timers.reset())
    const eight = (key: string): Tried => ({ kind: 'test', key, most: 8 })
    const rows = () => app.db.read.selectFrom('tries').select(['kind', 'count']).execute()
    const forward = (seconds: number) => mock.timers.enable({ apis: ['Date'], now: Date.now() + seconds * 1000 })

    it('are counted for all processes together, and exactly, however many come at once', async () => {
      const taken = await Promise.all(
        Array.from({ length: 30 }, (_, i) => take(i % 2 === 0 ? app : other, [eight('a')])),
      )
      assert.equal(taken.filter(Boolean).length, 8)
      assert.equal(await take(other, [eight('a')]), false)
      assert.equal(await take(other, [eight('b')]), true)
    })

    it('are counted anew after a quarter of an hour from the first, and write nothing while there were too many', async () => {
      for (let i = 0; i < 8; i++) await take(app, [eight('c')])
      const before = await rows()
      for (let i = 0; i < 8; i++) assert.equal(await take(app, [eight('c')]), false)
      assert.deepEqual(await rows(), before)
      forward(waitSeconds - 10)
      assert.equal(await take(app, [eight('c')]), false)
      mock.timers.reset()
      forward(waitSeconds + 10)
      for (let i = 0; i < 8; i++) assert.equal(await take(app, [eight('c')]), true)
      assert.equal(await take(app, [eight('c')]), false)
    })

    it('of several kinds count where none had too many', async () => {
      const few: Tried = { kind: 'few', key: 'd', most: 2 }
      for (const wanted of [true, true, false]) assert.equal(await take(app, [eight('d'), few]), wanted)
      for (let i = 0; i < 6; i++) assert.equal(await take(app, [eight('d')]), true, `${i}: refused ones did not count`)
      assert.equal(await take(app, [eight('d')]), false)
    })

    it('that were right are given back, or forgotten with those before', async () => {
      for (let i = 0; i < 7; i++) await take(app, [eight('e')])
      await untake(other, { givenBack: [eight('e')] })
      for (const wanted of [true, true, false]) assert.equal(await take(app, [eight('e')]), wanted)
      await untake(other, { forgotten: [eight('e')], givenBack: [eight('nobody')] })
      for (let i = 0; i < 8; i++) assert.equal(await take(app, [eight('e')]), true)
    })

    it('take bounded room, which does not say what was tried and is given back', async () => {
      for (let i = 0; i < 300; i++) await take(app, [{ kind: 'many', key: `somebody${i}@firm.test`, most: 8 }])
      const places = await app.db.read.selectFrom('tries').select('place').where('kind', '=', 'many').execute()
      assert.ok(places.length > 250 && places.every(({ place }) => place >= 0 && place < 32_768))
      const foreign = { ...app, config: { ...app.config, secret: Buffer.alloc(32, 9) } }
      await take(foreign, [{ kind: 'foreign', key: 'f', most: 8 }])
      await take(app, [{ kind: 'foreign', key: 'f', most: 8 }])
      const both = await app.db.read.selectFrom('tries').select('place').where('kind', '=', 'foreign').execute()
      assert.equal(both.length, 2, 'the secret chooses the place')
      forward(2 * waitSeconds + 20)
      await forgetTries(app)
      assert.deepEqual(await rows(), [])
    })
  })
