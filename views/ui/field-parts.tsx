import type { Child, PropsWithChildren } from 'hono/jsx'

export interface Common {
  name: string
  label: Child
  error?: string | undefined
  help?: Child
  /** Where two forms on one page have a field of the same name. */
  idPrefix?: string
  class?: string
}

/** The id of a field: what labels, summaries and links point at. */
export const fieldId = (name: string, idPrefix?: string): string => (idPrefix ? `f-${idPrefix}-${name}` : `f-${name}`)

export const idOf = ({ name, idPrefix }: Common): string => fieldId(name, idPrefix)

export const describedBy = (id: string, { help, error }: Common): string | undefined =>
  [error && `${id}-error`, help && `${id}-help`].filter(Boolean).join(' ') || undefined

/** What is wrong with a field, and what helps to fill it in. */
export function Notes({ id, common: { help, error } }: { id: string; common: Common }) {
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

/** A control between its label and its notes. */
export function Around({ id, common, children }: PropsWithChildren<{ id: string; common: Common }>) {
  return (
    <div class={`field${common.error ? ' field-bad' : ''}${common.class ? ` ${common.class}` : ''}`}>
      <label for={id}>{common.label}</label>
      {children}
      <Notes id={id} common={common} />
    </div>
  )
}
