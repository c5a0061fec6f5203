import { switches } from '#src/addresses/rules.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { LinkedContact } from '#src/profile/contacts.ts'
import type { ProfileHead } from '#src/profile/head.ts'
import { nameOf } from '#views/links/row.tsx'
import { words as addressWords } from '../addresses/words.ts'
import { ProfilePage } from '../profile/page.tsx'
import { Button, LinkButton } from '../ui/button.tsx'
import { Form } from '../ui/form.tsx'
import { Section } from '../ui/section.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface UnlinkProps {
  viewer: Viewer
  head: ProfileHead
  contact: LinkedContact
  only: boolean
}

/** Asks before a contact is unlinked; where it is the only one, explains why it can't be. */
export function UnlinkPage({ viewer, head, contact, only }: UnlinkProps) {
  const w = words[viewer.language]
  const name = nameOf(contact)
  const settings = contact.addresses.flatMap((address) => {
    const on = switches.filter((one) => address[one]).map((one) => addressWords[viewer.language].switches[one])
    return on.length > 0 ? [{ email: address.email, on: formatsIn(viewer.language).list(on) }] : []
  })
  const active = contact.addresses.filter((address) => address.state === 'active')
  return (
    <ProfilePage viewer={viewer} head={head} title={w.unlink}>
      <div class="narrow">
        <Section id="removal" title={w.unlinkTitle(name)}>
          {only ? (
            <p class="notice notice-warn">{w.lastContact}</p>
          ) : (
            <>
              <p>{w.unlinkText(name, head.name)}</p>
              {(contact.description || settings.length > 0) && <p>{w.unlinkLost}</p>}
              <ul>
                {contact.description && (
                  <li>
                    {w.description}: {contact.description}
                  </li>
                )}
                {settings.map(({ email, on }) => (
                  <li>
                    {email}: {on}
                  </li>
                ))}
                {active.map(({ email }) => (
                  <li>{w.unlinkPortal(email)}</li>
                ))}
              </ul>
              <p class="muted">{w.unlinkRestore}</p>
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
