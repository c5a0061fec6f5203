import { accountsOfEmployee, archive, large } from './firm/firm.ts'
import type { Ask } from './load.ts'
import { hiddenField, signIn, type Visitor } from './visitor.ts'

export interface Measure {
  name: string
  asks: Ask[]
}

/** As many rows are edited as there are lanes of load: each keeps to its own. */
const edited = 16
const spread = 40

// What people type: the beginning of a name, a whole one, a common and a rare one, a short ID, a phone number, nobody.
const queries = [
  'ma',
  'maria',
  'joao silva',
  'jo',
  'padaria',
  'gallagher',
  'MS1',
  '912 3',
  '9123',
  'santos ferreira',
  'example',
  'xyzzy',
  'x',
]

/** What is measured, for a firm of that size on that server. */
export async function measuresOf(origin: string, accountCount: number): Promise<Measure[]> {
  const owner = await signIn(origin, 'owner')
  const employee = await signIn(origin, 'employee')
  const nth = Math.floor(accountCount / accountsOfEmployee)
  // Accounts of the employee, all over the firm.
  const ids = Array.from({ length: spread }, (_, i) => nth * (1 + Math.floor((i * accountsOfEmployee) / spread)))
  const pages = (visitor: Visitor, paths: string[]) => paths.map((path) => visitor.get(path))
  const live = (visitor: Visitor) =>
    queries.map((query) =>
      visitor.get(`/search?q=${encodeURIComponent(query)}`, { 'hx-request': 'true', 'hx-request-type': 'partial' }),
    )
  const later = await nextPage(owner, '/accounts')
  const crowded = `/accounts/${archive.account}/documents/folders/${archive.folder}`
  return [
    {
      name: 'overview',
      asks: pages(
        owner,
        ids.map((id) => `/accounts/${id}`),
      ),
    },
    // One with thousands of documents, notes and tasks.
    { name: 'overview, large account', asks: pages(owner, [`/accounts/${large.account}`]) },
    {
      name: 'documents',
      asks: pages(owner, [`/accounts/${large.account}/documents`, `/accounts/${large.account}/documents?q=2026`]),
    },
    { name: 'a folder of 10,000 files', asks: pages(owner, [crowded, await nextPage(owner, crowded)]) },
    {
      name: 'info',
      asks: pages(
        owner,
        ids.map((id) => `/accounts/${id}/info`),
      ),
    },
    {
      name: 'info, employee',
      asks: pages(
        employee,
        ids.map((id) => `/accounts/${id}/info`),
      ),
    },
    {
      name: 'list',
      asks: pages(owner, ['/accounts', later, '/accounts?sort=created&order=down', '/accounts?type=company']),
    },
    {
      name: 'list by tag or team',
      asks: pages(owner, [
        '/accounts?tag=1&tag=2',
        '/accounts?without=3',
        '/accounts?member=3',
        '/accounts?reviewer=24',
      ]),
    },
    {
      name: 'list, employee',
      asks: pages(employee, ['/accounts', '/accounts?sort=created&order=down', '/accounts?tag=1']),
    },
    { name: 'contacts', asks: pages(owner, ['/contacts', '/contacts?name=mar']) },
    { name: 'contacts, employee', asks: pages(employee, ['/contacts', '/contacts?name=mar']) },
    {
      name: 'notes',
      asks: pages(owner, ['/accounts/7/notes', '/accounts/7/notes?q=lease', '/accounts/7/notes?author=1']),
    },
    { name: 'mentions, employee', asks: pages(employee, ['/mentions']) },
    {
      name: 'chats',
      asks: pages(owner, ['/accounts/7/chats', '/accounts/7/chats?show=archived', '/chats', '/chats?show=active']),
    },
    { name: 'chats, employee', asks: pages(employee, ['/chats', '/chats?show=waiting', '/chats?show=active']) },
    { name: 'a long thread', asks: pages(owner, ['/accounts/7/chats/1', '/accounts/7/chats/1?before=900']) },
    { name: 'day, employee', asks: pages(employee, ['/']) },
    {
      name: 'tasks',
      asks: pages(owner, [
        '/accounts/3/tasks',
        '/accounts/3/tasks?show=all',
        '/accounts/3/tasks?show=completed&order=down',
      ]),
    },
    { name: 'board', asks: pages(owner, ['/jobs/board?pipeline=1', '/jobs/board?pipeline=2']) },
    { name: 'board, employee', asks: pages(employee, ['/jobs/board?pipeline=1', '/jobs/board?pipeline=3']) },
    {
      name: 'jobs',
      asks: pages(owner, ['/jobs', '/jobs?show=completed', '/jobs?pipeline=1&stage=3', '/accounts/3/jobs?show=all']),
    },
    { name: 'jobs, employee', asks: pages(employee, ['/jobs', '/jobs?assignee=25']) },
    { name: 'live search', asks: live(owner) },
    { name: 'live search, employee', asks: live(employee) },
    { name: 'inline edit', asks: await edits(owner, ids.slice(0, edited)) },
  ]
}

/** Where a list goes on. */
async function nextPage(visitor: Visitor, path: string): Promise<string> {
  const next = /href="([^"]*[?;&]at=[^"]*)" rel="next"/.exec(await visitor.page(path))?.[1]
  if (!next) throw new Error(`${path} has no next page`)
  return next.replaceAll('&amp;', '&')
}

const edits = (visitor: Visitor, ids: number[]): Promise<Ask[]> =>
  Promise.all(
    ids.map(async (id) => {
      const info = await visitor.page(`/accounts/${id}/info`)
      const edit = new RegExp(`/accounts/${id}/links/\\d+/description`).exec(info)?.[0]
      if (!edit) throw new Error(`account ${id} shows no contact`)
      const { headers } = visitor.get(edit)
      return {
        method: 'POST' as const,
        path: edit,
        headers: {
          ...headers,
          'content-type': 'application/x-www-form-urlencoded',
          'hx-request': 'true',
          'hx-request-type': 'partial',
          'sec-fetch-site': 'same-origin',
        },
        // Another text each time, so that each is written.
        body: `form_token=${visitor.formToken}&version={version}&description=${encodeURIComponent('Manager since ')}{version}`,
        version: Number(hiddenField(await visitor.page(`${edit}/edit`), 'version')),
      }
    }),
  )
