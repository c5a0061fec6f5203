import type { PersonWhoSees } from '#src/accounts/seen-by.ts'
import { type NoteFilter, writeNoteFilter } from '#src/notes/filter.ts'
import type { ShownNote } from '#src/notes/list.ts'
import type { KeysetPage } from '#src/platform/db/keyset.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { around } from '#src/platform/web/list.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { ProfilePage } from '../profile/page.tsx'
import { Button, HiddenFields } from '../ui/button.tsx'
import { Field, namedOptions, Select } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { NoteFields } from './form.tsx'
import { NoteRow } from './note.tsx'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  head: ProfileHead
  page: KeysetPage<ShownNote>
  authors: readonly { id: number; name: string }[]
  people: readonly PersonWhoSees[]
  filter: NoteFilter
  form: FormState
  justWritten?: boolean
}

/** All notes of an account. */
export const NotesPage = (props: Props) => (
  <ProfilePage viewer={props.viewer} head={props.head} title={words[props.viewer.language].notes}>
    <NotesPart {...props} />
  </ProfilePage>
)

/** The form for another note, and those that there are. */
export function NotesPart({ viewer, head, page, authors, people, filter, form, justWritten }: Props) {
  const w = words[viewer.language]
  const base = `/accounts/${head.id}/notes`
  const isWrong = Object.keys(form.problems).length > 0
  const isFromOverview = form.values.from === 'overview'
  const query = writeNoteFilter(filter)
  const isFiltered = query.size > 0
  return (
    <div id="notes" class="narrow stack">
      <Section id="note-new" title={w.add}>
        <Form viewer={viewer} action={base} creates hx={isFromOverview ? undefined : { target: '#notes' }}>
          {isFromOverview && <HiddenFields fields={{ from: 'overview' }} />}
          <NoteFields
            viewer={viewer}
            form={form}
            people={people}
            idPrefix="note"
            autofocus={isWrong || isFromOverview || justWritten === true}
          />
          <Button kind="primary">{w.add}</Button>
        </Form>
      </Section>
      <Section id="all-notes" title={w.notes}>
        {(page.rows.length > 0 || isFiltered) && (
          <Filters viewer={viewer} base={base} authors={authors} filter={filter} />
        )}
        {page.rows.length === 0 && <Empty>{isFiltered ? w.noneFound : w.none}</Empty>}
        <ul class="rows notes">
          {page.rows.map((note) => (
            <NoteRow viewer={viewer} accountId={head.id} note={note} people={[]} />
          ))}
        </ul>
        <Pager viewer={viewer} {...around(page, base, query)} />
      </Section>
    </div>
  )
}

function Filters({ viewer, base, authors, filter }: Pick<Props, 'viewer' | 'authors' | 'filter'> & { base: string }) {
  const w = words[viewer.language]
  return (
    <form class="filters" action={base} method="get">
      <Field name="q" label={w.searchLabel} type="search" value={filter.q} maxlength={200} />
      <Select
        name="author"
        label={w.author}
        blank={w.everybody}
        value={filter.author}
        options={namedOptions(authors)}
      />
      <Button>{w.show}</Button>
    </form>
  )
}
