import type { Account } from '#src/accounts/account.ts'
import type { AuditEvent } from '#src/audit/events.ts'
import type { Contact, Phone } from '#src/contacts/contact.ts'
import { contactName } from '#src/contacts/name.ts'
import type { SecretName } from '#src/contacts/rules.ts'
import type { Masked } from '#src/contacts/secret.ts'
import type { FieldSheet } from '#src/fields/value.ts'
import type { UndoableMerge } from '#src/merges/undoable.ts'
import { datesFor, formatsIn } from '#src/platform/language/format.ts'
import type { RestoreProblem } from '#src/restorations/restoration.ts'
import { can } from '#src/staff/rights.ts'
import { accountTones } from '../accounts/status.ts'
import { EventList } from '../audit/events.tsx'
import { RestoreRefused } from '../audit/restoring.tsx'
import { Page } from '../layout/page.tsx'
import { words as mergeWords } from '../merges/words.ts'
import { PersonalData } from '../personal-data/personal-data.tsx'
import { words as personalDataWords } from '../personal-data/words.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Badge } from '../ui/badge.tsx'
import { LinkButton, PostButton } from '../ui/button.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { ContactDetails } from './details.tsx'
import { ContactTags, type Tag } from './tags.tsx'
import { words } from './words.ts'

type LinkedAccount = Pick<Account, 'id' | 'name' | 'short_id' | 'archived_at'> & { description: string }

export interface ContactData {
  contact: Contact
  emails: string[]
  phones: Phone[]
  secrets: Masked[]
  /** The custom fields, with what stands in them. */
  sheet: FieldSheet
  tags: Tag[]
  accounts: LinkedAccount[]
  /** Who may be the same person. */
  duplicates: { id: number; display_name: string }[]
  /** Who was merged into it, while that can be undone. */
  merges: (UndoableMerge & { mayUndo: boolean })[]
  events: AuditEvent[]
  /** Which of them the reader may take back. */
  restorable: ReadonlySet<number>
}

interface Props extends ContactData {
  viewer: Viewer
  /** A secret that was just read, for this once. */
  revealed?: { name: SecretName; text: string | null }
  /** Why what was just tried could not be taken back. */
  problem?: RestoreProblem
}

export function ContactPage(props: Props) {
  const { viewer, contact, tags, accounts, events, merges } = props
  const w = words[viewer.language]
  const name = contactName(contact)
  const erased = contact.erased_at
  const undoable = can(viewer.staff, 'manage contacts')
    ? merges.filter(({ mayUndo }) => mayUndo).map((merge) => merge.eventId)
    : []
  return (
    <Page viewer={viewer} title={name}>
      <div class="page-head">
        <Avatar name={name} size="large" />
        <h1>{name}</h1>
        {can(viewer.staff, 'edit contacts') && !erased && (
          <LinkButton href={`/contacts/${contact.id}/edit`}>{w.edit}</LinkButton>
        )}
        {can(viewer.staff, 'manage contacts') && !erased && (
          <LinkButton href={`/contacts/${contact.id}/merge`} kind="quiet">
            {mergeWords[viewer.language].mergeMore}
          </LinkButton>
        )}
      </div>
      <RestoreRefused viewer={viewer} problem={props.problem} />
      {erased && <p class="notice">{personalDataWords[viewer.language].erasedOn(datesFor(viewer).date(erased))}</p>}
      <Merges viewer={viewer} merges={props.merges} />
      <Duplicates viewer={viewer} contact={contact} duplicates={props.duplicates} />
      <div class="columns">
        <div class="stack">
          {!erased && <ContactDetails {...props} />}
          {!erased && (tags.length > 0 || can(viewer.staff, 'tag contacts')) && (
            <ContactTags viewer={viewer} contact={contact} tags={tags} />
          )}
        </div>
        <div class="stack">
          <Accounts viewer={viewer} accounts={accounts} />
          <Section id="activity" title={w.activity}>
            <EventList
              viewer={viewer}
              events={events}
              restoring={{
                may: new Set([...props.restorable, ...undoable]),
                action: (id) => {
                  const merge = merges.find(({ eventId }) => eventId === id)
                  return merge
                    ? `/contacts/merges/${merge.id}/undo`
                    : `/contacts/${contact.id}/activity/${id}/restoration`
                },
              }}
            />
          </Section>
          {!erased && <PersonalData viewer={viewer} contactId={contact.id} />}
        </div>
      </div>
    </Page>
  )
}

/** What was merged into the contact and can still be undone. */
function Merges({ viewer, merges }: Pick<Props, 'viewer' | 'merges'>) {
  const w = mergeWords[viewer.language]
  if (!can(viewer.staff, 'manage contacts')) return null
  return merges.map((merge) => (
    <div class="notice">
      <p>{w.mergedOn(merge.name, datesFor(viewer).time(merge.at))}</p>
      {merge.mayUndo ? <UndoMerge viewer={viewer} merge={merge} /> : <p class="muted">{w.notYoursToUndo}</p>}
    </div>
  ))
}

const UndoMerge = ({ viewer, merge }: { viewer: Viewer; merge: UndoableMerge }) => (
  <PostButton viewer={viewer} action={`/contacts/merges/${merge.id}/undo`} label={mergeWords[viewer.language].undo} />
)

const namedDuplicates = 3

/** Who may be the same person: a line, each with its way out. */
function Duplicates({ viewer, contact, duplicates }: Pick<Props, 'viewer' | 'contact' | 'duplicates'>) {
  const w = words[viewer.language]
  if (duplicates.length === 0) return null
  return (
    <div class="notice notice-warn">
      <p>{w.maybeDuplicate}</p>
      <ul class="duplicates">
        {duplicates.slice(0, namedDuplicates).map((other) => (
          <li>
            <a href={`/contacts/${other.id}`}>{contactName(other)}</a>{' '}
            {can(viewer.staff, 'manage contacts') && (
              <LinkButton href={`/contacts/${contact.id}/merge/${other.id}`}>
                {mergeWords[viewer.language].mergeMore}
                <span class="visually-hidden"> {contactName(other)}</span>
              </LinkButton>
            )}{' '}
            {can(viewer.staff, 'edit contacts') && (
              <PostButton
                viewer={viewer}
                action={`/contacts/${contact.id}/distinct/${other.id}`}
                fields={{ back: 'contact' }}
                label={w.notTheSame}
                kind="quiet"
              />
            )}
          </li>
        ))}
      </ul>
      {duplicates.length > namedDuplicates && <a href="/contacts/duplicates">{w.allDuplicates}</a>}
    </div>
  )
}

function Accounts({ viewer, accounts }: { viewer: Viewer; accounts: LinkedAccount[] }) {
  const w = words[viewer.language]
  return (
    <Section id="accounts" title={w.accounts} count={formatsIn(viewer.language).count(accounts.length)}>
      {accounts.length === 0 && <Empty>{w.noAccounts}</Empty>}
      <ul class="rows">
        {accounts.map((account) => (
          <li>
            <a href={`/accounts/${account.id}`}>{account.name}</a> <span class="short-id">{account.short_id}</span>{' '}
            {account.archived_at && <Badge kind={accountTones.archived}>{ui[viewer.language].archived}</Badge>}
            {account.description && <p class="muted">{account.description}</p>}
          </li>
        ))}
      </ul>
    </Section>
  )
}
