// A running timer counts on while its page stands open. It asks nobody: a page that is looked at must not keep a session alive.

const seen = new WeakMap()

function tick() {
  for (const time of document.querySelectorAll('time[data-elapsed]')) {
    if (!seen.has(time)) seen.set(time, Date.now() - Number(time.dataset.elapsed) * 1000)
    const minutes = Math.floor((Date.now() - seen.get(time)) / 60_000)
    const text = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
    if (time.textContent !== text) time.textContent = text
  }
}

if (document.querySelector('#running-timer')) {
  tick()
  setInterval(tick, 5000)
}
