import { Around, type Common, describedBy, idOf } from './field-parts.tsx'

export { Checkbox, Checkboxes, Radios } from './choices.tsx'

interface FieldProps extends Common {
  value?: string | number | null
  type?: 'text' | 'email' | 'password' | 'tel' | 'date' | 'number' | 'search' | 'url'
  required?: boolean
  maxlength?: number
  /** Says what it holds, and is not changed: a password manager keeps the password for it. */
  readonly?: boolean
  autocomplete?: string
  inputmode?: 'numeric' | 'decimal' | 'tel' | 'email'
  autofocus?: boolean
  list?: string
  placeholder?: string
  /** How many characters wide; as wide as there is room without it. */
  size?: number
  min?: string | number
  max?: string | number
  step?: string | number
}

export function Field(props: FieldProps) {
  const { label, error, help, idPrefix, class: _class, value, type = 'text', ...rest } = props
  const id = idOf(props)
  return (
    <Around id={id} common={props}>
      <input
        {...rest}
        id={id}
        type={type}
        value={value ?? ''}
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

export function FileField({
  accept,
  autofocus,
  required,
  multiple,
  ...common
}: Common & { accept?: string; autofocus?: boolean; required?: boolean; multiple?: boolean }) {
  const id = idOf(common)
  return (
    <Around id={id} common={common}>
      <input
        id={id}
        type="file"
        name={common.name}
        accept={accept}
        multiple={multiple}
        required={required}
        autofocus={autofocus}
        aria-invalid={common.error ? 'true' : undefined}
        aria-describedby={describedBy(id, common)}
      />
    </Around>
  )
}

export interface Option {
  value: string
  label: string
}

/** Rows to choose from, by their numbers. */
export const namedOptions = (rows: readonly { id: number; name: string }[]): Option[] =>
  rows.map(({ id, name }) => ({ value: String(id), label: name }))

/** Values to choose from, in the reader's words. */
export const wordedOptions = <V extends string>(values: readonly V[], words: Record<V, string>): Option[] =>
  values.map((value) => ({ value, label: words[value] }))

/** Options under a heading. */
export interface OptionGroup {
  label: string
  options: readonly Option[]
}

export function Select(
  props: Common & {
    value?: string | number | null
    options: readonly (Option | OptionGroup)[]
    blank?: string
    required?: boolean
    autofocus?: boolean
  },
) {
  const id = idOf(props)
  return (
    <Around id={id} common={props}>
      <select
        id={id}
        name={props.name}
        required={props.required}
        autofocus={props.autofocus}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={describedBy(id, props)}
      >
        {props.blank !== undefined && <option value="">{props.blank}</option>}
        {props.options.map((option) =>
          'options' in option ? (
            <optgroup label={option.label}>
              <Options options={option.options} value={props.value} />
            </optgroup>
          ) : (
            <Options options={[option]} value={props.value} />
          ),
        )}
      </select>
    </Around>
  )
}

const Options = ({ options, value }: { options: readonly Option[]; value?: string | number | null | undefined }) => (
  <>
    {options.map((option) => (
      <option value={option.value} selected={option.value === String(value ?? '')}>
        {option.label}
      </option>
    ))}
  </>
)
