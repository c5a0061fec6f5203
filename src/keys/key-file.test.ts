import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, describe, it } from 'node:test'
import { keyFile, olderKeyFile, readConfig } from '#src/platform/config.ts'
import { beginRotation, endRotation, keepSecret } from './key-file.ts'

describe('the key file', () => {
  const root = mkdtempSync(join(tmpdir(), 'ficha-key-'))
  after(() => rmSync(root, { recursive: true, force: true }))
  let folder: string
  let first: Buffer
  beforeEach(() => {
    folder = mkdtempSync(join(root, 'data-'))
    first = keepSecret(folder, config().secret)
  })
  const config = () => readConfig({ DATA_DIR: folder })

  it('is written when somebody keeps a secret, and reading the settings writes nothing', () => {
    const empty = mkdtempSync(join(root, 'data-'))
    const { secret, secretIsNew } = readConfig({ DATA_DIR: empty })
    assert.equal(secretIsNew, true)
    assert.deepEqual(readdirSync(empty), [])
    assert.deepEqual(keepSecret(empty, secret), secret)
    assert.deepEqual(readdirSync(empty), ['secret.key'])
    assert.equal(statSync(keyFile(empty)).mode & 0o777, 0o600)
    assert.deepEqual(readConfig({ DATA_DIR: empty }), {
      ...readConfig({ DATA_DIR: empty }),
      secret,
      secretIsNew: false,
    })
  })

  it('is one for two that start at once', () => {
    assert.deepEqual(keepSecret(folder, Buffer.alloc(32, 9)), first)
    assert.deepEqual(config().secret, first)
    assert.deepEqual(readdirSync(folder), ['secret.key'])
  })

  it('gets a new key, and the one before lies beside it until the end', () => {
    assert.equal(beginRotation(folder), true)
    const { secret, olderSecrets } = config()
    assert.notDeepEqual(secret, first)
    assert.deepEqual(olderSecrets, [first])
    for (const path of [keyFile(folder), olderKeyFile(folder)]) assert.equal(statSync(path).mode & 0o777, 0o600)
    endRotation(folder)
    assert.deepEqual(config().olderSecrets, [])
    assert.deepEqual(config().secret, secret)
  })

  it('keeps both keys when a rotation is begun again', () => {
    beginRotation(folder)
    const { secret } = config()
    assert.equal(beginRotation(folder), false)
    assert.deepEqual(config().secret, secret)
    assert.deepEqual(config().olderSecrets, [first])
  })

  it('gets its new key after all, where the last rotation was stopped before there was one', () => {
    writeFileSync(olderKeyFile(folder), readFileSync(keyFile(folder)))
    writeFileSync(`${keyFile(folder)}.half.part`, 'half a k')
    assert.equal(beginRotation(folder), true)
    assert.notDeepEqual(config().secret, first)
    assert.deepEqual(config().olderSecrets, [first])
  })
})
