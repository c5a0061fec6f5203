import type { Child, PropsWithChildren } from 'hono/jsx'
import type { ButtonKind } from './button.tsx'
import { Icon } from './icon.tsx'

/** What one needs less often, behind a button: links, one-button forms, or a small form. Put a list of choices in `<ul>`. */
export const DetailsMenu = ({
  label,
  kind = 'plain',
  children,
}: PropsWithChildren<{ label: Child; kind?: ButtonKind }>) => (
  <details class="menu">
    <summary class={`button button-${kind}`}>
      {label} <Icon name="chevron-down" />
    </summary>
    <div>{children}</div>
  </details>
)
