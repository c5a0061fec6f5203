// What plain HTML can't do: closing what is open, jumping to the search by / and walking through what it found by arrow keys, and
// showing what a request had to say to somebody who has scrolled away from the place where it is said.

const live = () => document.querySelector('#search-live')
const flash = () => document.querySelector('#flash')
const openMenus = () => document.querySelectorAll('details.menu[open]')

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') closeAll()
  else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') walk(event)
  else if (event.key === '/') toSearch(event)
})

const search = document.querySelector('#search')
if (search?.dataset.shortcut) search.setAttribute('aria-keyshortcuts', search.dataset.shortcut)

// Where something can be typed or chosen, the sign is itself.
const typed =
  'input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable]'

function toSearch(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.closest?.(typed)) return
  if (!search?.dataset.shortcut || !search.getClientRects().length) return
  event.preventDefault()
  search.focus()
  search.select()
}

function closeAll() {
  flash()?.classList.remove('flash-live')
  for (const menu of openMenus()) {
    menu.open = false
    menu.querySelector('summary').focus()
  }
  if (!live()?.hasChildNodes()) return
  live().replaceChildren()
  search.focus()
}

function walk(event) {
  if (!live() || !event.target.closest?.('.search')) return
  const stops = [search, ...live().querySelectorAll('a')]
  const next = stops[stops.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1)]
  if (!next) return
  event.preventDefault()
  next.focus()
}

document.addEventListener('click', ({ target }) => {
  if (!target.closest('.search')) live()?.replaceChildren()
  for (const menu of openMenus()) if (!menu.contains(target)) menu.open = false
  if (flash()?.contains(target)) flash().classList.remove('flash-live')
})

document.addEventListener('htmx:before:request', () => flash()?.classList.remove('flash-live'))

if (flash())
  new MutationObserver(() => flash().classList.toggle('flash-live', flash().hasChildNodes())).observe(flash(), {
    childList: true,
  })

// Two quick presses in one region: the first answer takes the place into which the second was to go, and htmx would drop that one.
// It goes into what stands there now, unless that answers something that was asked later.
let asked = 0
const shown = new Map()

document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
  ctx.asked = ++asked
})

document.addEventListener('htmx:before:response', ({ detail: { ctx } }) => {
  const id = ctx.target?.id
  if (!id || ctx.asked < (shown.get(id) ?? 0)) return
  shown.set(id, ctx.asked)
  if (!ctx.target.isConnected) ctx.target = document.getElementById(id) ?? ctx.target
})
