import assert from 'node:assert/strict'
import { before, beforeEach, describe, it } from 'node:test'
import { permissionsOf } from './app.tsx'
import { fieldTypes, type Subject, subjects } from './fields/rules.ts'
import type { Answer, Browser } from './testing/browser-like.ts'
import { makeField, sentFields } from './testing/custom-fields.ts'
import { type FormField, fieldsOf } from './testing/page-forms.ts'
import { badIds, badIdsOfPostgres, poison, poisonOfPostgres } from './testing/poison.ts'
import { makeSampleWorld, type SampleWorld } from './testing/sample-world.ts'
import { type Given, oneOfEach, placesIn, sampleOf } from './testing/sweep.ts'
import { engines } from './testing/world.ts'
import { startTimer } from './time/timer.ts'

// Every route of somebody who may everything, with what nobody should send: the answer is never a 5xx, and nothing is let in. A route
// meets a few of the poisons, the next one the next few: of all on SQLite, on PostgreSQL of those that it takes otherwise.

/** Names that routes read, in a form or a query, and that no page of these worlds has. */
const unseenNames =
  'right contact token owner_name tags_was followers_was remove others primary link_1 postal tax agreed section duration_next person_was assigned_was notified_was level_1 was_1 mapping query session template value_1 stage outcome folders'.split(
    ' ',
  )

/** Routes whose empty form is of a state that has passed: that is told before it is asked what stands in their path. */
const staleFirst = new Set([
  '/accounts/:id/fields/:fieldId/history/:changeId/restoration',
  '/contacts/:id/fields/:fieldId/history/:changeId/restoration',
  '/accounts/:id/documents/:documentId/versions/:number/current',
])

type Route = ReturnType<typeof permissionsOf>[number]

/** A form as a page shows it. */
interface Form {
  action: string
  fields: FormField[]
}

/** Gives one after the other, over and over. */
function dealer<T>(all: readonly T[]): () => T {
  let n = 0
  return () => all[n++ % all.length]!
}

/** What stands in each field, by its name: there may be several of one name. */
const valuesOf = (fields: readonly FormField[]) =>
  Object.fromEntries(
    Map.groupBy(fields, ({ name }) => name)
      .entries()
      .map(([name, all]) => [name, all.map(({ value }) => value!)]),
  )

/** As much of a text as may stand in that many fields of one form. */
const fitted = (text: string, fields: number) =>
  text.slice(0, Math.floor((text.length * 700_000) / Math.max(700_000, fields * encodeURIComponent(text).length)))

for (const engine of engines)
  describe(`bad input on ${engine}`, () => {
    const isSqlite = engine === 'sqlite'
    const poisons = Object.entries(poison).filter(([what]) => isSqlite || poisonOfPostgres.includes(what))
    const ids = isSqlite ? badIds : badIdsOfPostgres
    let world: SampleWorld
    /** An account that must come out as it was. */
    let seen: number
    /** One of each, of that account. */
    let given: Given
    let owner: Browser
    let client: Browser
    let posts: Route[]
    let looks: Route[]
    /** The page that shows the form of a route, with what is to be given for its path. */
    const pages = new Map<string, { route: Route; given: Given }>()
    /** The fields of all forms, by their names. */
    const known = new Map<string, FormField>()
    /** What forms and links send in a query. */
    const queried = new Set(unseenNames)

    before(async () => {
      world = await makeSampleWorld(engine)
      seen = world.accounts.seen
      given = await oneOfEach(world, { '/accounts/:id': seen })
      await world.perform((act) => startTimer(act, world.people.owner, seen))
      const routes = permissionsOf(world.web)
      posts = routes.filter(({ method }) => method === 'POST')
      looks = routes.filter(({ method }) => method === 'GET')
      // A form of something new first: what is sent to that one ends nothing that others need.
      for (const all of [{}, given]) for (const route of looks) await readPage(route, all)
    })

    beforeEach(async () => {
      owner = await world.as(world.people.owner)
      client = await world.asClient(world.client.loginId)
    })

    /** Whom a route is for, in a session of their own: what they send may end it. */
    async function asker({ path, permission }: Route): Promise<Browser> {
      if (permission !== 'anyone')
        return permission === 'client' ? world.asClient(world.client.loginId) : world.as(world.people.owner)
      const stranger = world.stranger()
      await stranger.get(path.startsWith('/portal') ? '/portal/sign-in' : '/sign-in')
      return stranger
    }

    const patternOf = ({ path }: Route) => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`)
    const routeOf = (action: string) => posts.find((route) => patternOf(route).test(action))
    const open = async (route: Route, all: Given, browser: Browser) =>
      (await browser.get((await sampleOf(world, route.path, all)) + (route.path === '/bulk/new' ? '?all=on' : ''))).html

    async function readPage(route: Route, all: Given): Promise<void> {
      const html = await open(route, all, await asker(route))
      for (const form of html.querySelectorAll('form')) {
        if (form.getAttribute('method') !== 'post') for (const { name } of fieldsOf(form)) queried.add(name)
        const { path } = routeOf(form.getAttribute('action')!) ?? {}
        if (path && !pages.has(path)) pages.set(path, { route, given: all })
        for (const field of fieldsOf(form)) known.set(field.name, field)
      }
      for (const link of html.querySelectorAll('a[href*="?"]'))
        for (const name of new URL(link.getAttribute('href')!, 'http://localhost').searchParams.keys())
          queried.add(name)
    }

    /** The form of a route, on its page, new where it can be. */
    async function formOf(route: Route, browser: Browser): Promise<Form | null> {
      const page = pages.get(route.path)
      if (!page) return null
      const html = await open(page.route, page.given, browser)
      const form = html.querySelectorAll('form').find((one) => routeOf(one.getAttribute('action')!) === route)
      return form ? { action: form.getAttribute('action')!, fields: fieldsOf(form) } : null
    }

    /** Sends fields as their form would: files are called what stands in their field. */
    function send(browser: Browser, action: string, fields: readonly FormField[]): Promise<Answer> {
      const sent = fields.filter(({ name, value }) => name !== 'form_token' && value !== null)
      if (!fields.some(({ kind }) => kind === 'file')) return browser.post(action, valuesOf(sent))
      const body = new FormData()
      body.set('form_token', browser.formToken)
      for (const { name, kind, value } of sent)
        body.append(name, kind === 'file' ? new File(['a;b\n1;2'], value!) : value!)
      return browser.upload(action, body)
    }

    function isRefused({ status, text }: Answer, sent: string): void {
      assert.ok(status < 500 && status !== 413, `${sent}: ${status}`)
      assert.ok(!text.includes('<script>alert(1)'), sent)
    }
    const said = (fields: readonly FormField[]) =>
      fields.map(({ name, value }) => `${name}: ${value?.slice(0, 30)}`).join(', ')

    /** The next poison for each kind of field, so that each kind meets them all. */
    const dealers = new Map<string, () => [string, string]>()
    const met = new Set<string>()
    function poisoned(field: FormField, fields: number): FormField {
      if (!dealers.has(field.kind)) dealers.set(field.kind, dealer(poisons))
      const [what, value] = dealers.get(field.kind)!()
      met.add(`${field.kind}: ${what}`)
      return { ...field, value: fitted(value, fields) }
    }

    it('in every field of a form is never more than refused', async () => {
      assert.ok(pages.size > 150)
      // What a form says wrong it says before it asks the database: on PostgreSQL only where no page shows the form.
      for (const route of posts.filter(({ path }) => isSqlite || !pages.has(path))) {
        const browser = await asker(route)
        const form = await formOf(route, browser)
        const path = await sampleOf(world, route.path, { '/accounts/:id': seen })
        const shown = form?.fields ?? known.values().toArray()
        const fields = [...shown, ...unseenNames.map((name) => ({ name, kind: 'text', value: '' }))]
        const bad = fields.map((field) => poisoned(field, fields.length))
        isRefused(await send(browser, path, bad), `${route.path} with ${said(bad)}`)
      }
    })

    it('in a custom field of any type is never more than refused', async () => {
      for (const type of fieldTypes) {
        const fields = new Map<Subject, number>()
        for (const subject of subjects) fields.set(subject, await makeField(world, subject, type, { name: type }))
        for (const [i, [what, value]] of poisons.entries()) {
          const subject = subjects[i % subjects.length]!
          const id = fields.get(subject)!
          const answer = await owner.post(subject === 'account' ? `/accounts/${seen}/details` : '/contacts', {
            ...sentFields({ [id]: value }),
            [`field_${id}_meant`]: value,
            [`field_${id}_clear`]: value,
            name: 'Seen Family',
            first_name: 'Nasty',
            type: 'other',
            version: 1,
          })
          isRefused(answer, `${type} with ${what}`)
        }
        const many = Array.from({ length: 1500 }, (_, i) => `c${i}`)
        const sent = { first_name: 'Nasty', ...sentFields({ [fields.get('contact')!]: many }) }
        isRefused(await owner.post('/contacts', sent), `${type} many times`)
      }
    })

    it('in a field that is sent many times is never more than refused', async () => {
      for (const route of [
        '/accounts',
        '/accounts/:id/details',
        '/accounts/:id/links',
        '/accounts/columns',
        '/accounts/export',
        '/bulk',
        '/groups/:id/accounts',
        '/accounts/:id/tasks',
        '/accounts/:id/tasks/:taskId',
        '/accounts/:id/tasks/:taskId/subtasks/order',
        '/accounts/:id/jobs',
        '/accounts/:id/jobs/:jobId',
        '/settings/pipelines/:id',
        '/settings/pipelines/:id/order',
        '/settings/pipelines/:id/stages/:stageId',
        '/accounts/:id/documents/selection',
      ]) {
        const path = await sampleOf(world, route, given)
        const many = Array.from({ length: 1500 }, (_, i) => String(i + 1))
        const answer = await owner.post(path, {
          staff: many,
          tags: many,
          contact: many,
          account: many,
          column: many,
          was: many,
          staff_was: many,
          followers: many,
          name: ['a', 'b'],
          add_tag: many,
          assignee: many,
          assignee_was: many,
          tags_was: many,
          person: many,
          assigned: many,
          notified: many,
          use: 'chosen',
          colour: 'blue',
          pipeline: '1',
          title: 'Many',
          login: ['on', 'off'],
          document: many,
          act: 'share',
        })
        assert.ok(answer.status < 500, `${route}: ${answer.status}`)
      }
    })

    it('in place of a parameter is not found', async () => {
      const deal = dealer(ids)
      const found: string[] = []
      for (const { method, path } of [...looks, ...posts])
        for (const place of placesIn(path))
          for (let n = isSqlite ? 3 : 1; n > 0; n--) {
            const id = deal()
            const who = path.startsWith('/portal/') ? client : owner
            const asked = await sampleOf(world, path, { ...given, [place]: id })
            const { status } = method === 'GET' ? await who.get(asked) : await who.post(asked)
            const expected = staleFirst.has(path) ? [404, 400, 414, 409] : [404, 400, 414]
            if (!expected.includes(status))
              found.push(`${method} ${path} with ${id.slice(0, 20)} at ${place}: ${status}`)
          }
      assert.deepEqual(found, [])
    })

    it('in the path of a forged form is refused like any other', async () => {
      const deal = dealer(ids)
      for (const { path } of posts)
        for (let n = isSqlite ? 3 : 1; n > 0; n--) {
          const id = deal()
          const answer = await owner.post(path.replaceAll(/:\w+/g, id), {}, { token: 'x'.repeat(43) })
          assert.ok([403, 404, 400].includes(answer.status), `${path} with ${id.slice(0, 20)}: ${answer.status}`)
        }
    })

    it('in a query is taken for nothing', async () => {
      assert.ok(queried.size > 30)
      const deal = dealer(poisons)
      for (const { path } of looks)
        for (let n = isSqlite ? 3 : 1; n > 0; n--) {
          const [what, value] = deal()
          const query = new URLSearchParams([...queried].map((name): [string, string] => [name, value.slice(0, 3000)]))
          const who = path.startsWith('/portal') ? client : owner
          const answer = await who.get(`${await sampleOf(world, path, given)}?${query}`)
          assert.ok(answer.status < 500, `${path} with ${what}: ${answer.status}`)
        }
    })

    it('in a body that is no form is refused', async () => {
      for (const type of [
        'application/json',
        'text/plain',
        'multipart/form-data',
        'multipart/form-data; boundary=x',
        'application/octet-stream',
      ])
        for (const path of ['/accounts', '/imports', '/sign-in', '/me/language']) {
          const answer = await world.web.request(path, {
            method: 'POST',
            body: '{"a": 1}',
            headers: {
              'content-type': type,
              'sec-fetch-site': 'same-origin',
              cookie: `session=${owner.cookies.get('session')}`,
            },
          })
          assert.ok(answer.status < 500 && answer.status >= 300, `${path} with ${type}: ${answer.status}`)
        }
      const large = await owner.post('/accounts', { name: 'x'.repeat(1_200_000) })
      assert.equal(large.status, 413)
    })

    it('has left everything as it was', async () => {
      const account = await world.app.db.read
        .selectFrom('account')
        .selectAll()
        .where('id', '=', seen)
        .executeTakeFirst()
      assert.equal(account?.name, 'Seen Family')
      const firm = await world.app.db.read.selectFrom('firm').select('name').executeTakeFirst()
      assert.equal(firm?.name, 'Test Firm')
    })

    // Last: what is right otherwise may well be taken.
    it('in some fields of a form that is right otherwise is no fault either', async () => {
      for (const route of posts)
        for (const half of [0, 1]) {
          const browser = await asker(route)
          const form = await formOf(route, browser)
          if (!form) continue
          const fields = form.fields.map((field, place) =>
            place % 2 === half ? poisoned(field, form.fields.length) : field,
          )
          isRefused(await send(browser, form.action, fields), `${route.path} with ${said(fields)}`)
        }
      // However few fields of a kind there are, each has met every poison.
      assert.equal(met.size, dealers.size * poisons.length)
    })
  })
