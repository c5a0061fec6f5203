import { can } from '#src/staff/rights.ts'
import { LinkButton, PostButton } from '../ui/button.tsx'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** What a person may ask for: all that is held about them, and that it be erased. */
export function PersonalData({ viewer, contactId }: { viewer: Viewer; contactId: number }) {
  const w = words[viewer.language]
  if (!can(viewer.staff, 'manage contacts')) return null
  return (
    <Section id="personal-data" title={w.title}>
      <p class="muted small">{w.exportHelp}</p>
      <div class="actions">
        <PostButton viewer={viewer} action={`/contacts/${contactId}/export`} label={w.export} />
        {can(viewer.staff, 'admin') && (
          <LinkButton href={`/contacts/${contactId}/erasure`} kind="danger">
            {w.erase}
          </LinkButton>
        )}
      </div>
    </Section>
  )
}
