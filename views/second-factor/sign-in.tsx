import type { FormState } from '#src/platform/web/form.ts'
import { PlainPage } from '../layout/plain.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { problemText } from '../ui/problem-words.ts'
import type { Viewer } from '../viewer.ts'
import { SetupFields } from './setup.tsx'
import { words } from './words.ts'

/** The second step of signing in: a code. */
export function CodePage({ viewer, form, tooMany }: { viewer: Viewer; form: FormState; tooMany: boolean }) {
  const w = words[viewer.language]
  return (
    <PlainPage viewer={viewer} title={w.title}>
      <Form viewer={viewer} action="/sign-in/code" autocomplete="on">
        {tooMany ? (
          <p class="notice notice-bad" role="alert">
            {w.tooMany}
          </p>
        ) : (
          <p>{w.codeText}</p>
        )}
        <Field
          name="code"
          label={w.code}
          help={w.codeHelp}
          error={problemText(viewer, form.problems, 'code')}
          autocomplete="one-time-code"
          maxlength={60}
          required
          autofocus
        />
        <Button kind="primary">{w.continue}</Button>
      </Form>
      <p class="muted">{w.lost}</p>
      <p>
        <a href="/sign-in">{w.backToSignIn}</a>
      </p>
    </PlainPage>
  )
}

interface SetupProps {
  viewer: Viewer
  secret: string
  uri: string
  form: FormState
}

/** For whoever must have a second factor and has none: before they are in. */
export function FirstSetupPage({ viewer, secret, uri, form }: SetupProps) {
  const w = words[viewer.language]
  return (
    <PlainPage viewer={viewer} title={w.setUpTitle}>
      <p>{w.setUpDemanded}</p>
      <Form viewer={viewer} action="/sign-in/second-factor" autocomplete="on">
        <SetupFields {...{ viewer, secret, uri }} error={problemText(viewer, form.problems, 'setup_code')} />
        <Button kind="primary">{w.turnOn}</Button>
      </Form>
      <p>
        <a href="/sign-in">{w.backToSignIn}</a>
      </p>
    </PlainPage>
  )
}
