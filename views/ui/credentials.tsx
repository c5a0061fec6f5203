import type { FormState } from '#src/platform/web/form.ts'
import type { Viewer } from '../viewer.ts'
import { Button } from './button.tsx'
import { Field } from './field.tsx'
import { Form } from './form.tsx'
import { problemText } from './problem-words.ts'

/** By what somebody signs in, staff or client; browsers that keep passwords know the fields. */
export const SignInFields = ({ email, words }: { email?: string; words: { email: string; password: string } }) => (
  <>
    <Field
      name="email"
      label={words.email}
      type="email"
      value={email}
      autocomplete="username"
      required
      autofocus={!email}
    />
    <Field
      name="password"
      label={words.password}
      type="password"
      autocomplete="current-password"
      required
      autofocus={Boolean(email)}
    />
  </>
)

interface AskResetProps {
  viewer: Viewer
  form: FormState
  sent: boolean
  action: string
  /** The way back. */
  signIn: string
  words: { email: string; resetText: string; resetAction: string; resetSent: string; signIn: string }
}

/** Asking for the link for a new password; once sent, the same for whoever asked. */
export const AskReset = ({ viewer, form, sent, action, signIn, words }: AskResetProps) => (
  <>
    {sent ? (
      <p class="notice notice-good" role="status">
        {words.resetSent}
      </p>
    ) : (
      <Form viewer={viewer} action={action} autocomplete="on">
        <p>{words.resetText}</p>
        <Field
          name="email"
          label={words.email}
          type="email"
          value={form.values.email}
          error={problemText(viewer, form.problems, 'email')}
          autocomplete="username"
          required
          autofocus
        />
        <Button kind="primary">{words.resetAction}</Button>
      </Form>
    )}
    <p>
      <a href={signIn}>{words.signIn}</a>
    </p>
  </>
)
