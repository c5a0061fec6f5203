/** Where a request's answer goes. Every element that asks carries it itself: htmx 4 inherits nothing. */
export interface Hx {
  target: string
  swap?: 'outerHTML' | 'innerHTML' | 'outerMorph' | 'beforeend'
  /** Whether the address bar follows: for links only. */
  pushUrl?: boolean
  /** What makes a form ask, where that is not its button alone. */
  trigger?: string
}

/** A form's htmx attributes: it posts to the same address as without. */
export const hxForm = (action: string, hx: Hx | undefined) =>
  hx
    ? {
        'hx-post': action,
        'hx-target': hx.target,
        'hx-swap': hx.swap ?? 'outerHTML',
        'hx-sync': 'this:drop',
        'hx-trigger': hx.trigger,
      }
    : {}

/** A link's htmx attributes: it asks for the same address as without. */
export const hxLink = (href: string, hx: Hx | undefined) =>
  hx
    ? {
        'hx-get': href,
        'hx-target': hx.target,
        'hx-swap': hx.swap ?? 'outerHTML',
        'hx-push-url': hx.pushUrl ? 'true' : undefined,
      }
    : {}

/** A region that asks for itself again every so many seconds, which keeps nobody signed in. Without htmx, a link beside it does. */
export const hxPoll = (href: string, target: string, seconds = 2) => ({
  'hx-get': href,
  'hx-trigger': `every ${seconds}s`,
  'hx-target': target,
  'hx-swap': 'outerHTML',
  'hx-headers': '{"X-Poll":"1"}',
})
