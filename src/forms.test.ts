import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { permissionsOf } from './app.tsx'
import type { Browser } from './testing/browser-like.ts'
import { makeSampleWorld, type SampleWorld } from './testing/sample-world.ts'
import { oneOfEach, sampleOf } from './testing/sweep.ts'

// No write runs before its form was proven: every POST route, with every kind of body and every set of headers that a browser may send.

const boundary = 'x-boundary'
const part = (name: string, value: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const file = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nhello\r\n`
const end = `--${boundary}--\r\n`
const multipart = `multipart/form-data; boundary=${boundary}`
const urlencoded = 'application/x-www-form-urlencoded'

const bodies = (right: string): Record<string, [type: string | null, body: string]> => ({
  'no body': [null, ''],
  'an empty form': [urlencoded, ''],
  'a form without a token': [urlencoded, 'name=x'],
  'a form with a wrong token': [urlencoded, `form_token=${'x'.repeat(43)}`],
  'a form in capitals': ['Application/X-WWW-Form-Urlencoded', 'name=x'],
  'an upload without a token': [multipart, file + end],
  'an upload with a wrong token': [multipart, part('form_token', 'x'.repeat(43)) + file + end],
  'an upload with its token last': [multipart, file + part('form_token', right) + end],
  'an upload of nothing': [multipart, end],
  'an upload without a boundary': ['multipart/form-data', file + end],
  'an upload in capitals': [`Multipart/Form-Data; boundary=${boundary}`, file + end],
  'another multipart': [`multipart/mixed; boundary=${boundary}`, file + end],
  text: ['text/plain', `form_token=${right}`],
  JSON: ['application/json', JSON.stringify({ form_token: right })],
})

const places: Record<string, Record<string, string>> = {
  'an old browser': {},
  'this very place': { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' },
}

const foreign: Record<string, Record<string, string>> = {
  'another site': { 'sec-fetch-site': 'cross-site' },
  'a sister site': { 'sec-fetch-site': 'same-site' },
  'another origin': { origin: 'https://evil.example' },
  'no origin': { origin: 'null' },
  'another origin that calls itself the same': { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
  'another site with this origin': { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:3000' },
}

describe('a write', () => {
  let world: SampleWorld
  let owner: Browser
  let client: Browser
  let posts: string[]
  before(async () => {
    world = await makeSampleWorld('sqlite')
    owner = await world.as(world.people.owner)
    client = await world.asClient(world.client.loginId)
    const given = await oneOfEach(world)
    posts = []
    for (const { method, path } of permissionsOf(world.web))
      if (method !== 'GET') posts.push(await sampleOf(world, path, given))
    assert.ok(posts.length > 100)
  })

  const by = (path: string) => (path.startsWith('/portal/') ? client : owner)
  const send = (path: string, type: string | null, body: string, headers: Record<string, string>) =>
    world.web.request(path, {
      method: 'POST',
      body,
      headers: {
        ...(type === null ? {} : { 'content-type': type }),
        cookie: [...by(path).cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...headers,
      },
    })

  /** What a write leaves. A refusal leaves its own line in the audit trail and nothing else. */
  const traces = async () => {
    const { read } = world.app.db
    const count = (table: 'queue_item' | 'staff_session' | 'portal_session' | 'sent_form' | 'outgoing_mail') =>
      sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`
        .execute(read)
        .then(({ rows }) => rows[0])
    return [
      await read.selectFrom('audit_event').select('kind').where('kind', '!=', 'refused').execute(),
      await count('queue_item'),
      await count('staff_session'),
      await count('portal_session'),
      await count('sent_form'),
      await count('outgoing_mail'),
    ]
  }

  it('is refused before anything is done while its form is not proven, whatever it is sent as', async () => {
    const before = await traces()
    for (const path of posts)
      for (const [what, [type, body]] of Object.entries(bodies(by(path).formToken)))
        for (const [where, headers] of Object.entries(places)) {
          const answer = await send(path, type, body, headers)
          assert.ok([403, 415].includes(answer.status), `${path}, ${what} from ${where}: ${answer.status}`)
        }
    assert.deepEqual(await traces(), before)
  })

  it('is refused from anywhere else, though its token is right', async () => {
    const before = await traces()
    for (const path of posts)
      for (const [where, headers] of Object.entries(foreign)) {
        const token = by(path).formToken
        const form = await send(path, urlencoded, `form_token=${token}`, headers)
        const upload = await send(path, multipart, part('form_token', token) + file + end, headers)
        assert.deepEqual([form.status, upload.status], [403, 403], `${path} from ${where}`)
      }
    assert.deepEqual(await traces(), before)
  })

  it('is done when its token is right, from an old browser too', async () => {
    const token = `form_token=${owner.formToken}`
    for (const headers of Object.values(places))
      assert.equal((await send('/me/language', urlencoded, `${token}&language=pt`, headers)).status, 303)
  })
})
