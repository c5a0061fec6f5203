import type { Act, Undo } from '#src/audit/audit.ts'
import type { AuditEvent } from '#src/audit/events.ts'
import { CantRestore, type Restorer } from '#src/restorations/restoration.ts'
import { addEntryAgain, changeEntry, type Entry, type EntryFields, fieldsOf, lockedEntry } from './entry.ts'

/** What a change leaves to be taken back with: the fields before, and as it left them. */
interface ChangeUndo {
  id: number
  fields: EntryFields
  left: EntryFields
}

export const timeRestorers: Record<string, Restorer> = {
  'time entry': { permission: 'see all time entries', restore: changeBack },
  'deleted time entry': { permission: 'see all time entries', restore: bringBack },
}

/** Each field goes back where it still is as the change left it. */
async function changeBack(act: Act, { accountId }: AuditEvent, undo: Undo): Promise<readonly string[]> {
  const { id, fields, left } = undo as unknown as ChangeUndo
  const entry = await lockedEntry(act.trx, accountId!, id).catch(() => null)
  if (!entry) throw new CantRestore('time entry gone')
  const now = fieldsOf(entry)
  const names = Object.keys(fields) as (keyof EntryFields)[]
  const changed = names.filter((name) => fields[name] !== left[name])
  const kept = changed.filter((name) => now[name] !== left[name])
  const back = Object.fromEntries(
    changed.filter((name) => !kept.includes(name)).map((name) => [name, fields[name]]),
  ) as Partial<EntryFields>
  await changeEntry(act, accountId!, id, entry.version, { ...now, ...back })
  return kept.map((name) => toldNames[name])
}

const toldNames: Record<keyof EntryFields, string> = {
  day: 'time_day',
  minutes: 'time_spent',
  work: 'time_work',
  service_id: 'time_service',
  billable: 'time_billable',
  job_id: 'time_job',
}

async function bringBack(act: Act, _event: AuditEvent, undo: Undo): Promise<readonly string[]> {
  await addEntryAgain(act, undo.entry as Entry)
  return []
}
