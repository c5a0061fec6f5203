import type { PropsWithChildren } from 'hono/jsx'
import type { PortalFrame } from '#src/portal/section.ts'
import { Tabs } from '../ui/tabs.tsx'
import { InsidePage } from './inside.tsx'
import { words } from './words.ts'

/** A page of one account in the portal: whose it is, the way to the others, and what there is of it. */
export function PortalPage({ frame, title, children }: PropsWithChildren<{ frame: PortalFrame; title: string }>) {
  const { viewer, client, account, tabs } = frame
  const w = words[viewer.language]
  return (
    <InsidePage viewer={viewer} title={`${account.name} · ${title}`} who={client}>
      <div class="page-head portal-account">
        <div>
          <h1>{account.name}</h1> <span class="short-id">{account.short_id}</span>
        </div>
        <Others frame={frame} />
      </div>
      <Tabs label={w.sections} tabs={tabs} />
      {children}
    </InsidePage>
  )
}

/** The other accounts that the same login opens, each at the same section. */
function Others({ frame: { viewer, account, accounts, tabs } }: { frame: PortalFrame }) {
  const w = words[viewer.language]
  const section = tabs
    .find((tab) => tab.current)
    ?.href.split('/')
    .at(-1)
  const others = accounts.filter((other) => other.id !== account.id)
  if (others.length === 0 || !section) return null
  return (
    <details class="menu">
      <summary>{w.otherAccounts}</summary>
      <div>
        <ul class="rows">
          {others.map((other) => (
            <li>
              <a href={`/portal/accounts/${other.id}/${section}`}>
                {other.name} <span class="short-id">{other.short_id}</span>
              </a>
            </li>
          ))}
        </ul>
      </div>
    </details>
  )
}
