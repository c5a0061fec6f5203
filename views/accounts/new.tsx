import type { FieldSheet } from '#src/fields/value.ts'
import type { FoundContact } from '#src/links/find.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { can } from '#src/staff/rights.ts'
import { contactLabels, ShortContactFieldset } from '#views/contacts/fields.tsx'
import { FieldInputs, fieldLabels } from '#views/fields/inputs.tsx'
import { Page } from '#views/layout/page.tsx'
import { FoundContacts } from '#views/links/found.tsx'
import { words as linkWords } from '#views/links/words.ts'
import type { Someone } from '#views/profile/details.tsx'
import { type Tag, TagFieldset } from '#views/tags/fieldset.tsx'
import { HiddenFields } from '#views/ui/button.tsx'
import { Checkboxes, namedOptions } from '#views/ui/field.tsx'
import { Form, Summary } from '#views/ui/form.tsx'
import { FormActions } from '#views/ui/form-actions.tsx'
import { LiveSearch } from '#views/ui/live-search.tsx'
import { problemText } from '#views/ui/problem-words.ts'
import { Empty, Section } from '#views/ui/section.tsx'
import { Was } from '#views/ui/was.tsx'
import type { Viewer } from '#views/viewer.ts'
import { AccountFieldset, accountLabels } from './fields.tsx'
import { words } from './words.ts'

interface KnownProps {
  viewer: Viewer
  form: FormState
  /** What was searched for. */
  query: string
  /** Contacts who exist already: those ticked before, and those that the search found. */
  chosen: FoundContact[]
  found: FoundContact[]
}

interface Props extends KnownProps {
  /** The custom fields of accounts: the required ones are asked for here. */
  sheet: FieldSheet
  /** Of the firm, for whoever may give them. */
  tags: Tag[]
  staff: Someone[]
}

/**
 * A new client: who they are, found or new, then the client. The search is a form of its own, so that Enter in it searches; while one
 * types, htmx puts what it finds into the other form, in which nothing typed is lost.
 */
export function NewAccountPage(props: Props) {
  const { viewer, form, sheet, chosen } = props
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.newAccount}>
      <div class="page-head">
        <h1>{w.newAccount}</h1>
      </div>
      <div class="narrow">
        <Section id="who" title={w.firstContact}>
          <p class="muted">{w.firstContactHelp}</p>
          <ContactSearch viewer={viewer} query={props.query} chosen={chosen} />
        </Section>
        <Form viewer={viewer} action="/accounts" creates>
          <Summary
            viewer={viewer}
            problems={form.problems}
            labels={{
              ...contactLabels(viewer),
              ...accountLabels(viewer),
              ...fieldLabels(sheet),
              contact: linkWords[viewer.language].chooseContacts,
            }}
          />
          <KnownContacts {...props} />
          <Section id="contact" title={w.orNewContact}>
            <ShortContactFieldset viewer={viewer} form={form} emails={1} phones={1} />
          </Section>
          <Section id="account" title={w.details}>
            <AccountFieldset viewer={viewer} form={form} />
            <FieldInputs viewer={viewer} sheet={sheet} form={form} requiredOnly />
            <Team {...props} />
            {can(viewer.staff, 'tag accounts') && <TagFieldset viewer={viewer} form={form} all={props.tags} />}
          </Section>
          <FormActions viewer={viewer} label={w.create} cancel="/accounts" />
        </Form>
      </div>
    </Page>
  )
}

function ContactSearch({ viewer, query, chosen }: Pick<Props, 'viewer' | 'query' | 'chosen'>) {
  return (
    <LiveSearch
      viewer={viewer}
      action="/accounts/new"
      label={linkWords[viewer.language].searchContact}
      query={query}
      target="#known"
      include="#known"
    >
      <HiddenFields fields={{ contact: chosen.map(({ id }) => String(id)) }} />
    </LiveSearch>
  )
}

/** Those who exist already, to tick: the place into which the search puts what it finds. */
export function KnownContacts({ viewer, form, query, chosen, found }: KnownProps) {
  const offered = [...chosen, ...found.filter((contact) => !chosen.some((one) => one.id === contact.id))]
  return (
    <div id="known" class={query === '' && offered.length === 0 ? undefined : 'panel'} aria-live="polite">
      {query !== '' && found.length === 0 && <Empty>{linkWords[viewer.language].noMatch}</Empty>}
      {offered.length > 0 && (
        <FoundContacts
          viewer={viewer}
          found={offered}
          chosen={chosen.map((contact) => String(contact.id))}
          error={problemText(viewer, form.problems, 'contact')}
        />
      )}
    </div>
  )
}

function Team({ viewer, form, staff }: Props) {
  const w = words[viewer.language]
  if (!can(viewer.staff, 'assign team')) return null
  return (
    <>
      <Was name="staff" form={form} />
      <Checkboxes
        name="staff"
        label={w.teamMembers}
        help={w.teamHelp}
        options={namedOptions(staff)}
        values={form.lists.staff ?? []}
      />
    </>
  )
}
