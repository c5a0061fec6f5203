import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { after, describe, it } from 'node:test'
import { listed, startS3 } from '#src/testing/s3-server.ts'
import { newFile, PathTaken } from './durable.ts'
import { filesIn } from './files.ts'
import { filesInBucket } from './s3.ts'
import { type Files, FileTooLarge } from './store.ts'
import { plainFileName } from './upload.ts'

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

    it('are listed in part, by how their hash begins', async () => {
      const beginning = hashOf('a').slice(0, 2)
      const found: string[] = []
      for await (const { hash } of files.list(beginning)) found.push(hash)
      assert.deepEqual(found, [hashOf('a')])
    })

    it('tell how many uploads a crash has left, and remove them', async () => {
      for (const [name, hours] of Object.entries({ now: 0, lately: 20, longAgo: 30 })) {
        const then = new Date(Date.now() - hours * 3_600_000)
        writeFileSync(join(arriving, name), 'half')
        utimesSync(join(arriving, name), then, then)
      }
      assert.equal(await files.leftOver(), 1)
      await files.removeLeftOver()
      assert.equal(await files.leftOver(), 0)
      assert.deepEqual(readdirSync(arriving).sort(), ['lately', 'now'])
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

describe('a file that was put', () => {
  it('is on the disk with its folders before anybody is told', async () => {
    const folder = join(newFolder(), 'files')
    const synced: string[] = []
    const place = join(folder, hashOf('hello').slice(0, 2))
    const files = filesIn(folder, async (path) => {
      const isThere = existsSync(join(place, hashOf('hello')))
      synced.push(`${relative(dirname(folder), path).replace(/arriving.*/, 'arriving')}${isThere ? ' with it' : ''}`)
    })
    await files.put(Readable.from(['hello']), 100)
    const part = join('files', hashOf('hello').slice(0, 2))
    // Its bytes before it has its name, the names of new folders, and at last its own.
    assert.deepEqual(synced, [join('files', 'arriving'), '', 'files', `${part} with it`])
    synced.length = 0
    await files.put(Readable.from(['hello']), 100)
    assert.deepEqual(synced, [join('files', 'arriving with it'), `${part} with it`])
    rmSync(dirname(folder), { recursive: true })
  })
})

describe('a new file', () => {
  it('is whole or not there at all, and never written over another', async () => {
    const folder = newFolder()
    const path = join(folder, 'new.txt')
    await assert.rejects(
      newFile(path, async (aside) => {
        writeFileSync(aside, 'half')
        throw new Error('broken off')
      }),
      /broken off/,
    )
    assert.deepEqual(readdirSync(folder), [])
    await newFile(path, async (aside) => writeFileSync(aside, 'whole'))
    assert.deepEqual(readdirSync(folder), ['new.txt'])
    await assert.rejects(
      newFile(path, async () => {}),
      PathTaken,
    )
    await assert.rejects(
      newFile(join(folder, 'nowhere', 'x'), async () => assert.fail('it was begun')),
      { code: 'ENOENT', path: join(folder, 'nowhere/') },
    )
    rmSync(folder, { recursive: true })
  })
})

describe('the name of a file', () => {
  it('is the last part of a path', () => {
    assert.equal(plainFileName('../../etc/passwd'), 'passwd')
    assert.equal(plainFileName('C:\\Users\\x\\clients.csv'), 'clients.csv')
    assert.equal(plainFileName('a\u0000b\n.csv'), 'ab.csv')
    assert.equal(plainFileName('\\\\server\\share\\clients.csv'), 'clients.csv')
    assert.equal(plainFileName('a\\b.txt'), 'a\\b.txt')
    assert.equal(plainFileName('Honorários %22Maio%22.txt'), 'Honorários "Maio".txt')
    assert.equal(plainFileName('new%0D%0Aline.txt'), 'new line.txt')
    assert.equal(plainFileName('fatura\u202Efdp.exe'), 'faturafdp.exe')
    assert.equal(plainFileName('..'), '..')
    assert.equal(plainFileName('/'), 'file')
    assert.equal(plainFileName('x'.repeat(500)).length, 200)
  })
})
