import type { PropsWithChildren } from 'hono/jsx'
import { can, type Permission } from '#src/staff/rights.ts'
import { FlashPlace } from '../ui/flash.tsx'
import { Form } from '../ui/form.tsx'
import type { Viewer } from '../viewer.ts'
import { Document } from './document.tsx'
import { words } from './words.ts'

type Word = 'clients' | 'contacts' | 'requests' | 'imports' | 'activity' | 'settings'

const places: readonly { href: string; word: Word; permission: Permission }[] = [
  { href: '/accounts', word: 'clients', permission: 'signed in' },
  { href: '/contacts', word: 'contacts', permission: 'signed in' },
  { href: '/access-requests', word: 'requests', permission: 'signed in' },
  { href: '/imports', word: 'imports', permission: 'manage contacts' },
  { href: '/activity', word: 'activity', permission: 'admin' },
  { href: '/settings', word: 'settings', permission: 'signed in' },
]

const isHere = (path: string, href: string) => path === href || (href !== '/' && path.startsWith(`${href}/`))

/** A page of somebody who is signed in: the sidebar, and the content beside it. */
export function Page({ viewer, title, children }: PropsWithChildren<{ viewer: Viewer; title: string }>) {
  const w = words[viewer.language]
  return (
    <Document viewer={viewer} title={title} class="app">
      <header class="sidebar">
        <p class="brand">
          <a href="/">{viewer.firmName}</a>
        </p>
        <SearchForm viewer={viewer} />
        <nav aria-label={w.main}>
          <ul>
            {places
              .filter(({ permission }) => can(viewer.staff, permission))
              .map(({ href, word }) => (
                <li>
                  <a href={href} aria-current={isHere(viewer.path, href) ? 'page' : undefined}>
                    {w[word]}
                  </a>
                </li>
              ))}
          </ul>
        </nav>
        <div class="sidebar-foot">
          <a href="/me" aria-current={isHere(viewer.path, '/me') ? 'page' : undefined} title={w.me}>
            {viewer.staff?.name}
          </a>
          <Form viewer={viewer} action="/sign-out" class="inline-form">
            <button type="submit" class="button button-quiet">
              {w.signOut}
            </button>
          </Form>
        </div>
      </header>
      <main id="main" tabindex={-1}>
        <FlashPlace flash={viewer.flash} />
        {children}
      </main>
    </Document>
  )
}

/** The search of every page: a results page without JavaScript, live below the field with it. */
function SearchForm({ viewer }: { viewer: Viewer }) {
  const w = words[viewer.language]
  return (
    <search class="search">
      <form action="/search" method="get" autocomplete="off">
        <label class="visually-hidden" for="search">
          {w.search}
        </label>
        <input
          type="search"
          id="search"
          name="q"
          maxlength={200}
          placeholder={w.searchHint}
          accesskey="s"
          hx-get="/search"
          hx-trigger="input changed delay:150ms, search"
          hx-target="#search-live"
          hx-swap="innerHTML"
          hx-sync="this:replace"
        />{' '}
        <button type="submit" class="button button-quiet">
          {w.go}
        </button>
      </form>
      <div id="search-live" aria-live="polite"></div>
    </search>
  )
}
