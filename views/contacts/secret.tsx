import type { SecretName } from '#src/contacts/rules.ts'
import type { Masked } from '#src/contacts/secret.ts'
import { can } from '#src/staff/rights.ts'
import { Badge } from '../ui/badge.tsx'
import { LinkButton, PostButton } from '../ui/button.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { secretTones } from './status.ts'
import { words } from './words.ts'

const idOf = (name: SecretName) => `secret-${name.replace('_', '-')}`

/** A secret behind its mask, and the way to see it, which is written down. */
export function Secret({ viewer, contactId, secret }: { viewer: Viewer; contactId: number; secret: Masked }) {
  const w = words[viewer.language]
  const { name, masked, looksWrong } = secret
  return (
    <div class="secret" id={idOf(name)}>
      {masked} {looksWrong && <Badge kind={secretTones['looks wrong']}>{w.looksWrong}</Badge>}{' '}
      {can(viewer.staff, 'edit contacts') && (
        <PostButton
          viewer={viewer}
          action={`/contacts/${contactId}/reveal`}
          fields={{ field: name }}
          kind="quiet"
          hx={{ target: `#${idOf(name)}` }}
          label={
            <>
              {w.reveal}
              <span class="visually-hidden"> {w.secrets[name]}</span>
            </>
          }
        />
      )}
    </div>
  )
}

/** A secret in the clear, for the answer to whoever asked for it and no other. */
export function RevealedSecret({
  viewer,
  contactId,
  name,
  text,
}: {
  viewer: Viewer
  contactId: number
  name: SecretName
  /** Null where nothing opens it. */
  text: string | null
}) {
  const w = words[viewer.language]
  return (
    <div class="secret" id={idOf(name)}>
      {text === null ? <em>{ui[viewer.language].unreadable}</em> : <strong>{text}</strong>}{' '}
      <LinkButton href={`/contacts/${contactId}`} kind="link" autofocus>
        {w.hide}
      </LinkButton>
    </div>
  )
}
