import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { after, describe, it } from 'node:test'
import { listed, startS3 } from '#src/testing/s3-server.ts'
import { plainFileName } from '../web/upload.ts'
import { filesIn } from './files.ts'
import { filesInBucket } from './s3.ts'
import { type Files, FileTooLarge } from './store.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'ficha-files-'))
const hashOf = (content: string) => createHash('sha256').update(content).digest('hex')

const stores: Record<string, () => Promise<{ files: Files; arriving: string; end(): Promise<void> }>> = {
  async 'a folder'() {
    const folder = newFolder()
    return {
      files: filesIn(folder),
      arriving: join(folder, 'arriving'),
      end: async () => rmSync(folder, { recursive: true }),
    }
  },
  async 'a bucket'() {
    const folder = newFolder()
    const server = await startS3({ prefix: 'of/the.firm/' })
    server.whims.keysOnPage = 2
    const arriving = join(folder, 'arriving')
    const end = async () => {
      await server.close()
      rmSync(folder, { recursive: true })
    }
    return { files: filesInBucket(server.bucket, arriving), arriving, end }
  },
}

for (const [name, made] of Object.entries(stores))
  describe(`the files in ${name}`, async () => {
    const { files, arriving, end } = await made()
    after(end)
    const stored = async (content: string) => (await files.put(Readable.from([content]), 1000)).hash

    it('are stored once, by their content', async () => {
      const first = await files.put(Readable.from(['hello ', 'world']), 100)
      const second = await files.put(Readable.from(['hello world']), 100)
      assert.deepEqual(first, second)
      assert.deepEqual(first, { hash: hashOf('hello world'), size: 11 })
      assert.equal(await text(files.read(first.hash)), 'hello world')
      assert.equal(await files.has(first.hash), true)
      await files.remove(first.hash)
      await files.remove(first.hash)
      assert.equal(await files.has(first.hash), false)
      assert.equal(await files.look(first.hash), null)
      assert.deepEqual(readdirSync(arriving), [])
    })

    it('are read in part, from any place to any place', async () => {
      const hash = await stored('0123456789')
      assert.equal(await text(files.read(hash, { start: 0, end: 3 })), '0123')
      assert.equal(await text(files.read(hash, { start: 9, end: 9 })), '9')
      assert.equal(await text(files.read(hash, { start: 5, end: 500 })), '56789')
      assert.equal(await text(files.read(hash, { start: 10, end: 20 })), '')
      assert.equal(await text(files.read(await stored(''))), '')
    })

    it('are known by their size and the moment they were put', async () => {
      const found = await files.look(await stored('looked at'))
      assert.equal(found?.size, 9)
      assert.ok(Math.abs(Date.now() - found.putAt.getTime()) < 60_000)
    })

    it('fail as a stream where there are none', async () => {
      await assert.rejects(text(files.read(hashOf('never stored'))), { code: 'ENOENT' })
    })

    it('are listed whole, by their hash', async () => {
      for await (const { hash } of files.list()) await files.remove(hash)
      const contents = ['a', 'bb', 'ccc', 'dddd', 'eeeee']
      for (const content of contents) await stored(content)
      const found = await listed(files)
      const expected = contents.map((content) => [hashOf(content), content.length]).sort()
      assert.deepEqual(
        found.map(({ hash, size }) => [hash, size]),
        expected,
      )
      assert.ok(found.every(({ putAt }) => Math.abs(Date.now() - putAt.getTime()) < 60_000))
    })

    it('leave nothing of one that is too large, or that breaks off', async () => {
      await assert.rejects(files.put(Readable.from(['x'.repeat(60), 'x'.repeat(60)]), 100), FileTooLarge)
      const breaking = Readable.from(
        (async function* () {
          yield 'some'
          throw new Error('gone')
        })(),
      )
      await assert.rejects(files.put(breaking, 100), /gone/)
      assert.deepEqual(readdirSync(arriving), [])
      assert.equal(await files.has(hashOf('some')), false)
    })

    it('tell how many uploads a crash has left', async () => {
      for (const [name, hours] of Object.entries({ now: 0, lately: 20, longAgo: 30 })) {
        const then = new Date(Date.now() - hours * 3_600_000)
        writeFileSync(join(arriving, name), 'half')
        utimesSync(join(arriving, name), then, then)
      }
      assert.equal(await files.leftOver(), 1)
    })

    it('are reached by a hash alone', async () => {
      for (const name of ['../secret.key', '/etc/passwd', '', 'A'.repeat(64)]) {
        assert.throws(() => files.read(name), /not a file hash/)
        await assert.rejects(async () => files.look(name), /not a file hash/)
        await assert.rejects(async () => files.remove(name), /not a file hash/)
      }
      assert.ok(!existsSync(join(arriving, '../../secret.key')))
    })
  })

describe('the name of a file', () => {
  it('is the last part of a path', () => {
    assert.equal(plainFileName('../../etc/passwd'), 'passwd')
    assert.equal(plainFileName('C:\\Users\\x\\clients.csv'), 'clients.csv')
    assert.equal(plainFileName('a\u0000b\n.csv'), 'ab.csv')
    assert.equal(plainFileName('..'), '..')
    assert.equal(plainFileName('/'), 'file')
    assert.equal(plainFileName('x'.repeat(500)).length, 200)
  })
})
