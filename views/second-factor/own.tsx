import type { FormState } from '#src/platform/web/form.ts'
import { Page } from '../layout/page.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Section } from '../ui/section.tsx'
import { Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { SetupFields } from './setup.tsx'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  since: string | null
  codesLeft: number
  isDemanded: boolean
  /** One that is being set up. */
  waiting: { secret: string; uri: string } | null
  form: FormState
}

/** One's own second factor. */
export function OwnFactorPage({ viewer, since, codesLeft, isDemanded, waiting, form }: Props) {
  const w = words[viewer.language]
  const own = '/me/second-factor'
  const error = (name: string) => problemText(viewer, form.problems, name)
  const password = (
    <Field
      name="password"
      label={w.password}
      type="password"
      autocomplete="current-password"
      error={error('password')}
      required
    />
  )
  return (
    <Page viewer={viewer} title={w.title}>
      <div class="page-head">
        <h1>{w.title}</h1>
      </div>
      <div class="narrow">
        {waiting && (
          <Section id="setup" title={w.setUpTitle}>
            <Form viewer={viewer} action={`${own}/confirmation`} autocomplete="on">
              <SetupFields viewer={viewer} {...waiting} error={error('setup_code')} />
              <Button kind="primary">{w.turnOn}</Button>
            </Form>
          </Section>
        )}
        {since === null && !waiting && (
          <Section id="begin" title={w.setUpTitle}>
            <p>{w.off}</p>
            <Form viewer={viewer} action={own} autocomplete="on">
              {password}
              <Button kind="primary">{w.begin}</Button>
            </Form>
          </Section>
        )}
        {since !== null && (
          <Section id="factor" title={w.title}>
            <p>
              {w.on} <Moment viewer={viewer} at={since} />. {w.codesLeft(codesLeft)}.
            </p>
            {isDemanded && <p class="muted">{w.demanded}</p>}
            <Form viewer={viewer} action={own} autocomplete="on">
              {password}
              <Field
                name="code"
                label={w.code}
                help={w.codeHelp}
                autocomplete="one-time-code"
                error={error('code')}
                maxlength={60}
                required
              />
              <div class="form-actions">
                <Button name="wanted" value="codes">
                  {w.newCodes}
                </Button>
                <Button name="wanted" value="another">
                  {w.change}
                </Button>
                {!isDemanded && (
                  <Button kind="danger" name="wanted" value="off">
                    {w.turnOff}
                  </Button>
                )}
              </div>
            </Form>
          </Section>
        )}
      </div>
    </Page>
  )
}
