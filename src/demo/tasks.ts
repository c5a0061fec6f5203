import { type Act, type Actor, systemInNameOf } from '#src/audit/audit.ts'
import { daysAfter } from '#src/platform/language/calendar.ts'
import { occurrence } from '#src/platform/recurrence.ts'
import { allTags } from '#src/tags/tag.ts'
import { answerTask } from '#src/tasks/portal.ts'
import { type TaskPriority, type TaskStatus, taskStatuses } from '#src/tasks/rules.ts'
import { addSubtask, setSubtaskDone, subtasksOf } from '#src/tasks/subtask.ts'
import { createTask, setTaskStatus, type TaskFields } from '#src/tasks/task.ts'
import { shownAccount } from './accounts.ts'
import type { Dice } from './dice.ts'
import { daysAgo, inTheDay, today } from './moments.ts'
import { demoClient } from './portal.ts'
import type { Colleague } from './staff.ts'

interface Kind {
  title: string
  details?: string
  /** The day of the month on which it is due each time, or the days of the year, as MM-DD. */
  due: number | readonly string[] | null
  /** The tag that such tasks carry. */
  tag?: string
  subtasks?: readonly string[]
}

/** What a Portuguese client's calendar asks of an office: the tax authority's own dates. */
const portuguese: readonly Kind[] = [
  { title: 'SAF-T da faturação', tag: 'VAT monthly', due: 5 },
  { title: 'DMR: remunerações do mês', tag: 'Payroll', due: 10 },
  {
    title: 'IVA: declaração periódica',
    tag: 'VAT quarterly',
    due: 20,
    subtasks: ['Conferir faturas de compras', 'Reconciliar com o e-fatura', 'Submeter no Portal das Finanças'],
  },
  { title: 'Retenções na fonte: guia de pagamento', tag: 'Payroll', due: 20 },
  { title: 'IRC: pagamento por conta', tag: 'IRC', due: ['07-31', '09-30', '12-15'] },
  { title: 'IRS: pagamento por conta', tag: 'IRS', due: ['07-20', '09-20', '12-20'] },
  { title: 'IMI: avisar da prestação', due: ['05-31', '08-31', '11-30'] },
  {
    title: 'Inventário: pedir e comunicar',
    due: ['01-31'],
    subtasks: ['Pedir a lista ao cliente', 'Valorizar', 'Comunicar à AT'],
  },
  { title: 'Pedir faturas em falta', due: null, details: 'Faltam as do telefone e da luz, desde setembro.' },
  { title: 'Atualizar contrato de trabalho', due: null },
]

/** The same of a British one: HMRC's dates and those of Companies House. */
const british: readonly Kind[] = [
  {
    title: 'VAT return',
    tag: 'VAT quarterly',
    due: 7,
    subtasks: ['Match purchases to the bank', 'Check reverse charge', 'Submit to HMRC'],
  },
  { title: 'PAYE payment to HMRC', tag: 'Payroll', due: 22 },
  { title: 'Payroll: full payment submission', tag: 'Payroll', due: 28 },
  {
    title: 'Self Assessment tax return',
    due: ['01-31'],
    subtasks: ['Ask for P60 and dividend vouchers', 'Draft the return', 'Have it approved', 'File'],
  },
  { title: 'Online return for tax by PAYE code', due: ['12-30'] },
  { title: 'Confirmation statement', tag: 'Annual accounts', due: 14 },
  { title: 'Reconcile the bank', due: 30, details: 'Both accounts, and the card.' },
  { title: 'Chase missing receipts', due: null, details: 'Nothing since the end of August.' },
  { title: 'Prepare the year-end meeting', tag: 'Annual accounts', due: null },
]

const accountCount = 70

/** Tasks of the next weeks, some late ones and some that are done, given to those who see the account. */
export async function makeTasks(act: Act, dice: Dice, colleagues: readonly Colleague[]): Promise<void> {
  const accounts = await act.trx
    .selectFrom('account')
    .select(['account.id', 'account.tax_country'])
    .where('account.archived_at', 'is', null)
    .orderBy('account.id')
    .limit(accountCount)
    .execute()
  const teams = Map.groupBy(
    await act.trx.selectFrom('account_team').select(['account_id', 'staff_id']).orderBy('staff_id').execute(),
    (row) => row.account_id,
  )
  const tags = new Map((await allTags(act.trx)).map((tag) => [tag.name, tag.id]))
  const seesAll = colleagues.slice(0, 2).map((colleague) => colleague.staffId)
  for (const { id, tax_country } of accounts) {
    const kinds = tax_country === 'PT' ? portuguese : british
    const team = [...new Set([...(teams.get(id) ?? []).map((row) => row.staff_id), ...seesAll])]
    // The shown one has more than its overview shows.
    const count = id === shownAccount ? 8 : 1 + dice.below(3)
    const first = dice.below(kinds.length)
    for (let i = 0; i < count; i++)
      await makeTask(act, dice, { accountId: id, kind: kinds[(first + i) % kinds.length]!, team, colleagues, tags })
  }
}

interface Making {
  accountId: number
  kind: Kind
  team: readonly number[]
  colleagues: readonly Colleague[]
  tags: ReadonlyMap<string, number>
}

async function makeTask(act: Act, dice: Dice, { accountId, kind, team, colleagues, tags }: Making): Promise<void> {
  const by = dice.pick(colleagues)
  const ago = (days: number): Act => ({ ...act, by, at: inTheDay(dice, daysAgo(act, days).at, { hours: 9 }) })
  const isLate = typeof kind.due === 'number' && accountId !== shownAccount && dice.chance(0.15)
  const age = isLate ? 36 : 3 + dice.below(9)
  const due = kind.due === null ? '' : nextDue(kind.due, isLate ? daysAfter(today(act), -31) : today(act))
  const priority: TaskPriority = isLate ? 'urgent' : dice.chance(0.2) ? 'high' : dice.chance(0.1) ? 'low' : 'normal'
  const given = [dice.pick(team), ...(dice.chance(0.2) ? [dice.pick(team)] : [])]
  const then = ago(age)
  const id = await createTask(
    then,
    accountId,
    { title: kind.title, details: kind.details ?? '', status: 'planned', priority, due, is_shared: 0, job_id: null },
    accountId !== shownAccount && dice.chance(0.08) ? [] : given,
    kind.tag ? [tags.get(kind.tag)!] : [],
  )
  for (const subtask of kind.subtasks ?? []) await addSubtask(then, id, subtask)
  const status: TaskStatus = isLate
    ? 'waiting for client'
    : accountId === shownAccount
      ? taskStatuses[id % taskStatuses.length]!
      : dice.chance(0.4)
        ? 'planned'
        : dice.pick(taskStatuses)
  if (status !== 'planned' && kind.subtasks) {
    const [subtask] = await subtasksOf(act.trx, id)
    await setSubtaskDone(ago(2), id, subtask!.id, true)
  }
  await setTaskStatus(ago(1), id, 'planned', status)
}

/** What the office and the demo's client do for each other: asked of her, answered by her, being done, and done. */
export async function shareTasks(act: Act, [owner, colleague]: readonly Colleague[]): Promise<void> {
  const { account_id, contact_id, name } = await act.trx
    .selectFrom('portal_login')
    .innerJoin('portal_access', 'portal_access.login_id', 'portal_login.id')
    .innerJoin('contact', 'contact.id', 'portal_login.contact_id')
    .select(['portal_access.account_id', 'portal_login.contact_id', 'contact.display_name as name'])
    .where('portal_login.email_key', '=', demoClient)
    .orderBy('portal_access.account_id')
    .executeTakeFirstOrThrow()
  const ago = (days: number, by: Actor = colleague!) => daysAgo(act, days, by)
  const due = (days: number) => daysAfter(today(act), days)
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
    return createTask(then, account_id, { ...usual, ...fields } as TaskFields, [owner!.staffId])
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
  const answer = 'The travel costs of May are missing, the rest is right.'
  await answerTask(ago(1, client), account_id, contact_id, answered, answer)
  await make(ago(20), { title: 'Prepare the VAT return', status: 'in progress', due: due(12) })
  const over = await make(ago(60), { title: 'Register the new address with the tax office' })
  await setTaskStatus(ago(40), over, 'waiting for client', 'completed')
}

/** The next of these days, from a date on; of a month that is shorter, its last one. */
function nextDue(due: number | readonly string[], from: string): string {
  const year = Number(from.slice(0, 4))
  const days =
    typeof due === 'number'
      ? [0, 1].map((later) => occurrence({ every: 'month', first: `${from.slice(0, 7)}-${due}` }, later))
      : [year, year + 1].flatMap((one) => due.map((day) => `${one}-${day}`))
  return days.find((day) => day >= from)!
}
