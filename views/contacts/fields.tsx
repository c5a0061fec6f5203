import { mostAddresses, mostPhones } from '#src/contacts/form.ts'
import { countryOptions } from '#src/platform/language/countries.ts'
import { languages } from '#src/platform/language/language.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { Field, Select, TextArea } from '../ui/field.tsx'
import { problemText } from '../ui/problem-words.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  form: FormState
  autofocus?: boolean
}

const numbered = (most: number) => Array.from({ length: most }, (_, i) => String(i + 1))

/** Names, e-mail addresses and phones: what one types of a contact in passing. */
export function ShortContactFieldset({ viewer, form, autofocus }: Props) {
  const w = words[viewer.language]
  const field = (name: string) => ({ name, value: form.values[name], error: problemText(viewer, form.problems, name) })
  return (
    <div class="field-grid">
      <Field {...field('first_name')} label={w.firstName} maxlength={200} autofocus={autofocus} />
      <Field {...field('last_name')} label={w.lastName} maxlength={200} />
      <Field {...field('company')} label={w.company} maxlength={200} />
      {numbered(mostAddresses).map((n) => (
        <Field
          {...field(`email_${n}`)}
          label={n === '1' ? w.email : w.otherEmail(n)}
          help={n === '1' ? w.emailHelp : undefined}
          type="email"
          maxlength={254}
        />
      ))}
      {numbered(mostPhones).map((n) => (
        <Field {...field(`phone_${n}`)} label={n === '1' ? w.phone : w.otherPhone(n)} type="tel" maxlength={40} />
      ))}
    </div>
  )
}

export function ContactFieldset({ viewer, form, autofocus }: Props) {
  const w = words[viewer.language]
  const field = (name: string) => ({ name, value: form.values[name], error: problemText(viewer, form.problems, name) })
  return (
    <>
      <ShortContactFieldset viewer={viewer} form={form} autofocus={autofocus} />
      <fieldset>
        <legend>{w.address}</legend>
        <div class="field-grid">
          <Field {...field('street')} label={w.street} maxlength={200} />
          <Field {...field('street_2')} label={w.street2} maxlength={200} />
          <Field {...field('postcode')} label={w.postcode} maxlength={30} />
          <Field {...field('city')} label={w.city} maxlength={200} />
          <Field {...field('region')} label={w.region} maxlength={100} />
          <Select {...field('country')} label={w.country} blank="—" options={countryOptions(viewer.language)} />
        </div>
      </fieldset>
      <div class="field-grid">
        <Select
          {...field('language')}
          label={w.language}
          blank="—"
          options={languages.map((value) => ({ value, label: w.languages[value] }))}
        />
        <Field {...field('birth_date')} label={w.birthDate} help={w.birthHelp} type="date" />
      </div>
      <TextArea {...field('notes')} label={w.notes} maxlength={10_000} />
    </>
  )
}

/** What each field of a contact is called. */
export function contactLabels(viewer: Viewer): Record<string, string> {
  const w = words[viewer.language]
  return {
    first_name: w.firstName,
    last_name: w.lastName,
    company: w.company,
    email_1: w.email,
    email_2: w.otherEmail('2'),
    email_3: w.otherEmail('3'),
    phone_1: w.phone,
    phone_2: w.otherPhone('2'),
    phone_3: w.otherPhone('3'),
    street: w.street,
    street_2: w.street2,
    city: w.city,
    postcode: w.postcode,
    region: w.region,
    country: w.country,
    language: w.language,
    birth_date: w.birthDate,
    notes: w.notes,
  }
}
