// A PDF stands in its page where the browser has a viewer of its own. One without would save the file unasked when the page opens:
// there the link beside it is all, as without this script.

function showPdfs() {
  if (!navigator.pdfViewerEnabled) return
  for (const place of document.querySelectorAll('[data-pdf]:empty')) {
    const { pdf, title } = place.dataset
    place.append(Object.assign(document.createElement('iframe'), { className: 'preview-pdf', src: pdf, title }))
  }
}

showPdfs()
document.addEventListener('htmx:after:swap', showPdfs)
