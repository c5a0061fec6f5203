import type { PropsWithChildren } from 'hono/jsx'
import { formatsIn } from '#src/platform/language/format.ts'
import { can, type Permission } from '#src/staff/rights.ts'
import { RunningTimer } from '../time/running.tsx'
import { Badge } from '../ui/badge.tsx'
import { FlashPlace } from '../ui/flash.tsx'
import { Form } from '../ui/form.tsx'
import { Icon } from '../ui/icon.tsx'
import type { IconName } from '../ui/icons.ts'
import type { Viewer } from '../viewer.ts'
import { Document } from './document.tsx'
import { SearchForm } from './search.tsx'
import { words } from './words.ts'

type Word =
  | 'day'
  | 'clients'
  | 'contacts'
  | 'chats'
  | 'mentions'
  | 'jobs'
  | 'time'
  | 'requests'
  | 'imports'
  | 'activity'
  | 'settings'

/** The menu. A page that stands at none of its addresses is marked by `also`. */
const places: readonly { href: string; also?: string; word: Word; icon: IconName; permission: Permission }[] = [
  { href: '/', word: 'day', icon: 'home', permission: 'signed in' },
  { href: '/accounts', also: '/groups', word: 'clients', icon: 'clients', permission: 'signed in' },
  { href: '/contacts', word: 'contacts', icon: 'contacts', permission: 'signed in' },
  { href: '/chats', word: 'chats', icon: 'chat', permission: 'signed in' },
  { href: '/mentions', word: 'mentions', icon: 'at', permission: 'signed in' },
  { href: '/jobs', word: 'jobs', icon: 'board', permission: 'signed in' },
  { href: '/time', word: 'time', icon: 'clock', permission: 'signed in' },
  { href: '/access-requests', word: 'requests', icon: 'key', permission: 'signed in' },
  { href: '/imports', word: 'imports', icon: 'upload', permission: 'manage contacts' },
  { href: '/activity', word: 'activity', icon: 'activity', permission: 'admin' },
  { href: '/settings', word: 'settings', icon: 'settings', permission: 'signed in' },
]

const isHere = (path: string, href: string) => path === href || (href !== '/' && path.startsWith(`${href}/`))

interface Props {
  viewer: Viewer
  title: string
  /** For boards and tables with many columns: as wide as the window. */
  wide?: boolean
}

/** A page of somebody who is signed in: the sidebar, and the content beside it. */
export function Page({ viewer, title, wide, children }: PropsWithChildren<Props>) {
  return (
    <Document viewer={viewer} title={title} class="app">
      <Sidebar viewer={viewer} />
      <main id="main" tabindex={-1} class={wide ? 'wide' : undefined}>
        <FlashPlace flash={viewer.flash} />
        {children}
      </main>
    </Document>
  )
}

/** How many are unread, or have failed, beside their word in the menu; nothing where there are none. */
function Waiting({ viewer, word }: { viewer: Viewer; word: 'chats' | 'mentions' | 'settings' }) {
  const count = viewer.waiting[word] ?? 0
  if (count === 0) return null
  const w = words[viewer.language]
  const failed = word === 'settings'
  return (
    <>
      {' '}
      <Badge kind={failed ? 'bad' : 'info'}>
        {count > 99 ? '99+' : formatsIn(viewer.language).count(count)}
        <span class="visually-hidden"> {failed ? w.failed : w.unread}</span>
      </Badge>
    </>
  )
}

function Sidebar({ viewer }: { viewer: Viewer }) {
  const w = words[viewer.language]
  return (
    <header class="sidebar">
      <p class="brand">
        <a href="/">{viewer.firmName}</a>
      </p>
      <SearchForm viewer={viewer} />
      <RunningTimer viewer={viewer} />
      {/* The menu follows its switch rather than standing inside: one list for wide screens, narrow ones and text browsers. */}
      <details class="menu-switch">
        <summary class="button button-quiet">
          <Icon name="menu" /> {w.menu}
        </summary>
      </details>
      <div class="sidebar-menu">
        <nav aria-label={w.main}>
          <ul>
            {places
              .filter(({ permission }) => can(viewer.staff, permission))
              .map(({ href, also, word, icon }) => (
                <li>
                  <a
                    href={href}
                    aria-current={[href, also].some((one) => one && isHere(viewer.path, one)) ? 'page' : undefined}
                  >
                    <Icon name={icon} /> {w[word]}
                    {(word === 'mentions' || word === 'chats' || word === 'settings') && (
                      <Waiting viewer={viewer} word={word} />
                    )}
                  </a>
                </li>
              ))}
          </ul>
        </nav>
        <div class="sidebar-foot">
          <a href="/me" aria-current={isHere(viewer.path, '/me') ? 'page' : undefined} title={w.me}>
            <Icon name="user" /> {viewer.staff?.name}
          </a>
          <Form viewer={viewer} action="/sign-out" class="inline-form">
            <button type="submit" class="button button-quiet">
              <Icon name="sign-out" /> {w.signOut}
            </button>
          </Form>
        </div>
      </div>
    </header>
  )
}
