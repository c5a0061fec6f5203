import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { commandLineActor } from '#src/audit/audit.ts'
import { undoableMerges } from '#src/merges/undoable.ts'
import type { App } from '#src/platform/app.ts'
import { type Language, languages } from '#src/platform/language/language.ts'
import { taskStatuses } from '#src/tasks/rules.ts'
import { emptyApp, engines, password } from '#src/testing/world.ts'
import { makeDemoFirm } from './demo.ts'

/** Of one thing, what can't be before what: the rows where it is. */
const tooEarly = {
  'something of a client before the client': [
    ...['note', 'task', 'thread', 'folder', 'job', 'time_entry'].map((table) => [table, 'created_at'] as const),
    ...[
      ['document', 'added_at'],
      ['audit_event', 'at'],
      ['link', 'created_at'],
      ['custom_change', 'at'],
    ].map(([table, at]) => [table!, at!] as const),
  ].map(
    ([table, at]) =>
      `select '${table}', t.${at} from ${table} t join account a on a.id = t.account_id where t.${at} < a.created_at`,
  ),
  'something after the client had left': [
    ['note', 'created_at'],
    ['time_entry', 'created_at'],
    ['document', 'added_at'],
    ['task', 'created_at'],
    ['thread', 'created_at'],
  ].map(
    ([table, at]) =>
      `select '${table}', t.${at} from ${table} t join account a on a.id = t.account_id where t.${at} > a.archived_at`,
  ),
  'an end before its beginning': [
    ['account', 'created_at', 'archived_at'],
    ['task', 'created_at', 'completed_at'],
    ['subtask', 'created_at', 'done_at'],
    ['job', 'created_at', 'entered_at'],
    ['job', 'entered_at', 'completed_at'],
    ['job', 'completed_at', 'archived_at'],
    ['client_task', 'created_at', 'done_at'],
    ['note', 'created_at', 'edited_at'],
    ['document', 'added_at', 'seen_at'],
    ['document', 'added_at', 'trashed_at'],
    ['thread', 'created_at', 'archived_at'],
    ['access_request', 'created_at', 'answered_at'],
    ['portal_invitation', 'created_at', 'used_at'],
    ['outgoing_mail', 'created_at', 'sent_at'],
    ['import', 'created_at', 'finished_at'],
    ['bulk_run', 'created_at', 'finished_at'],
  ].map(([table, from, to]) => `select '${table}', ${to} from ${table} where ${to} < ${from}`),
  'anything before the firm or its people': [
    ['account', 'created_at'],
    ['tag', 'created_at'],
    ['pipeline', 'created_at'],
    ['custom_field', 'created_at'],
    ['audit_event', 'at'],
  ].flatMap(([table, at]) => [
    `select '${table}', ${at} from ${table} where ${at} < (select created_at from firm)`,
    ...(table === 'audit_event'
      ? [`select kind, e.at from audit_event e join staff s on s.id = e.staff_id where e.at < s.created_at`]
      : []),
  ]),
  'a message before the one above it': [
    'select m.text, m.at from message m join message n on n.thread_id = m.thread_id and n.id < m.id and n.at > m.at',
    'select m.text, m.at from message m join thread t on t.id = m.thread_id where m.at < t.created_at',
  ],
  'a version before the one before it': [
    'select v.name, v.added_at from document_version v join document_version w on w.document_id = v.document_id and w.number < v.number and w.added_at > v.added_at',
    'select v.document_id, v.first_at from document_view v join document d on d.id = v.document_id where v.number = 1 and v.first_at < d.added_at',
  ],
  'an event before one of a smaller number': [
    'select e.kind, e.at from audit_event e join audit_event f on f.id = e.id - 1 where f.at > e.at',
  ],
  'a mail before one of a smaller number': [
    'select m.template, m.created_at from outgoing_mail m join outgoing_mail n on n.id = m.id - 1 where n.created_at > m.created_at',
  ],
  'a visit before the login': [
    'select l.email, v.at from portal_visit v join portal_login l on l.id = v.login_id where v.at < l.created_at',
    'select l.email, l.created_at from portal_login l join portal_invitation i on i.email = l.email where l.created_at < i.created_at',
  ],
}

/** What a client did in the portal although they had not come, or not to that account. */
const strangers = [
  `select m.author, m.at from message m join thread t on t.id = m.thread_id
   where from_client = 1 and not exists (select 1 from portal_login l join portal_access p on p.login_id = l.id
     where l.contact_id = m.contact_id and p.account_id = t.account_id and l.created_at <= m.at)`,
  `select d.name, d.added_at from document d
   where from_client = 1 and not exists (select 1 from portal_login l join portal_access p on p.login_id = l.id
     where l.contact_id = d.added_by_contact and p.account_id = d.account_id and l.created_at <= d.added_at)`,
  `select t.title, t.done_at from client_task t join thread h on h.id = t.thread_id
   where done_by_contact is not null and not exists (select 1 from portal_login l join portal_access p on p.login_id = l.id
     where l.contact_id = t.done_by_contact and p.account_id = h.account_id and l.created_at <= t.done_at)`,
]

const theirs =
  'select 1 from portal_access p join portal_login l on l.id = p.login_id where p.account_id = s.account_id'
const states: Record<string, string> = {
  ...Object.fromEntries(
    taskStatuses.map((status) => [`task ${status}`, `select 1 from task where status = '${status}'`]),
  ),
  'task overdue': "select 1 from task where is_open = 1 and due <> '' and due < :today",
  'job open': "select 1 from job where state = 'open'",
  'job overdue': "select 1 from job where state = 'open' and due < :today",
  'job completed': "select 1 from job where state = 'completed'",
  'job archived': "select 1 from job where state = 'archived'",
  'job that repeats': 'select 1 from recurrence',
  'document new to all': 'select 1 from document where from_client = 1 and seen_at is null',
  'document new to you': `select 1 from document d where from_client = 1 and seen_at is not null
    and not exists (select 1 from document_view v where v.document_id = d.id and v.staff_id = 1)`,
  'document seen': 'select 1 from document_view where staff_id = 1',
  'document private': 'select 1 from document where is_shared = 0 and trashed_at is null',
  'document shared': 'select 1 from document where is_shared = 1 and from_client = 0 and trashed_at is null',
  'document in the trash': 'select 1 from document where trashed_at is not null',
  'document with versions': 'select 1 from document where number > 1',
  'chat unread': 'select 1 from thread where unread_since is not null',
  'chat answered': 'select 1 from thread where unread_since is null and last_client_id > 0 and waiting_at is null',
  'chat waiting': 'select 1 from thread where waiting_at is not null',
  'chat archived': 'select 1 from thread where archived_at is not null',
  'chat with a task done and one to do': 'select 1 from thread where tasks_done > 0 and tasks_done < tasks',
  'portal activated': `select 1 from address_setting s where login = 1 and exists (${theirs})`,
  'portal invited': `select 1 from address_setting s join portal_invitation i on i.address_id = s.address_id
    where login = 1 and used_at is null and not exists (${theirs})`,
  'portal on, not invited': `select 1 from address_setting s where login = 1 and not exists (${theirs})
    and not exists (select 1 from portal_invitation i where i.address_id = s.address_id)`,
  'portal off': 'select 1 from account where id not in (select account_id from address_setting where login = 1)',
  'e-mail that is not linked': `select 1 from portal_login l join portal_access p on p.login_id = l.id
    where not exists (select 1 from address where contact_id = l.contact_id and email_key = l.email)`,
  'one address with other settings on another account': `select 1 from address_setting a
    join address_setting b on b.address_id = a.address_id and b.account_id <> a.account_id where a.notify <> b.notify`,
  'group of several clients': 'select 1 from client_group_account group by group_id having count(*) > 1',
  'access asked': 'select 1 from access_request where answered_at is null',
  'access granted': 'select 1 from access_request where account_id is not null',
  'access declined': 'select 1 from access_request where answered_at is not null and account_id is null',
  'import with a row left out': "select 1 from import where status = 'done' and rejected = 1 and contacts_updated > 1",
  'bulk work done': "select 1 from bulk_run where status = 'done' and changed > 1",
  'time of this week': 'select 1 from time_entry where day > :week',
  'custom field with a history': 'select 1 from custom_change where old is not null and new is not null',
  'client archived': 'select 1 from account where archived_at is not null',
}

/** Everything that somebody of the firm, or a client in its portal, has written. */
const written = [
  ...[
    'note.text',
    'task.title',
    'task.details',
    'subtask.title',
    'thread.subject',
    'message.text',
    'client_task.title',
  ],
  ...[
    'document.name',
    'document_version.name',
    'folder.name',
    'tag.name',
    'pipeline.name',
    'stage.name',
    'stage.tasks',
  ],
  ...['job.name', 'job.details', 'service.name', 'time_entry.work', 'client_group.name', 'client_group.notes'],
  ...['custom_field.name', 'custom_field.heading', 'custom_field.help', 'custom_field.options', 'link.description'],
  ...['portal_invitation.message', 'access_request.reason', 'import.file_name'],
]
/** What both languages say alike. */
const alike = /^(IRS|IRC|\d{4}|\[\]|)$/

async function firmIn(language: Language, engine = engines[0]!): Promise<App> {
  const app = await emptyApp(engine)
  await makeDemoFirm(app, commandLineActor, password, { language })
  return app
}

const rows = async (app: App, query: string): Promise<string[]> => {
  const day = (ago: number) => `'${new Date(app.clock().getTime() - ago * 86_400_000).toISOString().slice(0, 10)}'`
  const said = query.replaceAll(':today', day(0)).replaceAll(':week', day(7))
  const found = await sql.raw<Record<string, unknown>>(said).execute(app.db.read)
  return found.rows.map((row) => Object.values(row).join(' '))
}

describe('the demo firm', () => {
  const firms = {} as Record<Language, App>
  before(async () => {
    for (const language of languages) firms[language] = await firmIn(language)
  })

  for (const [what, queries] of Object.entries(tooEarly))
    it(`has not ${what}`, async () => {
      for (const query of queries) assert.deepEqual((await rows(firms.en, query)).slice(0, 3), [], query)
    })

  it('has nothing in the future', async () => {
    const now = firms.en.clock().toISOString()
    for (const table of await firms.en.db.read.introspection.getTables())
      for (const { name } of table.columns.filter((column) =>
        /^at$|(created|added|done|completed|archived|edited|entered|trashed|last|first|seen|answered|sent|finished)_at$/.test(
          column.name,
        ),
      ))
        assert.deepEqual(
          await rows(firms.en, `select '${table.name}', "${name}" from "${table.name}" where "${name}" > '${now}'`),
          [],
        )
  })

  it('has nothing in the portal of anybody who has not come', async () => {
    for (const query of strangers) assert.deepEqual((await rows(firms.en, query)).slice(0, 3), [], query)
  })

  it('has everything that a visitor would look for', async () => {
    const missing: string[] = []
    for (const [what, query] of Object.entries(states))
      if ((await rows(firms.en, query)).length === 0) missing.push(what)
    assert.deepEqual(missing, [])
  })

  it('has a merge that can be undone', async () => {
    const merge = await firms.en.db.read.selectFrom('contact_merge').select('winner_id').executeTakeFirstOrThrow()
    assert.equal((await undoableMerges(firms.en.db.read, merge.winner_id)).length, 1)
  })

  it('has no two documents of one name with one client, and not the same ones everywhere', async () => {
    const twice =
      'select account_id, name from document where trashed_at is null group by account_id, name having count(*) > 1'
    assert.deepEqual(await rows(firms.en, twice), [])
    assert.ok((await rows(firms.en, 'select distinct name from document')).length >= 20)
  })

  it('leaves nothing to be done by the queue', async () => {
    assert.deepEqual(await rows(firms.en, 'select kind from queue_item'), [])
  })

  it('speaks the language of whoever sets it up, and that alone', async () => {
    for (const column of written) {
      const [table, name] = column.split('.')
      const texts = (language: Language) => rows(firms[language], `select distinct ${name} from "${table}"`)
      const english = new Set(await texts('en'))
      const both = (await texts('pt')).filter((text) => english.has(text) && !alike.test(text))
      assert.deepEqual(both, [], column)
    }
  })

  it('is the same each time', async () => {
    const again = await firmIn('en')
    for (const column of [
      ...written,
      'account.name',
      'contact.display_name',
      'audit_event.kind',
      'audit_event.subject',
    ]) {
      const [table, name] = column.split('.')
      const query = `select ${name} from "${table}" order by 1`
      assert.deepEqual(await rows(again, query), await rows(firms.en, query), column)
    }
  })
})
