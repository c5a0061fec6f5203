import type { Child } from 'hono/jsx'
import type { FieldGroup } from '#src/contacts/field-groups.ts'
import { contactName } from '#src/contacts/name.ts'
import type { Field } from '#src/fields/field.ts'
import type { Preview, Side } from '#src/merges/preview.ts'
import { countryName } from '#src/platform/language/countries.ts'
import { datesFor } from '#src/platform/language/format.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { words as contacts } from '../contacts/words.ts'
import { Masked, valueText } from '../fields/value.tsx'
import { Page } from '../layout/page.tsx'
import { TagBadge } from '../ui/badge.tsx'
import { Facts } from '../ui/facts.tsx'
import { Radios } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  preview: Preview
  form: FormState
  /** Somebody has changed one of the two since the form was made. */
  stale: boolean
}

/** Two contacts side by side, with all that there is to choose before they become one. */
export function MergePage({ viewer, preview, form, stale }: Props) {
  const w = words[viewer.language]
  const { first, second, differing, described, values, people } = preview
  const twoPrimaries = Boolean(
    primaryOf(first) && primaryOf(second) && primaryOf(first)?.toLowerCase() !== primaryOf(second)?.toLowerCase(),
  )
  const shownValue = (field: Field, stored: string | null) =>
    stored === null ? <Masked viewer={viewer} /> : valueText({ viewer, field, stored, people })
  const action = `/contacts/${first.contact.id}/merge/${second.contact.id}`
  const choose = (name: string, label: Child, one: Child, other: Child, both?: string) => (
    <Radios
      class="sides"
      name={name}
      label={label}
      value={form.values[name]}
      error={problemText(viewer, form.problems, name)}
      options={[
        { value: 'first', label: one },
        { value: 'second', label: other },
        ...(both ? [{ value: 'both', label: both }] : []),
      ]}
    />
  )
  return (
    <Page viewer={viewer} title={w.mergeTitle}>
      <div class="page-head">
        <h1>{w.mergeTitle}</h1>
      </div>
      <Form viewer={viewer} action={action} class="merge">
        {stale && (
          <p class="notice notice-warn" role="alert">
            {w.stale}
          </p>
        )}
        <Summary viewer={viewer} problems={form.problems} labels={{ winner: w.which, login: w.login }} />
        <input type="hidden" name="version_first" value={form.values.version_first} />
        <input type="hidden" name="version_second" value={form.values.version_second} />
        <Section id="which" title={w.which}>
          {choose(
            'winner',
            <Unseen>{w.which}</Unseen>,
            <Record viewer={viewer} side={first} />,
            <Record viewer={viewer} side={second} />,
          )}
          <p class="field-help">{w.whichHelp}</p>
        </Section>
        {(twoPrimaries || differing.length + described.length + values.length > 0) && (
          <Section id="differing" title={w.differs}>
            {differing.map((group) =>
              choose(
                group,
                groupLabel(viewer, group),
                groupText(viewer, first, group) || w.nothing,
                groupText(viewer, second, group) || w.nothing,
                group === 'notes' ? w.both : undefined,
              ),
            )}
            {twoPrimaries && choose('primary', w.primary, primaryOf(first), primaryOf(second))}
            {values.map(({ field, ...one }) =>
              choose(`value_${field.id}`, field.name, shownValue(field, one.first), shownValue(field, one.second)),
            )}
            {described.map((one) =>
              choose(`link_${one.accountId}`, w.description(one.name), one.first, one.second, w.both),
            )}
          </Section>
        )}
        {preview.loginChoice === 'theirs' && <Logins viewer={viewer} preview={preview} form={form} />}
        {preview.loginChoice === 'not theirs' && (
          <Section id="logins" title={w.logins}>
            <p>{w.bothLoginsStay}</p>
          </Section>
        )}
        <Kept viewer={viewer} first={first} second={second} />
        <p class="muted">{w.canUndo}</p>
        <FormActions viewer={viewer} label={w.merge} cancel={`/contacts/${first.contact.id}`} />
      </Form>
    </Page>
  )
}

/** For those who hear the page: the heading above says it to those who see it. */
const Unseen = ({ children }: { children?: Child }) => <span class="visually-hidden">{children}</span>

const primaryOf = (side: Side) => side.emails.find((address) => address.is_primary === 1)?.email

/** What tells one record from the other. */
function Record({ viewer, side }: { viewer: Viewer; side: Side }) {
  const w = words[viewer.language]
  const { contact, accounts, hasMore } = side
  const { date } = datesFor(viewer)
  return (
    <>
      <strong>{w.record(contactName(contact), String(contact.id))}</strong>
      <span class="muted small">
        {[
          w.createdOn(date(contact.created_at)),
          ...(accounts.length === 0 && hasMore ? [] : [w.accounts(accounts.length)]),
        ].join(' · ')}
      </span>
    </>
  )
}

function groupLabel(viewer: Viewer, group: FieldGroup): string {
  const w = contacts[viewer.language]
  const labels: Record<FieldGroup, string> = {
    first_name: w.firstName,
    last_name: w.lastName,
    company: w.company,
    language: w.language,
    birth_date: w.birthDate,
    postal: words[viewer.language].postal,
    tax: words[viewer.language].tax,
    iban: w.secrets.iban,
    notes: w.notes,
  }
  return labels[group]
}

/** A group of fields as a line; secrets masked. */
function groupText(viewer: Viewer, { contact, secrets }: Side, group: FieldGroup): string {
  const { date } = datesFor(viewer)
  const masked = (name: 'tax_id' | 'iban') => secrets.find((secret) => secret.name === name)?.masked ?? ''
  const country = (code: string) => code && countryName(viewer.language, code)
  switch (group) {
    case 'language':
      return contact.language ? contacts[viewer.language].languages[contact.language] : ''
    case 'birth_date':
      return contact.birth_date ? date(contact.birth_date) : ''
    case 'postal':
      return [
        contact.street,
        contact.street_2,
        `${contact.postcode} ${contact.city}`.trim(),
        contact.region,
        country(contact.country),
      ]
        .filter(Boolean)
        .join(', ')
    case 'tax':
      return [masked('tax_id'), country(contact.tax_country)].filter(Boolean).join(', ')
    case 'iban':
      return masked('iban')
    default:
      return contact[group]
  }
}

function Logins({ viewer, preview, form }: Pick<Props, 'viewer' | 'preview' | 'form'>) {
  const w = words[viewer.language]
  const { time } = datesFor(viewer)
  const logins = [...preview.first.logins, ...preview.second.logins]
  return (
    <Section id="logins" title={w.login}>
      <p class="field-help">{w.loginHelp}</p>
      <Radios
        name="login"
        label={<Unseen>{w.login}</Unseen>}
        value={form.values.login}
        error={problemText(viewer, form.problems, 'login')}
        options={logins.map((login) => ({
          value: String(login.id),
          label: (
            <>
              {login.email}{' '}
              <span class="muted small">
                {login.last_login_at ? w.lastLogin(time(login.last_login_at)) : w.neverLoggedIn}
              </span>
            </>
          ),
        }))}
      />
      <Radios
        name="others"
        label={w.others}
        value={form.values.others}
        options={[
          { value: 'moved', label: w.moved },
          { value: 'ended', label: w.ended },
        ]}
      />
    </Section>
  )
}

/** What the one that stays has of both. */
function Kept({ viewer, first, second }: { viewer: Viewer; first: Side; second: Side }) {
  const w = words[viewer.language]
  const once = (texts: readonly string[]) => [...new Map(texts.map((text) => [text.toLowerCase(), text])).values()]
  const emails = once([...first.emails, ...second.emails].map((address) => address.email))
  const phones = once([...first.phones, ...second.phones].map((phone) => phone.number))
  const tags = [...new Map([...first.tags, ...second.tags].map((tag) => [tag.id, tag])).values()]
  const accounts = [
    ...new Map([...first.accounts, ...second.accounts].map((account) => [account.id, account])).values(),
  ]
  const hasMore = first.hasMore || second.hasMore
  return (
    <Section id="kept" title={w.kept}>
      <Facts
        facts={[
          [w.emails, emails.join('\n')],
          [w.phones, phones.join('\n')],
          [w.tags, tags.length > 0 && tags.map((tag) => <TagBadge {...tag} />)],
          [w.linked, [...accounts.map((account) => account.name), ...(hasMore ? [w.hidden] : [])].join('\n')],
        ]}
      />
    </Section>
  )
}
