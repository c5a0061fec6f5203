import type { Viewer } from '../viewer.ts'
import { Button, type ButtonKind, LinkButton } from './button.tsx'
import type { Hx } from './htmx.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  /** What the button says; "Save" where nothing is given. */
  label?: string
  kind?: ButtonKind
  /** Where cancelling leads. */
  cancel: string
  hx?: Hx
}

/** The end of a form: do it, or leave it. */
export function FormActions({ viewer, label, kind = 'primary', cancel, hx }: Props) {
  const w = words[viewer.language]
  return (
    <div class="form-actions">
      <Button kind={kind}>{label ?? w.save}</Button>
      <LinkButton href={cancel} kind="quiet" hx={hx}>
        {w.cancel}
      </LinkButton>
    </div>
  )
}
