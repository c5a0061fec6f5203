import { z } from 'zod'
import { countryOrBlank } from '#src/accounts/form.ts'
import { isLanguage } from '#src/platform/language/language.ts'
import { dateOrBlank, emailOrBlank, type FormState, line, lines, version } from '#src/platform/web/form.ts'
import type { Contact, ContactInput } from './contact.ts'

/** How many e-mail addresses and phones the form has room for. */
export const mostAddresses = 3
export const mostPhones = 3

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

const languageOrBlank = line(2).refine((value) => value === '' || isLanguage(value), { error: 'not a choice' })

export const contactForm = z.object({
  ...contactFieldsForm,
  language: languageOrBlank,
  birth_date: dateOrBlank,
  street: line(200),
  street_2: line(200),
  city: line(200),
  postcode: line(30),
  region: line(100),
  country: countryOrBlank,
  notes: lines(10_000),
  version,
})

/** The short form, for a contact made in passing: names, addresses and phones. */
export const shortContactForm = z.object({ ...contactFieldsForm, description: line(200) })

type Short = Record<keyof typeof contactFieldsForm, string>
type Long = Omit<z.output<typeof contactForm>, 'version' | keyof Short>

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
}

/** What a form says of a contact. */
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
    },
    emails: [data.email_1, data.email_2, data.email_3].filter(Boolean),
    phones: [data.phone_1, data.phone_2, data.phone_3].filter(Boolean).map((number) => ({ label: '', number })),
  }
}

/** Whether a form names somebody at all. */
export const isNamed = ({ fields, emails }: ContactInput): boolean =>
  Boolean(fields.first_name || fields.last_name || fields.company || emails.length)

/** A contact as a form's values. */
export function contactValues(
  contact: Contact,
  emails: readonly string[],
  phones: readonly string[],
): FormState['values'] {
  const numbered = (name: string, items: readonly string[]) =>
    Object.fromEntries(items.map((item, i) => [`${name}_${i + 1}`, item]))
  return {
    first_name: contact.first_name,
    last_name: contact.last_name,
    company: contact.company,
    language: contact.language ?? '',
    birth_date: contact.birth_date ?? '',
    street: contact.street,
    street_2: contact.street_2,
    city: contact.city,
    postcode: contact.postcode,
    region: contact.region,
    country: contact.country,
    notes: contact.notes,
    version: String(contact.version),
    ...numbered('email', emails),
    ...numbered('phone', phones),
  }
}
