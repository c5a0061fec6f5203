import type { FormState } from '#src/platform/web/form.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { ProfilePage } from '../profile/page.tsx'
import { Field } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** Asks before an account is deleted for good, and says what is lost. */
export function RemovalPage({ viewer, head, form }: { viewer: Viewer; head: ProfileHead; form: FormState }) {
  const w = words[viewer.language]
  return (
    <ProfilePage viewer={viewer} head={head} title={w.delete}>
      <div class="narrow">
        <Section id="removal" title={w.deleteTitle(head.name)}>
          <p>{w.deleteText}</p>
          <Form viewer={viewer} action={`/accounts/${head.id}/removal`}>
            <Field
              name="name"
              label={w.deleteType(head.name)}
              value={form.values.name}
              error={problemText(viewer, form.problems, 'name')}
              required
              autofocus
            />
            <FormActions viewer={viewer} label={w.deleteFor} kind="danger" cancel={`/accounts/${head.id}`} />
          </Form>
        </Section>
      </div>
    </ProfilePage>
  )
}
