import type { Dice } from '#src/demo/dice.ts'
import type { App } from '#src/platform/app.ts'
import { rights } from '#src/staff/rights.ts'
import { badIds, poison } from '#src/testing/poison.ts'
import { hiddenMark } from './firm.ts'

/** Rows of one kind, with the account that each belongs to, where it has one. */
type Pool = { id: number | string; account?: number | null }[]

/** What may stand in a path after which word: the rows of that table. */
const tables: Record<string, string> = {
  accounts: 'account',
  contacts: 'contact',
  links: 'contact',
  merge: 'contact',
  distinct: 'contact',
  groups: 'client_group',
  documents: 'document',
  folders: 'folder',
  notes: 'note',
  tasks: 'task',
  subtasks: 'subtask',
  jobs: 'job',
  chats: 'thread',
  messages: 'message',
  time: 'time_entry',
  addresses: 'address',
  logins: 'portal_login',
  fields: 'custom_field',
  tags: 'tag',
  pipelines: 'pipeline',
  stages: 'stage',
  services: 'service',
  team: 'staff',
  mail: 'outgoing_mail',
  activity: 'audit_event',
  mentions: 'mention',
}
const withAccount = ['folder', 'document', 'note', 'task', 'job', 'thread', 'time_entry', 'audit_event']

/** The firm's rows by their table. */
export async function poolsOf(app: App): Promise<Map<string, Pool>> {
  const pools = new Map<string, Pool>()
  for (const table of new Set(Object.values(tables))) {
    const query = app.db.read
      .selectFrom(table as 'document')
      .select('id')
      .orderBy('id', 'desc')
      .limit(400)
    const rows = await (withAccount.includes(table) ? query.select('account_id as account') : query).execute()
    pools.set(table, rows as Pool)
  }
  const { id } = await app.db.read
    .selectFrom('account')
    .select('id')
    .where('name', '=', `${hiddenMark} account`)
    .executeTakeFirstOrThrow()
  pools.set('hidden', [{ id }])
  return pools
}

/** A path of that route: with numbers that belong together, with ones that don't, of the hidden account, or with none at all. */
export function pathOf(pattern: string, pools: Map<string, Pool>, own: readonly number[], dice: Dice): string {
  const hidden = Number(pools.get('hidden')![0]!.id)
  const roll = dice.below(10)
  const account =
    roll < 6 && own.length > 0 ? dice.pick(own) : roll < 8 ? hidden : Number(dice.pick(pools.get('account')!).id)
  const parts = pattern.split('/')
  const filled = parts.map((part, i) => {
    if (!part.startsWith(':')) return part
    if (dice.chance(0.06)) return dice.pick(badIds)
    const before = parts.slice(0, i).findLast((one) => !one.startsWith(':') && tables[one]) ?? ''
    if (part === ':id' && parts[i - 1] === 'accounts') return String(account)
    if (part === ':size') return dice.pick(['small', 'large', 'huge'])
    if (part === ':right') return dice.pick(rights).replaceAll(' ', '-')
    if (part === ':token') return dice.pick(['x'.repeat(43), 'short', ...badIds])
    if (part === ':number') return String(1 + dice.below(4))
    const pool = pools.get(tables[before] ?? '') ?? []
    const near = dice.chance(0.8) ? pool.filter((row) => row.account === account) : []
    return String((near.length > 0 ? dice.pick(near) : pool.length > 0 ? dice.pick(pool) : { id: 1 }).id)
  })
  const query = dice.chance(0.15)
    ? `?${dice.pick(['q', 'at', 'show', 'before', 'after', 'as', 'filter', 'tag', 'sort', 'from', 'view'])}=${encodeURIComponent(dice.pick(nasty).slice(0, 2000))}`
    : ''
  return filled.join('/') + query
}

export const nasty: readonly string[] = Object.values(poison)

/** The fields of a form as they would be sent, with some of them spoiled, left out, doubled or added. */
export function spoiled(
  fields: readonly [string, string][],
  names: readonly string[],
  ids: readonly string[],
  dice: Dice,
): [string, string][] {
  const sent: [string, string][] = []
  for (const [name, value] of fields) {
    if (name === 'form_token') continue
    const roll = dice.below(20)
    if (roll === 0) continue
    if (roll < 11) sent.push([name, value])
    else if (roll < 15) sent.push([name, dice.pick(nasty)])
    else if (roll < 17) sent.push([name, dice.pick(ids)])
    else if (roll < 19) sent.push([name, 'Drill text'])
    else sent.push([name, value], [name, dice.pick(nasty)])
  }
  for (let more = dice.below(3); more > 0; more--)
    sent.push([dice.pick(names), dice.chance(0.5) ? dice.pick(nasty) : dice.pick(ids)])
  return sent
}

/** Headers that a client may send to surprise. */
export function oddHeaders(dice: Dice, origin: string): Record<string, string> {
  const odd: [string, string][] = [
    ['hx-request', 'true'],
    ['hx-request-type', 'partial'],
    ['hx-target', 'nowhere'],
    ['origin', dice.pick(['null', 'http://elsewhere.example', origin])],
    ['sec-fetch-site', dice.pick(['cross-site', 'same-origin', 'none', 'strange'])],
    ['accept-language', dice.pick(['pt', 'en;q=oops', ',,,', 'x'.repeat(2000)])],
    ['if-none-match', '*'],
    ['range', dice.pick(['bytes=0-', 'bytes=-1', 'bytes=5-2', 'bytes=0-0,2-3', 'lines=1'])],
    ['x-forwarded-for', dice.pick(['127.0.0.1', 'not an address', '::1, ::2'])],
    ['x-forwarded-proto', 'gopher'],
    ['x-http-method-override', 'DELETE'],
    ['x-poll', '1'],
    ['accept', 'application/json'],
    ['host', dice.pick(['elsewhere.example', '[::1]', 'x'.repeat(300)])],
  ]
  return Object.fromEntries(odd.filter(() => dice.chance(0.08)))
}
