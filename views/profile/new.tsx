import type { FoundContact } from '#src/links/find.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { contactLabels, ShortContactFieldset } from '../contacts/fields.tsx'
import { Page } from '../layout/page.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { AccountFieldset, accountLabels } from './account-fields.tsx'
import { FoundContacts } from './found.tsx'
import { words } from './words.ts'

/** A new account: its own fields, and its first contacts, new or known. */
export function NewAccountPage({ viewer, form, found }: { viewer: Viewer; form: FormState; found: FoundContact[] }) {
  const w = words[viewer.language]
  const query = form.values.q ?? ''
  return (
    <Page viewer={viewer} title={w.newAccount}>
      <div class="page-head">
        <h1>{w.newAccount}</h1>
      </div>
      <div class="narrow">
        <form class="filters" action="/accounts/new" method="get">
          <Field name="q" idPrefix="find" label={w.existingContact} type="search" value={query} maxlength={200} />
          <Button>{w.find}</Button>
        </form>
        <Form viewer={viewer} action="/accounts">
          <Summary
            viewer={viewer}
            problems={form.problems}
            labels={{ ...contactLabels(viewer), ...accountLabels(viewer) }}
          />
          <input type="hidden" name="q" value={query} />
          {query !== '' &&
            (found.length === 0 ? (
              <Empty>{w.noMatch}</Empty>
            ) : (
              <FoundContacts viewer={viewer} found={found} chosen={form.lists.contact} />
            ))}
          <Section id="account" title={w.details}>
            <AccountFieldset viewer={viewer} form={form} autofocus={query === ''} />
          </Section>
          <Section id="contact" title={w.firstContact}>
            <p class="muted">{w.firstContactHelp}</p>
            <ShortContactFieldset viewer={viewer} form={form} />
          </Section>
          <FormActions viewer={viewer} label={w.create} cancel="/accounts" />
        </Form>
      </div>
    </Page>
  )
}
