import { type AccountFilter, writeFilter } from '#src/account-list/filter.ts'
import type { AccountRow } from '#src/account-list/list.ts'
import { type AccountColumn, accountColumns } from '#src/account-list/rules.ts'
import type { Field as CustomField } from '#src/fields/field.ts'
import type { KeysetPage } from '#src/platform/db/keyset.ts'
import { around } from '#src/platform/web/list.ts'
import { can } from '#src/staff/rights.ts'
import { Page } from '../layout/page.tsx'
import { LinkButton, PostButton } from '../ui/button.tsx'
import { wordedOptions } from '../ui/field.tsx'
import { ColumnChoice, Found, foundText, ListTools, type SavedFilter, SaveFilter, savedTabs } from '../ui/list.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty } from '../ui/section.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { Filters } from './filters.tsx'
import { AccountTable } from './table.tsx'
import { words } from './words.ts'

interface Props extends KeysetPage<AccountRow> {
  viewer: Viewer
  filter: AccountFilter
  columns: readonly AccountColumn[]
  /** How many accounts match, on all pages together, as far as they were counted: others may follow where there `isMore`. */
  count: number
  isMore: boolean
  saved: SavedFilter[]
  tags: { id: number; name: string }[]
  people: { id: number; name: string }[]
  /** Custom fields to filter by. */
  fields: CustomField[]
}

export function AccountListPage(props: Props) {
  const { viewer } = props
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.clients}>
      <div class="page-head">
        <h1>{w.clients}</h1>
        <a href="/groups">{w.groups}</a>{' '}
        {can(viewer.staff, 'manage accounts') && (
          <LinkButton href="/accounts/new" kind="primary">
            {w.newClient}
          </LinkButton>
        )}
      </div>
      <AccountListTabs {...props} />
      <Filters {...props} found={foundAccountsText(props)} />
      <FoundAccounts {...props} />
      <div class="actions small">
        {!can(viewer.staff, 'view all accounts') && <a href="/access-requests">{w.ask}</a>}
        {can(viewer.staff, 'act in bulk') && <a href="/bulk">{w.bulkRuns}</a>}
      </div>
    </Page>
  )
}

/** Active and archived clients, and beside them what one has saved. */
export function AccountListTabs({ viewer, filter, saved }: Pick<Props, 'viewer' | 'filter' | 'saved'>) {
  const w = words[viewer.language]
  const own = savedTabs('/accounts', writeFilter(filter), saved)
  const isOwn = own.some((tab) => tab.current)
  return (
    <Tabs
      id="list-tabs"
      label={w.show}
      tabs={[
        { href: '/accounts', label: w.active, current: !isOwn && filter.show === 'active' },
        { href: '/accounts?show=archived', label: w.archived, current: !isOwn && filter.show === 'archived' },
        ...own,
      ]}
    />
  )
}

/** How many the filters find, in words. Who can't act in bulk is told no more than the page itself shows. */
export const foundAccountsText = ({ viewer, count, isMore }: Props): string => foundText(viewer, count, isMore)

/** The clients that the filters find, and what one can do with them. */
export function FoundAccounts(props: Props) {
  const { viewer, filter, rows, columns, saved } = props
  const w = words[viewer.language]
  const query = writeFilter(filter)
  return (
    <Found>
      <ListTools>
        {query.size > 0 && (
          <a href={filter.show === 'archived' ? '/accounts?show=archived' : '/accounts'}>
            {ui[viewer.language].clearFilters}
          </a>
        )}
        <SaveFilter viewer={viewer} path="/accounts" query={query} saved={saved} />
        <ColumnChoice
          viewer={viewer}
          query={query}
          path="/accounts"
          columns={wordedOptions(accountColumns, w.columns)}
          chosen={columns}
        />
        {can(viewer.staff, 'manage accounts') && (
          <PostButton viewer={viewer} action="/accounts/export" fields={{ filter: String(query) }} label={w.export} />
        )}
      </ListTools>
      {rows.length === 0 ? <Nobody {...props} /> : <AccountTable {...props} />}
      <Pager viewer={viewer} {...around(props, '/accounts', query)} />
    </Found>
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
