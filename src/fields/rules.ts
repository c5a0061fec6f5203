import { isSealed } from '#src/platform/vault.ts'
import type { Field } from './field.ts'

/** Whose fields: those of accounts and those of contacts are apart. */
export const subjects = ['account', 'contact'] as const
export type Subject = (typeof subjects)[number]
export const isSubject = (text: unknown): text is Subject => subjects.includes(text as Subject)

export const fieldTypes = [
  'text',
  'long text',
  'number',
  'money',
  'date',
  'yes/no',
  'choice',
  'several choices',
  'e-mail',
  'phone',
  'URL',
  'team member',
] as const
export type FieldType = (typeof fieldTypes)[number]

/** ISO 4217. */
export const currencies =
  'EUR GBP USD CHF BRL AOA MZN CVE STN XOF MOP CAD AUD NZD SEK NOK DKK PLN CZK HUF RON BGN TRY MAD ZAR INR JPY CNY'.split(
    ' ',
  ) as [string, ...string[]]

/** One of a list to choose from. One that is gone can't be chosen any more; where it was, it can still be read. */
export interface Choice {
  key: string
  name: string
  gone?: true
}

export const choicesOf = (field: Pick<Field, 'options'>): Choice[] => JSON.parse(field.options)

/** Whether its values are the keys of choices. */
export const hasChoices = (type: FieldType): boolean => type === 'choice' || type === 'several choices'

/** What a stored value is of, with an amount's currency: for values that outlive it. */
export const typeOf = (field: Field): string => (field.type === 'money' ? `money ${field.currency}` : field.type)

/** The field as it was when it was of that type. */
export function asType(field: Field, type: string): Field {
  const [money, currency = ''] = /^money (.+)$/.exec(type) ?? []
  return money ? { ...field, type: 'money', currency } : { ...field, type: type as FieldType }
}

/** Whether a value is not for the page: its field is encrypted, or was until just now. */
export const isHidden = (field: Field, stored: string): boolean => field.is_encrypted === 1 || isSealed(stored)
