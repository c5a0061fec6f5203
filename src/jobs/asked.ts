import type { Context } from 'hono'
import { type Account, findAccount } from '#src/accounts/account.ts'
import { peopleWhoSee } from '#src/accounts/seen-by.ts'
import { rolesOf } from '#src/accounts/team.ts'
import { mayUse } from '#src/pipelines/pipeline.ts'
import type { App } from '#src/platform/app.ts'
import type { Db } from '#src/platform/db/database.ts'
import { dayIn } from '#src/platform/language/calendar.ts'
import { notAllowed } from '#src/platform/web/errors.ts'
import { toId } from '#src/platform/web/form.ts'
import { staffOf } from '#src/staff/gate.ts'
import type { Assignee } from './assignees.ts'
import { findJob, type WholeJob } from './list.ts'

/** The date by the firm's calendar. */
export const todayFor = (app: App, viewer: { timeZone: string }): string => dayIn(viewer.timeZone, app.clock())

/** The account and the job of a path, as far as the person may see them, and whether they may change it. Throws 404. */
export async function jobIn(c: Context, db: Db): Promise<{ account: Account; job: WholeJob; mayChange: boolean }> {
  const account = await findAccount(db, staffOf(c), toId(c.req.param('id')))
  const job = await findJob(db, account.id, toId(c.req.param('jobId')))
  return { account, job, mayChange: await mayUse(db, staffOf(c), job.pipeline_id) }
}

/** The same for whoever may change it. Throws 403 for others who see it. */
export async function jobToChange(c: Context, db: Db): Promise<{ account: Account; job: WholeJob }> {
  const found = await jobIn(c, db)
  if (!found.mayChange) throw notAllowed()
  return found
}

/** Whom an account's jobs can be given to: first those who have a role on it. Two queries. */
export async function assignableTo(db: Db, accountId: number, assigned: readonly Assignee[] = []) {
  const [people, roles] = await Promise.all([peopleWhoSee(db, accountId), rolesOf(db, accountId)])
  const named = people.map(({ id, name }) => ({ id, name, role: roles.find((role) => role.id === id)?.role ?? null }))
  return { people: named.toSorted((a, b) => Number(b.role !== null) - Number(a.role !== null)), assigned }
}

export type Assignable = Awaited<ReturnType<typeof assignableTo>>
