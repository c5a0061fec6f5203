import { contactName } from '#src/contacts/name.ts'
import type { KeysetPage } from '#src/platform/db/keyset.ts'
import { around } from '#src/platform/web/list.ts'
import { can } from '#src/staff/rights.ts'
import { Page } from '../layout/page.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { LinkButton } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty } from '../ui/section.tsx'
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

interface Props extends KeysetPage<Row> {
  viewer: Viewer
  begins: string
}

export function ContactListPage({ viewer, rows, begins, ...page }: Props) {
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
      <form class="filters" action="/contacts" method="get">
        <Field name="begins" label={w.filter} type="search" value={begins} maxlength={100} />
        <button type="submit" class="button">
          {w.show}
        </button>
        {begins && <a href="/contacts">{w.all}</a>}
      </form>
      {rows.length === 0 ? (
        <Empty>{w.none}</Empty>
      ) : (
        <div class="table-wrap">
          <table class="cards">
            <thead>
              <tr>
                <th scope="col">{w.name}</th>
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
                    <td data-label={w.company}>{row.company === name ? '' : row.company}</td>
                    <td data-label={w.email}>{row.email && <a href={`mailto:${row.email}`}>{row.email}</a>}</td>
                    <td data-label={w.phone}>{row.phone}</td>
                    <td data-label={w.city}>{row.city}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      <Pager viewer={viewer} {...around(page, '/contacts', { begins })} />
    </Page>
  )
}
