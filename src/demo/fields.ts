import type { Act } from '#src/audit/audit.ts'
import { createField, type FieldInput } from '#src/fields/definition.ts'
import type { Choice, Subject } from '#src/fields/rules.ts'
import { setValues } from '#src/fields/value.ts'
import { fold } from '#src/platform/language/fold.ts'
import type { Language } from '#src/platform/language/language.ts'
import type { Dice } from './dice.ts'
import type { Colleague } from './staff.ts'

const choices = (...names: string[]): Choice[] => names.map((name, i) => ({ key: `c${i + 1}`, name }))

const blank: Omit<FieldInput, 'name' | 'type'> = {
  is_required: 0,
  is_encrypted: 0,
  help: '',
  heading: '',
  choices: [],
  currency: 'EUR',
}

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
    (dice, of) => (of.isCompany ? (dice.chance(0.85) ? '2026-12-31' : '2027-06-30') : ''),
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
    { name: 'Monthly fee', type: 'money', heading: 'Work' },
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
}

/** Custom fields of accounts and of contacts, with values. */
export async function makeFields(act: Act, dice: Dice, staff: readonly Colleague[]): Promise<void> {
  const staffIds = staff.map(({ staffId }) => staffId)
  const accounts = await act.trx
    .selectFrom('account')
    .select(['id', 'name', 'type', 'tax_country'])
    .orderBy('id')
    .execute()
  const contacts = await act.trx
    .selectFrom('contact')
    .select(['id', 'display_name', 'language'])
    .where('merged_into_id', 'is', null)
    .orderBy('id')
    .execute()
  const owners: Record<Subject, Someone[]> = {
    account: accounts.map(({ id, name, type, tax_country }) => ({
      id,
      name,
      isCompany: type === 'company',
      place: tax_country === 'PT' ? 'pt' : 'en',
      staffIds,
    })),
    contact: contacts.map(({ id, display_name, language }) => ({
      id,
      name: display_name,
      isCompany: false,
      place: language === 'pt' ? 'pt' : 'en',
      staffIds,
    })),
  }
  const made: { subject: Subject; id: number; value: (dice: Dice, of: Someone) => string }[] = []
  for (const [subject, input, value] of fields)
    made.push({ subject, value, id: await createField(act, subject, { ...blank, ...input }) })
  for (const subject of ['account', 'contact'] as const)
    for (const owner of owners[subject]) {
      const values = made
        .filter((field) => field.subject === subject)
        .map((field) => [field.id, field.value(dice, owner)] as const)
        .filter(([, value]) => value !== '')
      if (values.length > 0) await setValues(act, { subject, id: owner.id }, new Map(values))
    }
}
