import {
  type ContactFilter,
  clientChoices,
  contactSorts,
  emailChoices,
  writeContactFilter,
} from '#src/contacts/list-filter.ts'
import { contactName } from '#src/contacts/name.ts'
import type { KeysetPage } from '#src/platform/db/keyset.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { addressOf, around } from '#src/platform/web/list.ts'
import { can } from '#src/staff/rights.ts'
import { accountTones } from '../accounts/status.ts'
import { Page } from '../layout/page.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Badge } from '../ui/badge.tsx'
import { LinkButton } from '../ui/button.tsx'
import { Field, namedOptions, Select, wordedOptions } from '../ui/field.tsx'
import { FilterForm, Found, foundText, ListTools } from '../ui/list.tsx'
import { MailLink } from '../ui/mail-link.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty } from '../ui/section.tsx'
import { SortHeading } from '../ui/sort-heading.tsx'
import { TableBox } from '../ui/table-box.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Row {
  id: number
  display_name: string
  company: string
  city: string
  email: string | null
  phone: string | null
}

interface Client {
  id: number
  name: string
  archived_at: string | null
}

interface Props extends KeysetPage<Row> {
  viewer: Viewer
  filter: ContactFilter
  tags: readonly { id: number; name: string }[]
  /** Of each contact, as far as the viewer sees them. */
  clients: ReadonlyMap<number, readonly Client[]>
}

const clientsShown = 3

export function ContactListPage(props: Props) {
  const { viewer, filter, tags } = props
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.contacts}>
      <div class="page-head">
        <h1>{w.contacts}</h1>
        <LinkButton href="/contacts/duplicates" kind="quiet">
          {w.duplicates}
        </LinkButton>
        {can(viewer.staff, 'edit contacts') && (
          <LinkButton href="/contacts/new" kind="primary">
            {w.newContact}
          </LinkButton>
        )}
      </div>
      <FilterForm viewer={viewer} path="/contacts" found={foundContactsText(props)}>
        <Field name="name" label={w.name} type="search" value={filter.name} maxlength={200} />
        <Select
          name="clients"
          label={w.accounts}
          value={filter.clients}
          options={wordedOptions(clientChoices, w.clientChoices)}
        />
        <Select
          name="email"
          label={w.email}
          value={filter.email}
          options={wordedOptions(emailChoices, w.emailChoices)}
        />
        {tags.length > 0 && (
          <Select name="tag" label={w.withTag} blank={w.anyTag} value={filter.tag} options={namedOptions(tags)} />
        )}
        <Select name="sort" label={w.sort} value={filter.sort} options={wordedOptions(contactSorts, w.sorts)} />
      </FilterForm>
      <FoundContacts {...props} />
    </Page>
  )
}

export const foundContactsText = ({ viewer, rows, previous, next }: Pick<Props, 'viewer' | keyof KeysetPage<Row>>) =>
  foundText(viewer, rows.length, Boolean(previous || next))

/** The contacts that the filters find. */
export function FoundContacts({ viewer, filter, rows, clients, ...page }: Props) {
  const w = words[viewer.language]
  const query = writeContactFilter(filter)
  const isFiltered = writeContactFilter({ ...filter, sort: 'name', order: 'up' }).size > 0
  return (
    <Found>
      {isFiltered && (
        <ListTools>
          <a href="/contacts">{ui[viewer.language].clearFilters}</a>
        </ListTools>
      )}
      {rows.length === 0 ? (
        <Empty>{isFiltered ? w.noneFound : w.none}</Empty>
      ) : (
        <TableBox label={w.contacts}>
          <table class="cards">
            <thead>
              <tr>
                <NameHeading viewer={viewer} filter={filter} />
                <th scope="col">{w.accounts}</th>
                <th scope="col">{w.company}</th>
                <th scope="col">{w.email}</th>
                <th scope="col">{w.phone}</th>
                <th scope="col">{w.city}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => {
                const name = contactName(row)
                return (
                  <tr>
                    <td>
                      <Avatar name={name} />
                      <a href={`/contacts/${row.id}`}>{name}</a>
                    </td>
                    <td data-label={w.accounts}>
                      <Clients viewer={viewer} contactId={row.id} clients={clients.get(row.id) ?? []} />
                    </td>
                    <td data-label={w.company}>{row.company === name ? '' : row.company}</td>
                    <td data-label={w.email}>{row.email && <MailLink email={row.email} />}</td>
                    <td data-label={w.phone}>{row.phone}</td>
                    <td data-label={w.city}>{row.city}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </TableBox>
      )}
      <Pager viewer={viewer} {...around(page, '/contacts', query)} />
    </Found>
  )
}

function NameHeading({ viewer, filter }: Pick<Props, 'viewer' | 'filter'>) {
  const here = filter.sort === 'name'
  const order = here && filter.order === 'up' ? 'down' : 'up'
  return (
    <SortHeading
      viewer={viewer}
      label={words[viewer.language].name}
      href={addressOf('/contacts', writeContactFilter({ ...filter, sort: 'name', order }))}
      sorted={here ? filter.order : undefined}
    />
  )
}

interface ClientsProps {
  viewer: Viewer
  contactId: number
  clients: readonly Client[]
}

/** The first few clients of a contact; the others stand on its page. */
function Clients({ viewer, contactId, clients }: ClientsProps) {
  const w = words[viewer.language]
  if (clients.length === 0) return null
  const more = clients.length - clientsShown
  return (
    <ul class="lines">
      {clients.slice(0, clientsShown).map(({ id, name, archived_at }) => (
        <li>
          <a href={`/accounts/${id}`}>{name}</a>{' '}
          {archived_at && <Badge kind={accountTones.archived}>{ui[viewer.language].archived}</Badge>}
        </li>
      ))}
      {more > 0 && (
        <li>
          <a href={`/contacts/${contactId}#accounts`}>{w.moreAccounts(formatsIn(viewer.language).count(more))}</a>
        </li>
      )}
    </ul>
  )
}
