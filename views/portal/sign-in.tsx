import type { FormState } from '#src/platform/web/form.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { problemText } from '../ui/problem-words.ts'
import type { Viewer } from '../viewer.ts'
import { OutsidePage } from './plain.tsx'
import { words } from './words.ts'

export type Refused = 'refused' | 'tooMany' | 'nothingOpen'

export function SignInPage({ viewer, form, refused }: { viewer: Viewer; form: FormState; refused?: Refused }) {
  const w = words[viewer.language]
  return (
    <OutsidePage viewer={viewer} title={w.portal}>
      <Form viewer={viewer} action="/portal/sign-in" autocomplete="on">
        {refused && (
          <p class={`notice ${refused === 'nothingOpen' ? 'notice-warn' : 'notice-bad'}`} role="alert">
            {w[refused]}
          </p>
        )}
        <Field
          name="email"
          label={w.email}
          type="email"
          value={form.values.email}
          autocomplete="username"
          required
          autofocus={!form.values.email}
        />
        <Field
          name="password"
          label={w.password}
          type="password"
          autocomplete="current-password"
          required
          autofocus={Boolean(form.values.email)}
        />
        <Button kind="primary">{w.signIn}</Button>
        <p>
          <a href="/portal/password-reset">{w.forgot}</a>
        </p>
      </Form>
    </OutsidePage>
  )
}

/** Asking for the link for a new password; once sent, the same for whoever asked. */
export function AskResetPage({ viewer, form, sent }: { viewer: Viewer; form: FormState; sent: boolean }) {
  const w = words[viewer.language]
  return (
    <OutsidePage viewer={viewer} title={w.resetTitle}>
      {sent ? (
        <p class="notice notice-good" role="status">
          {w.resetSent}
        </p>
      ) : (
        <Form viewer={viewer} action="/portal/password-reset" autocomplete="on">
          <p>{w.resetText}</p>
          <Field
            name="email"
            label={w.email}
            type="email"
            value={form.values.email}
            error={problemText(viewer, form.problems, 'email')}
            autocomplete="username"
            required
            autofocus
          />
          <Button kind="primary">{w.resetAction}</Button>
        </Form>
      )}
      <p>
        <a href="/portal/sign-in">{w.signIn}</a>
      </p>
    </OutsidePage>
  )
}
