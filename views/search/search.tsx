import type { FoundAccount, FoundContact } from '#src/links/find.ts'
import { photoPath } from '#src/photos/rules.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { accountTones } from '../accounts/status.ts'
import { Page } from '../layout/page.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Badge } from '../ui/badge.tsx'
import { Field } from '../ui/field.tsx'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  query: string
  accounts: FoundAccount[]
  contacts: FoundContact[]
  /** How many of each are shown at most. */
  most: number
}

function AccountRows({ viewer, accounts }: { viewer: Viewer; accounts: FoundAccount[] }) {
  const w = words[viewer.language]
  return (
    <ul class="rows">
      {accounts.map((account) => (
        <li>
          <Avatar name={account.name} photo={photoPath(account.id, 'small', account.photo)} />{' '}
          <a href={`/accounts/${account.id}`}>{account.name}</a> <span class="short-id">{account.shortId}</span>{' '}
          {account.archivedAt && <Badge kind={accountTones.archived}>{w.archived}</Badge>}
          {account.match && (
            <p class="muted small">
              {account.match.of ? (
                <>
                  <bdi>{account.match.text}</bdi> · <bdi>{account.match.of}</bdi>
                </>
              ) : (
                `${w.fields[account.match.field]}: ${account.match.text}`
              )}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

function ContactRows({ viewer, contacts }: { viewer: Viewer; contacts: FoundContact[] }) {
  const w = words[viewer.language]
  return (
    <ul class="rows">
      {contacts.map((contact) => (
        <li>
          <a href={`/contacts/${contact.id}`}>{contact.name}</a>
          {contact.match && (
            <span class="muted small">
              {' '}
              {w.fields[contact.match.field]}: {contact.match.text}
            </span>
          )}
          {contact.accounts.length > 0 && (
            <p class="small">
              {contact.accounts.map((account, i) => (
                <>
                  {i > 0 && ' · '}
                  <a href={`/accounts/${account.id}`}>{account.name}</a>{' '}
                  {account.archivedAt && <Badge kind={accountTones.archived}>{w.archived}</Badge>}
                </>
              ))}
              {contact.more > 0 && ` · ${w.more(formatsIn(viewer.language).count(contact.more))}`}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

/** What shows below the search field while one types. */
export function LiveResults({ viewer, query, accounts, contacts }: Props) {
  const w = words[viewer.language]
  if (query === '') return null
  if (accounts.length + contacts.length === 0) return <Empty>{w.none}</Empty>
  return (
    <>
      {accounts.length > 0 && (
        <>
          <h2>{w.accounts}</h2>
          <AccountRows viewer={viewer} accounts={accounts} />
        </>
      )}
      {contacts.length > 0 && (
        <>
          <h2>{w.contacts}</h2>
          <ContactRows viewer={viewer} contacts={contacts} />
        </>
      )}
      <p>
        <a href={`/search?${new URLSearchParams({ q: query })}`}>{w.all}</a>
      </p>
    </>
  )
}

export function SearchPage(props: Props) {
  const { viewer, query, accounts, contacts, most } = props
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.title}>
      <div class="page-head">
        <h1>{query === '' ? w.title : w.results(query)}</h1>
      </div>
      <form class="filters" action="/search" method="get">
        <Field name="q" label={w.title} type="search" value={query} maxlength={200} autofocus={query === ''} />
        <button type="submit" class="button">
          {w.title}
        </button>
      </form>
      {query === '' && <Empty>{w.ask}</Empty>}
      {query !== '' && accounts.length + contacts.length === 0 && <Empty>{w.none}</Empty>}
      {(accounts.length === most || contacts.length === most) && <p class="notice">{w.many}</p>}
      <div class="columns">
        {accounts.length > 0 && (
          <Section id="accounts" title={w.accounts}>
            <AccountRows viewer={viewer} accounts={accounts} />
          </Section>
        )}
        {contacts.length > 0 && (
          <Section id="contacts" title={w.contacts}>
            <ContactRows viewer={viewer} contacts={contacts} />
          </Section>
        )}
      </div>
    </Page>
  )
}
