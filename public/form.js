// Forms by keyboard: Escape leaves one that was opened in its place, Ctrl+Enter sends it, a panel that is opened begins at its first field,
// and the cursor of a field that is come to stands behind what is in it.

const field = 'input:not([type=hidden]), select, textarea'

document.addEventListener('keydown', (event) => {
  const form = event.target.closest?.('form')
  if (!form || event.defaultPrevented || event.isComposing) return
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send(event, form)
  else if (event.key === 'Escape' && event.target.type !== 'search') leave(event, form)
})

function send(event, form) {
  event.preventDefault()
  form.requestSubmit(form.querySelector('.button-primary'))
}

/** By its own way out where that stays on the page: a form that is a page keeps what was typed. */
function leave(event, form) {
  const cancel = form.querySelector('.form-actions a[hx-get]')
  const panel = form.closest('details')
  if (cancel) cancel.click()
  else if (panel?.querySelector('summary')) {
    panel.open = false
    panel.querySelector('summary').focus()
  } else return
  event.preventDefault()
}

document.addEventListener(
  'toggle',
  ({ target }) => {
    // Not where the page came with it open.
    if (target.open && document.activeElement?.parentElement === target)
      target.querySelector(`form :is(${field})`)?.focus()
  },
  true,
)

const begun = new WeakSet()

/** Where a form begins by itself; later on one may come to the field by a key, which selects what is in it. */
function cursorToEnd(typed) {
  if (!typed?.matches('input[autofocus], textarea[autofocus]') || begun.has(typed)) return
  begun.add(typed)
  // Of a number or a date there is no such place to say.
  if (typed.selectionStart !== null) typed.setSelectionRange(typed.value.length, typed.value.length)
}

cursorToEnd(document.activeElement)
document.addEventListener('focusin', ({ target }) => cursorToEnd(target))

// What a company alone has is there for a company alone, or where something stands in it. Without this it is a panel to open.
function showOnlyFor({ form, value }) {
  for (const panel of form?.querySelectorAll('[data-only-for]') ?? []) {
    panel.open = panel.dataset.onlyFor === value || panel.querySelector('[aria-invalid]') !== null
    panel.hidden = !panel.open && [...panel.querySelectorAll(field)].every((one) => one.value === '')
  }
}

const isType = (target) => target.matches?.('select[name=type]')
document.addEventListener('change', ({ target }) => isType(target) && showOnlyFor(target))

function ready() {
  for (const select of document.querySelectorAll('form select[name=type]')) showOnlyFor(select)
}

ready()
document.addEventListener('htmx:after:swap', () => requestAnimationFrame(ready))
