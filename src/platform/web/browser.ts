import Bowser from 'bowser'

/** Text browsers, which the library knows in part. */
const textBrowser = /^(w3m|E?Links)\b/

/** What people call the browser and the system of a `User-Agent` header (RFC 9110, section 10.1.5); null for what it does not tell. */
export function browserIn(userAgent: string | null): { browser: string | null; system: string | null } {
  if (!userAgent) return { browser: null, system: null }
  const told = Bowser.getParser(userAgent)
  const browser = textBrowser.exec(userAgent)?.[1] ?? told.getBrowserName()
  // "Samsung Internet for Android": the system is said beside it.
  return { browser: browser.replace(/ for Android$/, '') || null, system: told.getOSName() || null }
}
