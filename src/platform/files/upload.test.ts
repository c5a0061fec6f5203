import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { Hono } from 'hono'
import { emptyApp } from '#src/testing/world.ts'
import type { App } from '../app.ts'
import { Refusal } from '../web/errors.ts'
import { formTokenFor, guard } from '../web/guard.ts'
import { filesIn } from './files.ts'
import { readUpload, readUploadedBytes } from './upload.ts'

interface Said {
  file: { name: string; text: string; hash: string }
  tooLarge: boolean
}

describe('an upload', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ficha-upload-'))
  after(() => rmSync(folder, { recursive: true }))
  let app: App
  let web: Hono
  let token: string
  before(async () => {
    app = await emptyApp('sqlite')
    app.files = filesIn(folder)
    token = formTokenFor(app.config.secret, 'visit')
    web = new Hono()
    web.use((c, next) => {
      c.set('app', app)
      c.set('tokenBases', ['visit'])
      return next()
    })
    web.use(guard(app.config))
    web.post('/kept', async (c) => c.json(await readUpload(c, 100_000)))
    web.post('/held', async (c) => {
      const { file, ...rest } = await readUploadedBytes(c, 100_000)
      return c.json({ ...rest, file: file && { name: file.name, text: String(file.bytes) } })
    })
    web.post('/later', async (c) => {
      const form = c.get('multipart')
      await form.next().then(() => new Promise((resolve) => setTimeout(resolve, 20)))
      await form.next()
      return c.text('read')
    })
    web.onError((error, c) => c.text(error.message, error instanceof Refusal ? error.status : 500))
  })

  const form = (content: string, { first = token, after = 'said after it' } = {}) => {
    const body = new FormData()
    body.set('form_token', first)
    body.set('file', new File([content], 'notes.txt'))
    body.set('after', after)
    return body
  }
  const arriving = () => {
    const arriving = join(folder, 'arriving')
    return existsSync(arriving) ? readdirSync(arriving) : []
  }

  for (const path of ['/kept', '/held']) {
    it(`is taken by ${path}, whatever stands before and after the file`, async () => {
      const answer = await web.request(path, { method: 'POST', body: form('hello') })
      const { file, tooLarge } = (await answer.json()) as Said
      assert.equal(answer.status, 200)
      assert.deepEqual([file.name, tooLarge], ['notes.txt', false])
      if (path === '/held') assert.equal(file.text, 'hello')
      else assert.ok(await app.files.has(file.hash))
    })

    it(`that is too large is read to its end by ${path}, and nothing of it is kept`, { timeout: 10_000 }, async () => {
      const answer = await web.request(path, { method: 'POST', body: form('x'.repeat(3_000_000)) })
      const { file, tooLarge } = (await answer.json()) as Said
      assert.deepEqual([file, tooLarge], [null, true])
      assert.deepEqual(arriving(), [])
    })

    it(`that breaks off is refused by ${path}, and nothing of it is kept`, { timeout: 10_000 }, async () => {
      const whole = new Request('http://localhost/', { method: 'POST', body: form('y'.repeat(90_000)) })
      const bytes = new Uint8Array(await whole.arrayBuffer())
      for (const how of ['ends', 'fails'] as const) {
        const body = new ReadableStream({
          start(controller) {
            controller.enqueue(bytes.slice(0, 50_000))
            setTimeout(() => (how === 'ends' ? controller.close() : controller.error(new Error('gone'))), 20)
          },
        })
        const headers = { 'content-type': whole.headers.get('content-type')! }
        const answer = await web.request(path, { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
        assert.equal(answer.status, 400, how)
        // The answer does not wait for the file to be gone.
        for (let waited = 0; arriving().length > 0 && waited < 5000; waited += 20)
          await new Promise((resolve) => setTimeout(resolve, 20))
        assert.deepEqual(arriving(), [], how)
      }
    })

    it(`that breaks off at any byte is refused by ${path}`, { timeout: 60_000 }, async () => {
      const whole = new Request('http://localhost/', { method: 'POST', body: form('hello') })
      const bytes = new Uint8Array(await whole.arrayBuffer())
      const headers = { 'content-type': whole.headers.get('content-type')! }
      // The last line break after the closing boundary means nothing.
      for (let cut = 0; cut < bytes.length - 2; cut++)
        for (const how of ['ends', 'fails'] as const) {
          const body = new ReadableStream({
            start: (controller) => {
              if (cut > 0) controller.enqueue(bytes.slice(0, cut))
              if (how === 'ends') controller.close()
            },
            pull: (controller) => {
              if (how === 'fails') controller.error(new Error('gone'))
            },
          })
          const answer = await web.request(path, { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
          assert.ok([400, 403].includes(answer.status), `${how} at ${cut}: ${answer.status}`)
        }
    })

    it(`whose file nobody reads yet when it breaks off is refused by ${path}`, async () => {
      const whole = new Request('http://localhost/', { method: 'POST', body: form('hello') })
      const bytes = Buffer.from(await whole.arrayBuffer())
      const answer = await web.request('/later', {
        method: 'POST',
        body: bytes.subarray(0, bytes.indexOf('hello') + 2),
        headers: { 'content-type': whole.headers.get('content-type')! },
      })
      assert.equal(answer.status, 400)
    })

    it(`whose token does not come within a minute is refused by ${path}, though it is never silent`, async (t) => {
      t.mock.timers.enable({ apis: ['setTimeout'] })
      let send = (_: string) => {}
      const body = new ReadableStream({
        start: (controller) => {
          send = (text) => controller.enqueue(Buffer.from(text))
        },
      })
      const headers = { 'content-type': 'multipart/form-data; boundary=x' }
      const answer = web.request(path, { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
      send('--x\r\nContent-Disposition: form-data; name="form_token"\r\n\r\n')
      const settled = async () => {
        for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
      }
      for (let seconds = 0; seconds < 60; seconds += 20) {
        send('x')
        await settled()
        t.mock.timers.tick(20_000)
      }
      await settled()
      const { status } = await Promise.race([answer, Promise.reject(new Error('it is still waited for'))])
      assert.equal(status, 408)
    })

    it(`without the right token is refused by ${path}`, async () => {
      const answer = await web.request(path, { method: 'POST', body: form('z', { first: 'x'.repeat(43) }) })
      assert.equal(answer.status, 403)
      assert.deepEqual(arriving(), [])
    })
  }
})
