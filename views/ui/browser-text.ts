import { browserIn } from '#src/platform/web/browser.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** "Firefox on Windows", or as much of it as the browser told. */
export function browserText(viewer: Viewer, userAgent: string | null): string {
  const w = words[viewer.language]
  const { browser, system } = browserIn(userAgent)
  if (browser && system) return w.browserOn(browser, system)
  return browser ?? system ?? w.unknownBrowser
}
