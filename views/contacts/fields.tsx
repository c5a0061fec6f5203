import { mostRoom, secretNames, shortRoom } from '#src/contacts/rules.ts'
import type { Masked } from '#src/contacts/secret.ts'
import { countryOptions } from '#src/platform/language/countries.ts'
import { languages } from '#src/platform/language/language.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { Checkbox, Field, Select, TextArea } from '../ui/field.tsx'
import { problemText } from '../ui/problem-words.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  form: FormState
  /** The inputs of addresses that the reader can't write differently. */
  locked?: ReadonlySet<string>
  autofocus?: boolean
}

const numbers = (most: number) => Array.from({ length: most }, (_, i) => String(i + 1))

/** Room for what is there and for one more. */
function roomFor(form: FormState, name: string): number {
  const last = numbers(mostRoom).findLast((n) => form.values[`${name}_${n}`])
  return Math.min(mostRoom, Math.max(shortRoom, Number(last ?? 0) + 1))
}

/** Names, e-mail addresses and phones: what one types of a contact in passing. */
export function ShortContactFieldset({
  viewer,
  form,
  locked,
  autofocus,
  emails = shortRoom,
  phones = shortRoom,
}: Props & { emails?: number; phones?: number }) {
  const w = words[viewer.language]
  const field = (name: string) => ({ name, value: form.values[name], error: problemText(viewer, form.problems, name) })
  // What was typed before it was refused can still be put right.
  const isLocked = (name: string) => Boolean(locked?.has(name)) && !form.problems[name]
  return (
    <div class="field-grid">
      <Field {...field('first_name')} label={w.firstName} maxlength={200} autofocus={autofocus} />
      <Field {...field('last_name')} label={w.lastName} maxlength={200} />
      <Field {...field('company')} label={w.company} maxlength={200} />
      {numbers(emails).map((n) => (
        <Field
          {...field(`email_${n}`)}
          label={n === '1' ? w.email : w.otherEmail(n)}
          help={isLocked(`email_${n}`) ? w.lockedEmail : n === '1' ? w.emailHelp : undefined}
          readonly={isLocked(`email_${n}`)}
          type="email"
          maxlength={254}
        />
      ))}
      {numbers(phones).map((n) => (
        <Field {...field(`phone_${n}`)} label={n === '1' ? w.phone : w.otherPhone(n)} type="tel" maxlength={40} />
      ))}
    </div>
  )
}

export function ContactFieldset({ viewer, form, locked, autofocus, secrets }: Props & { secrets: readonly Masked[] }) {
  const w = words[viewer.language]
  const field = (name: string) => ({ name, value: form.values[name], error: problemText(viewer, form.problems, name) })
  return (
    <>
      <ShortContactFieldset
        viewer={viewer}
        form={form}
        locked={locked}
        autofocus={autofocus}
        emails={roomFor(form, 'email')}
        phones={roomFor(form, 'phone')}
      />
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
        <Field {...field('birth_date')} label={w.birthDate} help={w.birthHelp[viewer.dateOrder]} type="date" />
      </div>
      <SecretFieldset viewer={viewer} form={form} secrets={secrets} />
      <TextArea {...field('notes')} label={w.notes} maxlength={10_000} />
    </>
  )
}

/** A masked field that is left blank keeps what is there; a box takes it away. */
function SecretFieldset({ viewer, form, secrets }: Props & { secrets: readonly Masked[] }) {
  const w = words[viewer.language]
  const error = (name: string) => problemText(viewer, form.problems, name)
  const known = (name: string) => secrets.find((secret) => secret.name === name)
  return (
    <fieldset>
      <legend>{w.sealed}</legend>
      <p class="muted small">{w.sealedHelp}</p>
      <div class="field-grid">
        <Select
          name="tax_country"
          value={form.values.tax_country}
          error={error('tax_country')}
          label={w.taxCountry}
          blank="—"
          options={countryOptions(viewer.language)}
        />
        {secretNames.map((name) => (
          <div>
            <Field
              name={name}
              value={form.values[name]}
              error={error(name)}
              label={w.secrets[name]}
              help={known(name) && w.keptSecret(known(name)?.masked ?? '')}
              maxlength={60}
              autocomplete="off"
            />
            {known(name) && (
              <Checkbox
                name="remove"
                value={name}
                label={w.removeSecret(w.secrets[name])}
                checked={form.lists.remove?.includes(name)}
              />
            )}
          </div>
        ))}
      </div>
    </fieldset>
  )
}

/** What each field of a contact is called. */
export function contactLabels(viewer: Viewer): Record<string, string> {
  const w = words[viewer.language]
  return {
    first_name: w.firstName,
    last_name: w.lastName,
    company: w.company,
    ...Object.fromEntries(numbers(mostRoom).map((n) => [`email_${n}`, n === '1' ? w.email : w.otherEmail(n)])),
    ...Object.fromEntries(numbers(mostRoom).map((n) => [`phone_${n}`, n === '1' ? w.phone : w.otherPhone(n)])),
    street: w.street,
    street_2: w.street2,
    city: w.city,
    postcode: w.postcode,
    region: w.region,
    country: w.country,
    language: w.language,
    birth_date: w.birthDate,
    notes: w.notes,
    tax_country: w.taxCountry,
    ...w.secrets,
  }
}
