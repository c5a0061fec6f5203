import type { Child, PropsWithChildren } from 'hono/jsx'
import type { Viewer } from '../viewer.ts'
import { Form } from './form.tsx'
import { type Hx, hxLink } from './htmx.ts'

export type ButtonKind = 'primary' | 'plain' | 'danger' | 'quiet'

export function Button({
  kind = 'plain',
  name,
  value,
  id,
  children,
}: PropsWithChildren<{ kind?: ButtonKind; name?: string; value?: string; id?: string }>) {
  return (
    <button type="submit" class={`button button-${kind}`} name={name} value={value} id={id}>
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
  /** Where the focus is to come back to it after a swap. */
  id?: string
}

/** A link that looks like a button, or with kind "link" like a link. The space behind it keeps two apart where there is no style sheet. */
export function LinkButton({ href, kind = 'plain', hx, autofocus, label, id, children }: PropsWithChildren<LinkProps>) {
  return (
    <>
      <a
        href={href}
        id={id}
        class={kind === 'link' ? 'action' : `button button-${kind}`}
        autofocus={autofocus}
        aria-label={label}
        {...hxLink(href, hx)}
      >
        {children}
      </a>{' '}
    </>
  )
}

interface PostProps {
  viewer: Pick<Viewer, 'formToken'>
  action: string
  label: Child
  fields?: Record<string, string | number | readonly string[]>
  kind?: ButtonKind
  hx?: Hx
  confirm?: string
  /** It adds something: pressed twice, it adds one. */
  creates?: boolean
  /** Of the button: where the focus is to come back to it after a swap. */
  id?: string
}

/** What a form says without being asked. */
export const HiddenFields = ({ fields }: { fields: Record<string, string | number | readonly string[]> }) => (
  <>
    {Object.entries(fields).flatMap(([name, values]) =>
      [values].flat().map((value) => <input type="hidden" name={name} value={value} />),
    )}
  </>
)

/** A form of one button. */
export function PostButton({ viewer, action, label, fields = {}, kind, id, ...form }: PostProps) {
  return (
    <Form viewer={viewer} action={action} {...form} class="inline-form">
      <HiddenFields fields={fields} />
      <Button kind={kind} id={id}>
        {label}
      </Button>
    </Form>
  )
}
