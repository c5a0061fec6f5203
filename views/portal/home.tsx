import { formatsIn } from '#src/platform/language/format.ts'
import { languages } from '#src/platform/language/language.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { portalPath } from '#src/portal/rules.ts'
import type { PortalSection, Waiting } from '#src/portal/section.ts'
import type { WayIn } from '#src/portal/visit.ts'
import { NewPasswordFields } from '../staff/password.tsx'
import { browserText } from '../ui/browser-text.ts'
import { Button, PostButton } from '../ui/button.tsx'
import { Field, Select } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Section } from '../ui/section.tsx'
import { Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { InsidePage } from './inside.tsx'
import { words } from './words.ts'

export interface Visit {
  at: string
  how: WayIn
  user_agent: string | null
}

interface Props {
  viewer: Viewer
  client: { name: string; email: string; ownLanguage: string | null }
  accounts: { id: number; name: string; short_id: string }[]
  waiting: readonly Waiting[]
  sections: readonly PortalSection[]
  visits: Visit[]
  /** How many sessions there are besides this one. */
  otherSessions: number
  /** Of the password. */
  form: FormState
}

/** What a client comes to: what they can open, and what is their own. */
export function HomePage({ viewer, client, accounts, waiting, sections, visits, otherSessions, form }: Props) {
  const w = words[viewer.language]
  return (
    <InsidePage viewer={viewer} title={w.portal} who={client}>
      <div class="page-head">
        <h1>{client.name}</h1>
      </div>
      {waiting.length === 0 ? (
        <p>{w.nothingWaits}</p>
      ) : (
        <Section id="waiting" title={w.waits}>
          <ul class="rows">
            {waiting.map(({ href, account, text }) => (
              <li>
                <a href={href}>{text}</a> <span class="muted">{account}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <div class="columns">
        <div class="stack">
          <Section id="accounts" title={w.accounts}>
            <ul class="rows">
              {accounts.map((account) => (
                <li>
                  <strong>{account.name}</strong> <span class="short-id">{account.short_id}</span>
                  {sections.length > 0 && (
                    <div>
                      {sections.map((section, i) => (
                        <>
                          {i > 0 && ' · '}
                          <a href={portalPath(account.id, section.name)}>{section.title(viewer)}</a>
                        </>
                      ))}
                    </div>
                  )}
                </li>
              ))}
            </ul>
          </Section>
          <Visits viewer={viewer} visits={visits} />
          <Elsewhere viewer={viewer} count={otherSessions} />
        </div>
        <div class="stack">
          <PasswordSection viewer={viewer} email={client.email} form={form} />
          <LanguageSection viewer={viewer} own={client.ownLanguage} />
        </div>
      </div>
    </InsidePage>
  )
}

function Visits({ viewer, visits }: { viewer: Viewer; visits: Visit[] }) {
  const w = words[viewer.language]
  return (
    <Section id="visits" title={w.visits}>
      <ul class="rows">
        {visits.map((visit) => (
          <li>
            <Moment viewer={viewer} at={visit.at} /> · {browserText(viewer, visit.user_agent)}{' '}
            <span class="muted small">{w.ways[visit.how]}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Elsewhere({ viewer, count }: { viewer: Viewer; count: number }) {
  const w = words[viewer.language]
  return (
    <Section id="sessions" title={w.elsewhere}>
      {count === 0 ? (
        <p class="muted">{w.onlyHere}</p>
      ) : (
        <>
          <p>{w.alsoIn(count, formatsIn(viewer.language).count(count))}</p>
          <PostButton viewer={viewer} action="/portal/sessions/removal" label={w.endOthers} />
        </>
      )}
    </Section>
  )
}

function PasswordSection({ viewer, email, form }: { viewer: Viewer; email: string; form: FormState }) {
  const w = words[viewer.language]
  return (
    <Section id="password" title={w.changePassword}>
      <Form viewer={viewer} action="/portal/password" autocomplete="on">
        <Field name="email" label={w.email} type="email" value={email} autocomplete="username" readonly />
        <Field
          name="now"
          label={w.passwordNow}
          type="password"
          error={problemText(viewer, form.problems, 'now')}
          required
          autocomplete="current-password"
        />
        <NewPasswordFields viewer={viewer} form={form} />
        <Button>{w.save}</Button>
      </Form>
    </Section>
  )
}

function LanguageSection({ viewer, own }: { viewer: Viewer; own: string | null }) {
  const w = words[viewer.language]
  return (
    <Section id="language" title={w.language}>
      <Form viewer={viewer} action="/portal/language">
        <Select
          name="language"
          label={w.language}
          blank={w.languageUsual}
          value={own}
          options={languages.map((value) => ({ value, label: w.languages[value] }))}
        />
        <Button>{w.save}</Button>
      </Form>
    </Section>
  )
}
