// A card of a board can be dragged to another column: its own form is sent with that stage. The buttons on it do the same without.

let card = null

document.addEventListener('pointerdown', ({ target }) => {
  const pressed = target.closest?.('[data-job]')
  if (pressed) pressed.draggable = !target.closest('button')
})

document.addEventListener('dragstart', (event) => {
  card = event.target.closest?.('[data-job]')
  if (!card) return
  event.dataTransfer.effectAllowed = 'move'
  event.dataTransfer.setData('text/plain', '')
  card.classList.add('dragged')
})

const columnUnder = (event) => card && event.target.closest?.('[data-stage]')

document.addEventListener('dragover', (event) => {
  const over = columnUnder(event)
  for (const column of document.querySelectorAll('.board-column.over'))
    if (column !== over) column.classList.remove('over')
  if (!over) return
  event.preventDefault()
  over.classList.add('over')
})

document.addEventListener('drop', (event) => {
  const over = columnUnder(event)
  if (!over) return
  event.preventDefault()
  const form = card.querySelector('form')
  if (over.contains(card)) return
  const to = document.createElement('input')
  Object.assign(to, { type: 'hidden', name: 'to', value: over.dataset.stage })
  form.append(to)
  form.requestSubmit()
})

document.addEventListener('dragend', () => {
  card?.classList.remove('dragged')
  document.querySelector('.board-column.over')?.classList.remove('over')
  card = null
})
