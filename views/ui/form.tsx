import type { PropsWithChildren } from 'hono/jsx'
import type { Problems } from '#src/platform/web/problems.ts'
import type { Viewer } from '../viewer.ts'
import { fieldId } from './field-parts.tsx'
import { type Hx, hxForm } from './htmx.ts'
import { problemText } from './problem-words.ts'
import { words } from './words.ts'

interface Props {
  viewer: Pick<Viewer, 'formToken'>
  action: string
  hx?: Hx
  /** The version of the row that the form was made from. */
  version?: number
  autocomplete?: 'on' | 'off'
  class?: string
  id?: string
  /** It adds something: sent twice, it adds one. */
  creates?: boolean
  /** Sends files. */
  multipart?: boolean
  /** Asked before sending, where there is JavaScript: what is dangerous has a page of its own to confirm it. */
  confirm?: string
}

/** htmx would give an upload up after a minute, however well it goes. */
const patiently = { 'hx-config': 'timeout:3600s' }

/** A form that writes: always a POST, always with the session's token first. */
export function Form({
  viewer,
  action,
  hx,
  version,
  autocomplete = 'off',
  creates,
  multipart,
  confirm,
  children,
  ...rest
}: PropsWithChildren<Props>) {
  return (
    <form
      method="post"
      action={action}
      autocomplete={autocomplete}
      enctype={multipart ? 'multipart/form-data' : undefined}
      class={rest.class}
      id={rest.id}
      hx-confirm={hx && confirm}
      {...hxForm(action, hx)}
      {...(hx && multipart ? patiently : {})}
    >
      <input type="hidden" name="form_token" value={viewer.formToken} />
      {creates && <input type="hidden" name="once" value={crypto.randomUUID()} />}
      {version !== undefined && <input type="hidden" name="version" value={version} />}
      {children}
    </form>
  )
}

/** What is wrong with a form, above it, each with a link to its field. Nothing where nothing is. */
export function Summary({
  viewer,
  problems,
  labels,
  idPrefix,
}: {
  viewer: Viewer
  problems: Problems
  labels: Record<string, string>
  /** The same as the fields have. */
  idPrefix?: string
}) {
  const fields = Object.keys(problems)
  if (fields.length === 0) return null
  return (
    <div class="notice notice-bad" role="alert">
      <p>{words[viewer.language].mend}</p>
      <ul>
        {fields.map((field) => (
          <li>
            <a href={`#${fieldId(field, idPrefix)}`}>{labels[field] ?? field}</a>:{' '}
            {problemText(viewer, problems, field)}
          </li>
        ))}
      </ul>
    </div>
  )
}
