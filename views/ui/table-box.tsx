import type { PropsWithChildren } from 'hono/jsx'

/** Around a table: where that is wider than its place, it scrolls in this box and not the page with it, by the keyboard too. */
export const TableBox = ({ label, class: more, children }: PropsWithChildren<{ label: string; class?: string }>) => (
  <section class={more ? `table-wrap ${more}` : 'table-wrap'} aria-label={label} tabindex={0}>
    {children}
  </section>
)
