import { peopleWhoSee } from '#src/accounts/seen-by.ts'
import { type Act, perform, systemActor } from '#src/audit/audit.ts'
import { findFirm, firmDates } from '#src/firm/firm.ts'
import { type Letter, letter } from '#src/outbox/letter.ts'
import { type MailMaker, type OutgoingMail, tellStaff } from '#src/outbox/outbox.ts'
import type { App } from '#src/platform/app.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { dayIn } from '#src/platform/language/calendar.ts'
import { mailWords, reminderMailWords } from '#views/tasks/mail-words.ts'

import { isOpen } from './rules.ts'

declare module '#src/outbox/outbox.ts' {
  interface MailTemplates {
    'task reminder': true
  }
}

const atATime = 100

/** Those whom a task is given to and who may still see its account. */
async function reminded(db: Db | Trx, task: { id: number; account_id: number }) {
  const assigned = await db.selectFrom('task_assignee').select('staff_id').where('task_id', '=', task.id).execute()
  const people = await peopleWhoSee(db, task.account_id)
  return people.filter((person) => assigned.some((row) => row.staff_id === person.id))
}

/** A date as the number that a mail's data can hold: 20261231. */
const asNumber = (due: string) => Number(due.replaceAll('-', ''))

/** Calls to mind every task whose day it is, once: what was sent is marked in the transaction that sends it. */
export async function remindOfTasks(app: App): Promise<void> {
  const firm = await findFirm(app.db.read)
  if (!firm) return
  const today = dayIn(firm.time_zone, app.clock())
  for (let more = true; more; ) {
    const waiting = await app.db.read
      .selectFrom('task')
      .select(['id'])
      .where('remind_on', 'is not', null)
      .where('remind_on', '<=', today)
      .orderBy('remind_on')
      .orderBy('id')
      .limit(atATime)
      .execute()
    if (waiting.length > 0)
      await perform(app, systemActor, async (act) => {
        for (const { id } of waiting) await remindOf(act, id, today)
      })
    more = waiting.length === atATime
  }
}

async function remindOf(act: Act, id: number, today: string): Promise<void> {
  // Of two servers that come at once the second finds the day gone.
  const task = await act.trx
    .updateTable('task')
    .set((eb) => ({ remind_on: null, reminded_for: eb.ref('due') }))
    .where('id', '=', id)
    .where('remind_on', '<=', today)
    .returning(['id', 'account_id', 'due'])
    .executeTakeFirst()
  // Where no server ran for days, what is late by now stands in everybody's list anyhow.
  if (!task || task.due < today) return
  const data = { task: task.id, due: asNumber(task.due) }
  await tellStaff(act, await reminded(act.trx, task), { template: 'task reminder', data })
}

/** The text of a reminder, if there is still something to remind of: what has changed since it was written is not told any more. */
async function compose(app: App, mail: OutgoingMail): Promise<Letter | 'task over'> {
  const { task: id = 0, due } = JSON.parse(mail.data) as Record<string, number>
  const task = await app.db.read
    .selectFrom('task')
    .innerJoin('account', 'account.id', 'task.account_id')
    .select(['task.id', 'task.account_id', 'task.title', 'task.status', 'task.due', 'account.name'])
    .where('task.id', '=', id)
    .executeTakeFirst()
  if (!task || !isOpen(task.status) || asNumber(task.due) !== due) return 'task over'
  const person = (await reminded(app.db.read, task)).find((one) => one.id === mail.staff_id)
  if (!person) return 'task over'
  const w = mailWords[mail.language]
  const day = (await firmDates(app.db.read)).date(task.due)
  return letter(mail.language, w.subject(task.title, day), [
    w.hello(person.name),
    w.text(task.title, task.name, day),
    { link: `${app.config.publicUrl}/accounts/${task.account_id}/tasks/${task.id}` },
    w.end,
  ])
}

export const reminderMail: MailMaker<'task over'> = { words: reminderMailWords, compose }
