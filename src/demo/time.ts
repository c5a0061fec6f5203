import type { Act } from '#src/audit/audit.ts'
import { daysAfter } from '#src/platform/language/calendar.ts'
import type { Language } from '#src/platform/language/language.ts'
import { type Money, money } from '#src/platform/money.ts'
import { addEntry } from '#src/time/entry.ts'
import { changeService, createService, setRounding } from '#src/time/service.ts'
import type { Dice } from './dice.ts'
import { daysAgo, founded, inTheDay, type Said, today } from './moments.ts'
import type { Colleague } from './staff.ts'

const euros = (amount: number) => money(amount * 100, 'EUR')

/** What an hour costs, and what is written for it. */
const services: readonly { name: Said; rate: Money | null; work: Record<Language, readonly string[]> }[] = [
  {
    name: { en: 'Bookkeeping', pt: 'Contabilidade' },
    rate: euros(45),
    work: {
      en: [
        'Invoices of the month posted',
        'Bank statements reconciled',
        'Receipts sorted and filed',
        'Supplier accounts checked',
      ],
      pt: [
        'Faturas do mês lançadas',
        'Extratos bancários conciliados',
        'Recibos separados e arquivados',
        'Contas de fornecedores conferidas',
      ],
    },
  },
  {
    name: { en: 'Payroll', pt: 'Salários' },
    rate: euros(40),
    work: {
      en: ['Payslips made and sent', 'New employee registered', 'Holiday pay worked out'],
      pt: ['Recibos de vencimento enviados', 'Admissão de funcionário comunicada', 'Subsídio de férias calculado'],
    },
  },
  {
    name: { en: 'Tax returns', pt: 'Declarações fiscais' },
    rate: euros(75),
    work: {
      en: ['VAT return prepared', 'Income tax return, questions', 'Corporate tax, draft'],
      pt: ['Declaração de IVA preparada', 'IRS: dúvidas do cliente', 'Modelo 22, rascunho'],
    },
  },
  {
    name: { en: 'Advice', pt: 'Consultoria' },
    rate: euros(120),
    work: {
      en: ['Call about the new premises', 'Meeting: year ahead', 'Letter to the tax office'],
      pt: ['Chamada sobre as novas instalações', 'Reunião: o próximo ano', 'Carta às Finanças'],
    },
  },
]
const unpaid = {
  en: ['Called back, nobody there', 'Looked for a missing statement', 'Folder put in order'],
  pt: ['Liguei de volta, ninguém atendeu', 'Procurei um extrato em falta', 'Pasta posta em ordem'],
}
const minutes = [12, 18, 25, 30, 45, 50, 60, 75, 90, 105, 120, 150]

const weeks = 9
const perDay = 3

/** What three people have done on the working days of two months, on accounts that they are on the team of. Their hours are rounded up to six minutes. */
export async function enterTime(
  act: Act,
  dice: Dice,
  colleagues: readonly Colleague[],
  language: Language,
): Promise<void> {
  const owner = colleagues[0]!
  const begun = daysAgo(act, founded)
  await setRounding(begun, 6)
  const made: { id: number; work: readonly string[] }[] = []
  for (const { work, name, rate } of services)
    made.push({
      work: work[language],
      id: await createService(begun, { name: name[language], rate, is_active: 1 }),
    })
  const [, , , advice] = made
  // The owner's advice is dearer.
  await changeService(
    daysAgo(act, 300),
    advice!.id,
    1,
    { name: services[3]!.name[language], rate: euros(120), is_active: 1 },
    new Map([[owner.staffId, euros(150)]]),
  )
  const teams = new Map<Colleague, number[]>()
  for (const by of colleagues) teams.set(by, await accountsOfTeam(act, by.staffId))
  for (let ago = weeks * 7; ago >= 0; ago--) {
    const day = daysAfter(today(act), -ago)
    if ([0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())) continue
    for (const [by, accounts] of teams)
      for (let i = dice.below(perDay + 1); i > 0; i--) {
        const service = dice.chance(0.85) ? dice.pick(made) : null
        // Written down when the day is over; today’s just now.
        const then = daysAgo(act, ago, by)
        await addEntry(
          ago > 0 ? { ...then, at: inTheDay(dice, then.at, { from: 17, hours: 2 }) } : then,
          dice.pick(accounts),
          by.staffId,
          {
            day,
            minutes: dice.pick(minutes),
            work: dice.pick(service?.work ?? unpaid[language]),
            service_id: service?.id ?? null,
            billable: service ? 1 : 0,
          },
        )
      }
  }
}

const accountsOfTeam = async (act: Act, staffId: number): Promise<number[]> =>
  (
    await act.trx
      .selectFrom('account_team')
      .innerJoin('account', 'account.id', 'account_team.account_id')
      .select('account_id')
      .where('archived_at', 'is', null)
      .where('staff_id', '=', staffId)
      .orderBy('account_id')
      .limit(40)
      .execute()
  ).map((row) => row.account_id)
