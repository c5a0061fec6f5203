import type { Group } from '#src/groups/group.ts'
import type { FoundAccount } from '#src/links/find.ts'
import { accountTones } from '../accounts/status.ts'
import { Page } from '../layout/page.tsx'
import { words as search } from '../search/words.ts'
import { Badge } from '../ui/badge.tsx'
import { Checkboxes } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { LiveSearch } from '../ui/live-search.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  group: Group
  query: string
  /** What was ticked before, and what the query finds beside it. */
  found: FoundAccount[]
  /** How many of what was found are in the group already. */
  inside: number
  chosen: readonly string[]
  /** Said above the search: nothing was ticked. */
  unchosen?: boolean
}

/** Search, tick, add: several accounts at once. With htmx the search is live, and what is ticked stays ticked. */
export function AddMembersPage(props: Props) {
  const { viewer, group, query } = props
  const w = words[viewer.language]
  const here = `/groups/${group.id}/accounts/new`
  return (
    <Page viewer={viewer} title={w.add}>
      <div class="page-head">
        <h1>{w.addTo(group.name)}</h1>
      </div>
      <div class="narrow">
        <Section id="add" title={w.add}>
          {props.unchosen && (
            <p class="notice notice-bad" role="alert">
              {w.chooseOne}
            </p>
          )}
          <LiveSearch
            viewer={viewer}
            action={here}
            label={w.search}
            query={query}
            target="#found"
            include="#found [name=account]"
          />
          <FoundMembers {...props} />
        </Section>
      </div>
    </Page>
  )
}

/** The accounts that a search found, to tick. */
export function FoundMembers({ viewer, group, query, found, inside, chosen }: Props) {
  const w = words[viewer.language]
  const base = `/groups/${group.id}`
  const matched = search[viewer.language].fields
  return (
    <div id="found" aria-live="polite">
      {query !== '' && found.length === 0 && <Empty>{inside > 0 ? w.allInside : w.noMatch}</Empty>}
      {found.length === 0 ? (
        <p>
          <a href={base}>{ui[viewer.language].cancel}</a>
        </p>
      ) : (
        <Form viewer={viewer} action={`${base}/accounts`}>
          <input type="hidden" name="q" value={query} />
          <Checkboxes
            name="account"
            label={w.found}
            values={chosen}
            options={found.map((account) => ({
              value: String(account.id),
              label: (
                <>
                  {account.name} <span class="short-id">{account.shortId}</span>{' '}
                  {account.archivedAt && <Badge kind={accountTones.archived}>{ui[viewer.language].archived}</Badge>}
                </>
              ),
              help: account.match && `${matched[account.match.field]}: ${account.match.text}`,
            }))}
          />
          <FormActions viewer={viewer} label={w.addChosen} cancel={base} />
        </Form>
      )}
    </div>
  )
}
