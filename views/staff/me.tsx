import { languages } from '#src/platform/language/language.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { Page } from '../layout/page.tsx'
import { words as factorWords } from '../second-factor/words.ts'
import { Button, LinkButton, PostButton } from '../ui/button.tsx'
import { Field, Select } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Section } from '../ui/section.tsx'
import { Switch } from '../ui/switch.tsx'
import type { Viewer } from '../viewer.ts'
import { NewPasswordFields } from './password.tsx'
import { type Session, Sessions } from './sessions.tsx'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  own: string | null
  sessions: Session[]
  current: string
  /** Whether they sign in by two steps. */
  hasFactor: boolean
  form: FormState
}

export function MePage({ viewer, own, sessions, current, hasFactor, form }: Props) {
  const w = words[viewer.language]
  const factor = factorWords[viewer.language]
  return (
    <Page viewer={viewer} title={w.me}>
      <div class="page-head">
        <h1>{w.me}</h1>
      </div>
      <div class="columns">
        <Section id="language" title={w.language}>
          <Form viewer={viewer} action="/me/language">
            <Select
              name="language"
              label={w.language}
              blank={w.languageBrowser}
              value={own}
              options={languages.map((value) => ({ value, label: w.languages[value] }))}
            />
            <Button>{w.save}</Button>
          </Form>
        </Section>
        <Section id="shortcuts" title={w.shortcuts}>
          <p class="muted">{w.shortcutsHelp}</p>
          <Switch
            viewer={viewer}
            action="/me/shortcuts"
            on={viewer.staff?.has_shortcuts === 1}
            label={w.shortcutsOn}
            caption={w.shortcutsOn}
          />
        </Section>
        <Section id="password" title={w.password_change}>
          <Form viewer={viewer} action="/me/password" autocomplete="on">
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
        <Section
          id="second-factor"
          title={factor.title}
          actions={
            <LinkButton href="/me/second-factor" kind="quiet">
              {hasFactor ? factor.manage : factor.begin}
            </LinkButton>
          }
        >
          <p class="muted">{hasFactor ? factor.isOn : factor.off}</p>
        </Section>
        <Section
          id="sessions"
          title={w.sessions}
          actions={
            sessions.length > 1 && (
              <PostButton viewer={viewer} action="/me/sessions/removal" kind="quiet" label={w.endAll} />
            )
          }
        >
          <Sessions viewer={viewer} sessions={sessions} current={current} action="/me/sessions/end" />
        </Section>
      </div>
    </Page>
  )
}
