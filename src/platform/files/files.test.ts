import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { after, describe, it } from 'node:test'
import { plainFileName } from '../web/upload.ts'
import { FileTooLarge, filesIn } from './files.ts'

describe('the files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ficha-files-'))
  const files = filesIn(folder)
  after(() => rmSync(folder, { recursive: true }))

  it('are stored once, by their content', async () => {
    const first = await files.put(Readable.from(['hello ', 'world']), 100)
    const second = await files.put(Readable.from(['hello world']), 100)
    assert.deepEqual(first, second)
    assert.equal(first.size, 11)
    assert.equal(await text(files.read(first.hash)), 'hello world')
    await files.remove(first.hash)
    assert.equal(await files.has(first.hash), false)
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
    assert.deepEqual(readdirSync(join(folder, 'arriving')), [])
  })

  it('are reached by a hash alone', () => {
    for (const name of ['../secret.key', '/etc/passwd', '', 'A'.repeat(64)]) assert.throws(() => files.path(name))
    assert.ok(!existsSync(join(folder, '..', 'secret.key')))
  })

  it('have the last part of a path as their name', () => {
    assert.equal(plainFileName('../../etc/passwd'), 'passwd')
    assert.equal(plainFileName('C:\\Users\\x\\clients.csv'), 'clients.csv')
    assert.equal(plainFileName('a\u0000b\n.csv'), 'ab.csv')
    assert.equal(plainFileName('..'), '..')
    assert.equal(plainFileName('/'), 'file')
    assert.equal(plainFileName('x'.repeat(500)).length, 200)
  })
})
