import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { before, describe, it } from 'node:test'
import { StoreError } from '#src/platform/files/store.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeWorld, type World } from '#src/testing/world.ts'

describe('imports whose file can’t be read', () => {
  let world: World
  let owner: Browser
  let path: string
  const file = () => {
    const form = new FormData()
    form.set('form_token', owner.formToken)
    form.set('file', new File(['Name,E-mail\nRui,rui@away.test\n'], 'clients.csv'))
    return form
  }
  before(async () => {
    world = await makeWorld('sqlite')
    owner = await world.as(world.people.owner)
    path = (await owner.upload('/imports', file())).location!
  })

  for (const [what, error, status, words] of [
    ['the store is away', new StoreError('away'), 503, /can’t be reached right now/],
    ['the disk fails', Object.assign(new Error('i/o error'), { code: 'EIO' }), 503, /can’t be reached right now/],
    ['it is gone', Object.assign(new Error('gone'), { code: 'ENOENT' }), 404, /The file is missing/],
  ] as const)
    it(`say so on each of their pages where ${what}`, async () => {
      const { files } = world.app
      world.app.files = new Proxy(files, {
        get: (target, name) =>
          name === 'read' ? () => new Readable({ read() {} }).destroy(error) : target[name as keyof typeof target],
      })
      try {
        for (const asked of [
          () => owner.get(path),
          () => owner.post(`${path}/mapping`),
          () => owner.get(`${path}/rejections.csv`),
          () => owner.upload('/imports', file()),
        ]) {
          const answer = await asked()
          assert.equal(answer.status, status, String(asked))
          assert.match(answer.text, words)
        }
      } finally {
        world.app.files = files
      }
    })

  it('do not wait minutes for a store that says nothing, as their work does', async () => {
    const { files } = world.app
    const patience: unknown[] = []
    world.app.files = new Proxy(files, {
      get: (target, name) =>
        name === 'read'
          ? (...given: Parameters<typeof files.read>) => {
              patience.push(given[2])
              return files.read(...given)
            }
          : target[name as keyof typeof target],
    })
    try {
      assert.equal((await owner.get(path)).status, 200)
      assert.ok(patience.length > 0 && patience.every((isAwaited) => isAwaited === true))
    } finally {
      world.app.files = files
    }
  })
})
