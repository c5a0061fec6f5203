import type { Child } from 'hono/jsx'
import type { FoundContact } from '#src/links/find.ts'
import type { FormState } from '#src/platform/web/form.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { contactLabels, ShortContactFieldset } from '#views/contacts/fields.tsx'
import { ProfilePage } from '#views/profile/page.tsx'
import { Button, LinkButton } from '#views/ui/button.tsx'
import { Field } from '#views/ui/field.tsx'
import { Form, Summary } from '#views/ui/form.tsx'
import { FormActions } from '#views/ui/form-actions.tsx'
import { problemText } from '#views/ui/problem-words.ts'
import { Empty, Section } from '#views/ui/section.tsx'
import { words as ui } from '#views/ui/words.ts'
import type { Viewer } from '#views/viewer.ts'
import { FoundContacts } from './found.tsx'
import { ContactsPanel } from './list.tsx'
import { words } from './words.ts'

const region = { target: '#contacts-panel', swap: 'outerHTML' } as const

interface LinkProps {
  viewer: Viewer
  accountId: number
  query: string
  /** Those ticked before stand first, so that one can search again and tick more. */
  chosen: FoundContact[]
  found: FoundContact[]
  error?: string | undefined
}

/** Search, tick, search again, link: several contacts at once. With JavaScript it searches while one types. */
export function LinkForm({ viewer, accountId, query, chosen, found, error }: LinkProps) {
  const w = words[viewer.language]
  const action = `/accounts/${accountId}/links`
  const offered = [...chosen, ...found.filter((contact) => !chosen.some((one) => one.id === contact.id))]
  return (
    <Form viewer={viewer} action={action} hx={region} class="panel">
      <h3>{w.linkContact}</h3>
      <div class="field">
        <label for="f-link-q">{w.searchContact}</label>
        <input
          id="f-link-q"
          type="search"
          name="q"
          value={query}
          maxlength={200}
          autofocus
          hx-post={action}
          hx-target="#contacts-panel"
          hx-swap="outerMorph"
          hx-trigger="input changed delay:200ms"
          hx-vals='{"do":"search"}'
          hx-sync="this:replace"
        />
      </div>
      {/* First of the form's buttons: what Enter in the search presses. */}
      <Button name="do" value="search">
        {w.find}
      </Button>
      {query !== '' && found.length === 0 && <Empty>{w.noMatch}</Empty>}
      {offered.length > 0 && (
        <FoundContacts
          viewer={viewer}
          found={offered}
          chosen={chosen.map((contact) => String(contact.id))}
          error={error}
        />
      )}
      <div class="form-actions">
        {offered.length > 0 && (
          <Button kind="primary" name="do" value="link">
            {w.linkChosen}
          </Button>
        )}
        <LinkButton href={`/accounts/${accountId}/links`} kind="quiet" hx={region}>
          {ui[viewer.language].cancel}
        </LinkButton>
      </div>
    </Form>
  )
}

/** A contact made and linked in one go. */
export function NewLinkedContactForm({
  viewer,
  accountId,
  form,
}: {
  viewer: Viewer
  accountId: number
  form: FormState
}) {
  const w = words[viewer.language]
  return (
    <Form viewer={viewer} action={`/accounts/${accountId}/links/contacts`} creates hx={region} class="panel">
      <h3>{w.newContact}</h3>
      <Summary viewer={viewer} problems={form.problems} labels={contactLabels(viewer)} />
      <ShortContactFieldset viewer={viewer} form={form} autofocus />
      <Field
        name="description"
        label={w.description}
        value={form.values.description}
        error={problemText(viewer, form.problems, 'description')}
        maxlength={200}
      />
      <FormActions viewer={viewer} cancel={`/accounts/${accountId}/links`} hx={region} />
    </Form>
  )
}

/** What the panel of the contacts holds, as a page of its own: without JavaScript. */
export function PanelPage({
  viewer,
  head,
  title,
  children,
}: {
  viewer: Viewer
  head: ProfileHead
  title: string
  children?: Child
}) {
  return (
    <ProfilePage viewer={viewer} head={head} title={title}>
      <div class="narrow">
        <Section id="contacts" title={words[viewer.language].contacts}>
          <ContactsPanel>{children}</ContactsPanel>
        </Section>
      </div>
    </ProfilePage>
  )
}
