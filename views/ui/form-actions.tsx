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
  /** What that says; "Cancel" where nothing is given. */
  cancelLabel?: string
  hx?: Hx
}

/** The end of a form: do it, or leave it. */
export function FormActions({ viewer, label, kind = 'primary', cancel, cancelLabel, hx }: Props) {
  const w = words[viewer.language]
  return (
    <div class="form-actions">
      <Button kind={kind}>{label ?? w.save}</Button>
      <LinkButton href={cancel} kind="quiet" hx={hx}>
        {cancelLabel ?? w.cancel}
      </LinkButton>
    </div>
  )
}
