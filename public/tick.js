// Ticking rows of a table: a box that ticks all on the page, and the box for all that match keeping step with the rows. Without
// this one ticks them one by one.

for (const form of document.querySelectorAll('form[data-ticks]')) {
  const rows = [...form.querySelectorAll('tbody input[type=checkbox]')]
  const everything = form.querySelector('input[name=all]')
  const page = Object.assign(document.createElement('input'), { type: 'checkbox', id: 'f-page' })
  const label = Object.assign(document.createElement('label'), { htmlFor: 'f-page', textContent: form.dataset.ticks })
  const box = Object.assign(document.createElement('div'), { className: 'check' })
  box.append(page, label)
  form.querySelector('.toolbar').prepend(box)

  const count = () => {
    const ticked = rows.filter((row) => row.checked).length
    page.checked = ticked === rows.length
    page.indeterminate = ticked > 0 && ticked < rows.length
    // Who takes one row out does not mean all that match.
    if (!page.checked) everything.checked = false
  }
  const tickAll = (wanted) => {
    for (const row of rows) row.checked = wanted
    count()
  }
  page.addEventListener('change', () => tickAll(page.checked))
  everything.addEventListener('change', () => tickAll(everything.checked))
  for (const row of rows) row.addEventListener('change', count)
  // The browser's Back brings ticks back after this has run.
  window.addEventListener('pageshow', count)
}
