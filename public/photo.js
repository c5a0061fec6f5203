// The square of the picture that somebody picks, to be moved and zoomed before it is sent. The server does the cutting: here only
// three numbers are filled in. Without this script, or with a picture that this browser can't read, the middle is taken.

const pixels = 512
const mostZoom = 8
const step = 0.05

document.addEventListener('change', async ({ target }) => {
  const place = target.type === 'file' && target.form?.querySelector('.crop')
  if (!place) return
  place.replaceChildren()
  fill(target.form, { x: '', y: '', size: '' })
  const [file] = target.files
  const picture = file && (await createImageBitmap(file).catch(() => null))
  if (picture && target.files[0] === file) preview(place, picture)
})

function fill(form, square) {
  for (const name of ['x', 'y', 'size']) form.elements[`crop_${name}`].value = square[name]
}

function preview(place, picture) {
  const canvas = Object.assign(document.createElement('canvas'), { width: pixels, height: pixels, tabIndex: 0 })
  canvas.setAttribute('role', 'img')
  canvas.setAttribute('aria-label', place.dataset.move)
  const zoom = Object.assign(document.createElement('input'), { type: 'range', min: 1, max: mostZoom, step, value: 1 })
  const label = document.createElement('label')
  label.append(place.dataset.zoom, zoom)
  place.replaceChildren(canvas, label)

  const { width, height } = picture
  const middle = { x: width / 2, y: height / 2 }
  const within = (value, side, most) => Math.min(Math.max(value, side / 2), most - side / 2)

  function draw() {
    const side = Math.min(width, height) / zoom.value
    middle.x = within(middle.x, side, width)
    middle.y = within(middle.y, side, height)
    const [left, top] = [middle.x - side / 2, middle.y - side / 2]
    canvas.getContext('2d').clearRect(0, 0, pixels, pixels)
    canvas.getContext('2d').drawImage(picture, left, top, side, side, 0, 0, pixels, pixels)
    fill(place.closest('form'), { x: left / width, y: top / height, size: 1 / zoom.value })
  }

  /** Moves the picture by so many squares. */
  function move(right, down) {
    const side = Math.min(width, height) / zoom.value
    middle.x -= right * side
    middle.y -= down * side
    draw()
  }

  zoom.addEventListener('input', draw)
  canvas.addEventListener('pointerdown', (event) => canvas.setPointerCapture(event.pointerId))
  canvas.addEventListener('pointermove', (event) => {
    if (canvas.hasPointerCapture(event.pointerId))
      move(event.movementX / canvas.clientWidth, event.movementY / canvas.clientWidth)
  })
  canvas.addEventListener('keydown', (event) => {
    const way = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key]
    if (!way) return
    event.preventDefault()
    move(...way)
  })
  draw()
}
