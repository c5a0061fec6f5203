import type { Child } from 'hono/jsx'

export interface Tab {
  href: string
  label: Child
  current: boolean
}

export const Tabs = ({ label, tabs, id }: { label: string; tabs: readonly Tab[]; id?: string }) => (
  <nav class="tabs" aria-label={label} id={id}>
    <ul>
      {tabs.map((tab) => (
        <li>
          <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
            {tab.label}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)
