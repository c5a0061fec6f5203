import type { Child } from 'hono/jsx'
import type { Attachable } from '#src/chats/attachments.ts'
import { longestMessage, longestSubject } from '#src/chats/rules.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { Button, HiddenFields } from '../ui/button.tsx'
import { Checkboxes, Field, FileField, TextArea } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import type { Hx } from '../ui/htmx.ts'
import { problemText } from '../ui/problem-words.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** A message that is being written. */
export interface Draft {
  form: FormState
  /** Documents to choose from, where somebody wants to. */
  choosing: readonly Attachable[] | null
  /** Files were sent with it and not kept, since it was not sent. */
  lostFiles: boolean
}

interface Props {
  viewer: Viewer
  action: string
  hx?: Hx
  draft: Draft
  idPrefix: string
  /** Who reads it: staff alone, the client, or the office that the client writes to. */
  to: 'client' | 'internal' | 'office'
  label: string
  submit: string
  /** A first message has a subject. */
  withSubject?: boolean
  autofocus?: boolean
  hidden?: Record<string, string>
  cancel?: Child
}

/** The form of a message. Its first button is never the one that sends: Enter in a line of it sends nothing. */
export function Compose({ viewer, action, hx, draft, idPrefix, to, label, submit, withSubject, ...rest }: Props) {
  const w = words[viewer.language]
  const { form, choosing } = draft
  const field = (name: string) => ({
    name,
    idPrefix,
    value: form.values[name],
    error: problemText(viewer, form.problems, name),
  })
  return (
    <Form viewer={viewer} action={action} creates hx={hx} multipart>
      <HiddenFields fields={rest.hidden ?? {}} />
      <Summary
        viewer={viewer}
        problems={form.problems}
        labels={{ subject: w.subject, text: label, files: w.files, document: w.chosen }}
        idPrefix={idPrefix}
      />
      {withSubject && (
        <Field {...field('subject')} label={w.subject} required maxlength={longestSubject} autofocus={rest.autofocus} />
      )}
      <TextArea
        {...field('text')}
        label={label}
        rows={4}
        maxlength={longestMessage}
        autofocus={rest.autofocus && !withSubject}
      />
      {choosing ? (
        <Choosing viewer={viewer} draft={draft} idPrefix={idPrefix} to={to} />
      ) : (
        to !== 'office' && (
          <p>
            <Button name="choose" value="on">
              {w.choose}
            </Button>
          </p>
        )
      )}
      <FileField
        name="files"
        idPrefix={idPrefix}
        label={w.files}
        multiple
        help={draft.lostFiles ? w.filesAgain : w.filesHelp[to]}
        error={problemText(viewer, form.problems, 'files')}
      />
      <div class="form-actions">
        <Button kind={to === 'internal' ? 'plain' : 'primary'}>{submit}</Button> {rest.cancel}
      </div>
    </Form>
  )
}

/** Documents of the account to be attached, the newest or those that were searched for. */
function Choosing({ viewer, draft, idPrefix, to }: Pick<Props, 'viewer' | 'draft' | 'idPrefix' | 'to'>) {
  const w = words[viewer.language]
  const { form, choosing } = draft
  return (
    <div class="panel">
      <div class="edit-row">
        <Field name="q" idPrefix={idPrefix} label={w.find} value={form.values.q} maxlength={200} autofocus />
        <Button name="choose" value="on">
          {w.search}
        </Button>
      </div>
      {choosing!.length === 0 && <p class="empty">{w.noneFound}</p>}
      {choosing!.length > 0 && (
        <Checkboxes
          name="document"
          idPrefix={idPrefix}
          label={w.chosen}
          options={choosing!.map(({ id, name, is_shared }) => ({
            value: String(id),
            label: name,
            help: to !== 'client' ? undefined : is_shared === 1 ? w.isShared : w.isPrivate,
          }))}
          values={form.lists.document ?? []}
          error={problemText(viewer, form.problems, 'document')}
        />
      )}
    </div>
  )
}
