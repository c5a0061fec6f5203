import { seesAccount } from '#src/accounts/account.ts'
import { type Act, record } from '#src/audit/audit.ts'
import { lockedRows } from '#src/platform/db/locked.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { LeavingPerson } from '#src/staff/leaving.ts'
import { findStaff } from '#src/staff/staff.ts'
import { words } from '#views/tasks/words.ts'
import { assigneesOf } from './assignees.ts'

/** How many tasks change hands by one statement. */
const atOnce = 500

/** The open tasks of somebody whose access ends go to their heir, where the heir sees the client; else they are theirs no more. */
export async function handOverTasks(act: Act, { person, heir, work, said }: LeavingPerson): Promise<void> {
  const { trx } = act
  const own = trx.selectFrom('task_assignee').where('staff_id', '=', person.id).where('task_assignee.is_open', '=', 1)
  const held = await own.select('task_id as id').execute()
  await lockedRows(
    trx,
    'task',
    held.map(({ id }) => id),
  )
  const toHeir = work === 'heir' ? await findStaff(trx, heir.id) : undefined
  const tasks = await own
    .innerJoin('task', 'task.id', 'task_assignee.task_id')
    .innerJoin('account', 'account.id', 'task.account_id')
    .select(['task.id', 'task.title', 'task.is_open', 'task.sort_due', 'task.account_id', 'account.name as account'])
    .select((eb) =>
      (toHeir ? eb.case().when(seesAccount(toHeir, 'account.id')(eb)).then(1).else(0).end() : eb.lit(0)).as('is_given'),
    )
    .orderBy('task.id')
    .execute()
  let unassigned = 0
  for (let i = 0; i < tasks.length; i += atOnce) {
    const some = tasks.slice(i, i + atOnce)
    const ids = some.map((task) => task.id)
    const given = some.filter((task) => task.is_given === 1)
    const before = await assigneesOf(trx, ids)
    await trx.deleteFrom('task_assignee').where('staff_id', '=', person.id).where('task_id', 'in', ids).execute()
    if (given.length > 0)
      await trx
        .insertInto('task_assignee')
        .values(given.map(({ id, is_open, sort_due }) => ({ task_id: id, staff_id: heir.id, is_open, sort_due })))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    const after = await assigneesOf(trx, ids)
    const names = (people: readonly { name: string }[]) => people.map(({ name }) => name).join(', ') || null
    for (const task of some) {
      const now = after.get(task.id)!
      if (now.every(({ gone }) => gone)) unassigned++
      await record(act, {
        kind: 'task changed',
        accountId: task.account_id,
        subject: task.account,
        changes: { task: [task.title, task.title], assignees: [names(before.get(task.id)!), names(now)] },
      })
    }
  }
  const handedOver = tasks.filter((task) => task.is_given === 1).length
  if (handedOver > 0) said.push((language) => words[language].handedOver(formatsIn(language).count(handedOver)))
  if (unassigned > 0) said.push((language) => words[language].leftUnassigned(formatsIn(language).count(unassigned)))
}
