import type { PropsWithChildren } from 'hono/jsx'
import type { WayClosed } from '#src/portal/no-way-in.ts'
import { PlainPage } from '../layout/plain.tsx'
import { LinkButton } from '../ui/button.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** A page of the portal for somebody who is not in it yet, in either language. */
export const OutsidePage = ({ viewer, title, children }: PropsWithChildren<{ viewer: Viewer; title: string }>) => (
  <PlainPage viewer={viewer} title={title} languageLink={(language) => `${viewer.path}?language=${language}`}>
    {children}
  </PlainPage>
)

/** Behind a link that lets nobody in: why, and what to do. */
export function ClosedPage({ viewer, why }: { viewer: Viewer; why: WayClosed }) {
  const w = words[viewer.language]
  return (
    <OutsidePage viewer={viewer} title={w.closed[why].title}>
      <p>{w.closed[why].text}</p>
      {why !== 'closed' && why !== 'taken' && (
        <p>
          <LinkButton href="/portal/sign-in">{w.signIn}</LinkButton>
        </p>
      )}
    </OutsidePage>
  )
}
