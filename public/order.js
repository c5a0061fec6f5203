// A list that has an order can be dragged into another one: the numbers beside its items follow, and the form is sent. The numbers
// and the buttons do the same without.

let dragged = null

document.addEventListener('pointerdown', ({ target }) => {
  const item = target.closest?.('[data-order-item]')
  if (item) item.draggable = !target.closest('input, button')
})

document.addEventListener('dragstart', (event) => {
  dragged = event.target.closest?.('[data-order-item]')
  if (!dragged) return
  event.dataTransfer.effectAllowed = 'move'
  event.dataTransfer.setData('text/plain', '')
  dragged.classList.add('dragged')
})

document.addEventListener('dragover', (event) => {
  const over = dragged && event.target.closest?.('[data-order-item]')
  if (!over || over.parentElement !== dragged.parentElement) return
  event.preventDefault()
  const { top, height } = over.getBoundingClientRect()
  if (over !== dragged) over[event.clientY < top + height / 2 ? 'before' : 'after'](dragged)
})

document.addEventListener('drop', (event) => {
  if (dragged) event.preventDefault()
})

document.addEventListener('dragend', () => {
  if (!dragged) return
  const items = [...dragged.parentElement.querySelectorAll('[data-order-item]')]
  dragged.classList.remove('dragged')
  const form = dragged.closest('form')
  dragged = null
  for (const [i, item] of items.entries()) item.querySelector('input[type=number]').value = i + 1
  form.requestSubmit(form.querySelector('.button-primary'))
})
