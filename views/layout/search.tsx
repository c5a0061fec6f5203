import { Icon } from '../ui/icon.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** The search of every page: a results page without JavaScript, live below the field with it. */
export function SearchForm({ viewer }: { viewer: Viewer }) {
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
          data-shortcut={viewer.staff?.has_shortcuts ? '/' : undefined}
          hx-get="/search"
          hx-trigger="input changed delay:150ms, search"
          hx-target="#search-live"
          hx-swap="innerHTML"
          hx-sync="this:replace"
        />{' '}
        <button type="submit">
          <Icon name="search" />
          <span class="visually-hidden">{w.go}</span>
        </button>
      </form>
      <div id="search-live" aria-live="polite"></div>
    </search>
  )
}
