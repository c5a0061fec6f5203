import type { Child, PropsWithChildren } from 'hono/jsx'
import type { Viewer } from '../viewer.ts'
import { Form } from './form.tsx'
import { type Hx, hxLink } from './htmx.ts'

export type ButtonKind = 'primary' | 'plain' | 'danger' | 'quiet'

export function Button({
  kind = 'plain',
  name,
  value,
  children,
}: PropsWithChildren<{ kind?: ButtonKind; name?: string; value?: string }>) {
  return (
    <button type="submit" class={`button button-${kind}`} name={name} value={value}>
      {children}
    </button>
  )
}

interface LinkProps {
  href: string
  kind?: ButtonKind | 'link'
  hx?: Hx
  autofocus?: boolean
  label?: string
}

/** A link that looks like a button, or with kind "link" like a link. */
export function LinkButton({ href, kind = 'plain', hx, autofocus, label, children }: PropsWithChildren<LinkProps>) {
  return (
    <a
      href={href}
      class={kind === 'link' ? 'action' : `button button-${kind}`}
      autofocus={autofocus}
      aria-label={label}
      {...hxLink(href, hx)}
    >
      {children}
    </a>
  )
}

interface PostProps {
  viewer: Viewer
  action: string
  label: Child
  fields?: Record<string, string | number>
  kind?: ButtonKind
  hx?: Hx
  confirm?: string
}

/** A form of one button. */
export function PostButton({ viewer, action, label, fields = {}, kind, hx, confirm }: PostProps) {
  return (
    <Form viewer={viewer} action={action} hx={hx} confirm={confirm} class="inline-form">
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Button kind={kind}>{label}</Button>
    </Form>
  )
}
