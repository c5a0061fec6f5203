import type { Contact } from '#src/contacts/contact.ts'
import { contactName } from '#src/contacts/name.ts'
import type { DisputedSecret, Masked } from '#src/contacts/secret.ts'
import type { FieldSheet } from '#src/fields/value.ts'
import { countryName } from '#src/platform/language/countries.ts'
import { isLanguage } from '#src/platform/language/language.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { disputedLists, FieldInputs, fieldDisputes, fieldLabels } from '../fields/inputs.tsx'
import { Page } from '../layout/page.tsx'
import { ConflictForm, type Disputed } from '../ui/conflict.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Section } from '../ui/section.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { ContactFieldset, contactLabels } from './fields.tsx'
import { words } from './words.ts'

interface FormProps {
  viewer: Viewer
  /** Null for a new one. */
  contact: Contact | null
  form: FormState
  /** The custom fields, with what stands in them now. */
  sheet: FieldSheet
  /** The secrets that the contact has. */
  secrets?: readonly Masked[]
  /** The inputs of addresses that the reader can't write differently. */
  locked?: ReadonlySet<string>
  /** The contact as it is now, where somebody has changed it meanwhile, the choice between two secrets, and what was typed into custom fields. */
  theirs?: {
    values: FormState['values']
    secrets: readonly DisputedSecret[]
    fields: ReadonlyMap<number, string>
  }
}

export function ContactFormPage({ viewer, contact, form, sheet, secrets = [], locked, theirs }: FormProps) {
  const w = words[viewer.language]
  const title = contact ? contactName(contact) : w.newContact
  const action = contact ? `/contacts/${contact.id}` : '/contacts'
  const labels = { ...contactLabels(viewer), ...fieldLabels(sheet) }
  return (
    <Page viewer={viewer} title={title}>
      <div class="page-head">
        <h1>{title}</h1>
      </div>
      <div class="narrow">
        <Section id="edit" title={w.details}>
          {theirs && contact ? (
            <ConflictForm
              viewer={viewer}
              action={action}
              cancel={action}
              version={contact.version}
              fields={[
                ...disputed(viewer, form, theirs.values),
                ...theirs.secrets.map((secret) => disputedSecret(viewer, secret)),
                ...fieldDisputes(viewer, sheet, theirs.fields),
              ]}
              lists={disputedLists(theirs.fields)}
            />
          ) : (
            <Form
              viewer={viewer}
              action={action}
              version={contact ? Number(form.values.version) : undefined}
              creates={!contact}
            >
              <Summary viewer={viewer} problems={form.problems} labels={labels} />
              <ContactFieldset viewer={viewer} form={form} secrets={secrets} locked={locked} autofocus />
              <FieldInputs viewer={viewer} sheet={sheet} form={form} locked={locked} />
              <FormActions viewer={viewer} label={contact ? ui[viewer.language].save : w.create} cancel={action} />
            </Form>
          )}
        </Section>
      </div>
    </Page>
  )
}

/** Two versions of a secret, both masked: what was typed goes on sealed. */
const disputedSecret = (viewer: Viewer, { name, carried, mine, theirs }: DisputedSecret): Disputed => ({
  name,
  label: words[viewer.language].secrets[name],
  mine: carried,
  theirs: '',
  shown: (value) => (value === '' ? theirs : mine || words[viewer.language].removed),
})

/** What two people say of a contact, but for its secrets. */
function disputed(viewer: Viewer, form: FormState, theirs: FormState['values']): Disputed[] {
  const w = words[viewer.language]
  const country = (code: string) => countryName(viewer.language, code)
  const shown: Record<string, (value: string) => string> = {
    country,
    tax_country: country,
    language: (value) => (isLanguage(value) ? w.languages[value] : value),
  }
  return Object.entries(contactLabels(viewer))
    .filter(([name]) => !(name in w.secrets))
    .map(([name, label]) => ({
      name,
      label,
      mine: form.values[name] ?? '',
      theirs: theirs[name] ?? '',
      shown: shown[name],
    }))
}
