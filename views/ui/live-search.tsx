import type { PropsWithChildren } from 'hono/jsx'
import type { Viewer } from '../viewer.ts'
import { Button } from './button.tsx'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  /** The page that searches. */
  action: string
  label: string
  query: string
  /** The region into which htmx puts what is found. */
  target: string
  /** What goes along with what is typed, as what was ticked before. */
  include?: string
}

/** A search by which a page begins: Enter in it finds, by page; while one types, what is found comes into a region of that page. */
export const LiveSearch = ({ viewer, action, label, query, target, include, children }: PropsWithChildren<Props>) => (
  <form class="live-search" action={action} method="get">
    {children}
    <div class="field">
      <label for="f-q">{label}</label>
      <input
        id="f-q"
        type="search"
        name="q"
        value={query}
        maxlength={200}
        autocomplete="off"
        autofocus
        hx-get={action}
        hx-trigger="input changed delay:150ms, search"
        hx-target={target}
        hx-swap="outerHTML"
        hx-sync="this:replace"
        hx-include={include}
      />
    </div>
    <Button>{words[viewer.language].search}</Button>
  </form>
)
