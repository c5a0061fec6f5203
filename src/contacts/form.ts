import { z } from 'zod'
import { countryOrBlank } from '#src/accounts/form.ts'
import { dialled } from '#src/platform/language/fold.ts'
import { isLanguage } from '#src/platform/language/language.ts'
import { isSealed, type Vault } from '#src/platform/vault.ts'
import {
  choice,
  emailOrBlank,
  type FormState,
  line,
  lines,
  pastDateOrBlank,
  problem,
  several,
  version,
} from '#src/platform/web/form.ts'
import { type Contact, type ContactInput, fieldsOf, type Phone } from './contact.ts'
import { mostRoom, type SecretName, secretNames, shortRoom } from './rules.ts'
import { parseSecret, type Secrets } from './secret.ts'

declare module '#src/platform/web/problems.ts' {
  interface ProblemsOf {
    contacts: 'name a contact' | 'login of another'
  }
}

const numbered = <T>(name: string, from: number, to: number, type: T): Record<string, T> =>
  Object.fromEntries(Array.from({ length: to - from + 1 }, (_, i) => [`${name}_${from + i}`, type]))

export const contactFieldsForm = {
  first_name: line(200),
  last_name: line(200),
  company: line(200),
  email_1: emailOrBlank,
  email_2: emailOrBlank,
  email_3: emailOrBlank,
  phone_1: line(40),
  phone_2: line(40),
  phone_3: line(40),
}

const languageOrBlank = line(2).refine((value) => value === '' || isLanguage(value), problem('not a choice'))

/** A secret as it was typed, or as a page of two versions carries it. */
const secret = line(600).refine((value) => isSealed(value) || value.length <= 60, problem('too long'))

export const contactForm = z.object({
  ...contactFieldsForm,
  ...numbered('email', shortRoom + 1, mostRoom, emailOrBlank),
  ...numbered('phone', shortRoom + 1, mostRoom, line(40)),
  language: languageOrBlank,
  birth_date: pastDateOrBlank,
  street: line(200),
  street_2: line(200),
  city: line(200),
  postcode: line(30),
  region: line(100),
  country: countryOrBlank,
  notes: lines(10_000),
  tax_country: countryOrBlank,
  tax_id: secret,
  iban: secret,
  /** Which secrets are to be taken away: a masked field that is left blank keeps what is there. */
  remove: several(choice(secretNames)),
  version,
})

/** The short form, for a contact made in passing: names, addresses and phones. */
export const shortContactForm = z.object({ ...contactFieldsForm, description: line(200) })

export const revealForm = z.object({ field: choice(secretNames) })

type Short = Record<keyof typeof contactFieldsForm, string>
type Long = Omit<z.output<typeof contactForm>, 'version' | 'remove' | keyof Short>

const noMore: Long = {
  language: '',
  birth_date: '',
  street: '',
  street_2: '',
  city: '',
  postcode: '',
  region: '',
  country: '',
  notes: '',
  tax_country: '',
  tax_id: '',
  iban: '',
}

const listed = (data: Record<string, unknown>, name: string): string[] =>
  Array.from({ length: mostRoom }, (_, i) => data[`${name}_${i + 1}`] ?? '')
    .map(String)
    .filter(Boolean)

/** What a form says of a contact, without its secrets. */
export function contactInput(data: Short & Partial<Long>): ContactInput {
  const long = { ...noMore, ...data }
  return {
    fields: {
      first_name: data.first_name,
      last_name: data.last_name,
      company: data.company,
      language: isLanguage(long.language) ? long.language : null,
      birth_date: long.birth_date || null,
      street: long.street,
      street_2: long.street_2,
      city: long.city,
      postcode: long.postcode,
      region: long.region,
      country: long.country,
      notes: long.notes,
      tax_country: long.tax_country,
    },
    emails: listed(data, 'email'),
    phones: listed(data, 'phone').map((number) => ({ label: '', number })),
  }
}

/** What a form says of the secrets of that contact, 0 for a new one: blank is nothing said. */
export function secretsInput(
  vault: Vault,
  contactId: number,
  data: Record<SecretName, string> & { remove: readonly SecretName[] },
): Secrets {
  const said = secretNames.map((name): [SecretName, string | undefined] => [
    name,
    data.remove.includes(name) ? '' : data[name] === '' ? undefined : parseSecret(vault, contactId, name, data[name]),
  ])
  return Object.fromEntries(said.filter(([, text]) => text !== undefined))
}

/** The same, with what the form has no field for: addresses and phones past its room, and the labels of phones. */
export const withUnlistedEntries = (
  input: ContactInput,
  known: { emails: readonly string[]; phones: readonly Phone[] },
): ContactInput => ({
  ...input,
  emails: [...input.emails, ...known.emails.slice(mostRoom)],
  phones: [
    ...input.phones.map(({ number }) => ({
      label: known.phones.find((phone) => dialled(phone.number) === dialled(number))?.label ?? '',
      number,
    })),
    ...known.phones.slice(mostRoom),
  ],
})

/** Whether a form names somebody at all. */
export const isNamed = ({ fields, emails }: ContactInput): boolean =>
  Boolean(fields.first_name || fields.last_name || fields.company || emails.length)

/** A contact as a form's values; its secrets never stand in a form. */
export function contactValues(
  contact: Contact,
  emails: readonly string[],
  phones: readonly Phone[],
): FormState['values'] {
  const named = (name: string, items: readonly string[]) =>
    Object.fromEntries(items.map((item, i) => [`${name}_${i + 1}`, item]))
  const { language, birth_date, ...texts } = fieldsOf(contact)
  return {
    ...texts,
    language: language ?? '',
    birth_date: birth_date ?? '',
    version: String(contact.version),
    ...named('email', emails),
    ...named(
      'phone',
      phones.map((phone) => phone.number),
    ),
  }
}
