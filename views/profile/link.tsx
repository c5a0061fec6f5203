import type { ProfileHead } from '#src/accounts/profile.ts'
import type { FoundContact } from '#src/links/find.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { contactLabels, ShortContactFieldset } from '../contacts/fields.tsx'
import { ProfilePage } from '../layout/profile.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Empty, Section } from '../ui/section.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { FoundContacts } from './found.tsx'
import { words } from './words.ts'

interface LinkProps {
  viewer: Viewer
  head: ProfileHead
  query: string
  found: FoundContact[]
  linked: ReadonlySet<number>
}

/** Search, tick, link: several contacts at once. */
export function LinkPage({ viewer, head, query, found, linked }: LinkProps) {
  const w = words[viewer.language]
  const base = `/accounts/${head.id}`
  const free = found.filter((contact) => !linked.has(contact.id))
  return (
    <ProfilePage viewer={viewer} head={head} title={w.linkContact}>
      <div class="narrow">
        <Section id="link" title={w.linkContact}>
          <form class="filters" action={`${base}/links/new`} method="get">
            <Field name="q" label={w.searchContact} type="search" value={query} maxlength={200} autofocus />
            <Button>{w.find}</Button>
          </form>
          {query !== '' && free.length === 0 && <Empty>{w.noMatch}</Empty>}
          {free.length > 0 && (
            <Form viewer={viewer} action={`${base}/links`}>
              <input type="hidden" name="q" value={query} />
              <FoundContacts viewer={viewer} found={free} />
              <div class="form-actions">
                <Button kind="primary">{w.linkChosen}</Button>
              </div>
            </Form>
          )}
          <p>
            <a href={`${base}/links/contacts/new`}>{w.newContact}</a> ·{' '}
            <a href={`${base}/info`}>{ui[viewer.language].cancel}</a>
          </p>
        </Section>
      </div>
    </ProfilePage>
  )
}

/** A contact made and linked in one go. */
export function NewLinkedContactPage({ viewer, head, form }: { viewer: Viewer; head: ProfileHead; form: FormState }) {
  const w = words[viewer.language]
  const base = `/accounts/${head.id}`
  return (
    <ProfilePage viewer={viewer} head={head} title={w.newContact}>
      <div class="narrow">
        <Section id="new-contact" title={w.newContact}>
          <Form viewer={viewer} action={`${base}/links/contacts`}>
            <Summary viewer={viewer} problems={form.problems} labels={contactLabels(viewer)} />
            <ShortContactFieldset viewer={viewer} form={form} autofocus />
            <Field
              name="description"
              label={w.description}
              value={form.values.description}
              error={problemText(viewer, form.problems, 'description')}
              maxlength={200}
            />
            <FormActions viewer={viewer} cancel={`${base}/info`} />
          </Form>
        </Section>
      </div>
    </ProfilePage>
  )
}
