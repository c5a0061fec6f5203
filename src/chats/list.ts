import { type ExpressionBuilder, sql } from 'kysely'
import { ofTeam, thingsSeen } from '#src/accounts/sight.ts'
import type { Db } from '#src/platform/db/database.ts'
import { type Cursor, keysetPage } from '#src/platform/db/keyset.ts'
import { type Asked, type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { can } from '#src/staff/rights.ts'
import type { Reader, Staff } from '#src/staff/staff.ts'
import { type FirmView, firmViews } from './rules.ts'

export const threadsPerPage = 50
const lettersShown = 160

const allThreads = (db: Db) => db.selectFrom('thread')

type Threads = ExpressionBuilder<Tables, 'thread'>

/** Threads as a list shows them: with their last message that the client sees, and how new it is to that person. */
const threadRows = (threads: ReturnType<typeof allThreads>, staff: Pick<Reader, 'id'>) =>
  threads
    .leftJoin('message as last', 'last.id', 'thread.last_id')
    .select(['thread.id', 'thread.account_id', 'thread.subject', 'thread.archived_at', 'thread.last_at'])
    .select(['thread.last_client_id', 'thread.unread_since', 'thread.tasks', 'thread.tasks_done'])
    .select(['last.author', 'last.from_client', 'last.removed_at'])
    .select(sql<string | null>`substr(last.text, 1, ${sql.lit(lettersShown)})`.as('words'))
    .select((eb) => readByMe(eb as unknown as Threads, staff.id).as('read_by_me'))

const readByMe = (eb: Threads, staffId: Asked<number>) =>
  eb
    .selectFrom('thread_read')
    .select('thread_read.message_id')
    .whereRef('thread_read.thread_id', '=', 'thread.id')
    .where('thread_read.staff_id', '=', staffId)

export type ThreadRow = Awaited<ReturnType<ReturnType<typeof threadRows>['execute']>>[number]

/** One page of an account's threads, active or archived, the one with the newest message first. One query. */
export const threadPage = (
  db: Db,
  staff: Pick<Staff, 'id'>,
  accountId: number,
  isArchived: boolean,
  cursor: Cursor | null,
) =>
  keysetPage(
    threadRows(allThreads(db), staff)
      .select('thread.last_at as key')
      .where('thread.account_id', '=', accountId)
      .where('thread.archived_at', isArchived ? 'is not' : 'is', null),
    { columns: ['thread.last_at'], id: 'thread.id', descending: true, cursor, size: threadsPerPage },
  )

const activeThreads = prepared(
  (db, me: Placeholder<number>, accountId: Placeholder<number>, most: Placeholder<number>) => {
    const active = db
      .selectFrom('thread as other')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('other.account_id', '=', accountId)
      .where('other.archived_at', 'is', null)
    return threadRows(allThreads(db), { id: me })
      .leftJoin('message as sent', 'sent.id', 'thread.last_to_client_id')
      .leftJoin('message as answer', (join) =>
        join
          .onRef('answer.id', '=', 'thread.last_client_id')
          .onRef('thread.last_client_id', '>', 'thread.last_to_client_id'),
      )
      .select(['sent.author as sent_by', 'sent.at as sent_at', 'sent.removed_at as sent_removed_at'])
      .select(['answer.author as answered_by', 'answer.at as answered_at'])
      .select(sql<string | null>`substr(sent.text, 1, ${sql.lit(lettersShown)})`.as('sent_words'))
      .select(active.as('active'))
      .where('thread.account_id', '=', accountId)
      .where('thread.archived_at', 'is', null)
      .orderBy('thread.last_at', 'desc')
      .orderBy('thread.id', 'desc')
      .limit(most)
  },
)

/** The newest active threads of an account with the last message to the client and the client's last answer to it, and how many are active. One query. */
export async function newestThreads(db: Db, staff: Pick<Staff, 'id'>, accountId: number, most: number) {
  const rows = await activeThreads(db, staff.id, accountId, most)
  return { rows, active: Number(rows[0]?.active ?? 0) }
}

export type NewestThread = Awaited<ReturnType<typeof newestThreads>>['rows'][number]

/** The threads of an account on which something of the client's was read by nobody yet, as a query to count. */
export const unreadOfAccount = (db: Db, accountId: Asked<number>) =>
  db
    .selectFrom('thread')
    .select('thread.id')
    .where('thread.account_id', '=', accountId)
    .where('thread.unread_since', 'is not', null)

/** Those on which it is the client's turn. */
export const waitingOfAccount = (db: Db, accountId: Asked<number>) =>
  db
    .selectFrom('thread')
    .select('thread.id')
    .where('thread.account_id', '=', accountId)
    .where('thread.waiting_at', 'is not', null)

export const readFirmView = (text: string | undefined): FirmView => firmViews.find((one) => one === text) ?? 'unread'

const orderOf = {
  unread: 'thread.unread_since',
  waiting: 'thread.waiting_at',
  active: 'thread.last_at',
} as const satisfies Record<FirmView, string>

/** One page of the threads on all accounts that somebody sees, the newest first. Two queries. */
export const firmPage = async (db: Db, staff: Staff, view: FirmView, cursor: Cursor | null, size = threadsPerPage) =>
  keysetPage(
    threadRows(await thingsSeen(db, staff, 'thread'), staff)
      // Not by a join: one may begin with the accounts, and then what it finds is not in order.
      .select((eb) =>
        eb.selectFrom('account as of').select('of.name').whereRef('of.id', '=', 'thread.account_id').as('account_name'),
      )
      .select(`${orderOf[view]} as key`)
      .$if(view === 'active', (narrow) => narrow.where('thread.archived_at', 'is', null))
      .$if(view !== 'active', (narrow) => narrow.where(orderOf[view], 'is not', null))
      .$narrowType<{ key: string }>(),
    { columns: [orderOf[view]], id: 'thread.id', descending: true, cursor, size },
  )

export type FirmThread = Awaited<ReturnType<typeof firmPage>>['rows'][number]

/** How far unread threads are counted: it is done for every page. */
const mostCounted = 100

/** The threads on which somebody's clients wait to be read, at most `mostCounted`, as a query to count. */
export function unreadThreads(db: Db, staff: Reader) {
  const all = db.selectFrom('thread').select('thread.id').where('thread.unread_since', 'is not', null)
  if (can(staff, 'view all accounts')) return all.limit(mostCounted)
  // The firm may have many more unread threads than somebody has accounts.
  return ofTeam(db, staff, 'thread').where('thread.unread_since', 'is not', null).select('thread.id').limit(mostCounted)
}
