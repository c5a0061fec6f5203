import { type AccountFilter, type AccountSort, writeFilter } from '#src/account-list/filter.ts'
import type { AccountRow } from '#src/account-list/list.ts'
import type { AccountColumn } from '#src/account-list/rules.ts'
import { maskedTaxId } from '#src/accounts/tax-id.ts'
import { photoPath } from '#src/photos/rules.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { addressOf } from '#src/platform/web/list.ts'
import { can } from '#src/staff/rights.ts'
import { words as accountWords } from '../accounts/words.ts'
import { newnessTones } from '../chats/status.ts'
import { portalTones } from '../portal/status.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Badge, TagList } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/field.tsx'
import { Tick, TickHeading } from '../ui/list.tsx'
import { SortHeading } from '../ui/sort-heading.tsx'
import { TableBox } from '../ui/table-box.tsx'
import { Day } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  filter: AccountFilter
  rows: AccountRow[]
  columns: readonly AccountColumn[]
  /** How many accounts match, on all pages together, as far as they were counted: others may follow where there `isMore`. */
  count: number
  isMore: boolean
}

const sortable: Partial<Record<AccountColumn, AccountSort>> = {
  id: 'id',
  type: 'type',
  'last login': 'last login',
  created: 'created',
}

/** What says what it is without its heading, on a phone. */
const plain: ReadonlySet<AccountColumn> = new Set(['id', 'type', 'team'])

/** The table, and for whom may act on several accounts at once the form around it in which they are ticked. */
export function AccountTable(props: Props) {
  const { viewer, filter, count, isMore } = props
  if (!can(viewer.staff, 'act in bulk')) return <Table {...props} />
  const w = words[viewer.language]
  const shown = formatsIn(viewer.language).count
  const all = isMore ? w.allMatchingMany(shown(count)) : w.allMatching(shown(count))
  return (
    <form
      action="/bulk/new"
      method="get"
      autocomplete="off"
      data-ticks={w.allOnPage}
      data-ticked={w.ticked('#')}
      data-all={shown(count)}
    >
      <input type="hidden" name="filter" value={String(writeFilter(filter))} />
      <div class="toolbar tick-bar">
        <Checkbox name="all" label={all} />
        <Button>{w.act}</Button>
        {/* How many are ticked, which the script counts. */}
        <output></output>
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
        href={addressOf(
          '/accounts',
          writeFilter({ ...filter, sort, order: here && filter.order === 'up' ? 'down' : 'up' }),
        )}
        sorted={here ? filter.order : undefined}
      />
    )
  }
  return (
    <TableBox label={w.clients}>
      <table class="cards lined">
        <thead>
          <tr>
            {canTick && <TickHeading label={w.select} />}
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
              {canTick && <Tick name="account" value={row.id} label={w.selectOne(row.name)} />}
              <td>
                <Avatar name={row.name} photo={photoPath(row.id, 'small', row.photo_small)} />
                <a href={`/accounts/${row.id}`}>{row.name}</a>
              </td>
              {columns.map((column) => (
                <td
                  data-label={w.columns[column]}
                  class={column === 'tags' ? 'tags-cell' : plain.has(column) ? 'plain-cell' : undefined}
                >
                  <Cell viewer={viewer} row={row} column={column} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  )
}

function Cell({ viewer, row, column }: { viewer: Viewer; row: AccountRow; column: AccountColumn }) {
  switch (column) {
    case 'id':
      return <span class="short-id">{row.short_id}</span>
    case 'type':
      return <>{accountWords[viewer.language].types[row.type]}</>
    case 'tags':
      return <TagList tags={row.tags} />
    case 'team':
      return <>{row.team.join(', ')}</>
    case 'portal':
      return <Badge kind={portalTones[row.portal]}>{words[viewer.language].portalStates[row.portal]}</Badge>
    case 'last login':
      return <LastLogin viewer={viewer} at={row.last_login_at} />
    case 'unread chats':
      return <UnreadChats viewer={viewer} row={row} />
    case 'tax id':
      return <>{row.tax_id && (row.type === 'company' ? row.tax_id : maskedTaxId(row.tax_id))}</>
    case 'created':
      return <Day viewer={viewer} at={row.created_at} />
    default:
      return <>{row.roles[column] ?? ''}</>
  }
}

/** Nothing where nothing is unread: in a column of many accounts the others are what one looks for. */
const UnreadChats = ({ viewer, row }: { viewer: Viewer; row: AccountRow }) =>
  row.unread_chats === 0 ? null : (
    <a href={`/accounts/${row.id}/chats`}>
      <Badge kind={newnessTones.unread}>{formatsIn(viewer.language).count(row.unread_chats)}</Badge>
    </a>
  )

const LastLogin = ({ viewer, at }: { viewer: Viewer; at: string | null }) =>
  at ? <Day viewer={viewer} at={at} /> : <span class="muted">{words[viewer.language].never}</span>
