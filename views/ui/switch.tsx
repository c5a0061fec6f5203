import type { Viewer } from '../viewer.ts'
import { Form } from './form.tsx'
import type { Hx } from './htmx.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  action: string
  on: boolean
  label: string
  hx?: Hx
  /** Says the state without a way to change it. */
  disabled?: boolean
}

/** Shows on or off as text, and posts the state that is wanted, never "toggle": a form that is sent twice changes nothing more. */
export function Switch({ viewer, action, on, label, hx, disabled }: Props) {
  const w = words[viewer.language]
  const state = (
    <>
      <span class="visually-hidden">{label}: </span>
      {on ? w.on : w.off}
    </>
  )
  if (disabled) return <span class={`switch switch-fixed${on ? ' switch-on' : ''}`}>{state}</span>
  return (
    <Form viewer={viewer} action={action} hx={hx} class="inline-form">
      <input type="hidden" name="wanted" value={on ? 'off' : 'on'} />
      {/* htmx gives the focus back to what has the same id after the swap. */}
      <button
        type="submit"
        class="switch"
        role="switch"
        id={`switch${action.replace(/\W+/g, '-')}`}
        aria-checked={on ? 'true' : 'false'}
      >
        {state}
      </button>
    </Form>
  )
}
