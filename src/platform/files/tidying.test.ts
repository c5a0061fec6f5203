import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, describe, it } from 'node:test'
import { wrongFiles } from '#src/documents/file-doctor.ts'
import { makeDocument } from '#src/testing/documents.ts'
import { startS3 } from '#src/testing/s3-server.ts'
import { engines, makeWorld } from '#src/testing/world.ts'
import { filesIn } from './files.ts'
import { filesInBucket } from './s3.ts'
import { placeOf } from './store.ts'
import { beginningsAt, tidyFiles } from './tidying.ts'

const hour = 3_600_000
const longAgo = new Date(Date.now() - 30 * hour)

/** Each store, and how a test makes one of its files old. */
const stores = {
  async 'a folder'(folder: string) {
    const files = filesIn(folder)
    const age = (hash: string, at = longAgo) => utimesSync(join(folder, placeOf(hash)), at, at)
    return { files, age, end: async () => {} }
  },
  async 'a bucket'(folder: string) {
    const server = await startS3()
    const age = (hash: string, at = longAgo) => {
      server.stored.get(placeOf(hash))!.at = at
    }
    return { files: filesInBucket(server.bucket, join(folder, 'arriving')), age, end: server.close }
  },
}

for (const engine of engines)
  for (const [name, made] of Object.entries(stores))
    describe(`tidying ${name} on ${engine}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'ficha-tidying-'))
      const { files, age, end } = await made(folder)
      after(async () => {
        await end()
        rmSync(folder, { recursive: true })
      })

      it('removes what nothing has named for a day, an hour later, and nothing else', async () => {
        const world = await makeWorld(engine)
        world.app.files = files
        const put = async (content: string) => (await files.put(Readable.from([content]), 1000)).hash
        const putLongAgo = async (content: string) => {
          const hash = await put(content)
          age(hash)
          return hash
        }
        const unnamed = await putLongAgo('unnamed')
        const again = await putLongAgo('put again meanwhile')
        const namedMeanwhile = await putLongAgo('named meanwhile')
        const fresh = await put('just stored')
        await makeDocument(world, world.accounts.seen, 'a.txt', 'named')
        for await (const { hash } of files.list()) if (hash !== fresh) age(hash)
        writeFileSync(join(folder, 'arriving', 'half'), 'half')
        utimesSync(join(folder, 'arriving', 'half'), longAgo, longAgo)
        assert.notDeepEqual(await wrongFiles(world.app, false), [])

        const all = Array.from({ length: 256 }, (_, part) => part.toString(16).padStart(2, '0'))
        await Promise.all([files.removeLeftOver(), tidyFiles(world.app, all)])
        assert.deepEqual(readdirSync(join(folder, 'arriving')), [])
        assert.equal(await world.app.queue.drain(world.app), 0, 'nothing goes at once')
        assert.ok(await files.has(unnamed))

        // A store tells whole seconds.
        age(await put('put again meanwhile'), new Date(Date.now() + 2000))
        await makeDocument(world, world.accounts.seen, 'b.txt', 'named meanwhile')
        world.app.now = new Date(world.app.now.getTime() + hour + 1000)
        await world.app.queue.drain(world.app)
        assert.equal(await files.has(unnamed), false)
        for (const [which, kept] of Object.entries({ again, namedMeanwhile, fresh }))
          assert.ok(await files.has(kept), which)
        for await (const { hash } of files.list()) assert.notEqual(hash, unnamed)
        await files.remove(again)
        assert.deepEqual(await wrongFiles(world.app, true), [])
      })
    })

describe('what is tidied in one hour', () => {
  it('is a part of the store, and all of it in the end, whichever hours of the day the machine runs', () => {
    for (const hours of [24, 8]) {
      const seen = new Set<string>()
      for (let at = 0; at < 400 * 24; at++) {
        if (at % 24 >= hours) continue
        const beginnings = beginningsAt(at * hour)
        assert.ok(beginnings.length <= 11)
        for (const beginning of beginnings) seen.add(beginning)
      }
      assert.equal(seen.size, 256)
    }
  })
})
