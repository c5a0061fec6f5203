import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { after, afterEach, before, describe, it } from 'node:test'
import { listed, signatureOf, startS3 } from '#src/testing/s3-server.ts'
import { ConfigError, readConfig } from '../config.ts'
import { openStored, readStored } from './awaited.ts'
import { filesFor } from './files.ts'
import { filesInBucket } from './s3.ts'
import { signedHeaders } from './s3-request.ts'
import { StoreError } from './store.ts'

/** The examples of Amazon's documentation, "Signature Calculations for the Authorization Header". */
const example = {
  region: 'us-east-1',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
}
const ofNothing = createHash('sha256').update('').digest('hex')
const host = 'examplebucket.s3.amazonaws.com'
const examples: { method: string; target: string; headers: Record<string, string>; signature: string }[] = [
  {
    method: 'GET',
    target: '/test.txt',
    headers: { range: 'bytes=0-9', 'x-amz-content-sha256': ofNothing },
    signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
  {
    method: 'PUT',
    target: '/test%24file.text',
    headers: {
      date: 'Fri, 24 May 2013 00:00:00 GMT',
      'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    },
    signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  },
  {
    method: 'GET',
    target: '/?max-keys=2&prefix=J',
    headers: { 'x-amz-content-sha256': ofNothing },
    signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  },
]

describe('a signature', () => {
  for (const { method, target, headers, signature } of examples) {
    it(`is the published one of ${method} ${target}`, async () => {
      const at = new Date('2013-05-24T00:00:00Z')
      const signed = await signedHeaders(example, { method, url: `https://${host}${target}`, headers, at })
      assert.match(signed.authorization!, new RegExp(`Signature=${signature}$`))
    })

    it(`is what the store of these tests expects of ${method} ${target}`, () => {
      const all: Record<string, string> = { ...headers, host, 'x-amz-date': '20130524T000000Z' }
      const scope = ['20130524', 'us-east-1', 's3', 'aws4_request']
      assert.equal(
        signatureOf({ method, target, headers: all }, Object.keys(all).sort(), scope, example.secretAccessKey),
        signature,
      )
    })
  }
})

describe('a bucket', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ficha-bucket-'))
  let server: Awaited<ReturnType<typeof startS3>>
  before(async () => {
    server = await startS3()
  })
  afterEach(() => {
    server.asked.length = 0
    server.whims.next = []
  })
  after(async () => {
    await server.close()
    rmSync(folder, { recursive: true })
  })
  const filesOf = (change = {}) => filesInBucket({ ...server.bucket, ...change }, join(folder, 'arriving'))
  const put = (content: string, files = filesOf()) => files.put(Readable.from([content]), 1_000_000)

  it('refuses a wrong secret, a wrong key, a wrong region, in one line with its own word', async () => {
    for (const [change, word] of [
      [{ secretAccessKey: 'another secret' }, /403 SignatureDoesNotMatch/],
      [{ accessKeyId: 'OTHER' }, /403 InvalidAccessKeyId/],
      [{ region: 'us-east-1' }, /403 AuthorizationHeaderMalformed/],
    ] as const) {
      const files = filesOf(change)
      await assert.rejects(listed(files), word)
      await assert.rejects(put('refused', files), StoreError)
    }
    assert.equal(server.stored.size, 0)
    assert.deepEqual(readdirSync(join(folder, 'arriving')), [])
  })

  it('refuses what is not signed, what was changed after it was signed, and bytes of another hash', async () => {
    const { bucket } = server
    const url = `${bucket.endpoint}/${bucket.name}/x`
    assert.equal((await fetch(url)).status, 403)
    const headers = { 'x-amz-content-sha256': ofNothing, 'content-length': '5' }
    const signed = await signedHeaders(bucket, { method: 'PUT', url, headers, at: new Date() })
    const { host: _, 'content-length': __, ...rest } = signed
    const other = await fetch(`${bucket.endpoint}/${bucket.name}/y`, { method: 'PUT', headers: rest, body: 'bytes' })
    assert.match(await other.text(), /SignatureDoesNotMatch/)
    const damaged = await fetch(url, { method: 'PUT', headers: rest, body: 'bytes' })
    assert.match(await damaged.text(), /XAmzContentSHA256Mismatch/)
    const late = await signedHeaders(bucket, { method: 'GET', url, headers: {}, at: new Date(Date.now() - 3_600_000) })
    assert.match(await (await fetch(url, { headers: late })).text(), /RequestTimeTooSkewed/)
    assert.equal(server.stored.size, 0)
  })

  it('is given up soon by whoever waits for a page, which is told so', async () => {
    const { hash } = await put('awaited')
    const files = filesOf()
    for (const [whim, asking] of [
      [0, () => files.look(hash, true)],
      [503, () => files.look(hash, true)],
      [0, () => openStored(files, hash)],
      [503, () => readStored(files, hash)],
    ] as const) {
      server.asked.length = 0
      server.whims.next = [whim, whim]
      await assert.rejects(asking(), StoreError)
      assert.equal(server.asked.length, 2)
    }
    assert.equal(String(await readStored(files, hash)), 'awaited')
    assert.equal(await readStored(files, 'f'.repeat(64)), null)
    const silent = { ...files, read: () => new Readable({ read() {} }) }
    await assert.rejects(openStored(silent, hash, undefined, 1), StoreError)
  })

  it('is asked again where it is busy or the connection breaks, and not for ever', async () => {
    server.whims.next = [503, 0, 500]
    const { hash } = await put('at last')
    assert.equal(await text(filesOf().read(hash)), 'at last')
    server.whims.next = [0, 0, 0, 0, 0]
    await assert.rejects(filesOf().look(hash), /can't be reached/)
    server.whims.next = [503, 503, 503, 503, 503]
    await assert.rejects(filesOf().look(hash), /503/)
    assert.equal(server.whims.next.length, 1)
  })

  it('that can’t be reached says so', async () => {
    const nowhere = await startS3()
    await nowhere.close()
    await assert.rejects(put('x', filesInBucket(nowhere.bucket, join(folder, 'arriving'))), /can't be reached/)
    assert.deepEqual(readdirSync(join(folder, 'arriving')), [])
  })

  it('has a download go on where it broke off', async () => {
    const content = Array.from({ length: 20_000 }, (_, i) => `line ${i}`).join('\n')
    const { hash } = await put(content)
    server.asked.length = 0
    server.whims.breakAfter = 50_000
    assert.equal(await text(filesOf().read(hash)), content)
    server.whims.breakAfter = 10_000
    const part = await text(filesOf().read(hash, { start: 100, end: 99_999 }))
    assert.equal(part, content.slice(100, 100_000))
    assert.equal(server.asked.length, 4)
  })

  it('is not sent again what it has had lately; what lies there for long is dated anew', async () => {
    const { hash } = await put('twice')
    server.asked.length = 0
    await put('twice')
    assert.deepEqual(
      server.asked.map((line) => line.split(' ')[0]),
      ['HEAD'],
    )
    const stored = server.stored.get(`${hash.slice(0, 2)}/${hash}`)!
    stored.at = new Date(Date.now() - 3_000_000)
    await put('twice')
    assert.ok(Date.now() - (await filesOf().look(hash))!.putAt.getTime() < 60_000)
  })

  it('takes a large file from the disk as a stream, and gives it back', async () => {
    const piece = Buffer.alloc(65_536, 'large ')
    const { hash, size } = await filesOf().put(Readable.from(Array(400).fill(piece)), 100_000_000)
    assert.equal(size, 400 * 65_536)
    assert.equal(
      createHash('sha256')
        .update(await buffer(filesOf().read(hash)))
        .digest('hex'),
      hash,
    )
  })

  it('lists what is ours and nothing else', async () => {
    const files = filesOf({ prefix: 'mine/' })
    const { hash } = await put('mine', files)
    const now = { bytes: Buffer.from(''), at: new Date() }
    for (const key of ['mine/readme.txt', `mine/zz/${hash}`, `other/${hash.slice(0, 2)}/${hash}`])
      server.stored.set(key, now)
    assert.deepEqual(
      (await listed(files)).map((file) => file.hash),
      [hash],
    )
  })
})

describe('the settings of a bucket', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ficha-bucket-settings-'))
  after(() => rmSync(folder, { recursive: true }))
  const whole = { FILES_URL: 's3://firm-files/ficha', S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' }
  const read = (environment: NodeJS.ProcessEnv) => readConfig({ DATA_DIR: folder, ...environment })

  it('are a URL and two keys, with Amazon where no other is named', () => {
    assert.equal(read({}).bucket, null)
    assert.deepEqual(read({ ...whole, S3_REGION: 'eu-west-3' }).bucket, {
      endpoint: 'https://s3.eu-west-3.amazonaws.com',
      region: 'eu-west-3',
      name: 'firm-files',
      prefix: 'ficha/',
      accessKeyId: 'id',
      secretAccessKey: 'secret',
    })
    const own = read({ ...whole, FILES_URL: 's3://files', S3_ENDPOINT: 'http://127.0.0.1:9000/' }).bucket
    assert.deepEqual([own?.endpoint, own?.prefix], ['http://127.0.0.1:9000', ''])
  })

  it('say in one line what is missing or wrong', () => {
    for (const [change, word] of [
      [{ FILES_URL: 'https://firm-files' }, /FILES_URL must be like s3:/],
      [{ FILES_URL: 's3://firm-files/a b' }, /FILES_URL must be like s3:/],
      [{ S3_ENDPOINT: 'minio:9000' }, /S3_ENDPOINT must be like/],
      [{ S3_ACCESS_KEY_ID: '' }, /needs S3_ACCESS_KEY_ID/],
      [{ S3_SECRET_ACCESS_KEY: '' }, /needs S3_SECRET_ACCESS_KEY/],
      [{ MAX_DOCUMENT_MB: '6000' }, /MAX_DOCUMENT_MB must be at most 5120/],
    ] as const)
      assert.throws(
        () => read({ ...whole, ...change }),
        (error: Error) => error instanceof ConfigError && word.test(error.message) && !error.message.includes('\n'),
      )
  })

  it('choose the store', async () => {
    const server = await startS3()
    after(server.close)
    const config = { ...read({}), bucket: server.bucket }
    const { hash } = await filesFor(config).put(Readable.from(['in the bucket']), 100)
    assert.equal(server.stored.size, 1)
    assert.equal(await filesFor({ ...config, bucket: null }).has(hash), false)
  })
})
