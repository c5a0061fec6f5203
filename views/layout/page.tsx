import type { PropsWithChildren } from 'hono/jsx'
import { formatsIn } from '#src/platform/language/format.ts'
import { type MenuEntry, menuFor, settingsFor } from '#src/staff/menu.ts'
import { RunningTimer } from '../time/running.tsx'
import { Badge } from '../ui/badge.tsx'
import { FlashPlace } from '../ui/flash.tsx'
import { Form } from '../ui/form.tsx'
import { Icon } from '../ui/icon.tsx'
import { Tabs } from '../ui/tabs.tsx'
import type { Viewer } from '../viewer.ts'
import { Document } from './document.tsx'
import { SearchForm } from './search.tsx'
import { words } from './words.ts'

const isHere = (path: string, href: string) => path === href || (href !== '/' && path.startsWith(`${href}/`))

const isIn = (path: string, { href, also }: MenuEntry) =>
  isHere(path, href) || (also !== undefined && isHere(path, also))

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
        <SettingsNav viewer={viewer} />
        <FlashPlace viewer={viewer} />
        {children}
      </main>
    </Document>
  )
}

/** On every page of the settings the way to the others. */
function SettingsNav({ viewer }: { viewer: Viewer }) {
  const entries = settingsFor(viewer)
  const here = entries.find(({ href }) => isHere(viewer.path, href))
  if (!here || entries.length < 2) return null
  const tabs = entries.map((entry) => ({ href: entry.href, label: entry.title(viewer), current: entry === here }))
  return <Tabs label={words[viewer.language].settings} tabs={tabs} />
}

/** How many are unread, or have failed, beside their word in the menu; nothing where there are none. */
function Waiting({ viewer, entry }: { viewer: Viewer; entry: MenuEntry }) {
  const failed = entry.failed?.(viewer) ?? 0
  const count = failed || (entry.unread?.(viewer) ?? 0)
  if (count === 0) return null
  const w = words[viewer.language]
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
            {menuFor(viewer).map((entry) => (
              <li>
                <a href={entry.href} aria-current={isIn(viewer.path, entry) ? 'page' : undefined}>
                  <Icon name={entry.icon} /> {entry.title(viewer)}
                  <Waiting viewer={viewer} entry={entry} />
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
