// Files that go to a folder: sent one by one, each with its progress, from the form or dropped onto the list; then the list asks for
// itself again. Without this the browser sends them all in one form. The words stand in the page.

const panels = () => document.querySelectorAll('[data-upload]')
const sentAtOnce = 2

for (const panel of panels()) panel.querySelector('.field-help').append(` ${panel.dataset.drop}`)

document.addEventListener('submit', (event) => {
  const panel = event.target.closest('[data-upload]')
  if (!panel) return
  event.preventDefault()
  const field = event.target.elements.files
  send(panel, field.files)
  field.value = ''
})

// A file that is dropped beside the list would take the page's place.
for (const kind of ['dragover', 'drop'])
  document.addEventListener(kind, (event) => {
    const panel = event.dataTransfer?.types.includes('Files') && [...panels()][0]
    if (!panel) return
    event.preventDefault()
    const place = panel.closest('section')
    place.classList.toggle('dropping', kind === 'dragover')
    if (kind === 'drop' && place.contains(event.target)) {
      const closed = panel.closest('details')
      if (closed) closed.open = true
      send(panel, event.dataTransfer.files)
    }
  })
document.addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) for (const panel of panels()) panel.closest('section').classList.remove('dropping')
})

const waiting = []
let sending = 0
let arrived = false

function send(panel, files) {
  for (const file of files) begin({ panel, file, row: rowFor(panel, file) })
}

function begin(upload) {
  const { button, progress } = upload.row
  progress.value = 0
  show(upload, 'waiting')
  waiting.push(upload)
  button.onclick = () => {
    waiting.splice(waiting.indexOf(upload), 1)
    show(upload, 'stopped')
    button.onclick = () => begin(upload)
  }
  next()
}

function rowFor(panel, file) {
  const row = document.createElement('li')
  const name = Object.assign(document.createElement('span'), { className: 'upload-name', textContent: file.name })
  const progress = Object.assign(document.createElement('progress'), { max: 1, value: 0 })
  progress.setAttribute('aria-label', file.name)
  const state = Object.assign(document.createElement('span'), { className: 'upload-state' })
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button button-quiet' })
  row.append(name, progress, state, button)
  panel.querySelector('.uploads').append(row)
  return { row, progress, state, button }
}

function next() {
  while (sending < sentAtOnce && waiting.length > 0) post(waiting.shift())
  if (sending > 0 || waiting.length > 0 || !arrived) return
  arrived = false
  for (const panel of panels()) document.querySelector(panel.dataset.upload)?.dispatchEvent(new Event('uploaded'))
}

/** Says how far a file has come: one of the panel's words, or what the server said. */
function show({ panel, file, row }, kind, said = panel.dataset[kind]) {
  const isOver = kind === 'done' || kind === 'refused'
  row.row.className = `upload-${kind}`
  row.state.textContent = said
  row.progress.hidden = kind !== 'waiting' && kind !== 'sending'
  row.button.hidden = isOver
  const again = kind === 'failed' || kind === 'stopped'
  row.button.textContent = again ? panel.dataset.again : panel.dataset.stop
  row.button.setAttribute('aria-label', `${row.button.textContent}: ${file.name}`)
}

function post(upload) {
  const { panel, file, row } = upload
  const form = panel.querySelector('form')
  const body = new FormData(form)
  body.delete('files')
  body.append('files', file)
  const request = new XMLHttpRequest()
  sending++
  show(upload, 'sending')
  row.button.onclick = () => request.abort()
  request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
    if (!lengthComputable) return
    row.progress.value = loaded / total
    row.state.textContent = `${panel.dataset.sending} ${Math.floor((100 * loaded) / total)} %`
  }
  const over = (kind, said) => {
    sending--
    show(upload, kind, said)
    if (kind === 'done') arrived = true
    row.button.onclick = () => begin(upload)
    next()
  }
  request.onload = () => over(...outcomeOf(request, panel))
  request.onerror = () => over('failed')
  request.onabort = () => over('stopped')
  request.open('POST', form.action)
  request.setRequestHeader('HX-Request', 'true')
  request.setRequestHeader('HX-Request-Type', 'partial')
  request.send(body)
}

/** What the server says became of the file. Of what is not its word on the file, the session’s end say, nothing is shown but that it failed. */
function outcomeOf(request, panel) {
  const answer = new DOMParser().parseFromString(request.responseText, 'text/html')
  const said = answer.querySelector('.received li')
  // What is away says so itself, and that it may be tried again.
  const outage = request.status === 503 || request.status === 507 ? answer.querySelector('.notice') : null
  if (!said) return ['failed', outage?.textContent ?? panel.dataset.failed]
  if (request.status === 507) return ['failed', said.textContent]
  return [request.status === 200 ? 'done' : 'refused', said.textContent]
}
