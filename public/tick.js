// Ticking rows of a table: a box in its head that ticks all on the page, the box for all that match keeping step with the rows, and how
// many are ticked. Without this one ticks them one by one.

const formAround = (element) => element.closest?.('form[data-ticks]')
const rowsOf = (form) => [...form.querySelectorAll('tbody .tick input')]

function count(form) {
  const rows = rowsOf(form)
  const ticked = rows.filter((row) => row.checked).length
  const page = form.querySelector('thead .tick input')
  const everything = form.querySelector('input[name=all]')
  page.checked = ticked === rows.length
  page.indeterminate = ticked > 0 && ticked < rows.length
  // Who takes one row out does not mean all that match.
  if (!page.checked) everything.checked = false
  const { ticked: words, all } = form.dataset
  const says = everything.checked ? all : String(ticked)
  form.querySelector('output').textContent = ticked > 0 ? words.replace('#', says) : ''
}

function prepare() {
  for (const form of document.querySelectorAll('form[data-ticks]')) {
    const heading = form.querySelector('thead .tick')
    if (!heading.querySelector('input')) {
      const page = Object.assign(document.createElement('input'), { type: 'checkbox' })
      page.setAttribute('aria-label', form.dataset.ticks)
      heading.replaceChildren(page)
    }
    count(form)
  }
}

document.addEventListener('change', ({ target }) => {
  const form = formAround(target)
  if (!form) return
  if (target.name === 'all' || target.closest('thead')) for (const row of rowsOf(form)) row.checked = target.checked
  count(form)
})
document.addEventListener('htmx:after:swap', prepare)
// The browser's Back brings ticks back after this has run.
window.addEventListener('pageshow', prepare)
prepare()
