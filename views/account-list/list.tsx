import { type AccountFilter, writeFilter } from '#src/account-list/filter.ts'
import type { AccountRow } from '#src/account-list/list.ts'
import { type AccountColumn, accountColumns } from '#src/account-list/rules.ts'
import type { Field as CustomField } from '#src/fields/field.ts'
import type { KeysetPage } from '#src/platform/db/keyset.ts'
import { addressOf, around } from '#src/platform/web/list.ts'
import { can } from '#src/staff/rights.ts'
import { Page } from '../layout/page.tsx'
import { LinkButton, PostButton } from '../ui/button.tsx'
import { wordedOptions } from '../ui/field.tsx'
import { ColumnChoice, type SavedFilter } from '../ui/list.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty } from '../ui/section.tsx'
import { Tabs } from '../ui/tabs.tsx'
import type { Viewer } from '../viewer.ts'
import { Filters } from './filters.tsx'
import { AccountTable } from './table.tsx'
import { words } from './words.ts'

interface Props extends KeysetPage<AccountRow> {
  viewer: Viewer
  filter: AccountFilter
  columns: readonly AccountColumn[]
  /** How many accounts match, on all pages together; no more than one above `mostCounted`. */
  count: number
  saved: SavedFilter[]
  tags: { id: number; name: string }[]
  people: { id: number; name: string }[]
  /** Custom fields to filter by. */
  fields: CustomField[]
}

export function AccountListPage(props: Props) {
  const { viewer, filter, rows, columns } = props
  const w = words[viewer.language]
  const query = writeFilter(filter)
  const at = (show: AccountFilter['show']) => addressOf('/accounts', writeFilter({ ...filter, show }))
  return (
    <Page viewer={viewer} title={w.clients}>
      <div class="page-head">
        <h1>{w.clients}</h1>
        <a href="/groups">{w.groups}</a>
        {can(viewer.staff, 'manage accounts') && (
          <LinkButton href="/accounts/new" kind="primary">
            {w.newClient}
          </LinkButton>
        )}
        {can(viewer.staff, 'manage accounts') && (
          <PostButton viewer={viewer} action="/accounts/export" fields={{ filter: String(query) }} label={w.export} />
        )}
      </div>
      <Tabs
        label={w.show}
        tabs={[
          { href: at('active'), label: w.active, current: filter.show === 'active' },
          { href: at('archived'), label: w.archived, current: filter.show === 'archived' },
        ]}
      />
      <Filters {...props} />
      {rows.length === 0 ? <Nobody {...props} /> : <AccountTable {...props} />}
      <Pager viewer={viewer} {...around(props, '/accounts', query)} />
      <div class="actions small">
        {!can(viewer.staff, 'view all accounts') && <a href="/access-requests">{w.ask}</a>}
        {can(viewer.staff, 'act in bulk') && <a href="/bulk">{w.bulkRuns}</a>}
        <ColumnChoice
          viewer={viewer}
          query={query}
          path="/accounts"
          columns={wordedOptions(accountColumns, w.columns)}
          chosen={columns}
        />
      </div>
    </Page>
  )
}

function Nobody({ viewer, filter }: Props) {
  const w = words[viewer.language]
  if (writeFilter({ ...filter, sort: 'name', order: 'up' }).size > 0) return <Empty>{w.none}</Empty>
  if (!can(viewer.staff, 'view all accounts')) return <Empty>{w.noneYet}</Empty>
  return (
    <div class="card">
      <p>{w.firstSteps}</p>
      <p class="actions">
        {can(viewer.staff, 'manage accounts') && <LinkButton href="/accounts/new">{w.newClient}</LinkButton>}
        {can(viewer.staff, 'manage contacts') && <LinkButton href="/imports">{w.import}</LinkButton>}
      </p>
    </div>
  )
}
