import type { PropsWithChildren } from 'hono/jsx'
import { Document } from '../layout/document.tsx'
import { PostButton } from '../ui/button.tsx'
import { FlashPlace } from '../ui/flash.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** A page of somebody who is in the portal: whose portal it is, who they are, and the way out. */
export function InsidePage({
  viewer,
  title,
  who,
  children,
}: PropsWithChildren<{ viewer: Viewer; title: string; who: { email: string } }>) {
  const w = words[viewer.language]
  return (
    <Document viewer={viewer} title={title} class="portal">
      <header class="portal-head">
        <p class="brand">
          <a href="/portal">{viewer.firmName}</a>
        </p>
        <div class="portal-who">
          <span class="muted small">{who.email}</span>{' '}
          <PostButton viewer={viewer} action="/portal/sign-out" kind="quiet" label={w.signOut} />
        </div>
      </header>
      <main id="main" tabindex={-1}>
        <FlashPlace viewer={viewer} />
        {children}
      </main>
    </Document>
  )
}
