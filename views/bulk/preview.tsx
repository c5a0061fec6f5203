import type { Child } from 'hono/jsx'
import { type BulkActions, bulkSwitches } from '#src/bulk/actions.ts'
import type { PeoplePreview } from '#src/bulk/people.ts'
import type { Preview } from '#src/bulk/preview.ts'
import { actionsOf } from '#src/bulk/rules.ts'
import type { BulkRun } from '#src/bulk/run.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { words as accountWords } from '../accounts/words.ts'
import { words as addressWords } from '../addresses/words.ts'
import { Page } from '../layout/page.tsx'
import { Button, LinkButton } from '../ui/button.tsx'
import { Facts } from '../ui/facts.tsx'
import { Form } from '../ui/form.tsx'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

export interface PreviewProps {
  viewer: Viewer
  run: BulkRun
  preview: Preview
  tags: { id: number; name: string }[]
  people: { id: number; name: string }[]
  mayStart: boolean
  /** The form that was sent was made before the choices were changed. */
  stale: boolean
}

type Fact = readonly [string, Child]

/** What a run would do, before anything is done. */
export function PreviewPage(props: PreviewProps) {
  const { viewer, run, preview, mayStart, stale } = props
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.previewTitle}>
      <div class="page-head">
        <h1>{w.previewTitle}</h1>
      </div>
      <div class="narrow">
        {stale && (
          <p class="notice notice-warn" role="alert">
            {w.stale}
          </p>
        )}
        <Section id="bulk-preview" title={w.clients} count={formatsIn(viewer.language).count(preview.accounts)}>
          <Facts facts={[...accountFacts(props), ...peopleFacts(viewer, actionsOf(run), preview.people)]} />
        </Section>
        {preview.invited.length > 0 && <Invited viewer={viewer} preview={preview} />}
        <p>{w.nothingYet}</p>
        {mayStart && (
          <Form viewer={viewer} action={`/bulk/${run.id}/start`} version={run.version} class="form-actions form-end">
            <Button kind="primary">{w.start}</Button>
            <LinkButton href={`/bulk/${run.id}/edit`} kind="quiet">
              {w.back}
            </LinkButton>
          </Form>
        )}
      </div>
    </Page>
  )
}

/** Who would get an invitation, and at which address. */
function Invited({ viewer, preview }: { viewer: Viewer; preview: Preview }) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  const all = preview.people?.invited ?? preview.invited.length
  const more = all - preview.invited.length
  return (
    <Section id="bulk-invited" title={w.invitedTitle} count={count(all)}>
      <ul class="rows">
        {preview.invited.map(({ id, display_name, email }) => (
          <li>
            <a href={`/contacts/${id}`}>{display_name}</a> <bdi>{email}</bdi>
          </li>
        ))}
      </ul>
      {more > 0 && <p class="muted">{w.andMore(count(more), more === 1)}</p>}
    </Section>
  )
}

function accountFacts({ viewer, run, preview, tags, people }: PreviewProps): Fact[] {
  const w = words[viewer.language]
  const aw = accountWords[viewer.language]
  const { count } = formatsIn(viewer.language)
  const { type, state } = actionsOf(run)
  const nameIn = (list: { id: number; name: string }[], id: number | null) =>
    list.find((one) => one.id === id)?.name ?? w.nobody
  const changes = (some: number) => w.changesOf(count(some), count(preview.accounts))
  return [
    ...preview.tags.map(
      (tag): Fact => [(tag.added ? w.addTag : w.removeTag)(nameIn(tags, tag.id)), changes(tag.changes)],
    ),
    ...preview.team.map(
      (one): Fact => [(one.added ? w.addMember : w.removeMember)(nameIn(people, one.id)), changes(one.changes)],
    ),
    ...preview.roles.map(
      ({ role, id, changes: some }): Fact => [w.setRole(aw.roles[role], nameIn(people, id)), changes(some)],
    ),
    ...(type ? [[w.setType(aw.types[type]), changes(preview.type)] as const] : []),
    ...(state ? [[w[state], changes(preview.state)] as const] : []),
    ...(preview.gone > 0 ? [[w.gone, count(preview.gone)] as const] : []),
  ]
}

function peopleFacts(viewer: Viewer, actions: BulkActions, preview: PeoplePreview | null): Fact[] {
  if (!preview) return []
  const w = words[viewer.language]
  const names = addressWords[viewer.language].switches
  const { count } = formatsIn(viewer.language)
  const people = (some: number) => w.people(count(some), some === 1)
  const some = (label: string, number: number): Fact[] => (number > 0 ? [[label, people(number)]] : [])
  return [
    ...bulkSwitches.flatMap((name): Fact[] => {
      const to = actions.switches[name]
      const number = preview.switches[name]
      return to ? [[w.turned[to](names[name]), w.addresses(count(number), number === 1)]] : []
    }),
    ...(actions.invite ? [[w.invited, people(preview.invited)] as const] : []),
    ...some(w.again, preview.again),
    ...(actions.message ? [[w.invitationText, actions.message] as const] : []),
    ...some(w.active, preview.active),
    ...some(w.archivedPeople, preview.archived),
    ...some(w.withoutAddress, preview.withoutAddress),
    ...some(w.taken, preview.taken),
  ]
}
