import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Hono } from 'hono'
import type { App } from '../app.ts'
import { foundOnce } from './found-once.ts'

describe('what a request needs', () => {
  let writes = 0
  let found = 0
  const thingIn = foundOnce(async (c) => `${c.req.param('id')}, found ${++found}`)
  const web = new Hono()
  web.use((c, next) => {
    c.set('app', { db: { writes: () => writes } } as unknown as App)
    return next()
  })
  web.get('/things/:id', async (c) => c.json(await Promise.all([thingIn(c), thingIn(c)])))
  web.post('/things/:id', async (c) => {
    const before = await thingIn(c)
    writes++
    return c.json([before, await thingIn(c), await thingIn(c)])
  })
  const said = async (method: string, path: string) => {
    found = 0
    return (await web.request(path, { method })).json()
  }

  it('is found once, and by each request for itself', async () => {
    assert.deepEqual(await said('GET', '/things/1'), ['1, found 1', '1, found 1'])
    assert.deepEqual(await said('GET', '/things/2'), ['2, found 1', '2, found 1'])
  })

  it('is found anew once anything was written', async () => {
    assert.deepEqual(await said('POST', '/things/1'), ['1, found 1', '1, found 2', '1, found 2'])
  })
})
