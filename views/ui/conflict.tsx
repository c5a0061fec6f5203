import type { Viewer } from '../viewer.ts'
import { Form } from './form.tsx'
import { FormActions } from './form-actions.tsx'
import type { Hx } from './htmx.ts'
import { words } from './words.ts'

export interface Disputed {
  name: string
  label: string
  mine: string
  theirs: string
  /** How a value is shown, where its text is not for people. */
  shown?: (value: string) => string
}

interface Props {
  viewer: Viewer
  action: string
  cancel: string
  /** The version as it is now. */
  version: number
  fields: readonly Disputed[]
  /** What the form holds besides: fields with several values. */
  lists?: Record<string, readonly string[]>
  hx?: Hx
  id?: string
}

/** Both versions of a row that two people changed at once: each field that differs is chosen, mine or theirs, and saved again. */
export function ConflictForm({ viewer, action, cancel, version, fields, lists = {}, hx, id }: Props) {
  const w = words[viewer.language]
  const differing = fields.filter((field) => field.mine !== field.theirs)
  return (
    <Form viewer={viewer} action={action} hx={hx} version={version} id={id} class="stack">
      <p class="notice notice-warn" role="alert">
        {w.conflict}
      </p>
      {fields
        .filter((field) => field.mine === field.theirs)
        .map((field) => (
          <input type="hidden" name={field.name} value={field.mine} />
        ))}
      {Object.entries(lists).flatMap(([name, values]) =>
        values.map((value) => <input type="hidden" name={name} value={value} />),
      )}
      {differing.map(({ name, label, mine, theirs, shown = (value) => value }) => (
        <fieldset class="choices">
          <legend>{label}</legend>
          {[
            { whose: 'mine', text: mine, says: w.mine },
            { whose: 'theirs', text: theirs, says: w.theirs },
          ].map(({ whose, text, says }) => (
            <div class="check">
              <input type="radio" id={`f-${name}-${whose}`} name={name} value={text} checked={whose === 'mine'} />
              <label for={`f-${name}-${whose}`}>
                {says}: <strong>{shown(text) || '—'}</strong>
              </label>
            </div>
          ))}
        </fieldset>
      ))}
      <FormActions viewer={viewer} cancel={cancel} hx={hx} />
    </Form>
  )
}
