// What plain HTML can't do: closing what is open, and walking through the live search with the arrow keys.

const live = () => document.querySelector('#search-live')

document.addEventListener('keydown', (event) => {
  const results = live()
  if (!results) return
  if (event.key === 'Escape' && results.hasChildNodes()) {
    results.replaceChildren()
    document.querySelector('#search')?.focus()
  }
  const inside = event.target.closest?.('.search')
  if (!inside || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
  const stops = [document.querySelector('#search'), ...results.querySelectorAll('a')]
  const step = event.key === 'ArrowDown' ? 1 : -1
  const next = stops[stops.indexOf(document.activeElement) + step]
  if (next) {
    event.preventDefault()
    next.focus()
  }
})

document.addEventListener('click', (event) => {
  if (!event.target.closest('.search')) live()?.replaceChildren()
  for (const menu of document.querySelectorAll('details.menu[open]'))
    if (!menu.contains(event.target)) menu.open = false
})
