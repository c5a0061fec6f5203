import type { ProfileHead } from '#src/profile/head.ts'
import { ProfilePage } from '../profile/page.tsx'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** Asks before a client is archived, and says who loses the portal. */
export function ArchivalPage({ viewer, head, people }: { viewer: Viewer; head: ProfileHead; people: string[] }) {
  const w = words[viewer.language]
  return (
    <ProfilePage viewer={viewer} head={head} title={w.archiveFor}>
      <div class="narrow">
        <Section id="archival" title={w.archiveTitle(head.name)}>
          <p>{w.archiveText}</p>
          {people.length > 0 && (
            <>
              <p>{w.archiveLose}</p>
              <ul>
                {people.map((name) => (
                  <li>
                    <bdi>{name}</bdi>
                  </li>
                ))}
              </ul>
            </>
          )}
          <Form viewer={viewer} action={`/accounts/${head.id}/archival`}>
            <FormActions viewer={viewer} label={w.archiveFor} cancel={`/accounts/${head.id}`} />
          </Form>
        </Section>
      </div>
    </ProfilePage>
  )
}
