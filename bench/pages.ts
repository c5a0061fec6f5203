import type { Hono } from 'hono'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { permissionsOf } from '#src/app.tsx'
import { writeCursor } from '#src/platform/db/keyset.ts'
import type { Tables } from '#src/platform/db/tables.ts'

// Every page that somebody of the staff can ask for, with real things in its path and what its filters can say.

/** A page as one person asks for it, of a few things each. */
export interface Page {
  name: string
  /** Asked for only where the page is: those of a later page are found on the one before. */
  paths(): Promise<string[]>
}

/** Of how many things of a kind a page is asked: no two accounts hold as much. */
const spread = 5

// As lists are asked: each field of the filter alone, pairs, the other orders; `(last)` is the page at the list's end.
const accountFilters = [
  ...['show=archived', 'type=company', 'type=other', 'name=maria', 'name=silva+lda', 'name=xyzzy'],
  ...[
    'tag=1',
    'tag=1&tag=2',
    'tag=11',
    'tag=1&tag=11',
    'tag=12&tag=13',
    'tag=14',
    'tag=12&tag=13&sort=created',
    'tag=1&tag=2&tag=3&tag=4&tag=5',
    'without=3',
    'tag=1&without=2',
  ],
  ...['member=3', 'member=2', 'member=26', 'preparer=3', 'reviewer=24', 'reviewer=3'],
  ...['member=3&reviewer=24', 'member=3&preparer=4', 'tag=1&member=3', 'tag=1&type=other', 'type=company&reviewer=24'],
  ...['portal=activated', 'portal=pending', 'portal=not+activated', 'portal=pending&type=other'],
  ...['field=1&value_1=Lisboa+3', 'field=1&value_1=Porto', 'field=4&value_4=yes', 'field=3&value_3=12&tag=1'],
  ...['name=maria&tag=1', 'name=maria&member=3', 'name=maria&portal=pending'],
  ...['sort=name&order=down', 'sort=id', 'sort=id&order=down', 'sort=type', 'sort=type&order=down', 'sort=created'],
  ...['sort=created&order=down', 'sort=last+login', 'sort=last+login&order=down'],
  ...['tag=1&tag=2&sort=created&order=down', 'tag=11&sort=created', 'reviewer=24&sort=last+login&order=down'],
  ...['member=3&sort=id', 'name=maria&sort=created', 'show=archived&tag=1', 'show=archived&sort=created'],
  ...['(next)', '(last)', 'tag=1&tag=2 (next)', 'tag=1&tag=2 (last)', 'reviewer=24 (last)', 'portal=pending (last)'],
]

const filters: Record<string, string[]> = {
  '/accounts': accountFilters,
  '/contacts': [
    ...['name=mar', 'name=silva', 'name=xyzzy', 'email=with', 'email=without', 'clients=active', 'clients=archived'],
    ...['clients=none', 'tag=1', 'tag=1&name=maria', 'sort=newest', 'sort=newest&order=down', 'order=down'],
    ...['clients=archived&email=without', 'email=without&name=maria', 'clients=none&sort=newest', '(next)', '(last)'],
    ...['name=mar (next)', 'name=mar (last)', 'clients=archived (last)'],
  ],
  '/contacts/duplicates': ['(next)'],
  '/groups': ['(next)', '(last)'],
  '/search': ['q=maria', 'q=example', 'q=jo', 'q=xyzzy', 'q=9123'],
  '/jobs': [
    ...['show=completed', 'show=archived', 'due=today', 'due=week', 'due=none', 'pipeline=1', 'pipeline=1&stage=3'],
    ...['assignee=25', 'assignee=2', 'assignee=nobody', 'show=completed&assignee=25', '(next)'],
  ],
  '/jobs/board': ['pipeline=1', 'pipeline=2', 'pipeline=3&assignee=2'],
  '/tasks': ['show=overdue', 'assignee=25', 'assignee=2', 'assignee=nobody', '(next)'],
  '/chats': ['show=waiting', 'show=active', '(next)', 'show=active (next)'],
  '/notes/mentions': ['(next)'],
  '/mentions': ['q=an', 'q=maria'],
  '/time': ['person=all', 'person=3', 'state=unbilled', 'person=all&state=non-billable', 'week=2026-W20&person=all'],
  '/activity': [
    ...[
      'person=3',
      'person=2',
      'kind=account+created',
      'kind=contact+linked',
      'kind=account+archived',
      'person=3&kind=contact+linked',
    ],
    ...['person=2&kind=account+created', '(next)'],
  ],
  '/accounts/new': ['q=maria'],
  '/jobs/new': ['q=maria'],
  '/groups/:id': ['(next)'],
  '/groups/:id/accounts/new': ['q=maria'],
  '/accounts/:id/links/new': ['q=maria'],
  '/contacts/:id/merge': ['q=maria'],
  '/accounts/:id/notes': ['q=lease', 'author=1'],
  '/accounts/:id/documents': ['q=2026', 'q=invoice', 'order=added'],
  '/accounts/:id/chats': ['show=archived'],
  '/accounts/:id/tasks': ['show=all', 'show=completed&order=down'],
  '/accounts/:id/jobs': ['show=all', 'show=completed'],
  '/accounts/:id/time': ['state=unbilled', 'person=3', 'from=2026-01-01&to=2026-06-30'],
  '/bulk/new': ['all=on&filter=', 'all=on&filter=tag%3D1%26tag%3D2', 'all=on&filter=reviewer%3D24'],
}

type Db = Kysely<Tables>

/** Accounts of which a person sees what they hold, no two much larger than another. */
async function ordinaryAccounts(db: Db, staffId: number | null): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select account.id from account
    where id > 20 and archived_at is null and ${
      staffId === null ? sql`id % 60 = 0` : sql`id in (select account_id from account_team where staff_id = ${staffId})`
    }
    order by (id % 10), id desc limit 40`.execute(db)
  return rows.map(({ id }) => id)
}

/** Of an account: the table of a thing that a path names, and the column of its number there. */
const ofAccount: Record<string, [table: string, column: string]> = {
  documentId: ['document', 'id'],
  folderId: ['folder', 'id'],
  threadId: ['thread', 'id'],
  jobId: ['job', 'id'],
  entryId: ['time_entry', 'id'],
  noteId: ['note', 'id'],
  taskId: ['task', 'id'],
  contactId: ['link', 'contact_id'],
  addressId: ['address_setting', 'address_id'],
  fieldId: ['custom_value', 'field_id'],
}

/** What a deeper part of a path hangs on. */
const deeper: Record<string, [table: string, parent: string]> = {
  messageId: ['message', 'thread_id'],
  subtaskId: ['subtask', 'task_id'],
  stageId: ['stage', 'pipeline_id'],
}

/** Where a path begins that is no account's. */
const roots: Record<string, string> = {
  '/settings/team/:id': 'staff',
  '/settings/queue/:id': 'queue_item',
  '/settings/tags/:id': 'tag',
  '/settings/fields/:id': 'custom_field',
  '/settings/pipelines/:id': 'pipeline',
  '/settings/services/:id': 'service',
  '/bulk/:id': 'bulk_run',
  '/imports/:id': 'import',
}

async function idsOf(db: Db, query: ReturnType<typeof sql<{ id: number }>>): Promise<number[]> {
  const { rows } = await query.execute(db)
  return rows.map(({ id }) => id)
}

/** What the parameters of a route can be for somebody who sees these accounts; none where there is no such thing. */
async function valuesFor(
  db: Db,
  route: string,
  accounts: readonly number[],
): Promise<Record<string, string | number>[]> {
  const names = [...route.matchAll(/:(\w+)/g)].map(([, name]) => name!)
  if (names.length === 0) return [{}]
  const mine = sql.join(accounts.length > 0 ? accounts : [0])
  const [first, second, third] = names
  if (second === 'size') return accounts.slice(0, spread).map((id) => ({ id, size: 'small' }))
  if (route.startsWith('/accounts/:id')) {
    if (!second) return accounts.slice(0, spread).map((id) => ({ id }))
    const [table, column] = ofAccount[second]!
    const { rows } = await sql<{ id: number; second: number }>`
      select account_id as id, max(${sql.ref(column)}) as second from ${sql.table(table)}
      where account_id in (${mine}) group by account_id limit ${spread}`.execute(db)
    const values: Record<string, number | string>[] = []
    for (const row of rows) {
      const value: Record<string, number | string> = { id: row.id, [second]: row.second, size: 'small' }
      if (third && third !== 'size') {
        const [inner, parent] = deeper[third]!
        const [id] = await idsOf(
          db,
          sql`select id from ${sql.table(inner)} where ${sql.ref(parent)} = ${row.second} limit 1`,
        )
        if (id === undefined) continue
        value[third] = id
      }
      values.push(value)
    }
    return values
  }
  let found: number[] = []
  if (route.startsWith('/contacts/:id'))
    found = await idsOf(
      db,
      sql`select distinct contact_id as id from link where account_id in (${mine}) limit ${spread * 2}`,
    )
  else if (route.startsWith('/groups/:id'))
    found = await idsOf(
      db,
      sql`select distinct group_id as id from client_group_account where account_id in (${mine}) limit ${spread}`,
    )
  else {
    const table = Object.entries(roots).find(([start]) => route.startsWith(start))?.[1]
    if (!table) return []
    found = await idsOf(db, sql`select id from ${sql.table(table)} order by id desc limit ${spread}`)
  }
  if (route.endsWith('/:otherId'))
    return found.slice(0, spread).map((id, i) => ({ id, otherId: found[spread + i] ?? found[0]! }))
  if (second && deeper[second]) {
    const [inner, parent] = deeper[second]!
    const rows: Record<string, number>[] = []
    for (const id of found)
      for (const one of await idsOf(
        db,
        sql`select id from ${sql.table(inner)} where ${sql.ref(parent)} = ${id} limit 1`,
      ))
        rows.push({ [first!]: id, [second]: one })
    return rows
  }
  return found.slice(0, spread).map((id) => ({ [first!]: id }))
}

/** The end of a list sorted by a text. */
const atTheEnd = writeCursor({ value: '~', id: 1, back: true })

/** All pages of the app for one person of the staff, who sees all accounts where that is null. */
export async function pagesFor(
  db: Db,
  web: Hono,
  staffId: number | null,
  get: (path: string) => Promise<string>,
): Promise<Page[]> {
  const accounts = await ordinaryAccounts(db, staffId)
  const pages: Page[] = []
  const routes = permissionsOf(web).filter(
    ({ method, path, permission }) =>
      method === 'GET' && permission !== 'anyone' && permission !== 'client' && !path.endsWith('/zip'),
  )
  for (const { path: route } of routes) {
    const values = await valuesFor(db, route, accounts)
    const paths = values.map((value) => route.replace(/:(\w+)/g, (_, name: string) => String(value[name])))
    if (paths.length === 0) continue
    pages.push({ name: route, paths: async () => paths })
    for (const filter of filters[route] ?? []) {
      const [, said, , place] = /^([^( ]*)( ?\((next|last)\))?$/.exec(filter)!
      const asked = paths.map((path) => (said ? `${path}?${said}` : path))
      const at = (path: string, cursor: string) => `${path}${path.includes('?') ? '&' : '?'}at=${cursor}`
      const next = async () => (await Promise.all(asked.map(async (path) => nextOf(await get(path))))).filter(isThere)
      const last = async () => asked.map((path) => at(path, atTheEnd))
      pages.push({
        name: `${route} ${filter}`,
        paths: place === 'next' ? next : place === 'last' ? last : async () => asked,
      })
    }
  }
  return pages
}

/** Where a list goes on. */
const nextOf = (html: string) => /href="([^"]*)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? null
const isThere = (path: string | null): path is string => path !== null
