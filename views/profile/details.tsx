import type { Child } from 'hono/jsx'
import type { Account } from '#src/accounts/account.ts'
import { type AccountRole, accountRoles } from '#src/accounts/rules.ts'
import type { FieldSheet } from '#src/fields/value.ts'
import { countryName } from '#src/platform/language/countries.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { can } from '#src/staff/rights.ts'
import { companyAddress } from '../accounts/fields.tsx'
import { words } from '../accounts/words.ts'
import { FieldFacts } from '../fields/facts.tsx'
import { Photo } from '../photos/photo.tsx'
import { TagList } from '../ui/badge.tsx'
import { LinkButton, PostButton } from '../ui/button.tsx'
import { Facts } from '../ui/facts.tsx'
import { Section } from '../ui/section.tsx'
import { Day } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { TaxId } from './tax-id.tsx'

export interface Someone {
  id: number
  name: string
}

export interface DetailsData {
  account: Account
  head: ProfileHead
  roles: (Someone & { role: AccountRole })[]
  followers: Someone[]
  /** The custom fields, with what stands in them. */
  sheet: FieldSheet
}

interface Props {
  viewer: Viewer
  data: DetailsData
}

export const detailsRegion = { target: '#details', swap: 'outerHTML' } as const

/** Everything about an account itself: whose photo, name and numbers, who works it, and the company's address. */
export function Details({
  viewer,
  data,
  justEdited,
  isTaxIdRead,
}: Props & { justEdited?: boolean; isTaxIdRead?: boolean }) {
  const w = words[viewer.language]
  return (
    <Section
      id="details"
      title={w.details}
      actions={<DetailsActions viewer={viewer} data={data} justEdited={justEdited} />}
    >
      <div class="details">
        <Photo viewer={viewer} head={data.head} />
        <div class="details-facts">
          <Identity viewer={viewer} data={data} isTaxIdRead={isTaxIdRead} />
          <People viewer={viewer} data={data} />
          <Company viewer={viewer} account={data.account} />
        </div>
      </div>
      {data.sheet.values.size > 0 && (
        <div class="details-facts details-fields">
          <FieldFacts viewer={viewer} owner={{ subject: 'account', id: data.account.id }} sheet={data.sheet} />
        </div>
      )}
    </Section>
  )
}

function DetailsActions({ viewer, data, justEdited }: Props & { justEdited?: boolean | undefined }) {
  const w = words[viewer.language]
  const base = `/accounts/${data.account.id}`
  const follows = data.followers.some((follower) => follower.id === viewer.staff?.id)
  return (
    <>
      {can(viewer.staff, 'edit account details') && (
        <LinkButton href={`${base}/details/edit`} kind="link" hx={detailsRegion} autofocus={justEdited}>
          {w.editDetails}
        </LinkButton>
      )}
      <PostButton
        viewer={viewer}
        action={`${base}/following`}
        label={follows ? w.unfollow : w.follow}
        fields={{ wanted: follows ? 'off' : 'on' }}
        kind="quiet"
        hx={detailsRegion}
        id="follow"
      />
    </>
  )
}

function Identity({ viewer, data: { account }, isTaxIdRead }: Props & { isTaxIdRead: boolean | undefined }) {
  const w = words[viewer.language]
  const country = account.tax_country && countryName(viewer.language, account.tax_country)
  const taxId = account.tax_id && (
    <>
      <TaxId viewer={viewer} account={account} place="details" isRead={isTaxIdRead} />
      {country && <div class="muted small">{country}</div>}
    </>
  )
  return (
    <Facts
      facts={[
        [w.name, <strong>{account.name}</strong>],
        [w.shortId, <span class="short-id">{account.short_id}</span>],
        [w.type, w.types[account.type]],
        [w.taxId, taxId],
        [w.created, <Day viewer={viewer} at={account.created_at} />],
        [w.archivedSince, account.archived_at && <Day viewer={viewer} at={account.archived_at} />],
      ]}
    />
  )
}

function People({ viewer, data: { head, roles, followers } }: Props) {
  const w = words[viewer.language]
  const { list } = formatsIn(viewer.language)
  const none = (text: Child) => <span class="muted">{text}</span>
  return (
    <Facts
      facts={[
        [w.tags, head.tags.length > 0 ? <TagList tags={head.tags} /> : none(w.noTags)],
        [w.teamMembers, head.team.length > 0 ? list(head.team.map((member) => member.name)) : none(w.noTeam)],
        ...accountRoles.map(
          (role) => [w.roles[role], roles.find((holder) => holder.role === role)?.name ?? none(w.nobody)] as const,
        ),
        [w.followers, followers.length > 0 ? list(followers.map((follower) => follower.name)) : none(w.nobody)],
      ]}
    />
  )
}

function Company({ viewer, account }: { viewer: Viewer; account: Account }) {
  const w = words[viewer.language]
  const address = companyAddress(viewer, account)
  if (!account.company_name && !address) return null
  return (
    <Facts
      facts={[
        [w.companyName, account.company_name],
        [w.companyAddress, address],
      ]}
    />
  )
}
