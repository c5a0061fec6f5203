import type { Viewer } from '../viewer.ts'
import { Form } from './form.tsx'
import type { Hx } from './htmx.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  action: string
  on: boolean
  /** What it is to somebody who hears it without what stands around it. */
  label: string
  /** What stands before it, for the eye. */
  caption?: string
  /** What the caption means, where one points at it. */
  help?: string
  hx?: Hx
  /** Further values that go with it. */
  fields?: Record<string, string>
  /** What on and off are called here, where not so. */
  says?: readonly [on: string, off: string]
  /** Says the state without a way to change it. */
  disabled?: boolean
}

/** Shows on or off as text, and posts the state that is wanted, never "toggle": a form that is sent twice changes nothing more. */
export function Switch({ viewer, action, on, label, caption, help, hx, fields = {}, says, disabled }: Props) {
  const w = words[viewer.language]
  const [whenOn, whenOff] = says ?? [w.on, w.off]
  const state = on ? whenOn : whenOff
  const before = caption ? (
    <>
      <span class="switch-caption" title={help}>
        {caption}
      </span>{' '}
    </>
  ) : (
    disabled && <span class="visually-hidden">{label}: </span>
  )
  if (disabled)
    return (
      <span class="captioned-switch">
        {before}
        <span class={`switch switch-fixed${on ? ' switch-on' : ''}`}>{state}</span>
      </span>
    )
  return (
    <Form viewer={viewer} action={action} hx={hx} class="inline-form captioned-switch">
      <input type="hidden" name="wanted" value={on ? 'off' : 'on'} />
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {before}
      {/* htmx gives the focus back to what has the same id after the swap. */}
      <button
        type="submit"
        class="switch"
        role="switch"
        id={`switch${action.replace(/\W+/g, '-')}`}
        aria-label={label}
        aria-checked={on ? 'true' : 'false'}
      >
        {state}
      </button>
    </Form>
  )
}
