import type { Generated, Selectable } from 'kysely'
import { lockedAccount, mustSee } from '#src/accounts/account.ts'
import { type Act, type Changes, changesBetween, record } from '#src/audit/audit.ts'
import { lockedJobOf } from '#src/jobs/of-account.ts'
import type { Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { Conflict, notAllowed, notFound } from '#src/platform/web/errors.ts'
import { can } from '#src/staff/rights.ts'
import { writeDuration } from './duration.ts'
import { mayChangeEntry } from './rules.ts'
import { rateFor } from './service.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'time entry added': true
    'time entry changed': true
    'time entry deleted': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    time_entry: {
      id: Generated<number>
      account_id: number
      /** Whose time it was. */
      staff_id: number
      /** YYYY-MM-DD, in the firm's time zone. */
      day: string
      /** Real ones, 1 to 1,440. */
      minutes: number
      work: string
      service_id: number | null
      billable: number
      job_id: Generated<number | null>
      /** What an hour cost when it was written, in the currency's smallest units; null where nothing was known. */
      rate: number | null
      currency: string
      created_at: string
      version: Generated<number>
    }
  }
}

/** Work of one person for one account on one day. */
export type Entry = Selectable<Tables['time_entry']>

export interface EntryFields {
  day: string
  minutes: number
  work: string
  service_id: number | null
  billable: number
  /** Of the same account; one that is gone meanwhile is left out. */
  job_id: number | null
}

/** What a new entry says; it need not be of a job. */
export type NewEntry = Omit<EntryFields, 'job_id'> & Partial<Pick<EntryFields, 'job_id'>>

declare module '#src/staff/rights.ts' {
  interface Questions {
    'change the entry': true
  }
}

/**
 * Throws where whoever acts may not change an entry that is held, by what holds as the transaction runs: 404 where they don't see its
 * account or the entry, else 403. The system may.
 */
async function mustChangeEntry(act: Act, entry: Pick<Entry, 'account_id' | 'staff_id'>): Promise<void> {
  const staff = await mustSee(act, entry.account_id)
  if (!staff || mayChangeEntry(staff, entry)) return
  throw can(staff, 'see all time entries') ? notAllowed() : notFound()
}

/** What an event tells of an entry. Values are for those who may see all entries: see views/audit/changes.ts. */
async function told(trx: Trx, { day, minutes, work, service_id, billable, job_id }: EntryFields) {
  const nameIn = async (table: 'service' | 'job', id: number | null) =>
    id === null
      ? ''
      : ((await trx.selectFrom(table).select('name').where('id', '=', id).executeTakeFirst())?.name ?? '')
  return {
    time_day: day,
    time_spent: writeDuration(minutes),
    time_work: work,
    time_service: await nameIn('service', service_id),
    time_job: await nameIn('job', job_id),
    time_billable: billable ? 'yes' : 'no',
  }
}

/** What an event tells of an entry that comes: the rest of it stands in the entry. */
const inShort = ({ day, minutes, work }: NewEntry): Changes => ({
  time_day: [null, day],
  time_spent: [null, writeDuration(minutes)],
  time_work: [null, work],
})

/** Writes that somebody worked for an account; gives the entry's number. The hour costs what it does now. Throws 404 where the account is gone. */
export async function addEntry(act: Act, accountId: number, staffId: number, fields: NewEntry): Promise<number> {
  const account = await lockedAccount(act.trx, accountId)
  await mustSee(act, accountId)
  const job = await lockedJobOf(act.trx, accountId, fields.job_id)
  const { id } = await act.trx
    .insertInto('time_entry')
    .values({
      account_id: accountId,
      staff_id: staffId,
      ...fields,
      job_id: job?.id ?? null,
      ...(await rateFor(act.trx, staffId, fields.service_id)),
      created_at: act.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await record(act, {
    kind: 'time entry added',
    accountId,
    subject: account.name,
    changes: inShort(fields),
  })
  return id
}

/** An entry as it is now, with its account's name, held until the transaction ends. Throws 404 where it is gone. */
export async function lockedEntry(trx: Trx, accountId: number, id: number): Promise<Entry & { account: string }> {
  await locked(trx, 'time_entry', id)
  const entry = await trx
    .selectFrom('time_entry')
    .innerJoin('account', 'account.id', 'time_entry.account_id')
    .selectAll('time_entry')
    .select('account.name as account')
    .where('time_entry.id', '=', id)
    .where('time_entry.account_id', '=', accountId)
    .executeTakeFirst()
  if (!entry) throw notFound()
  return entry
}

/**
 * Changes an entry. With another service the hour costs what that one does now; else what it did. Throws Conflict, with the entry as it is,
 * when it was changed since `version`.
 */
export async function changeEntry(
  act: Act,
  accountId: number,
  id: number,
  version: number,
  wanted: EntryFields,
): Promise<void> {
  const { account, ...old } = await lockedEntry(act.trx, accountId, id)
  await mustChangeEntry(act, old)
  if (old.version !== version) throw new Conflict<Entry>(old)
  const fields = { ...wanted, job_id: (await lockedJobOf(act.trx, accountId, wanted.job_id))?.id ?? null }
  const changes = changesBetween(await told(act.trx, old), await told(act.trx, fields))
  if (Object.keys(changes).length === 0) return
  const cost = fields.service_id === old.service_id ? {} : await rateFor(act.trx, old.staff_id, fields.service_id)
  await act.trx
    .updateTable('time_entry')
    .set({ ...fields, ...cost, version: version + 1 })
    .where('id', '=', id)
    .execute()
  await record(act, {
    kind: 'time entry changed',
    accountId,
    subject: account,
    changes,
    undo: { kind: 'time entry', id, fields: fieldsOf(old), left: fields },
  })
}

export const fieldsOf = ({ day, minutes, work, service_id, billable, job_id }: EntryFields): EntryFields => ({
  day,
  minutes,
  work,
  service_id,
  billable,
  job_id,
})

/** Deletes an entry; the activity brings it back as it was. Throws 404 where it is gone already. */
export async function deleteEntry(act: Act, accountId: number, id: number): Promise<void> {
  const { account, ...entry } = await lockedEntry(act.trx, accountId, id)
  await mustChangeEntry(act, entry)
  await act.trx.deleteFrom('time_entry').where('id', '=', id).execute()
  await record(act, {
    kind: 'time entry deleted',
    accountId,
    subject: account,
    changes: Object.fromEntries(Object.entries(inShort(entry)).map(([name, [, now]]) => [name, [now, null]])),
    undo: { kind: 'deleted time entry', entry },
  })
}

/** Brings a deleted entry back with the number that it had. */
export async function addEntryAgain(act: Act, entry: Entry): Promise<void> {
  const account = await lockedAccount(act.trx, entry.account_id)
  const job = await lockedJobOf(act.trx, account.id, entry.job_id)
  await act.trx
    .insertInto('time_entry')
    .values({ ...entry, job_id: job?.id ?? null, version: entry.version + 1 })
    .execute()
  await record(act, {
    kind: 'time entry added',
    accountId: account.id,
    subject: account.name,
    changes: inShort(entry),
  })
}
