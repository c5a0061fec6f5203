// Whoever is chosen under "Mention" is put into the text where the cursor stands. Without this the name is added when it is saved.

document.addEventListener('change', ({ target }) => {
  if (!target.matches?.('select[name=mention]') || target.value === '') return
  const text = target.form.querySelector('textarea')
  const before = text.value.slice(0, text.selectionStart)
  text.setRangeText(
    `${/(^|\s)$/.test(before) ? '' : ' '}@${target.value} `,
    text.selectionStart,
    text.selectionEnd,
    'end',
  )
  target.value = ''
  text.focus()
})
