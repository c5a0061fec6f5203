// A button that copies what stands beside it, for whoever has JavaScript: without it there is none. What is masked is asked for first,
// by the form that shows it, so that copying is a reading like any other.

async function told(place) {
  const shown = place.querySelector('[data-copied]')
  if (shown) return shown.textContent
  const form = place.querySelector('form')
  const headers = { 'HX-Request': 'true', 'HX-Request-Type': 'partial' }
  const answer = await fetch(form.action, { method: 'POST', headers, body: new URLSearchParams(new FormData(form)) })
  if (!answer.ok) throw new Error(answer.statusText)
  const region = new DOMParser().parseFromString(await answer.text(), 'text/html')
  return region.querySelector('[data-copied]').textContent
}

/** Some browsers let a page write only while the press is fresh: they are given the text as something that is still to come. */
async function write(text) {
  if (!globalThis.ClipboardItem) return byHand(await text)
  const coming = text.then((said) => new Blob([said], { type: 'text/plain' }))
  await navigator.clipboard.write([new ClipboardItem({ 'text/plain': coming })])
}

/** Where the address is plain http there is no other way. */
function byHand(text) {
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'visually-hidden'
  document.body.append(area)
  area.select()
  const isCopied = document.execCommand('copy')
  area.remove()
  if (!isCopied) throw new Error('not copied')
}

class CopyText extends HTMLElement {
  connectedCallback() {
    if (this.hasChildNodes()) return
    const { label, of, done, failed } = this.dataset
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button button-quiet'
    button.textContent = label
    button.setAttribute('aria-label', `${label}: ${of}`)
    const said = document.createElement('span')
    said.className = 'small muted'
    said.role = 'status'
    button.addEventListener('click', async () => {
      said.textContent = ''
      try {
        await write(told(this.parentElement))
        said.textContent = done
      } catch {
        said.textContent = failed
      }
      button.focus()
    })
    this.append(button, said)
  }
}

if (!customElements.get('copy-text')) customElements.define('copy-text', CopyText)
