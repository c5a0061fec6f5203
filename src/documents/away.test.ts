import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { before, describe, it } from 'node:test'
import { serve } from '@hono/node-server'
import sharp from 'sharp'
import { setPhoto } from '#src/photos/photo.ts'
import { StoreError } from '#src/platform/files/store.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { multipart } from '#src/testing/chats.ts'
import { addClient } from '#src/testing/clients.ts'
import { makeDocument } from '#src/testing/documents.ts'
import { makeWorld, type World } from '#src/testing/world.ts'

describe('documents whose store can’t be reached', () => {
  let world: World
  let owner: Browser
  let mila: Browser
  let base: string
  let portal: string
  const ids: Record<string, number> = {}
  before(async () => {
    world = await makeWorld('sqlite')
    owner = await world.as(world.people.owner)
    const client = await addClient(world, 'Mila')
    mila = await world.asClient(client.loginId)
    const account = client.accountId
    base = `/accounts/${account}/documents`
    portal = `/portal${base}`
    const picture = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#a33' } })
      .png()
      .toBuffer()
    const make = (name: string, content: string | Buffer) =>
      makeDocument(world, account, name, content, { isShared: true })
    ids.text = await make('Letter.txt', 'x'.repeat(300_000))
    ids.table = await make('Table.csv', 'a;b\n1;2')
    ids.pdf = await make('Return.pdf', '%PDF-1.7\n')
    ids.picture = await make('Receipt.png', picture)
    ids.other = await make('Other.bin', Buffer.from([0, 1, 2, 3]))
    const { hash } = await world.app.files.put(Readable.from([picture]), 10_000)
    await world.perform((act) => setPhoto(act, account, { small: hash, large: hash }))
  })

  /** While `work` goes on, the store fails as `error` says, whatever is asked of it. */
  async function away(error: () => Error, work: () => Promise<void>): Promise<void> {
    const { files } = world.app
    const fails = async () => {
      throw new StoreError(error().message)
    }
    const read = () => new Readable({ read() {} }).destroy(error())
    world.app.files = { ...files, put: fails, look: fails, has: fails, read }
    try {
      await work()
    } finally {
      world.app.files = files
    }
  }
  const store = () => new StoreError('The files store can’t be reached')
  const disk = () => Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' })
  const seen = () => world.app.db.read.selectFrom('document_view').selectAll().execute()
  const downloads = () =>
    world.app.db.read.selectFrom('audit_event').select('id').where('kind', '=', 'documents downloaded').execute()

  for (const error of [store, disk]) {
    it(`still have their pages, which say so: ${error().message}`, () =>
      away(error, async () => {
        const seenBefore = await seen()
        for (const [name, id] of Object.entries(ids)) {
          const { status, html } = await owner.get(`${base}/${id}`)
          assert.equal(status, 200, name)
          assert.match(html.querySelector('#document-preview')!.text, /can’t be reached right now/, name)
          assert.match(html.querySelector('#document-facts')!.text, /Shared/, name)
        }
        const inPortuguese = await owner.get(`${base}/${ids.text}?language=pt`)
        assert.match(inPortuguese.text, /De momento não é possível aceder ao ficheiro/)
        assert.equal((await owner.get(base)).status, 200)
        assert.equal((await mila.get(portal)).status, 200)
        assert.deepEqual(await seen(), seenBefore, 'nobody has seen it')
      }))

    it(`are not sent, in words and with when to come back: ${error().message}`, () =>
      away(error, async () => {
        const [seenBefore, downloadsBefore] = [await seen(), await downloads()]
        for (const [browser, path] of [
          [owner, `${base}/${ids.text}/download`],
          [owner, `${base}/${ids.text}/download?number=1`],
          [owner, `${base}/${ids.pdf}/content`],
          [owner, `${base}/${ids.picture}/picture/large`],
          [owner, `${base}/${ids.picture}/picture/small`],
          [owner, `${base}/zip`],
          [owner, `${base.replace('/documents', '')}/photo/small`],
          [mila, `${portal}/${ids.text}/download`],
          [mila, `${portal}/${ids.pdf}/content`],
          [mila, `${portal}/${ids.picture}/picture`],
        ] as const) {
          const answer = await browser.get(path)
          assert.deepEqual([path, answer.status], [path, 503])
          assert.match(answer.text, /can’t be reached right now/)
          assert.ok(Number(answer.headers.get('retry-after')) > 0, path)
          assert.equal(answer.headers.get('content-disposition'), null, path)
        }
        assert.deepEqual([await seen(), await downloads()], [seenBefore, downloadsBefore])
      }))
  }

  it('are not taken either', () =>
    away(store, async () => {
      for (const [browser, path] of [
        [owner, base],
        [mila, portal],
        [owner, `${base}/${ids.text}/versions`],
      ] as const) {
        const answer = await browser.upload(path, multipart(browser, {}, { 'New.txt': 'new' }))
        assert.deepEqual([path, answer.status], [path, 503])
      }
    }))

  it('have a failed answer said by the read itself, where the store was there a moment before', async () => {
    const { files } = world.app
    world.app.files = { ...files, read: () => new Readable({ read() {} }).destroy(disk()) }
    assert.equal((await owner.get(`${base}/${ids.text}/download`)).status, 503)
    assert.match((await owner.get(`${base}/${ids.text}`)).text, /can’t be reached right now/)
    const gone = Object.assign(new Error('gone'), { code: 'ENOENT' })
    world.app.files = { ...files, read: () => new Readable({ read() {} }).destroy(gone) }
    assert.equal((await owner.get(`${base}/${ids.text}/download`)).status, 404)
    world.app.files = files
  })

  it('break off where all can see it once an answer has begun: no file and no ZIP is short in silence', async () => {
    const { files } = world.app
    const server = serve({ fetch: world.web.fetch, port: 0, hostname: '127.0.0.1' })
    await once(server, 'listening')
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    // Half of the last file comes, and then the store is away.
    const { hash } = await world.app.db.read
      .selectFrom('document')
      .select('hash')
      .where('id', '=', ids.text!)
      .executeTakeFirstOrThrow()
    const half = async function* () {
      yield Buffer.alloc(150_000, 'x')
      await new Promise((resolve) => setImmediate(resolve))
      throw store()
    }
    world.app.files = {
      ...files,
      read: (wanted, range, isAwaited) =>
        wanted === hash ? Readable.from(half(), { objectMode: false }) : files.read(wanted, range, isAwaited),
    }
    try {
      for (const path of [`${base}/${ids.text}/download`, `${base}/zip`]) {
        const answer = await fetch(`${at}${path}`, { headers: { cookie } })
        assert.equal(answer.status, 200)
        await assert.rejects(answer.arrayBuffer(), path)
      }
      world.app.files = files
      const whole = await fetch(`${at}${base}/zip`, { headers: { cookie } })
      assert.ok((await whole.arrayBuffer()).byteLength > 300)
    } finally {
      world.app.files = files
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
    }
  })
})
