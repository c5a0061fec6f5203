import { type Act, type Actor, systemInNameOf } from '#src/audit/audit.ts'
import { dayIn, daysAfter } from '#src/platform/language/calendar.ts'
import { answerTask } from '#src/tasks/portal.ts'
import { addSubtask, setSubtaskDone, subtasksOf } from '#src/tasks/subtask.ts'
import { createTask, setTaskStatus, type TaskFields } from '#src/tasks/task.ts'
import { demoClient } from './people.ts'

const day = 86_400_000

/** What the office and the demo's client do for each other: asked of her, answered by her, being done, and done. */
export async function shareTasks(act: Act, [owner, colleague]: readonly Actor[]): Promise<void> {
  const { account_id, contact_id, name } = await act.trx
    .selectFrom('portal_login')
    .innerJoin('portal_access', 'portal_access.login_id', 'portal_login.id')
    .innerJoin('contact', 'contact.id', 'portal_login.contact_id')
    .select(['portal_access.account_id', 'portal_login.contact_id', 'contact.display_name as name'])
    .where('portal_login.email_key', '=', demoClient)
    .orderBy('portal_access.account_id')
    .executeTakeFirstOrThrow()
  const ago = (days: number, by = colleague!): Act => ({
    ...act,
    by,
    at: new Date(Date.parse(act.at) - days * day).toISOString(),
  })
  const due = (days: number) => daysAfter(dayIn('Europe/Lisbon', act.at), days)
  const make = (then: Act, fields: Partial<TaskFields>) => {
    const usual = {
      title: '',
      details: '',
      status: 'waiting for client',
      priority: 'normal',
      due: '',
      is_shared: 1,
      job_id: null,
    }
    return createTask(then, account_id, { ...usual, ...fields } as TaskFields, [owner!.staffId!])
  }
  const asked = await make(ago(3), {
    title: 'Send us the bank statements of the quarter',
    details: 'As PDF, **one for each month**. The card’s statements too, if there are any.',
    due: due(6),
  })
  for (const month of ['First month', 'Second month', 'Third month']) await addSubtask(ago(3), asked, month)
  const [first] = await subtasksOf(act.trx, asked)
  await setSubtaskDone(ago(1), asked, first!.id, true)
  const answered = await make(ago(9), { title: 'Look through the draft of the return', due: due(2) })
  const client = systemInNameOf(name, '127.0.0.1')
  await answerTask(
    ago(1, client),
    account_id,
    contact_id,
    answered,
    'The travel costs of May are missing, the rest is right.',
  )
  await make(ago(20), { title: 'Prepare the VAT return', status: 'in progress', due: due(12) })
  const over = await make(ago(60), { title: 'Register the new address with the tax office' })
  await setTaskStatus(ago(40), over, 'waiting for client', 'completed')
}
