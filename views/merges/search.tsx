import type { Contact } from '#src/contacts/contact.ts'
import { contactName } from '#src/contacts/name.ts'
import type { FoundContact } from '#src/links/find.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { Page } from '../layout/page.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  contact: Contact
  query: string
  suggested: readonly { id: number; display_name: string }[]
  found: readonly FoundContact[]
}

/** Whom to merge a contact with: who looks like the same person, and whoever is searched for. */
export function MergeSearchPage({ viewer, contact, query, suggested, found }: Props) {
  const w = words[viewer.language]
  const title = w.mergeWith(contactName(contact))
  const base = `/contacts/${contact.id}`
  return (
    <Page viewer={viewer} title={title}>
      <div class="page-head">
        <h1>{title}</h1>
      </div>
      <div class="narrow stack">
        {suggested.length > 0 && (
          <Section id="suggested" title={w.suggested}>
            <ul class="rows">
              {suggested.map((other) => (
                <li>
                  <a href={`${base}/merge/${other.id}`}>{contactName(other)}</a>
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Section id="search-other" title={w.find}>
          <form class="filters" action={`${base}/merge`} method="get">
            <Field name="q" label={w.searchOther} type="search" value={query} maxlength={200} autofocus />
            <Button>{w.find}</Button>
          </form>
          {query !== '' && found.length === 0 && <Empty>{w.noMatch}</Empty>}
          <ul class="rows">
            {found.map((other) => (
              <li>
                <a href={`${base}/merge/${other.id}`}>{other.name}</a>
                <p class="muted small">
                  {[other.match?.text, formatsIn(viewer.language).list(other.accounts.map((account) => account.name))]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </li>
            ))}
          </ul>
          <p>
            <a href={base}>{ui[viewer.language].cancel}</a>
          </p>
        </Section>
      </div>
    </Page>
  )
}
