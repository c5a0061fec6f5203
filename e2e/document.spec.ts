import { demo } from './demo.ts'
import { expect, test } from './server.ts'

test.use({ as: 'owner' })

test('a PDF stands in its page where the browser has a viewer, and is a link where it has none', async ({ page }) => {
  const account = demo.account('Sílvia Coelho')
  await page.goto(`${account}/documents?q=.pdf`)
  const path = (await page.locator('#document-list a', { hasText: '.pdf' }).first().getAttribute('href'))!
  for (const hasViewer of [false, true]) {
    await page.addInitScript((has) => {
      Object.defineProperty(navigator, 'pdfViewerEnabled', { configurable: true, get: () => has })
    }, hasViewer)
    await page.goto(path)
    await expect(page.getByRole('link', { name: 'Open the PDF' })).toBeVisible()
    await expect(page.locator('iframe.preview-pdf')).toHaveCount(hasViewer ? 1 : 0)
  }
})
