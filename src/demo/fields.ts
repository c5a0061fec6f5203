import type { Act } from '#src/audit/audit.ts'
import { createField, type FieldInput } from '#src/fields/definition.ts'
import type { Choice, Subject } from '#src/fields/rules.ts'
import { setValues } from '#src/fields/value.ts'
import { fold } from '#src/platform/language/fold.ts'
import type { Language } from '#src/platform/language/language.ts'
import type { Dice } from './dice.ts'
import { daysAgo, founded, hour, inTheDay } from './moments.ts'
import type { Colleague } from './staff.ts'

const choices = (...names: string[]): Choice[] => names.map((name, i) => ({ key: `c${i + 1}`, name }))

/** What fields are called in the other language, their choices and headings too. */
const portuguese: Readonly<Record<string, string>> = {
  'VAT regime': 'Regime de IVA',
  Tax: 'Fiscal',
  Monthly: 'Mensal',
  Quarterly: 'Trimestral',
  Exempt: 'Isento',
  'Not registered': 'Não sujeito',
  'Fiscal year end': 'Fim do exercício',
  'The day on which the present one ends.': 'O dia em que acaba o atual.',
  'Tax portal password': 'Senha das Finanças',
  'Of the Portal das Finanças.': 'A do Portal das Finanças.',
  'Tax portal reviewed by': 'Finanças verificadas por',
  Services: 'Serviços',
  Work: 'Trabalho',
  Bookkeeping: 'Contabilidade',
  Payroll: 'Salários',
  'VAT returns': 'Declarações de IVA',
  'Annual accounts': 'Contas anuais',
  Advice: 'Consultoria',
  'Accounting software': 'Programa de contabilidade',
  Spreadsheets: 'Folhas de cálculo',
  'Monthly fee': 'Avença mensal',
  'Second e-mail': 'Segundo e-mail',
  'Preferred name': 'Nome preferido',
  'How they like to be called on the phone.': 'Como gosta de ser tratado ao telefone.',
}
const said = (text: string, language: Language) => (language === 'pt' && portuguese[text]) || text

const blank: Omit<FieldInput, 'name' | 'type'> = {
  is_required: 0,
  is_encrypted: 0,
  help: '',
  heading: '',
  choices: [],
  currency: 'EUR',
}

const fee = 'Monthly fee'
const regimes = choices('Monthly', 'Quarterly', 'Exempt', 'Not registered')
const software = choices('Primavera', 'PHC', 'Sage', 'Moloni', 'Xero', 'Spreadsheets')
const services = choices('Bookkeeping', 'Payroll', 'VAT returns', 'Annual accounts', 'Advice')

/** What the demo firm keeps besides; each with what an account or a contact may have in it. */
const fields: readonly [
  Subject,
  Pick<FieldInput, 'name' | 'type'> & Partial<FieldInput>,
  (dice: Dice, of: Someone) => string,
][] = [
  [
    'account',
    { name: 'VAT regime', type: 'choice', heading: 'Tax', choices: regimes },
    (dice, of) => (of.isCompany ? dice.pick(['c1', 'c2', 'c2', 'c3']) : dice.pick(['', '', 'c3', 'c4'])),
  ],
  [
    'account',
    { name: 'Fiscal year end', type: 'date', heading: 'Tax', help: 'The day on which the present one ends.' },
    (dice, of) => (of.isCompany ? (dice.chance(0.85) ? `${of.year}-12-31` : `${of.year + 1}-06-30`) : ''),
  ],
  [
    'account',
    { name: 'Tax portal password', type: 'text', heading: 'Tax', is_encrypted: 1, help: 'Of the Portal das Finanças.' },
    (dice, of) =>
      of.place === 'pt' && dice.chance(0.5)
        ? `Demo-${1000 + dice.below(9000)}-${dice.pick(['rio', 'mar', 'sol', 'lua'])}`
        : '',
  ],
  [
    'account',
    { name: 'Tax portal reviewed by', type: 'team member', heading: 'Tax' },
    (dice, of) => (dice.chance(0.3) ? String(dice.pick(of.staffIds)) : ''),
  ],
  [
    'account',
    { name: 'Services', type: 'several choices', heading: 'Work', choices: services },
    (dice, of) => chosen(dice, of),
  ],
  [
    'account',
    { name: 'Accounting software', type: 'choice', heading: 'Work', choices: software },
    (dice, of) => (of.isCompany && dice.chance(0.8) ? `c${1 + dice.below(software.length)}` : ''),
  ],
  [
    'account',
    { name: fee, type: 'money', heading: 'Work' },
    (dice, of) =>
      dice.chance(0.7) ? String((of.isCompany ? 120 + dice.below(60) * 10 : 20 + dice.below(12) * 5) * 100) : '',
  ],
  [
    'contact',
    { name: 'Second e-mail', type: 'e-mail' },
    (dice, of) => (dice.chance(0.15) ? `${handle(of.name)}.${dice.below(90) + 10}@example.net` : ''),
  ],
  [
    'contact',
    { name: 'Preferred name', type: 'text', help: 'How they like to be called on the phone.' },
    (dice, of) => (dice.chance(0.12) ? dice.pick(shortened[of.place]) : ''),
  ],
]

const shortened = { pt: ['Zé', 'Tó', 'Mimi', 'Nelo', 'Xana', 'Quim'], en: ['Bill', 'Liz', 'Ted', 'Peg', 'Jim', 'Kit'] }
const handle = (name: string) => fold(name).replace(/[^a-z]+/g, '')

function chosen(dice: Dice, of: Someone): string {
  const keys = services.map((one) => one.key).filter(() => dice.chance(of.isCompany ? 0.5 : 0.15))
  return keys.length > 0 ? `|${keys.join('|')}|` : ''
}

interface Someone {
  id: number
  name: string
  isCompany: boolean
  place: Language
  staffIds: readonly number[]
  /** In which year it is now. */
  year: number
  since: string
}

/** Custom fields of accounts and of contacts, with values from the day that they were made; what some pay has gone up since. */
export async function makeFields(act: Act, dice: Dice, staff: readonly Colleague[], language: Language): Promise<void> {
  const year = Number(act.at.slice(0, 4))
  const staffIds = staff.map(({ staffId }) => staffId)
  const accounts = await act.trx
    .selectFrom('account')
    .select(['id', 'name', 'type', 'tax_country', 'created_at', 'archived_at'])
    .orderBy('id')
    .execute()
  const contacts = await act.trx
    .selectFrom('contact')
    .select(['id', 'display_name', 'language', 'created_at'])
    .where('merged_into_id', 'is', null)
    .orderBy('id')
    .execute()
  const owners: Record<Subject, Someone[]> = {
    account: accounts.map(({ id, name, type, tax_country, created_at }) => ({
      id,
      name,
      isCompany: type === 'company',
      place: tax_country === 'PT' ? 'pt' : 'en',
      staffIds,
      year,
      since: created_at,
    })),
    contact: contacts.map(({ id, display_name, language, created_at }) => ({
      id,
      name: display_name,
      isCompany: false,
      place: language === 'pt' ? 'pt' : 'en',
      staffIds,
      year,
      since: created_at,
    })),
  }
  const made: { subject: Subject; id: number; value: (dice: Dice, of: Someone) => string }[] = []
  for (const [subject, input, value] of fields)
    made.push({ subject, value, id: await createField(daysAgo(act, founded), subject, named(input, language)) })
  for (const subject of ['account', 'contact'] as const)
    for (const owner of owners[subject]) {
      const values = made
        .filter((field) => field.subject === subject)
        .map((field) => [field.id, field.value(dice, owner)] as const)
        .filter(([, value]) => value !== '')
      const then = { ...act, at: new Date(Date.parse(owner.since) + 3 * hour).toISOString() }
      if (values.length > 0) await setValues(then, { subject, id: owner.id }, new Map(values))
    }
  await raiseFees(act, dice, made[fields.findIndex(([, { name }]) => name === fee)]!.id)
}

function named(input: (typeof fields)[number][1], language: Language): FieldInput {
  const { name, help, heading, choices, ...more } = { ...blank, ...input }
  return {
    ...more,
    name: said(name, language),
    help: said(help, language),
    heading: said(heading, language),
    choices: choices.map((one) => ({ ...one, name: said(one.name, language) })),
  }
}

/** One client in four of those of more than a year pays more since some weeks ago. */
async function raiseFees(act: Act, dice: Dice, fieldId: number): Promise<void> {
  const rows = await act.trx
    .selectFrom('custom_value')
    .innerJoin('account', 'account.id', 'custom_value.account_id')
    .select(['account.id', 'custom_value.value'])
    .where('field_id', '=', fieldId)
    .where('archived_at', 'is', null)
    .where('account.created_at', '<', daysAgo(act, 365).at)
    .orderBy('account.id')
    .execute()
  for (const { id, value } of rows) {
    if (!dice.chance(0.25)) continue
    const then = { ...act, at: inTheDay(dice, daysAgo(act, 20 + dice.below(60)).at) }
    await setValues(then, { subject: 'account', id }, new Map([[fieldId, String(Number(value) + 1000)]]))
  }
}
