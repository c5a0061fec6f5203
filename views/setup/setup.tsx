import { formatsIn } from '#src/platform/language/format.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { FirmFieldset } from '../firm/firm.tsx'
import { PlainPage } from '../layout/plain.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Progress } from '../ui/progress.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  token: string
  form: FormState
  demo: FormState
}

export function SetupPage({ viewer, token, form, demo }: Props) {
  const w = words[viewer.language]
  const error = (field: string) => problemText(viewer, form.problems, field)
  return (
    <PlainPage
      viewer={viewer}
      title={w.setUp}
      languageLink={(language) => `/setup?${new URLSearchParams({ token, language })}`}
    >
      <p>{w.welcome}</p>
      <Form viewer={viewer} action="/setup" autocomplete="on">
        <input type="hidden" name="token" value={token} />
        <fieldset>
          <legend>{w.firm}</legend>
          <FirmFieldset viewer={viewer} form={form} />
        </fieldset>
        <fieldset>
          <legend>{w.owner}</legend>
          <Field
            name="owner_name"
            label={w.yourName}
            value={form.values.owner_name}
            error={error('owner_name')}
            required
            maxlength={200}
            autocomplete="name"
          />
          <Field
            name="email"
            label={w.email}
            type="email"
            value={form.values.email}
            error={error('email')}
            required
            autocomplete="username"
          />
          <Field
            name="password"
            label={w.password}
            type="password"
            help={w.passwordHelp}
            error={error('password')}
            required
            autocomplete="new-password"
          />
          <Field
            name="again"
            label={w.again}
            type="password"
            error={error('again')}
            required
            autocomplete="new-password"
          />
        </fieldset>
        <Button kind="primary">{w.create}</Button>
      </Form>
      <hr />
      <h2>{w.orDemo}</h2>
      <p>{w.demoText}</p>
      <Form viewer={viewer} action="/setup/demo">
        <input type="hidden" name="token" value={token} />
        <Field
          name="password"
          idPrefix="demo"
          label={w.demoPassword}
          type="password"
          help={w.passwordHelp}
          error={problemText(viewer, demo.problems, 'password')}
          required
          autocomplete="new-password"
        />
        <Button>{w.loadDemo}</Button>
      </Form>
    </PlainPage>
  )
}

/** After the setup, or behind a link that is not this installation’s. */
export function SetupOverPage({ viewer, isDone }: { viewer: Viewer; isDone: boolean }) {
  const w = words[viewer.language]
  return (
    <PlainPage viewer={viewer} title={isDone ? w.done : w.linkOver}>
      {isDone ? (
        <p>
          {w.doneText} <a href="/sign-in">{w.signIn}</a>
        </p>
      ) : (
        <p>{w.linkOverText}</p>
      )}
    </PlainPage>
  )
}

interface LoadingProps {
  viewer: Viewer
  token: string
  /** How far it is; null where another process knows it. */
  part: { done: number; of: number } | null
}

/** While the demo firm is being made. */
export function LoadingPage({ viewer, token, part }: LoadingProps) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  return (
    <PlainPage viewer={viewer} title={w.loadingDemo}>
      <p>{w.loadingText}</p>
      {part && (
        <Progress
          label={w.loadingDemo}
          said={w.percent(count(Math.floor((part.done / part.of) * 100)))}
          done={part.done}
          of={part.of}
        />
      )}
      <p>
        <a href={`/setup/demo?${new URLSearchParams({ token })}`}>{w.refresh}</a>
      </p>
    </PlainPage>
  )
}
