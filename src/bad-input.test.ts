import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { permissionsOf } from './app.tsx'
import { fieldTypes, subjects } from './fields/rules.ts'
import { addToGroup, createGroup } from './groups/group.ts'
import { writeNote } from './notes/note.ts'
import { money } from './platform/money.ts'
import type { Browser } from './testing/browser-like.ts'
import { preparedRun } from './testing/bulk.ts'
import { makeChat } from './testing/chats.ts'
import { addClient, addGuest, inviteGuest } from './testing/clients.ts'
import { makeField, sentFields } from './testing/custom-fields.ts'
import { makeDocument } from './testing/documents.ts'
import { makeJob, makePipeline } from './testing/jobs.ts'
import { makeSubtask, makeTask } from './testing/tasks.ts'
import { engines, makeWorld, type World } from './testing/world.ts'
import { addEntry } from './time/entry.ts'
import { createService } from './time/service.ts'
import { startTimer } from './time/timer.ts'

// Every route of somebody who may everything, with what nobody should send: the answer is never a 5xx, and nothing is let in.

const nasty: Record<string, string> = {
  empty: '',
  long: 'x'.repeat(60_000),
  'control characters': 'a\u0000b\u0007c',
  'a lone surrogate’s place': 'caf\uFFFD',
  HTML: '<script>alert(1)</script>"\'&lt;',
  SQL: "'; drop table account; --",
  'a huge number': '99999999999999999999',
  'a negative number': '-1',
  'a fraction': '1.5e308',
  JSON: '{"__proto__":{"admin":true}}',
  path: '../../../../etc/passwd',
  emoji: '👩‍👩‍👧‍👦'.repeat(100),
}

/** Every name that a form of ours has a field of. */
const fields =
  'name email role preset language default_access version wanted right heir password again now session template colour wanted reason account contact q description first_name last_name company email_1 email_2 phone_1 birth_date country notes tags was staff preparer reviewer type company_name tax_country tax_id column filter order existing next token owner_name time_zone name_format retention_years tags_was new_tag new_tag_colour staff_was followers followers_was preparer_was reviewer_was crop_x crop_y crop_size field remove iban group group_name do message notify remind move place_1 winner version_first version_second login others primary link_1 postal tax back all portal add_tag remove_tag add_member remove_member state sync invite subject required encrypted heading help currency new_choices agreed choice_c1 place_c1 place up down latest fields section folded text mention from title details status priority due assignee assignee_was day duration duration_next work service billable in timer rate rate_1 is_active rounding person pipeline from to on use person_was stages completes assigned assigned_was notified notified_was tasks every first_due last_day until days_before subject document choose seen parent folder act order at level_1 was_1'.split(
    ' ',
  )

const ids = [
  '0',
  '-1',
  '1.5',
  'abc',
  '2147483648',
  '9007199254740993',
  '%00',
  '%E0%A4%A',
  '1%20or%201=1',
  'x'.repeat(3000),
]

for (const engine of engines)
  describe(`bad input on ${engine}`, () => {
    let world: World
    let owner: Browser
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      await preparedRun(world, world.people.owner, { state: 'archive' })
      await world.perform((act) => writeNote(act, seen, world.people.owner, 'A note'))
      await makeSubtask(world, await makeTask(world, seen))
      await makeJob(world, seen, (await makePipeline(world)).id)
      await makeDocument(world, seen, 'Nasty.csv', 'a;b\n1;2')
      await makeChat(world, seen)
      await world.perform(async (act) => {
        const service = await createService(act, { name: 'Books', rate: money(4500, 'EUR'), is_active: 1 })
        await addEntry(act, seen, world.people.owner, {
          day: '2026-01-05',
          minutes: 90,
          work: 'Work',
          service_id: service,
          billable: 1,
        })
        await startTimer(act, world.people.owner, seen)
      })
      await world.perform(async (act) => addToGroup(act, await createGroup(act, { name: 'Group', notes: '' }), [seen]))
    })
    const { seen } = { seen: 1 }

    const filled = (path: string, id: string) =>
      path
        .replaceAll(/:(id|\w+Id)\b/g, id)
        .replace(':right', 'manage-tags')
        .replace(':size', 'small')
        .replace(':number', id)
        .replace(':token', id)

    it('in a form is never more than refused', async () => {
      const posts = permissionsOf(world.web).filter(
        ({ method, path }) => method === 'POST' && !/sign-out|ownership|me\/password/.test(path),
      )
      assert.ok(posts.length > 40)
      for (const { path } of posts)
        for (const [what, value] of Object.entries(nasty)) {
          const posted = Object.fromEntries(fields.map((field) => [field, value]))
          const answer = await owner.post(filled(path, String(seen)), posted)
          assert.ok(answer.status < 500, `${path} with ${what}: ${answer.status}`)
          assert.ok(!answer.text.includes('<script>alert(1)'), `${path} with ${what}`)
        }
    })

    it('from a client is never more than refused either', async () => {
      const { loginId, accountId } = await addClient(world, 'Nasty')
      const chat = await makeChat(world, accountId)
      const guest = await inviteGuest(world, await addGuest(world, 'Input'))
      const posts = permissionsOf(world.web).filter(
        ({ method, path }) => method === 'POST' && path.startsWith('/portal/'),
      )
      assert.ok(posts.length >= 8)
      for (const { path } of posts)
        for (const [what, value] of Object.entries(nasty)) {
          const client = await world.asClient(loginId)
          const posted = Object.fromEntries(fields.map((field) => [field, value]))
          const filled = path
            .replace(':token', guest)
            .replace(':id', String(accountId))
            .replace(':threadId', String(chat.thread))
            .replace(':messageId', String(chat.message))
            .replace(':clientTaskId', String(chat.task))
          const answer = await client.post(filled, posted)
          assert.ok(answer.status < 500, `${path} with ${what}: ${answer.status}`)
          assert.ok(!answer.text.includes('<script>alert(1)'), `${path} with ${what}`)
        }
    })

    it('in a custom field of any type is never more than refused', async () => {
      for (const subject of subjects)
        for (const type of fieldTypes) {
          const id = await makeField(world, subject, type, { name: `Nasty ${type}` })
          const version = 1
          for (const [what, value] of Object.entries(nasty)) {
            const path = subject === 'account' ? `/accounts/${seen}/details` : '/contacts'
            const posted = {
              ...sentFields({ [id]: value }),
              name: 'Seen Family',
              first_name: 'Nasty',
              type: 'other',
              version,
            }
            const answer = await owner.post(path, {
              ...posted,
              [`field_${id}_meant`]: value,
              [`field_${id}_clear`]: value,
            })
            assert.ok(answer.status < 500, `${type} with ${what}: ${answer.status}`)
            assert.ok(!answer.text.includes('<script>alert(1)'), `${type} with ${what}`)
          }
          const many = Array.from({ length: 1500 }, (_, i) => `c${i}`)
          assert.ok(
            (await owner.post('/contacts', { first_name: 'Nasty', ...sentFields({ [id]: many }) })).status < 500,
          )
        }
    })

    it('in a field that is sent many times is never more than refused', async () => {
      for (const path of [
        '/accounts',
        `/accounts/${seen}/details`,
        `/accounts/${seen}/links`,
        '/accounts/columns',
        '/accounts/export',
        '/bulk',
        '/groups/1/accounts',
        `/accounts/${seen}/tasks`,
        `/accounts/${seen}/tasks/1`,
        `/accounts/${seen}/tasks/1/subtasks/order`,
        `/accounts/${seen}/jobs`,
        `/accounts/${seen}/jobs/1`,
        '/settings/pipelines/1',
        '/settings/pipelines/1/order',
        '/settings/pipelines/1/stages/1',
        `/accounts/${seen}/documents/selection`,
      ]) {
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
        assert.ok(answer.status < 500, `${path}: ${answer.status}`)
      }
    })

    it('in place of a number is not found', async () => {
      const client = await world.asClient((await addClient(world, 'Numbers')).loginId)
      for (const { method, path } of permissionsOf(world.web).filter((route) =>
        /:(id|contactId|accountId|eventId|mentionId)/.test(route.path),
      ))
        for (const id of ids) {
          const who = path.startsWith('/portal/') ? client : owner
          const answer = method === 'GET' ? await who.get(filled(path, id)) : await who.post(filled(path, id))
          assert.ok(
            [404, 400, 414].includes(answer.status),
            `${method} ${path} with ${id.slice(0, 20)}: ${answer.status}`,
          )
        }
    })

    it('in the path of a forged form is refused like any other', async () => {
      for (const { path } of permissionsOf(world.web).filter((route) => route.method === 'POST'))
        for (const id of ids) {
          const answer = await owner.post(path.replaceAll(/:\w+/g, id), {}, { token: 'x'.repeat(43) })
          assert.ok([403, 404, 400].includes(answer.status), `${path} with ${id.slice(0, 20)}: ${answer.status}`)
        }
    })

    it('in a query is taken for nothing', async () => {
      for (const { path } of permissionsOf(world.web).filter(
        (route) => route.method === 'GET' && !route.path.includes(':'),
      ))
        for (const [what, value] of Object.entries(nasty)) {
          const query = new URLSearchParams(
            [
              'q',
              'at',
              'before',
              'begins',
              'tag',
              'without',
              'member',
              'type',
              'sort',
              'show',
              'order',
              'back',
              'person',
              'kind',
              'language',
              'next',
              'token',
              'portal',
              'field',
              'value_1',
              'account',
              'all',
              'filter',
              'pipeline',
              'stage',
              'assignee',
              'due',
              'outcome',
              'after',
              'parent',
              'folders',
            ].map((name): [string, string] => [name, value.slice(0, 3000)]),
          )
          const answer = await owner.get(`${path}?${query}`)
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
  })
