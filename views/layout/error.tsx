import type { RefusalReason } from '#src/platform/web/errors.ts'
import { FlashMessage } from '../ui/flash.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './error-words.ts'
import { PlainPage } from './plain.tsx'

interface Props {
  viewer: Viewer
  reason: RefusalReason | 'failed'
  /** Of an unexpected error: it stands in the log too. */
  id?: string
}

/** `home` is where the reader starts from. */
export function ErrorPage({ viewer, reason, id, status, home }: Props & { status: number; home: string }) {
  const w = words[viewer.language]
  return (
    <PlainPage viewer={viewer} title={w[reason].title}>
      <p class="error-code">{status}</p>
      <p>{w[reason].text}</p>
      {id && <p>{w.id(id)}</p>}
      <p>
        <a href={home}>{w.home}</a>
      </p>
    </PlainPage>
  )
}

/** The same in the place of the flash, for a request of htmx. */
export function ErrorPart({ viewer, reason, id }: Props) {
  const w = words[viewer.language]
  return (
    <FlashMessage
      flash={{ kind: 'problem', text: [w[reason].title, w[reason].text, id && w.id(id)].filter(Boolean).join(' — ') }}
      formToken={viewer.formToken}
    />
  )
}
