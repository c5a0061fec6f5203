import type { PropsWithChildren } from 'hono/jsx'
import type { RefusalReason } from '#src/platform/web/errors.ts'
import { FlashMessage } from '../ui/flash.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './error-words.ts'
import { Page } from './page.tsx'
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
  // Whoever is signed in keeps the ways to everything else; not where something has failed, which the menu may need too.
  const Around = viewer.staff && reason !== 'failed' ? SignedInError : PlainPage
  return (
    <Around viewer={viewer} title={w[reason].title}>
      <p class="error-code">{status}</p>
      <p>{w[reason].text}</p>
      {id && <p>{w.id(id)}</p>}
      {viewer.staff && status === 404 && viewer.modules.map((module) => module.notFound?.(viewer))}
      <p>
        <a href={home}>{w.home}</a>
      </p>
    </Around>
  )
}

const SignedInError = ({ viewer, title, children }: PropsWithChildren<{ viewer: Viewer; title: string }>) => (
  <Page viewer={viewer} title={title}>
    <div class="page-head">
      <h1>{title}</h1>
    </div>
    {children}
  </Page>
)

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
