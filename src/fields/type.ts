import { isDate } from '#src/platform/language/calendar.ts'
import { asWords, fold } from '#src/platform/language/fold.ts'
import type { Language } from '#src/platform/language/language.ts'
import { decimalIn, readingsOf, typed } from '#src/platform/language/number.ts'
import { type DateReading, type ReadDate, readDate } from '#src/platform/language/typed-date.ts'
import { amountOf, decimalText, type Money, money, plainAmount, readAmount, typedAmount } from '#src/platform/money.ts'
import { isSealed } from '#src/platform/vault.ts'
import { emailOrBlank, line, lines } from '#src/platform/web/form.ts'
import type { Problem } from '#src/platform/web/problems.ts'
import type { Field } from './field.ts'
import { asType, type Choice, choicesOf, hasChoices } from './rules.ts'
import type { FieldHistory } from './value.ts'

/** Somebody who may stand in a field of type team member; one who has left only where they stand already. */
export interface Person {
  id: number
  name: string
  email: string
  deactivated_at: string | null
}

/** What reading a value of any type may need: who works here, the reader's language, how the firm writes dates, and what stands in the field now. */
export interface Reader {
  people: readonly Person[]
  language: Language
  dates?: DateReading | undefined
  present: string
}

/**
 * A value as it is stored, '' for none: texts as they are, a number as a decimal "-12.5", an amount in its currency's smallest units
 * "-1250", a date as YYYY-MM-DD, "yes" or "no", the key of a choice, "|c1|c3|" for several, a team member's number.
 */
export type Read = { value: string } | { problem: Problem }

const longest: Partial<Record<Field['type'], number>> = { text: 500, 'long text': 10_000, phone: 40, URL: 2000 }
export const longestOf = (field: Pick<Field, 'type'>): number => longest[field.type] ?? 100

const problemOf = (issues: readonly { message: string }[]): { problem: Problem } => ({
  problem: (issues[0]?.message ?? 'wrong') as Problem,
})

/** Reads what a form sent for a field. `meant` is the chosen meaning of a number that has two. */
export function readValue(field: Field, sent: readonly string[], reader: Reader, meant = ''): Read {
  if (field.type === 'several choices') return severalIn(field, sent, reader.present)
  const text = (field.type === 'long text' ? lines : line)(longestOf(field)).safeParse(sent[0] ?? '')
  if (!text.success) return problemOf(text.error.issues)
  const value = text.data
  if (value === '') return { value }
  // What is stored sealed is told by how it begins.
  if (isSealed(value)) return { problem: 'wrong' }
  switch (field.type) {
    case 'text':
    case 'long text':
    case 'phone':
      return { value }
    case 'number':
      return numberIn(value, reader.language, meant)
    case 'money':
      return amountIn(field, value, reader.language, meant)
    case 'date':
      return dateIn(value, reader)
    case 'yes/no':
      return value === 'yes' || value === 'no' ? { value } : { problem: 'not a choice' }
    case 'choice':
      return value === reader.present || chosen(choicesOf(field), value) ? { value } : { problem: 'not a choice' }
    case 'e-mail': {
      const email = emailOrBlank.safeParse(value)
      return email.success ? { value: email.data } : problemOf(email.error.issues)
    }
    case 'URL':
      return urlIn(value)
    case 'team member': {
      const works = reader.people.some((person) => String(person.id) === value && person.deactivated_at === null)
      return works || value === reader.present ? { value } : { problem: 'no such person' }
    }
  }
}

/** A date that stands there stays, whatever its year. Where nobody types, a text is one as it would be stored alone. */
function dateIn(text: string, { present, dates }: Reader): Read {
  if (text === present || (!dates && isDate(text))) return { value: text }
  const read: ReadDate = dates ? readDate(text, dates) : { problem: 'not a date' }
  return 'date' in read ? { value: read.date ?? '' } : read
}

const chosen = (choices: readonly Choice[], key: string) => choices.some((one) => one.key === key && !one.gone)

/** The keys of a stored "|c1|c3|". */
export const keysIn = (stored: string): string[] => stored.split('|').filter(Boolean)
const joined = (keys: readonly string[]): string => (keys.length > 0 ? `|${keys.join('|')}|` : '')

/** Ticked boxes, or one text of them all, which a choice between two versions sends. */
function severalIn(field: Field, sent: readonly string[], present: string): Read {
  const keys = new Set(sent.slice(0, 1000).flatMap(keysIn))
  const choices = choicesOf(field)
  const kept = keysIn(present)
  if ([...keys].some((key) => !kept.includes(key) && !chosen(choices, key))) return { problem: 'not a choice' }
  return { value: joined(choices.map((one) => one.key).filter((key) => keys.has(key))) }
}

function numberIn(text: string, language: Language, meant: string): Read {
  const readings = readingsOf(text, language)
  return readings.length === 0 ? { problem: 'not a number' } : chosenOf(readings, readings.length === 1, meant)
}

function amountIn(field: Field, text: string, language: Language, meant: string): Read {
  const read = readAmount(text, field.currency, language)
  return 'problem' in read ? read : chosenOf(read.meanings.map(asStored), read.isCertain, meant)
}

/** Of what can be read in two ways, the meaning that was chosen beside it. */
function chosenOf(meanings: readonly string[], isCertain: boolean, meant: string): Read {
  if (isCertain) return { value: meanings[0]! }
  return meanings.includes(meant) ? { value: meant } : { problem: 'which number' }
}

/** An amount as a value holds it: the currency stands in the field. */
const asStored = ({ minor }: Money): string => String(minor)

/** The amount that a field of type money holds; null for what is none, out of the field's history. */
export const storedAmount = (field: Field, stored: string): Money | null =>
  /^-?\d+$/.test(stored) ? money(stored, field.currency || 'EUR') : null

/** The stored values that an ambiguous text may mean, what the reader would take it for first. */
export function meanings(field: Field, text: string, language: Language): string[] {
  if (field.type === 'number') return readingsOf(text, language)
  const read = readAmount(text, field.currency, language)
  return 'problem' in read ? [] : read.meanings.map(asStored)
}

/** An address of the web; without a scheme it is taken for https. No other scheme: a click must not run anything. */
function urlIn(text: string): Read {
  const whole = /^[a-z][a-z\d+.-]*:(?!\d)/i.test(text) ? text : `https://${text}`
  if (!URL.canParse(whole) || /\s/.test(text)) return { problem: 'not a web address' }
  const { protocol, hostname, username } = new URL(whole)
  const usual = (protocol === 'http:' || protocol === 'https:') && username === ''
  return usual && /[^.]\.[^.]|^localhost$|^\[/.test(hostname) ? { value: whole } : { problem: 'not a web address' }
}

/** A stored value as it is typed into a form. */
export const typedValue = (field: Field, stored: string, language: Language): string => {
  if (stored === '') return ''
  if (field.type === 'number') return typed(stored, language)
  if (field.type === 'money') return typedAmount(money(stored, field.currency), language)
  return stored
}

/** A stored value in words that need no language: for the audit trail, and to become a value of another type. */
export function plainValue(field: Field, stored: string, people: readonly Person[]): string {
  const nameOf = (key: string) => choicesOf(field).find((one) => one.key === key)?.name ?? key
  switch (field.type) {
    case 'money': {
      const amount = storedAmount(field, stored)
      return amount ? plainAmount(amount) : stored
    }
    case 'choice':
      return nameOf(stored)
    case 'several choices':
      return keysIn(stored).map(nameOf).join(', ')
    case 'team member':
      return people.find((person) => String(person.id) === stored)?.name ?? stored
    default:
      return stored
  }
}

/** Whether a text could be a value of the field as it stands: history may hold values of a type that it had before. */
export const isOfType = (field: Field, stored: string, people: readonly Person[]): boolean => {
  switch (field.type) {
    case 'number':
      return /^-?\d{1,15}(\.\d{1,10})?$/.test(stored)
    case 'money':
      return /^-?\d{1,18}$/.test(stored)
    case 'date':
      return isDate(stored)
    case 'yes/no':
      return stored === 'yes' || stored === 'no'
    case 'choice':
      return choicesOf(field).some((one) => one.key === stored)
    case 'several choices':
      return keysIn(stored).every((key) => choicesOf(field).some((one) => one.key === key))
    case 'team member':
      return people.some((person) => String(person.id) === stored)
    default:
      return 'value' in readValue(field, [stored], { people, language: 'en', present: '' })
  }
}

/** A value as another type would hold it; null where it would not be one. */
export function converted(from: Field, to: Field, stored: string, people: readonly Person[]): string | null {
  if (from.type === to.type && (to.type !== 'money' || from.currency === to.currency)) return stored
  if (hasChoices(from.type) && hasChoices(to.type)) return otherwiseChosen(to, stored)
  const text = from.type === 'money' ? decimalText(money(stored, from.currency)) : plainValue(from, stored, people)
  switch (to.type) {
    case 'number':
      return decimalIn(text)
    case 'money': {
      const decimal = decimalIn(text)
      const amount = decimal === null ? null : amountOf(decimal, to.currency)
      return amount && asStored(amount)
    }
    case 'choice':
    case 'several choices': {
      const key = choicesOf(to).find((one) => fold(one.name) === fold(text))?.key
      return key ? otherwiseChosen(to, key) : null
    }
    case 'team member': {
      const same = people.filter((person) => asWords(person.name) === asWords(text) || person.email === text)
      return same.length === 1 ? String(same[0]!.id) : null
    }
    case 'yes/no':
      return { yes: 'yes', no: 'no', sim: 'yes', não: 'no', nao: 'no' }[text.toLowerCase()] ?? null
    default: {
      const read = readValue(to, [text], { people, language: 'en', present: '' })
      return 'value' in read && read.value !== '' ? read.value : null
    }
  }
}

/** One choice as one of several, and the other way where there is but one. */
const otherwiseChosen = (to: Field, stored: string): string | null => {
  const keys = keysIn(stored)
  if (to.type === 'several choices') return joined(keys)
  return keys.length === 1 ? keys[0]! : null
}

const longestKey = 100

/** What a value is found by: '' for an encrypted one and for what no list is filtered by. */
export function keyOf(field: Field, stored: string): string {
  if (field.is_encrypted || field.type === 'long text') return ''
  const folded = ['text', 'e-mail', 'phone', 'URL'].includes(field.type)
  return folded ? [...asWords(stored)].slice(0, longestKey).join('') : stored
}

/** What stood before a change, as the field could hold it today: '' for nothing, null for a value that it can't hold any more. */
export function restorableValue(
  field: Field,
  change: Pick<FieldHistory, 'type' | 'old'>,
  opened: string | null,
  people: readonly Person[],
) {
  if (change.old === null || opened === null) return ''
  const value = converted(asType(field, change.type), field, opened, people)
  return value !== null && isOfType(field, value, people) ? value : null
}
