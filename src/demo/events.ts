import { sql } from 'kysely'
import type { Trx } from '#src/platform/db/database.ts'

const columns = [
  'at',
  'kind',
  'staff_id',
  'actor',
  'address',
  'user_agent',
  'account_id',
  'contact_id',
  'subject',
  'changes',
  'subject_ref',
] as const
const insertedAtOnce = 200

/** Each event, with the number that it has by its time. */
const sorted = sql`(
  select event.*, place.number
  from (select audit_event.*, row_number() over (order by at, id) as place from audit_event) as event
  join (select id as number, row_number() over (order by id) as place from audit_event) as place
    on place.place = event.place
)`

/**
 * Numbers the events in order of their time: the demo firm is made noun by noun, and the activity is read by number. What happened is
 * written into the rows anew, so that no number is made or lost.
 */
export async function putEventsInOrder(trx: Trx): Promise<void> {
  const renumbered = sql<{ id: number; number: number }>`select id, number from ${sorted} as event`
  const numbers = new Map((await renumbered.execute(trx)).rows.map(({ id, number }) => [Number(id), Number(number)]))
  const undoable = await trx.selectFrom('audit_undo').selectAll().execute()
  await trx.deleteFrom('audit_undo').execute()
  for (const table of ['custom_change', 'contact_merge'])
    await sql`update ${sql.table(table)} set event_id = event.number from ${sorted} as event
      where event.id = ${sql.ref(`${table}.event_id`)}`.execute(trx)
  const told = sql.join(columns.map((name) => sql`${sql.ref(name)} = ${sql.ref(`event.${name}`)}`))
  await sql`update audit_event set ${told} from ${sorted} as event where event.number = audit_event.id`.execute(trx)
  const again = undoable.map((row) => ({ ...row, event_id: numbers.get(row.event_id)! }))
  for (let i = 0; i < again.length; i += insertedAtOnce)
    await trx
      .insertInto('audit_undo')
      .values(again.slice(i, i + insertedAtOnce))
      .execute()
}
