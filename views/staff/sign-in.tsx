import type { FormState } from '#src/platform/web/form.ts'
import { PlainPage } from '../layout/plain.tsx'
import { Button } from '../ui/button.tsx'
import { SignInFields } from '../ui/credentials.tsx'
import { Form } from '../ui/form.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  form: FormState
  /** The path that was asked for before signing in. */
  next: string
  refused?: 'wrong' | 'too many'
}

export function SignInPage({ viewer, form, next, refused }: Props) {
  const w = words[viewer.language]
  return (
    <PlainPage
      viewer={viewer}
      title={w.signIn}
      languageLink={(language) => `/sign-in?${new URLSearchParams({ language, ...(next ? { next } : {}) })}`}
    >
      <Form viewer={viewer} action="/sign-in" autocomplete="on">
        {refused && (
          <p class="notice notice-bad" role="alert">
            {refused === 'wrong' ? w.refused : w.tooMany}
          </p>
        )}
        {next && <input type="hidden" name="next" value={next} />}
        <SignInFields email={form.values.email} words={w} />
        <Button kind="primary">{w.signIn}</Button>
        <p>
          <a href="/password-reset">{w.forgot}</a>
        </p>
      </Form>
    </PlainPage>
  )
}

/** Before there is a firm, nobody can sign in. */
export function NotSetUpPage({ viewer }: { viewer: Viewer }) {
  const w = words[viewer.language]
  return (
    <PlainPage
      viewer={viewer}
      title={w.notSetUp}
      languageLink={(language) => `/sign-in?${new URLSearchParams({ language })}`}
    >
      <p>{w.notSetUpText}</p>
    </PlainPage>
  )
}
