import type { Child, PropsWithChildren } from 'hono/jsx'

interface Props {
  title: string
  /** For the heading, and for links to the section. */
  id: string
  count?: string
  actions?: Child
}

/** A card of a page: heading, how many, what one can do, and the content. */
export function Section({ title, id, count, actions, children }: PropsWithChildren<Props>) {
  return (
    <section class="card" id={id} aria-labelledby={`${id}-title`}>
      <header class="card-head">
        <h2 id={`${id}-title`}>
          {title}
          {count !== undefined && <span class="count"> {count}</span>}
        </h2>
        {actions && <div class="actions">{actions}</div>}
      </header>
      {children}
    </section>
  )
}

export const Empty = ({ children }: { children?: Child }) => <p class="empty">{children}</p>
