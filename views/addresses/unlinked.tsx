import { contactName } from '#src/contacts/name.ts'
import { can } from '#src/staff/rights.ts'
import { PostButton } from '../ui/button.tsx'
import { Section } from '../ui/section.tsx'
import { Day } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

export interface UnlinkedLogin {
  id: number
  email: string
  last_login_at: string | null
  contact_id: number
  display_name: string
}

/** Logins that outlived their address. Nothing where there are none. */
export function UnlinkedLogins({
  viewer,
  accountId,
  logins,
}: {
  viewer: Viewer
  accountId: number
  logins: UnlinkedLogin[]
}) {
  const w = words[viewer.language]
  if (logins.length === 0) return null
  return (
    <Section id="unlinked" title={w.unlinked}>
      <p class="muted small">{w.unlinkedHelp}</p>
      <ul class="rows">
        {logins.map((login) => (
          <li>
            <div class="row-head">
              <span>
                {login.email}{' '}
                <span class="muted small">
                  {contactName(login)} ·{' '}
                  {login.last_login_at ? (
                    <>
                      {w.lastLogin} <Day viewer={viewer} at={login.last_login_at} />
                    </>
                  ) : (
                    w.never
                  )}
                </span>
              </span>
              {can(viewer.staff, 'manage accounts') && (
                <PostButton
                  viewer={viewer}
                  action={`/accounts/${accountId}/logins/${login.id}/removal`}
                  label={w.switchOff}
                  kind="quiet"
                />
              )}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
