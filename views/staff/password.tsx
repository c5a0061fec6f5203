import type { FormState } from '#src/platform/web/form.ts'
import { PlainPage } from '../layout/plain.tsx'
import { Button } from '../ui/button.tsx'
import { AskReset } from '../ui/credentials.tsx'
import { Field } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { problemText } from '../ui/problem-words.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** Behind an invitation's or a reset's link: choosing a password. */
export function ChoosePasswordPage({
  viewer,
  title,
  action,
  email,
  form,
}: {
  viewer: Viewer
  title: string
  action: string
  email: string
  form: FormState
}) {
  const w = words[viewer.language]
  return (
    <PlainPage viewer={viewer} title={title}>
      <Form viewer={viewer} action={action} autocomplete="on">
        <Field name="email" label={w.email} type="email" value={email} autocomplete="username" />
        <NewPasswordFields viewer={viewer} form={form} />
        <Button kind="primary">{w.save}</Button>
      </Form>
    </PlainPage>
  )
}

export function NewPasswordFields({ viewer, form }: { viewer: Viewer; form: FormState }) {
  const w = words[viewer.language]
  return (
    <>
      <Field
        name="password"
        label={w.passwordNew}
        type="password"
        help={w.passwordHelp}
        error={problemText(viewer, form.problems, 'password')}
        required
        autocomplete="new-password"
      />
      <Field
        name="again"
        label={w.passwordAgain}
        type="password"
        error={problemText(viewer, form.problems, 'again')}
        required
        autocomplete="new-password"
      />
    </>
  )
}

export function AskResetPage({ viewer, form, sent }: { viewer: Viewer; form: FormState; sent: boolean }) {
  const w = words[viewer.language]
  return (
    <PlainPage viewer={viewer} title={w.resetTitle}>
      <AskReset viewer={viewer} form={form} sent={sent} action="/password-reset" signIn="/sign-in" words={w} />
    </PlainPage>
  )
}
