import type { Child, PropsWithChildren } from 'hono/jsx'

interface Common {
  name: string
  label: Child
  error?: string | undefined
  help?: Child
  /** Where two forms on one page have a field of the same name. */
  idPrefix?: string
  class?: string
}

const idOf = ({ name, idPrefix }: Common) => (idPrefix ? `f-${idPrefix}-${name}` : `f-${name}`)

const describedBy = (id: string, { help, error }: Common) =>
  [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ') || undefined

function Around({ id, common, children }: PropsWithChildren<{ id: string; common: Common }>) {
  return (
    <div class={`field${common.error ? ' field-bad' : ''}${common.class ? ` ${common.class}` : ''}`}>
      <label for={id}>{common.label}</label>
      {children}
      <Notes id={id} common={common} />
    </div>
  )
}

function Notes({ id, common: { help, error } }: { id: string; common: Common }) {
  return (
    <>
      {error && (
        <p class="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {help && (
        <p class="field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
    </>
  )
}

interface FieldProps extends Common {
  value?: string | number | null
  type?: 'text' | 'email' | 'password' | 'tel' | 'date' | 'number' | 'search' | 'url'
  required?: boolean
  maxlength?: number
  autocomplete?: string
  inputmode?: 'numeric' | 'tel' | 'email'
  autofocus?: boolean
  list?: string
}

export function Field(props: FieldProps) {
  const { name, value, type = 'text', required, maxlength, autocomplete, inputmode, autofocus, list, error } = props
  const id = idOf(props)
  return (
    <Around id={id} common={props}>
      <input
        id={id}
        name={name}
        type={type}
        value={value ?? ''}
        required={required}
        maxlength={maxlength}
        autocomplete={autocomplete}
        inputmode={inputmode}
        autofocus={autofocus}
        list={list}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={describedBy(id, props)}
      />
    </Around>
  )
}

export function TextArea(
  props: Common & { value?: string; rows?: number; maxlength?: number; required?: boolean; autofocus?: boolean },
) {
  const id = idOf(props)
  return (
    <Around id={id} common={props}>
      <textarea
        id={id}
        name={props.name}
        rows={props.rows ?? 4}
        maxlength={props.maxlength}
        required={props.required}
        autofocus={props.autofocus}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={describedBy(id, props)}
      >
        {`\n${props.value ?? ''}`}
      </textarea>
    </Around>
  )
}

export interface Option {
  value: string
  label: string
}

export function Select(
  props: Common & { value?: string | null; options: readonly Option[]; blank?: string; required?: boolean },
) {
  const id = idOf(props)
  return (
    <Around id={id} common={props}>
      <select
        id={id}
        name={props.name}
        required={props.required}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={describedBy(id, props)}
      >
        {props.blank !== undefined && <option value="">{props.blank}</option>}
        {props.options.map((option) => (
          <option value={option.value} selected={option.value === (props.value ?? '')}>
            {option.label}
          </option>
        ))}
      </select>
    </Around>
  )
}

export function Checkbox({
  name,
  label,
  checked,
  value = 'on',
  help,
  idPrefix,
}: Common & { checked?: boolean; value?: string }) {
  const id = `${idOf({ name, label, idPrefix })}${value === 'on' ? '' : `-${value.replace(/\W+/g, '-')}`}`
  return (
    <div class="check">
      <input
        id={id}
        type="checkbox"
        name={name}
        value={value}
        checked={checked}
        aria-describedby={help ? `${id}-help` : undefined}
      />
      <label for={id}>{label}</label>
      {help && (
        <p class="field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  )
}

interface ChoicesProps extends Common {
  options: readonly { value: string; label: Child; help?: Child }[]
  values: readonly string[]
}

/** Several of a list, each its own box. */
export function Checkboxes(props: ChoicesProps) {
  return (
    <fieldset class="choices" id={idOf(props)} aria-describedby={describedBy(idOf(props), props)}>
      <legend>{props.label}</legend>
      <div class="choices-list">
        {props.options.map(({ value, label, help }) => (
          <Checkbox
            name={props.name}
            value={value}
            label={label}
            help={help}
            checked={props.values.includes(value)}
            idPrefix={props.idPrefix}
          />
        ))}
      </div>
      <Notes id={idOf(props)} common={props} />
    </fieldset>
  )
}

export function Radios(props: Common & { options: readonly { value: string; label: Child }[]; value?: string }) {
  const id = idOf(props)
  return (
    <fieldset class="choices" id={id} aria-describedby={describedBy(id, props)}>
      <legend>{props.label}</legend>
      <div class="choices-list">
        {props.options.map(({ value, label }) => (
          <div class="check">
            <input
              id={`${id}-${value.replace(/\W+/g, '-')}`}
              type="radio"
              name={props.name}
              value={value}
              checked={value === props.value}
            />
            <label for={`${id}-${value.replace(/\W+/g, '-')}`}>{label}</label>
          </div>
        ))}
      </div>
      <Notes id={id} common={props} />
    </fieldset>
  )
}
