import { peopleWhoSee } from '#src/accounts/seen-by.ts'
import { rolesOf } from '#src/accounts/team.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import { asksWhose } from '#src/staff/staff.ts'
import type { JobState } from './state.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    job_assignee: {
      job_id: number
      staff_id: number
      /** The job's own, so that one person's list comes from one index. */
      state: JobState
      sort_due: string
    }
  }
}

export interface Assignee {
  id: number
  name: string
  /** Works here no more. */
  gone: boolean
}

const rowsOf = prepared((db, jobIds: readonly Placeholder<number>[]) =>
  db
    .selectFrom('job_assignee')
    .innerJoin('staff', 'staff.id', 'job_assignee.staff_id')
    .select(['job_assignee.job_id', 'staff.id', 'staff.name', 'staff.deactivated_at'])
    .where('job_assignee.job_id', 'in', jobIds)
    .orderBy('staff.sort_name')
    .orderBy('staff.id'),
)

/** Who each of these jobs is given to, by name; those who work here no more are among them. One query. */
export async function assigneesOf(db: Db | Trx, jobIds: readonly number[]): Promise<Map<number, Assignee[]>> {
  if (jobIds.length === 0) return new Map()
  const rows = await rowsOf(db, jobIds)
  const found = new Map<number, Assignee[]>(jobIds.map((id) => [id, []]))
  for (const { job_id, id, name, deactivated_at } of rows)
    found.get(job_id)!.push({ id, name, gone: deactivated_at !== null })
  return found
}

/** That a job is given to somebody, or to nobody, where either is asked for. */
export const givenTo = asksWhose('job_assignee', 'job_id')

interface Listed {
  id: number
  account_id: number
  state: JobState
  sort_due: string
}

/**
 * Gives a job to these people, as far as they may see its account or had it before, and writes where it stands in their lists.
 * `wanted` is told who had it. Gives the names before and after.
 */
export async function assign(
  trx: Trx,
  job: Listed,
  wanted: (before: readonly Assignee[]) => readonly number[],
): Promise<[string | null, string | null]> {
  const names = (people: readonly Assignee[]) => people.map((person) => person.name).join(', ') || null
  const assigned = async () => (await assigneesOf(trx, [job.id])).get(job.id)!
  const before = await assigned()
  const seeing = await peopleWhoSee(trx, job.account_id)
  const ids = new Set(wanted(before).filter((id) => [...before, ...seeing].some((person) => person.id === id)))
  await trx.deleteFrom('job_assignee').where('job_id', '=', job.id).execute()
  if (ids.size > 0)
    await trx
      .insertInto('job_assignee')
      .values([...ids].map((staff_id) => ({ job_id: job.id, staff_id, state: job.state, sort_due: job.sort_due })))
      .execute()
  return [names(before), names(await assigned())]
}

/** Whom an account's jobs can be given to: first those who have a role on it. Two queries. */
export async function assignableTo(db: Db, accountId: number, assigned: readonly Assignee[] = []) {
  const [people, roles] = await Promise.all([peopleWhoSee(db, accountId), rolesOf(db, accountId)])
  const named = people.map(({ id, name }) => ({ id, name, role: roles.find((role) => role.id === id)?.role ?? null }))
  return { people: named.toSorted((a, b) => Number(b.role !== null) - Number(a.role !== null)), assigned }
}

export type Assignable = Awaited<ReturnType<typeof assignableTo>>
