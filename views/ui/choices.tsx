import type { Child } from 'hono/jsx'
import { type Common, describedBy, fieldId, idOf, Notes } from './field-parts.tsx'

/** One box to tick; several of one name are told apart by their values. */
export function Checkbox({
  name,
  label,
  checked,
  value = 'on',
  help,
  error,
  idPrefix,
  autofocus,
  isWrong = Boolean(error),
}: Common & { checked?: boolean; value?: string; autofocus?: boolean; isWrong?: boolean }) {
  const id = `${fieldId(name, idPrefix)}${value === 'on' ? '' : `-${value.replace(/\W+/g, '-')}`}`
  const common = { name, label, help, error }
  return (
    <div class="check">
      <input
        id={id}
        type="checkbox"
        name={name}
        value={value}
        checked={checked}
        autofocus={autofocus}
        aria-invalid={isWrong ? 'true' : undefined}
        aria-describedby={describedBy(id, common)}
      />
      <label for={id}>{label}</label>
      <Notes id={id} common={common} />
    </div>
  )
}

interface ChoicesProps extends Common {
  options: readonly { value: string; label: Child; help?: Child }[]
  values: readonly string[]
  /** Of the first box. */
  autofocus?: boolean
}

/** Several of a list, each its own box. */
export function Checkboxes(props: ChoicesProps) {
  return (
    <fieldset class="choices" id={idOf(props)} aria-describedby={describedBy(idOf(props), props)}>
      <legend>{props.label}</legend>
      <div class="choices-list">
        {props.options.map(({ value, label, help }, i) => (
          <Checkbox
            name={props.name}
            value={value}
            label={label}
            help={help}
            checked={props.values.includes(value)}
            idPrefix={props.idPrefix}
            autofocus={props.autofocus && i === 0}
            isWrong={i === 0 && Boolean(props.error)}
          />
        ))}
      </div>
      <Notes id={idOf(props)} common={props} />
    </fieldset>
  )
}

interface RadiosProps extends Common {
  options: readonly { value: string; label: Child }[]
  value?: string
  /** Few and of few words: side by side. */
  short?: boolean
}

export function Radios(props: RadiosProps) {
  const id = idOf(props)
  return (
    <fieldset
      class={`choices${props.class ? ` ${props.class}` : ''}`}
      id={id}
      aria-describedby={describedBy(id, props)}
    >
      <legend>{props.label}</legend>
      <div class={props.short ? 'choices-line' : 'choices-list'}>
        {props.options.map(({ value, label }, i) => (
          <div class="check">
            <input
              id={`${id}-${value.replace(/\W+/g, '-')}`}
              type="radio"
              name={props.name}
              value={value}
              checked={value === props.value}
              aria-invalid={i === 0 && props.error ? 'true' : undefined}
            />
            <label for={`${id}-${value.replace(/\W+/g, '-')}`}>{label}</label>
          </div>
        ))}
      </div>
      <Notes id={id} common={props} />
    </fieldset>
  )
}
