import { type AccountFilter, type AccountSort, valueName, writeFilter } from '#src/account-list/filter.ts'
import { type AccountColumn, type AccountRow, accountColumns } from '#src/account-list/list.ts'
import { mostCounted } from '#src/account-list/matching.ts'
import { accountTypes } from '#src/accounts/account.ts'
import { maskedTaxId } from '#src/accounts/tax-id.ts'
import { accountRoles } from '#src/accounts/team.ts'
import { type Field as CustomField, choicesOf } from '#src/fields/field.ts'
import { photoPath } from '#src/photos/photo.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { type PortalState, portalStates } from '#src/portal/state.ts'
import { can } from '#src/staff/rights.ts'
import { Page } from '../layout/page.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Badge, type BadgeKind, TagList } from '../ui/badge.tsx'
import { Button, LinkButton, PostButton } from '../ui/button.tsx'
import { Checkbox, Checkboxes, Field, Select } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty } from '../ui/section.tsx'
import { SortHeading } from '../ui/sort-heading.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { Day } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  filter: AccountFilter
  rows: AccountRow[]
  previous: string | undefined
  next: string | undefined
  columns: readonly AccountColumn[]
  /** How many accounts match, on all pages together; no more than one above `mostCounted`. */
  count: number
  saved: { id: number; name: string; query: string }[]
  tags: { id: number; name: string }[]
  people: { id: number; name: string }[]
  /** Custom fields to filter by. */
  fields: CustomField[]
}

const address = (filter: AccountFilter, more: Record<string, string> = {}) => {
  const query = writeFilter(filter)
  for (const [name, value] of Object.entries(more)) query.set(name, value)
  return query.size > 0 ? `/accounts?${query}` : '/accounts'
}

const sortable: Partial<Record<AccountColumn, AccountSort>> = {
  id: 'id',
  type: 'type',
  'last login': 'last login',
  created: 'created',
}

const portalKinds: Record<PortalState, BadgeKind> = { activated: 'good', pending: 'warn', 'not activated': 'neutral' }

export function AccountListPage(props: Props) {
  const { viewer, filter, rows, previous, next } = props
  const w = words[viewer.language]
  const isFiltered = writeFilter({ ...filter, archived: false, sort: 'name', descending: false }).size > 0
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
          <PostButton
            viewer={viewer}
            action="/accounts/export"
            fields={{ filter: String(writeFilter(filter)) }}
            label={w.export}
          />
        )}
      </div>
      <Tabs
        label={w.show}
        tabs={[
          { href: address({ ...filter, archived: false }), label: w.active, current: !filter.archived },
          { href: address({ ...filter, archived: true }), label: w.archived, current: filter.archived },
        ]}
      />
      <Filters {...props} />
      {rows.length === 0 ? <Nobody {...props} isFiltered={isFiltered} /> : <Selectable {...props} />}
      <Pager
        viewer={viewer}
        previous={previous && address(filter, { at: previous })}
        next={next && address(filter, { at: next })}
      />
      <div class="actions small">
        {!can(viewer.staff, 'view all accounts') && <a href="/access-requests">{w.ask}</a>}
        {can(viewer.staff, 'act in bulk') && <a href="/bulk">{w.bulkRuns}</a>}
        <ColumnChoice {...props} />
      </div>
    </Page>
  )
}

function Nobody({ viewer, filter, isFiltered }: Props & { isFiltered: boolean }) {
  const w = words[viewer.language]
  if (isFiltered || filter.archived) return <Empty>{w.none}</Empty>
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

function Filters(props: Props) {
  const { viewer, filter, saved, tags, people } = props
  const w = words[viewer.language]
  const option = ({ id, name }: { id: number; name: string }) => ({ value: String(id), label: name })
  const tagOptions = tags.map(option)
  const peopleOptions = people.map(option)
  const now = writeFilter(filter)
  return (
    <>
      <form class="filters" action="/accounts" method="get">
        {filter.archived && <input type="hidden" name="show" value="archived" />}
        {filter.sort !== 'name' && <input type="hidden" name="sort" value={filter.sort} />}
        {filter.descending && <input type="hidden" name="order" value="down" />}
        <Select
          name="type"
          label={w.type}
          blank={w.any}
          value={filter.type}
          options={accountTypes.map((value) => ({ value, label: w.types[value] }))}
        />
        <Select name="tag" label={w.withTag} blank={w.any} value={String(filter.tags[0] ?? '')} options={tagOptions} />
        <Select
          name="without"
          label={w.withoutTag}
          blank="—"
          value={String(filter.without[0] ?? '')}
          options={tagOptions}
        />
        <Select
          name="member"
          label={w.member}
          blank={w.any}
          value={String(filter.member ?? '')}
          options={peopleOptions}
        />
        {accountRoles.map((role) => (
          <Select
            name={role}
            label={w.roles[role]}
            blank={w.any}
            value={String(filter.roles[role] ?? '')}
            options={peopleOptions}
          />
        ))}
        <Select
          name="portal"
          label={w.columns.portal}
          blank={w.any}
          value={filter.portal}
          options={portalStates.map((value) => ({ value, label: w.portalStates[value] }))}
        />
        <FieldFilter {...props} />
        <Button>{w.filter}</Button>{' '}
        {now.size > 0 && <a href={filter.archived ? '/accounts?show=archived' : '/accounts'}>{w.clear}</a>}
      </form>
      {(saved.length > 0 || now.size > 0) && (
        <div class="filters small">
          {saved.map((one) => (
            <span class="actions">
              <a href={`/accounts?${one.query}`} aria-current={one.query === String(now) ? 'true' : undefined}>
                {one.name}
              </a>
              <PostButton
                viewer={viewer}
                action={`/accounts/filters/${one.id}/removal`}
                kind="quiet"
                label={`${w.remove}: ${one.name}`}
              />
            </span>
          ))}
          {now.size > 0 && !saved.some((one) => one.query === String(now)) && (
            <Form viewer={viewer} action="/accounts/filters" class="actions">
              <input type="hidden" name="filter" value={String(now)} />
              <Field name="name" label={w.saveAs} maxlength={60} required />
              <Button kind="quiet">{w.save}</Button>
            </Form>
          )}
        </div>
      )}
    </>
  )
}

/** A custom field, and once one is chosen, the value that it must have. */
function FieldFilter({ viewer, filter, fields, people }: Props) {
  const w = words[viewer.language]
  if (fields.length === 0) return null
  const chosen = fields.find((field) => field.id === filter.field?.id)
  return (
    <>
      <Select
        name="field"
        label={w.field}
        blank="—"
        value={String(chosen?.id ?? '')}
        options={fields.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      {chosen && <FieldValue viewer={viewer} field={chosen} value={filter.field?.value ?? ''} people={people} />}
    </>
  )
}

interface FieldValueProps {
  viewer: Viewer
  field: CustomField
  value: string
  people: Props['people']
}

function FieldValue({ viewer, field, value, people }: FieldValueProps) {
  const w = words[viewer.language]
  const common = { name: valueName(field.id), label: field.name, value }
  switch (field.type) {
    case 'choice':
    case 'several choices': {
      const options = choicesOf(field).map(({ key, name }) => ({ value: key, label: name }))
      return <Select {...common} blank={w.any} options={options} />
    }
    case 'team member':
      return (
        <Select
          {...common}
          blank={w.any}
          options={people.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      )
    case 'yes/no':
      return (
        <Select
          {...common}
          blank={w.any}
          options={[
            { value: 'yes', label: w.yes },
            { value: 'no', label: w.no },
          ]}
        />
      )
    default:
      return <Field {...common} type={field.type === 'date' ? 'date' : 'text'} maxlength={200} />
  }
}

/** The table, and for whom may act on several accounts at once the form around it in which they are ticked. */
function Selectable(props: Props) {
  const { viewer, filter, count } = props
  if (!can(viewer.staff, 'act in bulk')) return <Table {...props} />
  const w = words[viewer.language]
  const shown = formatsIn(viewer.language).count
  const all = count > mostCounted ? w.allMatchingMany(shown(mostCounted)) : w.allMatching(shown(count))
  return (
    <form action="/bulk/new" method="get" autocomplete="off" data-ticks={w.allOnPage}>
      <input type="hidden" name="filter" value={String(writeFilter(filter))} />
      <div class="toolbar">
        <Checkbox name="all" label={all} />
        <Button>{w.act}</Button>
      </div>
      <Table {...props} canTick />
    </form>
  )
}

function Table({ viewer, filter, rows, columns, canTick }: Props & { canTick?: boolean }) {
  const w = words[viewer.language]
  const heading = (sort: AccountSort, label: string) => {
    const here = filter.sort === sort
    return (
      <SortHeading
        viewer={viewer}
        label={label}
        href={address({ ...filter, sort, descending: here && !filter.descending })}
        sorted={here ? (filter.descending ? 'down' : 'up') : undefined}
      />
    )
  }
  return (
    <div class="table-wrap">
      <table class="cards">
        <thead>
          <tr>
            {canTick && (
              <th scope="col" class="tick">
                <span class="visually-hidden">{w.select}</span>
              </th>
            )}
            {heading('name', w.name)}
            {columns.map((column) => {
              const sort = sortable[column]
              return sort ? heading(sort, w.columns[column]) : <th scope="col">{w.columns[column]}</th>
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {canTick && (
                <td class="tick">
                  <input type="checkbox" name="account" value={row.id} aria-label={w.selectOne(row.name)} />
                </td>
              )}
              <td>
                <Avatar name={row.name} photo={photoPath(row.id, 'small', row.photo_small)} />
                <a href={`/accounts/${row.id}`}>{row.name}</a>
              </td>
              {columns.map((column) => (
                <td data-label={w.columns[column]}>
                  <Cell viewer={viewer} row={row} column={column} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({ viewer, row, column }: { viewer: Viewer; row: AccountRow; column: AccountColumn }) {
  switch (column) {
    case 'id':
      return <span class="short-id">{row.short_id}</span>
    case 'type':
      return <>{words[viewer.language].types[row.type]}</>
    case 'tags':
      return <TagList tags={row.tags} />
    case 'team':
      return <>{row.team.join(', ')}</>
    case 'portal':
      return <Badge kind={portalKinds[row.portal]}>{words[viewer.language].portalStates[row.portal]}</Badge>
    case 'last login':
      return <LastLogin viewer={viewer} at={row.last_login_at} />
    case 'tax id':
      return <>{row.tax_id && (row.type === 'company' ? row.tax_id : maskedTaxId(row.tax_id))}</>
    case 'created':
      return <Day viewer={viewer} at={row.created_at} />
    default:
      return <>{row.roles[column] ?? ''}</>
  }
}

const LastLogin = ({ viewer, at }: { viewer: Viewer; at: string | null }) =>
  at ? <Day viewer={viewer} at={at} /> : <span class="muted">{words[viewer.language].never}</span>

function ColumnChoice({ viewer, filter, columns }: Props) {
  const w = words[viewer.language]
  return (
    <details>
      <summary>{w.chooseColumns}</summary>
      <Form viewer={viewer} action="/accounts/columns">
        <input type="hidden" name="filter" value={String(writeFilter(filter))} />
        <Checkboxes
          name="column"
          label={w.chooseColumns}
          values={columns}
          options={accountColumns.map((value) => ({ value, label: w.columns[value] }))}
        />
        <Button>{w.save}</Button>
      </Form>
    </details>
  )
}
