import type { ProfileHead } from '#src/accounts/profile.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { ProfilePage } from '../layout/profile.tsx'
import { Button, LinkButton } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Section } from '../ui/section.tsx'
import { words as ui } from '../ui/words.ts'
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

interface UnlinkProps {
  viewer: Viewer
  head: ProfileHead
  contact: { id: number; name: string; description: string }
  only: boolean
}

/** Asks before a contact is unlinked; where it is the only one, explains why it can't be. */
export function UnlinkPage({ viewer, head, contact, only }: UnlinkProps) {
  const w = words[viewer.language]
  return (
    <ProfilePage viewer={viewer} head={head} title={w.unlink}>
      <div class="narrow">
        <Section id="removal" title={w.unlinkTitle(contact.name)}>
          {only ? (
            <p class="notice notice-warn">{w.lastContact}</p>
          ) : (
            <>
              <p>{w.unlinkText(contact.name, head.name)}</p>
              {contact.description && (
                <blockquote>
                  {w.description}: {contact.description}
                </blockquote>
              )}
            </>
          )}
          <Form viewer={viewer} action={`/accounts/${head.id}/links/${contact.id}/removal`}>
            <div class="form-actions">
              {!only && <Button kind="danger">{w.unlink}</Button>}
              <LinkButton href={`/accounts/${head.id}/info`} kind="quiet">
                {ui[viewer.language].cancel}
              </LinkButton>
            </div>
          </Form>
        </Section>
      </div>
    </ProfilePage>
  )
}
