import type { MailMaker } from '#src/outbox/outbox.ts'
import type { MailStatus } from '#src/outbox/rules.ts'
import { mayChange, type Role } from '#src/staff/rights.ts'
import { Page } from '../layout/page.tsx'
import { reasonWords } from '../queue/words.ts'
import { Badge } from '../ui/badge.tsx'
import { PostButton } from '../ui/button.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { TableBox } from '../ui/table-box.tsx'
import { Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { mailTones } from './status.ts'
import { words } from './words.ts'

export interface Mail {
  id: number
  /** What such a mail is called, and why one may not be sent, as its noun says it. */
  words: MailMaker<string>['words']
  email: string
  status: MailStatus
  error: string | null
  created_at: string
  sent_at: string | null
  /** Of one of the staff to whom it goes; null for a client. */
  name: string | null
  role: Role | null
  contact_id: number | null
  /** Whether it carries a link that lets somebody in. */
  hasLink: boolean
}

/** What went wrong: our own reasons in words, a mail server's as it said them. */
function errorIn({ language }: Viewer, { error, words: own }: Mail): string | null {
  if (error === null) return null
  const known: Record<string, string> = { ...reasonWords[language], ...words[language].unsent, ...own[language] }
  return Object.hasOwn(known, error) ? known[error]! : error
}

/** Whether one may hand its link over: a client's, or that of somebody whom one may change anyhow. */
const mayShowLink = (viewer: Viewer, { role, contact_id, hasLink }: Mail): boolean =>
  hasLink && (contact_id !== null || (role !== null && role !== 'owner' && mayChange(viewer.staff, { role })))

export function MailPage({ viewer, mails, hasServer }: { viewer: Viewer; mails: Mail[]; hasServer: boolean }) {
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.mail}>
      <div class="page-head">
        <h1>{w.mail}</h1>
      </div>
      {!hasServer && <p class="notice">{w.noServer}</p>}
      {mails.length === 0 ? (
        <Empty>{w.noMail}</Empty>
      ) : (
        <TableBox label={w.mail}>
          <table class="cards">
            <thead>
              <tr>
                <th scope="col">{w.to}</th>
                <th scope="col">{w.letter}</th>
                <th scope="col">{w.status}</th>
                <th scope="col">{w.when}</th>
                <th scope="col"></th>
              </tr>
            </thead>
            <tbody>
              {mails.map((mail) => (
                <tr id={`mail-${mail.id}`}>
                  <td>{mail.email}</td>
                  <td data-label={w.letter}>{mail.words[viewer.language].title}</td>
                  <td data-label={w.status}>
                    <span>
                      <Badge kind={mailTones[mail.status]}>{w.statuses[mail.status]}</Badge> {errorIn(viewer, mail)}
                    </span>
                  </td>
                  <td data-label={w.when}>
                    <Moment viewer={viewer} at={mail.sent_at ?? mail.created_at} />
                  </td>
                  <td>
                    {mail.status !== 'sent' && mayShowLink(viewer, mail) && (
                      <PostButton
                        viewer={viewer}
                        action={`/settings/mail/${mail.id}/link`}
                        kind="quiet"
                        label={w.showLink}
                      />
                    )}
                    {(mail.status === 'failed' || (mail.status === 'held' && hasServer)) && (
                      <PostButton
                        viewer={viewer}
                        action={`/settings/mail/${mail.id}/retry`}
                        kind="quiet"
                        label={w.tryAgain}
                      />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableBox>
      )}
    </Page>
  )
}

export function MailLinkPage({ viewer, name, link }: { viewer: Viewer; name: string; link: string }) {
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.linkShown}>
      <div class="narrow">
        <Section id="link" title={w.linkShown}>
          <p>{w.linkShownText(name)}</p>
          <p>
            <code>{link}</code>
          </p>
          <p>
            <a href="/settings/mail">{w.mail}</a>
          </p>
        </Section>
      </div>
    </Page>
  )
}
