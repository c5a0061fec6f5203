import type { FormState } from '#src/platform/web/form.ts'
import { Button } from '../ui/button.tsx'
import { AskReset, SignInFields } from '../ui/credentials.tsx'
import { Form } from '../ui/form.tsx'
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
        <SignInFields email={form.values.email} words={w} />
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
      <AskReset
        viewer={viewer}
        form={form}
        sent={sent}
        action="/portal/password-reset"
        signIn="/portal/sign-in"
        words={w}
      />
    </OutsidePage>
  )
}
