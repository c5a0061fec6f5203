import type { Contact } from '#src/contacts/contact.ts'
import { contactName } from '#src/contacts/name.ts'
import type { Retention } from '#src/personal-data/retention.ts'
import { datesFor } from '#src/platform/language/format.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { Page } from '../layout/page.tsx'
import { Field } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Section } from '../ui/section.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  contact: Contact
  form: FormState
  /** Why it may not be done yet. */
  kept: Retention | null
}

/** Asks before a person is erased, and says what goes; where it may not be done yet, why and until when. */
export function ErasurePage({ viewer, contact, form, kept }: Props) {
  const w = words[viewer.language]
  const name = contactName(contact)
  const back = `/contacts/${contact.id}`
  return (
    <Page viewer={viewer} title={w.erase}>
      <div class="narrow">
        <Section id="erasure" title={w.eraseTitle(name)}>
          {kept ? (
            <>
              <p class="notice notice-warn">
                {kept.why === 'active client' ? w.active(name) : w.until(datesFor(viewer).date(kept.until))}
              </p>
              <p>
                <a href={back}>{ui[viewer.language].back}</a>
              </p>
            </>
          ) : (
            <>
              <p>{w.eraseText}</p>
              <p>{w.eraseStays}</p>
              <Form viewer={viewer} action={`${back}/erasure`}>
                <Field
                  name="name"
                  label={w.typeName(name)}
                  value={form.values.name}
                  error={problemText(viewer, form.problems, 'name')}
                  required
                  autofocus
                />
                <FormActions viewer={viewer} label={w.eraseFor} kind="danger" cancel={back} />
              </Form>
            </>
          )}
        </Section>
      </div>
    </Page>
  )
}
