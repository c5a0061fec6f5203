import type { Child } from 'hono/jsx'
import type { Field } from '#src/fields/field.ts'
import { asType, isHidden } from '#src/fields/rules.ts'
import { type Person, restorableValue } from '#src/fields/type.ts'
import type { FieldHistory, Owner } from '#src/fields/value.ts'
import { isSealed } from '#src/platform/vault.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { words as contacts } from '../contacts/words.ts'
import { Page } from '../layout/page.tsx'
import { ProfilePage } from '../profile/page.tsx'
import { LinkButton, PostButton } from '../ui/button.tsx'
import { Older } from '../ui/pager.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { Moment } from '../ui/time.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { fieldPath, homeOf, mayEdit } from './facts.tsx'
import { Masked, valueText } from './value.tsx'
import { words } from './words.ts'

/** Whose page it is: an account's stands in its profile, a contact's by itself. */
export type Whose = { subject: 'account'; head: ProfileHead } | { subject: 'contact'; id: number; name: string }

export const ownerOf = (whose: Whose): Owner => ({
  subject: whose.subject,
  id: whose.subject === 'account' ? whose.head.id : whose.id,
})

/** What one side of a change says; null where nothing opens it. */
export type OpenChange = (change: FieldHistory, side: 'old' | 'new') => string | null

interface Props {
  viewer: Viewer
  whose: Whose
  field: Field
  changes: readonly FieldHistory[]
  people: readonly Person[]
  /** The number of the newest change, which a restore is made from. */
  latest: number
  /** The address of the changes before these. */
  older?: string | undefined
  /** Opens what is hidden: where somebody has asked for it. */
  open?: OpenChange | undefined
  /** Somebody has changed it meanwhile. */
  stale?: boolean
  /** It is an address that the reader can't write differently. */
  isLocked?: boolean
}

/** How one field of an account or a contact has changed, and the way back to each old value. */
export function HistoryPage(props: Props) {
  const { viewer, whose, field, changes, older, stale, isLocked } = props
  const w = words[viewer.language]
  const owner = ownerOf(whose)
  const hidden =
    !props.open && changes.some((change) => [change.old, change.new].some((one) => one && isHidden(field, one)))
  return (
    <Around viewer={viewer} whose={whose} title={w.historyOf(field.name)}>
      <div class="narrow">
        {stale && (
          <p class="notice notice-warn" role="alert">
            {w.changedMeanwhile}
          </p>
        )}
        <Section
          id="history"
          title={w.historyOf(field.name)}
          actions={
            <>
              {hidden && mayEdit(viewer, owner) && (
                <PostButton
                  viewer={viewer}
                  action={`${fieldPath(owner, field.id)}/history/reveal`}
                  label={w.reveal}
                  kind="quiet"
                />
              )}
              {props.open && (
                <LinkButton href={`${fieldPath(owner, field.id)}/history`} kind="link">
                  {w.hide}
                </LinkButton>
              )}
              <a class="action" href={homeOf(ownerOf(whose))}>
                {w.back}
              </a>
            </>
          }
        >
          {isLocked && mayEdit(viewer, owner) && <p class="muted">{contacts[viewer.language].lockedEmail}</p>}
          {changes.length === 0 && <Empty>{w.noHistory}</Empty>}
          <ol class="rows">
            {changes.map((change) => (
              <Change {...props} owner={owner} change={change} />
            ))}
          </ol>
          <Older viewer={viewer} href={older} />
        </Section>
      </div>
    </Around>
  )
}

function Change(props: Props & { owner: Owner; change: FieldHistory }) {
  const { viewer, field, people, open, latest, owner, change, isLocked } = props
  const w = words[viewer.language]
  const then = asType(field, change.type)
  // Undefined while it is hidden, null where nothing opens it.
  const opened = (side: 'old' | 'new') =>
    isSealed(change[side] ?? '') || field.is_encrypted ? open?.(change, side) : change[side]
  const shown = (side: 'old' | 'new'): Child => {
    if (change[side] === null) return <span class="muted">{w.nothing}</span>
    const text = opened(side)
    if (text === undefined) return <Masked viewer={viewer} />
    return text === null ? (
      <em>{ui[viewer.language].unreadable}</em>
    ) : (
      valueText({ viewer, field: then, stored: text, people })
    )
  }
  const old = change.old === null ? null : opened('old')
  // A hidden value is tried when it is asked for; the others are offered only where the field could still hold them.
  const back = old === undefined ? '' : restorableValue(field, change, old, people)
  const label =
    change.old === null
      ? w.bringBackNothing
      : old === undefined || old === null
        ? w.bringBackHidden
        : w.bringBack(brief(valueText({ viewer, field: then, stored: old, people })))
  return (
    <li>
      <div class="row-head">
        <span>
          {shown('old')} → {shown('new')}
        </span>
        {mayEdit(viewer, owner) && !isLocked && back !== null && (
          <PostButton
            viewer={viewer}
            action={`${fieldPath(owner, field.id)}/history/${change.id}/restoration`}
            fields={{ latest }}
            label={label}
            kind="quiet"
          />
        )}
      </div>
      <p class="muted small">
        {change.actor} · <Moment viewer={viewer} at={change.at} />
      </p>
    </li>
  )
}

const brief = (text: string) => (text.length > 40 ? `${[...text].slice(0, 40).join('')}…` : text)

function Around({ viewer, whose, title, children }: { viewer: Viewer; whose: Whose; title: string; children?: Child }) {
  if (whose.subject === 'account')
    return (
      <ProfilePage viewer={viewer} head={whose.head} title={title}>
        {children}
      </ProfilePage>
    )
  return (
    <Page viewer={viewer} title={whose.name}>
      <div class="page-head">
        <h1>
          <a href={homeOf(ownerOf(whose))}>{whose.name}</a>
        </h1>
      </div>
      {children}
    </Page>
  )
}

/** An opened value on a page of its own, for whoever has no script. */
export function RevealPage({
  viewer,
  whose,
  field,
  text,
}: {
  viewer: Viewer
  whose: Whose
  field: Field
  text: string | null
}) {
  const w = words[viewer.language]
  return (
    <Around viewer={viewer} whose={whose} title={field.name}>
      <div class="narrow">
        <Section id="revealed" title={w.revealed(field.name)}>
          {text === null ? (
            <p class="notice notice-bad">{ui[viewer.language].unreadable}</p>
          ) : (
            <>
              <p class="revealed">{text}</p>
              <p class="muted small">{w.revealedText}</p>
            </>
          )}
          <p>
            <a href={homeOf(ownerOf(whose))}>{text === null ? w.back : w.hide}</a>
          </p>
        </Section>
      </div>
    </Around>
  )
}
