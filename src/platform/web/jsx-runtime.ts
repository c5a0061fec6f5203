// What JSX becomes in the built product, in the place of Hono's own runtime: each element is text at once, where Hono makes a tree of
// nodes first and walks it. It knows what Ficha's views use and refuses the rest; what it gives is Hono's to the letter, which
// src/html.test.ts asks of every page.

/** HTML that is finished: it is put into the page as it is, where any other text is escaped. */
class Markup {
  readonly html: string
  constructor(html: string) {
    this.html = html
  }
  toString(): string {
    return this.html
  }
}

type Props = Record<string, unknown>
type Component = (props: Props) => unknown

const special = /[&<>'"]/
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', "'": '&#39;', '"': '&quot;' }
const escaped = (text: string): string =>
  special.test(text) ? text.replace(/[&<>'"]/g, (sign) => entities[sign]!) : text

function rendered(child: unknown): string {
  if (typeof child === 'string') return escaped(child)
  if (child instanceof Markup) return child.html
  if (child === null || child === undefined || typeof child === 'boolean') return ''
  if (typeof child === 'number') return String(child)
  if (!Array.isArray(child)) throw new Error(`no view can show ${Object.prototype.toString.call(child)}`)
  let html = ''
  for (const one of child) html += rendered(one)
  return html
}

const withoutContent = new Set([
  ...['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'],
])
const switches = new Set([
  ...['allowfullscreen', 'async', 'autofocus', 'autoplay', 'checked', 'controls', 'default', 'defer', 'disabled'],
  ...['download', 'formnovalidate', 'hidden', 'inert', 'ismap', 'itemscope', 'loop', 'multiple', 'muted', 'nomodule'],
  ...['novalidate', 'open', 'playsinline', 'readonly', 'required', 'reversed', 'selected'],
])

/** How an element begins, by its tag. */
const openings = new Map<string, string>()
function openingOf(tag: string): string {
  const known = openings.get(tag)
  if (known !== undefined) return known
  if (!/^[a-z][\w-]*$/.test(tag)) throw new Error(`no element is called ${tag}`)
  const opening = `<${tag}`
  openings.set(tag, opening)
  return opening
}

/** How an attribute begins, by its name. Views name few, and a name that is none must not end a tag. */
const beginnings = new Map<string, string>()
function beginningOf(name: string): string {
  const known = beginnings.get(name)
  if (known !== undefined) return known
  if (!/^[\w:.-]+$/.test(name)) throw new Error(`no attribute is called ${name}`)
  const beginning = ` ${name}="`
  beginnings.set(name, beginning)
  return beginning
}

function attribute(name: string, value: unknown): string {
  if (typeof value === 'string') return `${beginningOf(name)}${escaped(value)}"`
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') {
    if (!switches.has(name)) return `${beginningOf(name)}${value}"`
    return value ? `${beginningOf(name)}"` : ''
  }
  if (typeof value === 'number') return `${beginningOf(name)}${value}"`
  throw new Error(`the attribute ${name} can't be ${typeof value}`)
}

/** An element, or what a component makes of its properties, as finished HTML. */
export function jsx(tag: string | Component, props: Props): Markup {
  if (typeof tag !== 'string') {
    const made = tag(props)
    return made instanceof Markup ? made : new Markup(rendered(made))
  }
  let html = openingOf(tag)
  for (const name in props) if (name !== 'children') html += attribute(name, props[name])
  const { children } = props
  if (withoutContent.has(tag)) return new Markup(`${html}/>`)
  return new Markup(`${html}>${typeof children === 'string' ? escaped(children) : rendered(children)}</${tag}>`)
}

export { jsx as jsxs }

export const Fragment = ({ children }: Props): Markup => new Markup(rendered(children))
