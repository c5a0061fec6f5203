import type { FoundContact } from '#src/links/find.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { Checkboxes } from '#views/ui/field.tsx'
import type { Viewer } from '#views/viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  found: FoundContact[]
  chosen?: readonly string[]
  linked?: ReadonlySet<number>
  /** What is wrong with those that were ticked. */
  error?: string | undefined
}

/** Contacts that a search found, to tick. */
export function FoundContacts({ viewer, found, chosen = [], linked = new Set(), error }: Props) {
  const w = words[viewer.language]
  const { list } = formatsIn(viewer.language)
  return (
    <Checkboxes
      name="contact"
      label={w.chooseContacts}
      values={chosen}
      error={error}
      options={found
        .filter((contact) => !linked.has(contact.id))
        .map((contact) => ({
          value: String(contact.id),
          label: contact.name,
          help: [contact.match?.text, list(contact.accounts.map((account) => account.name))]
            .filter(Boolean)
            .join(' · '),
        }))}
    />
  )
}
