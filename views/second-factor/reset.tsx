import { Page } from '../layout/page.tsx'
import { Button, LinkButton } from '../ui/button.tsx'
import { Form } from '../ui/form.tsx'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** Before somebody's second factor is taken away: what that means. */
export function ResetPage({ viewer, person }: { viewer: Viewer; person: { id: number; name: string } }) {
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.reset}>
      <div class="narrow">
        <Section id="reset" title={w.reset}>
          <p>{w.resetText(person.name)}</p>
          <Form viewer={viewer} action={`/settings/team/${person.id}/second-factor/removal`}>
            <div class="form-actions">
              <Button kind="danger">{w.reset}</Button>
              <LinkButton href={`/settings/team/${person.id}`} kind="quiet">
                {w.cancel}
              </LinkButton>
            </div>
          </Form>
        </Section>
      </div>
    </Page>
  )
}
