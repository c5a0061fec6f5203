import type { FieldSheet } from '#src/fields/value.ts'
import type { FoundContact } from '#src/links/find.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { contactLabels, ShortContactFieldset } from '#views/contacts/fields.tsx'
import { FieldInputs, fieldLabels } from '#views/fields/inputs.tsx'
import { Page } from '#views/layout/page.tsx'
import { FoundContacts } from '#views/links/found.tsx'
import { Button } from '#views/ui/button.tsx'
import { Field } from '#views/ui/field.tsx'
import { Form, Summary } from '#views/ui/form.tsx'
import { FormActions } from '#views/ui/form-actions.tsx'
import { problemText } from '#views/ui/problem-words.ts'
import { Empty, Section } from '#views/ui/section.tsx'
import type { Viewer } from '#views/viewer.ts'
import { words as linkWords } from '../links/words.ts'
import { AccountFieldset, accountLabels } from './fields.tsx'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  form: FormState
  /** The custom fields of accounts: the required ones are asked for here. */
  sheet: FieldSheet
  /** Contacts who exist already: those ticked before, and those that the search found. */
  chosen: FoundContact[]
  found: FoundContact[]
}

/** A new account: its own fields, and its first contacts, new or known. One form: a search keeps what was typed. */
export function NewAccountPage({ viewer, form, sheet, chosen, found }: Props) {
  const w = words[viewer.language]
  const l = linkWords[viewer.language]
  const query = form.values.q ?? ''
  const offered = [...chosen, ...found.filter((contact) => !chosen.some((one) => one.id === contact.id))]
  return (
    <Page viewer={viewer} title={w.newAccount}>
      <div class="page-head">
        <h1>{w.newAccount}</h1>
      </div>
      <div class="narrow">
        <Form viewer={viewer} action="/accounts" creates>
          <Summary
            viewer={viewer}
            problems={form.problems}
            labels={{
              ...contactLabels(viewer),
              ...accountLabels(viewer),
              ...fieldLabels(sheet),
              contact: l.chooseContacts,
            }}
          />
          <Section id="account" title={w.details}>
            <AccountFieldset viewer={viewer} form={form} autofocus={query === ''} />
            <FieldInputs viewer={viewer} sheet={sheet} form={form} requiredOnly />
          </Section>
          <Section id="contact" title={w.firstContact}>
            <p class="muted">{w.firstContactHelp}</p>
            <ShortContactFieldset viewer={viewer} form={form} />
          </Section>
          <FormActions viewer={viewer} label={w.create} cancel="/accounts" />
          <Section id="known" title={w.existingContact}>
            <Field name="q" label={l.searchContact} type="search" value={query} maxlength={200} />
            <Button name="do" value="search">
              {l.find}
            </Button>
            {query !== '' && found.length === 0 && <Empty>{l.noMatch}</Empty>}
            {offered.length > 0 && (
              <FoundContacts
                viewer={viewer}
                found={offered}
                chosen={chosen.map((contact) => String(contact.id))}
                error={problemText(viewer, form.problems, 'contact')}
              />
            )}
          </Section>
        </Form>
      </div>
    </Page>
  )
}
