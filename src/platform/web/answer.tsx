import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { FlashMessage } from '#views/ui/flash.tsx'
import { dropCookie, readCookie, writeCookie } from './cookies.ts'
import { formTokenOf } from './guard.ts'
import { sendHtml } from './html.ts'

export interface Flash {
  kind: 'done' | 'problem'
  text: string
  undo?: Undo | undefined
}

/** The form that takes back what was just done: where it is sent, what it says, and what its button says. */
export interface Undo {
  action: string
  label: string
  fields?: Record<string, string | string[]>
}

/** Whether htmx asks for one region of the page; anything else wants the whole page. */
export const wantsPart = (c: Context): boolean => c.req.header('HX-Request-Type') === 'partial'

const wrongField = / aria-invalid="true"/

/** In a form that was refused the focus is on the first field that is wrong, whatever the form begins with. */
const focusOnWrong = (html: string): string =>
  wrongField.test(html) ? html.replaceAll(' autofocus=""', '').replace(wrongField, '$& autofocus=""') : html

interface Answer {
  page: Child
  part?: Child
  /** Other regions of the page that the part has changed, each put in its own place. */
  also?: Region | readonly Region[]
  /** The address of what the part shows, for the browser to show too: of a list as it is filtered. */
  at?: string
  status?: ContentfulStatusCode
}

/** One URL, two answers: the region for htmx, the whole page for everybody else. */
export function answer(c: Context, { page, part, also, at, status = 200 }: Answer) {
  const shown = (html: string) => sendHtml(c, status === 422 ? focusOnWrong(html) : html, status)
  if (wantsPart(c)) {
    if (at !== undefined) c.header('HX-Replace-Url', at)
    if (part !== undefined) return shown(`${part}${inTheirPlaces(also)}`)
    // A page that has no region of its own takes the whole body's place.
    c.header('HX-Retarget', 'body')
    c.header('HX-Reswap', 'innerHTML')
  }
  return shown(`<!doctype html>${page}`)
}

interface Done {
  to: string
  flash?: string
  /** What the flash offers besides. */
  undo?: Undo | undefined
  part?: Child
  /** Other regions that the write has changed, each put in its own place. */
  also?: Region | readonly Region[]
}

interface Region {
  target: string
  region: Child
  swap?: 'outerHTML' | 'innerHTML'
}

const inTheirPlaces = (regions: Region | readonly Region[] = []): string =>
  [regions]
    .flat()
    .map(({ target, region, swap = 'outerHTML' }) =>
      String(
        <hx-partial hx-target={target} hx-swap={swap}>
          {region}
        </hx-partial>,
      ),
    )
    .join('')

/**
 * The end of a write that went well. A plain form is sent on to `to`, where the flash shows; htmx gets the changed region and
 * the flash, or, where the page as a whole has changed (no `part`), is sent on too.
 */
export function done(c: Context, { to, flash, undo, part, also }: Done) {
  if (wantsPart(c) && part !== undefined) {
    const message = flash ? (
      <hx-partial hx-target="#flash" hx-swap="innerHTML">
        <FlashMessage flash={{ kind: 'done', text: flash, undo }} formToken={formTokenOf(c)} />
      </hx-partial>
    ) : (
      ''
    )
    return sendHtml(c, `${part}${inTheirPlaces(also)}${message}`)
  }
  if (flash) keepFlash(c, { kind: 'done', text: flash, undo })
  if (wantsPart(c)) {
    c.header('HX-Redirect', to)
    return c.body(null, 200)
  }
  return c.redirect(to, 303)
}

/** Whether a browser brings back a form that was ours: one that leads elsewhere was not. */
const isOurs = (undo: Partial<Undo> | undefined): boolean =>
  /^\/(?![/\\])[\x21-\x7e]*$/.test(String(undo?.action)) &&
  typeof undo?.label === 'string' &&
  (undo.fields === undefined || (typeof undo.fields === 'object' && undo.fields !== null))

export function keepFlash(c: Context, flash: Flash): void {
  writeCookie(c, c.var.app.config, 'flash', Buffer.from(JSON.stringify(flash)).toString('base64url'), 60)
}

/** The flash that the last answer left, once. */
export function takeFlash(c: Context): Flash | null {
  const kept = readCookie(c, c.var.app.config, 'flash')
  if (!kept || wantsPart(c)) return null
  dropCookie(c, c.var.app.config, 'flash')
  try {
    const { kind, text, undo } = JSON.parse(Buffer.from(kept, 'base64url').toString())
    return typeof text === 'string' && text.length < 2000
      ? { kind: kind === 'problem' ? 'problem' : 'done', text, undo: isOurs(undo) ? undo : undefined }
      : null
  } catch {
    return null
  }
}

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'hx-partial': { 'hx-target': string; 'hx-swap': string; children?: Child }
    }
  }
}
