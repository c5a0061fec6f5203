import type { Context } from 'hono'
import type { Account } from '#src/accounts/account.ts'
import { accountIn } from '#src/accounts/page.ts'
import { peopleWhoSee } from '#src/accounts/seen-by.ts'
import { rolesOf } from '#src/accounts/team.ts'
import { jobsToChoose } from '#src/jobs/of-account.ts'
import type { Db } from '#src/platform/db/database.ts'
import { notAllowed } from '#src/platform/web/errors.ts'
import { toId } from '#src/platform/web/form.ts'
import { foundOnce } from '#src/platform/web/found-once.ts'
import { staffOf } from '#src/staff/gate.ts'
import { allTags } from '#src/tags/tag.ts'
import type { Assignee } from './assignees.ts'
import { findTask, type WholeTask } from './list.ts'
import { mayChangeTask } from './rules.ts'
import { subtasksOf } from './subtask.ts'

/** The account and the task of a path, as far as the person may see them. Throws 404. */
export const taskIn = foundOnce(async (c): Promise<{ account: Account; task: WholeTask }> => {
  const account = await accountIn(c)
  return { account, task: await findTask(c.var.db, account.id, toId(c.req.param('taskId'))) }
})

/** Its subtasks. */
export const subtasksIn = foundOnce(async (c) => subtasksOf(c.var.db, (await taskIn(c)).task.id))

/** The same for whoever may change it. Throws 403 for others who see it. */
export async function taskToChange(c: Context): Promise<{ account: Account; task: WholeTask }> {
  const found = await taskIn(c)
  if (!mayChangeTask(staffOf(c), found.task)) throw notAllowed()
  return found
}

/** What a task's form lets one choose: people, first those who have a role on the account, tags, and its open jobs. At most five queries. */
export async function choicesFor(
  db: Db,
  accountId: number,
  { assignees = [], job_id = null }: { assignees?: readonly Assignee[]; job_id?: number | null } = {},
) {
  const [people, roles, tags, jobs] = await Promise.all([
    peopleWhoSee(db, accountId),
    rolesOf(db, accountId),
    allTags(db),
    jobsToChoose(db, accountId, job_id),
  ])
  const named = people.map(({ id, name }) => ({ id, name, role: roles.find((role) => role.id === id)?.role ?? null }))
  return {
    people: named.toSorted((a, b) => Number(b.role !== null) - Number(a.role !== null)),
    assigned: assignees,
    tags,
    jobs,
  }
}

/** The page that a form stood on, to be led back there: one of those that show tasks, else the task's own. */
export function backTo(path: string, accountId: number, otherwise: string): string {
  const account = `/accounts/${accountId}`
  const isKnown =
    path === account ||
    [
      /^\/(\?at=[\w-]+)?$/,
      /^\/tasks(\?[\w=&+-]*)?$/,
      new RegExp(`^${account}/tasks(\\?[\\w=&+-]*)?$`),
      new RegExp(`^${account}/jobs/\\d+$`),
    ].some((known) => known.test(path))
  return isKnown ? path : otherwise
}

/** Whether on that page the tasks of several accounts stand together, and say of which they are. */
export const isOfSeveral = (back: string): boolean => /^\/(tasks)?(\?|$)/.test(back)
