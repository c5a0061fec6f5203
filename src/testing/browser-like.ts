import type { Hono } from 'hono'
import { type HTMLElement, parse } from 'node-html-parser'
import type { App } from '#src/platform/app.ts'
import { formTokenFor } from '#src/platform/web/guard.ts'
import { hashToken } from '#src/platform/web/sessions.ts'
import { beginClientSession } from '#src/portal/sessions.ts'
import { beginSession } from '#src/staff/sessions.ts'

export interface Answer {
  status: number
  /** Where a redirect leads, the browser's or htmx's. */
  location: string | null
  text: string
  html: HTMLElement
  headers: Headers
}

export type Fields = Record<string, string | number | readonly (string | number)[]>

interface Options {
  /** As htmx asks, for one region. */
  htmx?: boolean
  /** Without the form's token, as another site would post. */
  token?: string | false
  headers?: Record<string, string>
  /** The network address that the request comes from. */
  from?: string
}

/** As much of a browser as a test needs: it keeps cookies, proves its forms, and parses what comes back. */
export interface Browser {
  get(path: string, options?: Options): Promise<Answer>
  post(path: string, fields?: Fields, options?: Options): Promise<Answer>
  upload(path: string, body: FormData, options?: Options): Promise<Answer>
  cookies: Map<string, string>
  formToken: string
}

function makeBrowser(web: Hono, formToken: string): Browser {
  const cookies = new Map<string, string>()
  async function send(path: string, init: RequestInit, { htmx, headers, from }: Options): Promise<Answer> {
    const sent = {
      ...init,
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(htmx ? { 'HX-Request': 'true', 'HX-Request-Type': 'partial' } : {}),
        ...(init.headers as Record<string, string>),
        ...headers,
      },
    }
    const answer = await web.request(path, sent, from ? { incoming: { socket: { remoteAddress: from } } } : undefined)
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = cookie.split('; ')
      const [name = '', value = ''] = pair.split('=')
      if (attributes.includes('Max-Age=0')) cookies.delete(name)
      else cookies.set(name, value)
    }
    const text = await answer.text()
    let html: HTMLElement | undefined
    return {
      status: answer.status,
      location: answer.headers.get('location') ?? answer.headers.get('hx-redirect'),
      text,
      // Most answers are not looked into.
      get html() {
        html ??= parse(text)
        return html
      },
      headers: answer.headers,
    }
  }
  const browser: Browser = {
    cookies,
    formToken,
    get: (path, options = {}) => send(path, {}, options),
    post(path, fields = {}, options = {}) {
      const body = new URLSearchParams()
      const token = options.token === undefined ? browser.formToken : options.token
      if (token !== false) body.set('form_token', token)
      for (const [name, value] of Object.entries(fields))
        for (const one of [value].flat()) body.append(name, String(one))
      return send(
        path,
        { method: 'POST', body: String(body), headers: { 'content-type': 'application/x-www-form-urlencoded' } },
        options,
      )
    },
    upload: (path, body, options = {}) => send(path, { method: 'POST', body }, options),
  }
  return browser
}

const from = { address: '127.0.0.1', userAgent: 'test' }

function signedIn(app: App, web: Hono, cookie: 'session' | 'portal', token: string): Browser {
  const browser = makeBrowser(web, formTokenFor(app.config.secret, hashToken(token)))
  browser.cookies.set(cookie, token)
  return browser
}

/** A browser in which that person of the staff has signed in. */
export async function browserFor(app: App, web: Hono, staffId: number): Promise<Browser> {
  const { token } = await app.db.write((trx) => beginSession(trx, staffId, app.clock(), from))
  return signedIn(app, web, 'session', token)
}

/** A browser in which that client has signed in to the portal. */
export async function clientBrowserFor(app: App, web: Hono, loginId: number): Promise<Browser> {
  const { token } = await app.db.write((trx) => beginClientSession(trx, loginId, app.clock(), from))
  return signedIn(app, web, 'portal', token)
}

/** A browser in which nobody has signed in. Its form token is read off the first form that it gets. */
export function strangerFor(web: Hono): Browser {
  const browser = makeBrowser(web, '')
  const get = browser.get
  browser.get = async (path, options) => {
    const answer = await get(path, options)
    browser.formToken = answer.html.querySelector('input[name=form_token]')?.getAttribute('value') ?? browser.formToken
    return answer
  }
  return browser
}

/** The same browser, with its cookies, as it asks another server. */
export function sameBrowser(browser: Browser, web: Hono): Browser {
  const other = makeBrowser(web, browser.formToken)
  for (const [name, value] of browser.cookies) other.cookies.set(name, value)
  return other
}
