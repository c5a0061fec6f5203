import { type Act, type Actor, systemInNameOf } from '#src/audit/audit.ts'
import { daysAfter } from '#src/platform/language/calendar.ts'
import type { Language } from '#src/platform/language/language.ts'
import { occurrence } from '#src/platform/recurrence.ts'
import { answerTask } from '#src/tasks/portal.ts'
import { type TaskPriority, type TaskStatus, taskStatuses } from '#src/tasks/rules.ts'
import { addSubtask, setSubtaskDone, subtasksOf } from '#src/tasks/subtask.ts'
import { createTask, setTaskStatus, type TaskFields } from '#src/tasks/task.ts'
import { shownAccount } from './accounts.ts'
import type { Dice } from './dice.ts'
import { daysAgo, inTheDay, type Said, today } from './moments.ts'
import { demoClient } from './portal.ts'
import type { Colleague } from './staff.ts'
import { tags } from './tags.ts'

interface Kind {
  title: Said
  details?: Said
  /** The day of the month on which it is due each time, or the days of the year, as MM-DD. */
  due: number | readonly string[] | null
  /** The tag that such tasks carry. */
  tag?: (typeof tags)[number][0]
  subtasks?: readonly Said[]
}

/** What a Portuguese client's calendar asks of an office: the tax authority's own dates. */
const portuguese: readonly Kind[] = [
  { title: { en: 'SAF-T of invoicing', pt: 'SAF-T da faturação' }, tag: 'VAT monthly', due: 5 },
  { title: { en: 'DMR: pay of the month', pt: 'DMR: remunerações do mês' }, tag: 'Payroll', due: 10 },
  {
    title: { en: 'IVA: periodic VAT return', pt: 'IVA: declaração periódica' },
    tag: 'VAT quarterly',
    due: 20,
    subtasks: [
      { en: 'Check purchase invoices', pt: 'Conferir faturas de compras' },
      { en: 'Reconcile with e-fatura', pt: 'Reconciliar com o e-fatura' },
      { en: 'Submit on the tax portal', pt: 'Submeter no Portal das Finanças' },
    ],
  },
  {
    title: { en: 'Withholding tax: payment slip', pt: 'Retenções na fonte: guia de pagamento' },
    tag: 'Payroll',
    due: 20,
  },
  {
    title: { en: 'IRC: payment on account', pt: 'IRC: pagamento por conta' },
    tag: 'IRC',
    due: ['07-31', '09-30', '12-15'],
  },
  {
    title: { en: 'IRS: payment on account', pt: 'IRS: pagamento por conta' },
    tag: 'IRS',
    due: ['07-20', '09-20', '12-20'],
  },
  { title: { en: 'IMI: remind of the instalment', pt: 'IMI: avisar da prestação' }, due: ['05-31', '08-31', '11-30'] },
  {
    title: { en: 'Inventory: ask for it and report it', pt: 'Inventário: pedir e comunicar' },
    due: ['01-31'],
    subtasks: [
      { en: 'Ask the client for the list', pt: 'Pedir a lista ao cliente' },
      { en: 'Value it', pt: 'Valorizar' },
      { en: 'Report it to the tax authority', pt: 'Comunicar à AT' },
    ],
  },
  {
    title: { en: 'Ask for missing invoices', pt: 'Pedir faturas em falta' },
    due: null,
    details: { en: 'Phone and electricity, of two months.', pt: 'As do telefone e da luz, de dois meses.' },
  },
  { title: { en: 'Update the employment contract', pt: 'Atualizar contrato de trabalho' }, due: null },
]

/** The same of a British one: HMRC's dates and those of Companies House. */
const british: readonly Kind[] = [
  {
    title: { en: 'VAT return', pt: 'Declaração de IVA (HMRC)' },
    tag: 'VAT quarterly',
    due: 7,
    subtasks: [
      { en: 'Match purchases to the bank', pt: 'Conferir compras com o banco' },
      { en: 'Check reverse charge', pt: 'Verificar a autoliquidação' },
      { en: 'Submit to HMRC', pt: 'Submeter ao HMRC' },
    ],
  },
  { title: { en: 'PAYE payment to HMRC', pt: 'Pagamento do PAYE ao HMRC' }, tag: 'Payroll', due: 22 },
  {
    title: { en: 'Payroll: full payment submission', pt: 'Salários: comunicação mensal ao HMRC' },
    tag: 'Payroll',
    due: 28,
  },
  {
    title: { en: 'Self Assessment tax return', pt: 'Declaração Self Assessment' },
    due: ['01-31'],
    subtasks: [
      { en: 'Ask for P60 and dividend vouchers', pt: 'Pedir o P60 e os dividendos' },
      { en: 'Draft the return', pt: 'Preparar a declaração' },
      { en: 'Have it approved', pt: 'Pedir a aprovação' },
      { en: 'File', pt: 'Entregar' },
    ],
  },
  {
    title: { en: 'Online return for tax by PAYE code', pt: 'Declaração para imposto pelo código PAYE' },
    due: ['12-30'],
  },
  { title: { en: 'Confirmation statement', pt: 'Declaração à Companies House' }, tag: 'Annual accounts', due: 14 },
  {
    title: { en: 'Reconcile the bank', pt: 'Conciliar o banco' },
    due: 30,
    details: { en: 'Both accounts, and the card.', pt: 'As duas contas e o cartão.' },
  },
  {
    title: { en: 'Chase missing receipts', pt: 'Insistir nos recibos em falta' },
    due: null,
    details: { en: 'Nothing has come for two months.', pt: 'Não chega nada há dois meses.' },
  },
  {
    title: { en: 'Prepare the year-end meeting', pt: 'Preparar a reunião de fim de ano' },
    tag: 'Annual accounts',
    due: null,
  },
]

const accountCount = 70

/** Tasks of the next weeks, some late ones and some that are done, given to those who see the account. */
export async function makeTasks(
  act: Act,
  dice: Dice,
  colleagues: readonly Colleague[],
  tagIds: readonly number[],
  language: Language,
): Promise<void> {
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
  const tagOf = new Map(tags.map(([name], i) => [name, tagIds[i]!]))
  const seesAll = colleagues.slice(0, 2).map((colleague) => colleague.staffId)
  for (const { id, tax_country } of accounts) {
    const kinds = tax_country === 'PT' ? portuguese : british
    const team = [...new Set([...(teams.get(id) ?? []).map((row) => row.staff_id), ...seesAll])]
    // The shown one has more than its overview shows.
    const count = id === shownAccount ? 8 : 1 + dice.below(3)
    const first = dice.below(kinds.length)
    for (let i = 0; i < count; i++)
      await makeTask(act, dice, {
        accountId: id,
        kind: kinds[(first + i) % kinds.length]!,
        team,
        colleagues,
        tagOf,
        language,
      })
  }
}

interface Making {
  accountId: number
  kind: Kind
  team: readonly number[]
  colleagues: readonly Colleague[]
  tagOf: ReadonlyMap<(typeof tags)[number][0], number>
  language: Language
}

async function makeTask(act: Act, dice: Dice, making: Making): Promise<void> {
  const { accountId, kind, team, colleagues, tagOf, language } = making
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
    {
      title: kind.title[language],
      details: kind.details?.[language] ?? '',
      status: 'planned',
      priority,
      due,
      is_shared: 0,
      job_id: null,
    },
    accountId !== shownAccount && dice.chance(0.08) ? [] : given,
    kind.tag ? [tagOf.get(kind.tag)!] : [],
  )
  for (const subtask of kind.subtasks ?? []) await addSubtask(then, id, subtask[language])
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

const shared = {
  en: {
    statements: 'Send us the bank statements of the quarter',
    details: 'As PDF, **one for each month**. The card’s statements too, if there are any.',
    months: ['First month', 'Second month', 'Third month'],
    draft: 'Look through the draft of the return',
    answer: 'The travel costs of May are missing, the rest is right.',
    vat: 'Prepare the VAT return',
    address: 'Register the new address with the tax office',
  },
  pt: {
    statements: 'Enviar-nos os extratos bancários do trimestre',
    details: 'Em PDF, **um por cada mês**. Os do cartão também, se os houver.',
    months: ['Primeiro mês', 'Segundo mês', 'Terceiro mês'],
    draft: 'Rever o rascunho da declaração',
    answer: 'Faltam as despesas de deslocação de maio, o resto está certo.',
    vat: 'Preparar a declaração de IVA',
    address: 'Comunicar a nova morada às Finanças',
  },
}

/** What the office and the demo's client do for each other: asked of her, answered by her, being done, and done. */
export async function shareTasks(
  act: Act,
  [owner, colleague]: readonly Colleague[],
  language: Language,
): Promise<void> {
  const said = shared[language]
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
    title: said.statements,
    details: said.details,
    due: due(6),
  })
  for (const month of said.months) await addSubtask(ago(3), asked, month)
  const [first] = await subtasksOf(act.trx, asked)
  await setSubtaskDone(ago(1), asked, first!.id, true)
  const answered = await make(ago(9), { title: said.draft, due: due(2) })
  const client = systemInNameOf(name, '127.0.0.1')
  await answerTask(ago(1, client), account_id, contact_id, answered, said.answer)
  await make(ago(20), { title: said.vat, status: 'in progress', due: due(12) })
  const over = await make(ago(60), { title: said.address })
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
