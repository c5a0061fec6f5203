import type { Child } from 'hono/jsx'
import type { Contact, Phone } from '#src/contacts/contact.ts'
import type { SecretName } from '#src/contacts/rules.ts'
import type { Masked } from '#src/contacts/secret.ts'
import type { FieldSheet } from '#src/fields/value.ts'
import { countryName } from '#src/platform/language/countries.ts'
import { FieldFacts } from '../fields/facts.tsx'
import { Facts } from '../ui/facts.tsx'
import { Section } from '../ui/section.tsx'
import { Day } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { RevealedSecret, Secret } from './secret.tsx'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  contact: Contact
  emails: readonly string[]
  phones: readonly Phone[]
  secrets: readonly Masked[]
  sheet: FieldSheet
  revealed?: { name: SecretName; text: string | null }
}

const onLines = <T,>(items: readonly T[], line: (item: T) => Child): Child =>
  items.length > 0 &&
  items.map((item, i) => (
    <>
      {i > 0 && <br />}
      {line(item)}
    </>
  ))

/** What a contact says of itself; its secrets behind their masks. */
export function ContactDetails({ viewer, contact, emails, phones, secrets, sheet, revealed }: Props) {
  const w = words[viewer.language]
  const country = (code: string) => code && countryName(viewer.language, code)
  const place = [
    contact.street,
    contact.street_2,
    [contact.postcode, contact.city].filter(Boolean).join(' '),
    contact.region,
    country(contact.country),
  ]
  const secret = (name: SecretName): Child => {
    const one = secrets.find((known) => known.name === name)
    if (!one) return ''
    return revealed?.name === name ? (
      <RevealedSecret viewer={viewer} contactId={contact.id} {...revealed} />
    ) : (
      <Secret viewer={viewer} contactId={contact.id} secret={one} />
    )
  }
  return (
    <Section id="details" title={w.details}>
      <Facts
        facts={[
          [w.firstName, contact.first_name],
          [w.lastName, contact.last_name],
          [w.company, contact.company],
          [w.email, onLines(emails, (email) => <a href={`mailto:${email}`}>{email}</a>)],
          [w.phone, onLines(phones, (phone) => <PhoneLine {...phone} />)],
          [w.address, place.filter(Boolean).join('\n')],
          [w.birthDate, contact.birth_date && <Day viewer={viewer} at={contact.birth_date} />],
          [w.language, contact.language && w.languages[contact.language]],
          [w.secrets.tax_id, secret('tax_id')],
          [w.taxCountry, country(contact.tax_country)],
          [w.secrets.iban, secret('iban')],
          [w.notes, contact.notes],
        ]}
      />
      <FieldFacts viewer={viewer} owner={{ subject: 'contact', id: contact.id }} sheet={sheet} />
    </Section>
  )
}

const PhoneLine = ({ label, number }: Phone) => (
  <>
    <a href={`tel:${number.replace(/[^\d+]/g, '')}`}>{number}</a>
    {label && <span class="muted"> {label}</span>}
  </>
)
