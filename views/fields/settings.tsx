import type { Field } from '#src/fields/field.ts'
import { type Subject, subjects } from '#src/fields/rules.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { Page } from '../layout/page.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button, LinkButton, PostButton } from '../ui/button.tsx'
import { Form } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { Day } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { fieldTones } from './status.ts'
import { words } from './words.ts'

export type UsedField = Field & { used: number }

/** All custom fields: those of accounts, those of contacts, and those that were deleted. */
export function FieldsPage({ viewer, fields }: { viewer: Viewer; fields: readonly UsedField[] }) {
  const w = words[viewer.language]
  const deleted = fields.filter((field) => field.deleted_at !== null)
  return (
    <Page viewer={viewer} title={w.fields}>
      <div class="page-head">
        <h1>{w.fields}</h1>
      </div>
      <div class="stack fields-page">
        {subjects.map((subject) => (
          <SubjectFields
            viewer={viewer}
            subject={subject}
            fields={fields.filter((field) => field.subject === subject && field.deleted_at === null)}
          />
        ))}
        {deleted.length > 0 && <DeletedFields viewer={viewer} fields={deleted} />}
      </div>
    </Page>
  )
}

/** The fields of one subject in their order: by numbers for all at once, and up or down one by one. */
export function SubjectFields({
  viewer,
  subject,
  fields,
}: {
  viewer: Viewer
  subject: Subject
  fields: readonly UsedField[]
}) {
  const w = words[viewer.language]
  const id = `fields-${subject}`
  return (
    <Section
      id={id}
      title={w.subjects[subject]}
      count={formatsIn(viewer.language).count(fields.length)}
      actions={
        <LinkButton href={`/settings/fields/new?subject=${subject}`} kind="link">
          {w.newField}
        </LinkButton>
      }
    >
      {fields.length === 0 ? (
        <Empty>{w.none}</Empty>
      ) : (
        <Form viewer={viewer} action="/settings/fields/order" hx={{ target: `#${id}` }}>
          <input type="hidden" name="subject" value={subject} />
          {/* First, so that Enter in a number saves the order instead of moving the first field. */}
          <p class="toolbar">
            <Button>{w.saveOrder}</Button>
          </p>
          <ol class="rows field-rows">
            {fields.map((field, i) => (
              <FieldRow viewer={viewer} field={field} place={i + 1} last={fields.length} />
            ))}
          </ol>
        </Form>
      )}
    </Section>
  )
}

function FieldRow({ viewer, field, place, last }: { viewer: Viewer; field: UsedField; place: number; last: number }) {
  const w = words[viewer.language]
  const base = `/settings/fields/${field.id}`
  return (
    <li>
      <input type="hidden" name="field" value={field.id} />
      <input
        id={`f-place-${field.id}`}
        name="place"
        type="number"
        min="1"
        max={last}
        value={place}
        size={3}
        aria-label={w.placeOf(field.name)}
      />
      <div>
        <strong>{field.name}</strong> <FieldMarks viewer={viewer} field={field} />
        <div class="muted small">
          {[
            w.types[field.type],
            field.type === 'money' && field.currency,
            field.heading,
            w.used(field.used, formatsIn(viewer.language).some(field.used)),
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </div>
      <div class="actions">
        <Move viewer={viewer} field={field} direction="up" off={place === 1} />
        <Move viewer={viewer} field={field} direction="down" off={place === last} />
        <LinkButton href={`${base}/edit`} kind="link" label={`${w.edit}: ${field.name}`}>
          {w.edit}
        </LinkButton>
        <LinkButton href={`${base}/removal`} kind="link" label={`${w.delete}: ${field.name}`}>
          {w.delete}
        </LinkButton>
      </div>
    </li>
  )
}

function Move({
  viewer,
  field,
  direction,
  off,
}: {
  viewer: Viewer
  field: Field
  direction: 'up' | 'down'
  off: boolean
}) {
  const w = words[viewer.language]
  return (
    <button
      type="submit"
      class="button button-quiet"
      name={direction}
      value={field.id}
      id={`${direction}-${field.id}`}
      disabled={off}
      aria-label={w.move(w[direction], field.name)}
    >
      {direction === 'up' ? '↑' : '↓'} {w[direction]}
    </button>
  )
}

const FieldMarks = ({ viewer, field }: { viewer: Viewer; field: Field }) => {
  const w = words[viewer.language]
  return (
    <>
      {field.is_required === 1 && <Badge>{w.required}</Badge>}{' '}
      {field.is_encrypted === 1 && <Badge kind={fieldTones.encrypted}>{w.encrypted}</Badge>}
    </>
  )
}

function DeletedFields({ viewer, fields }: { viewer: Viewer; fields: readonly UsedField[] }) {
  const w = words[viewer.language]
  return (
    <Section id="deleted" title={w.deletedFields}>
      <p class="muted">{w.deletedText}</p>
      <ul class="rows">
        {fields.map((field) => (
          <li class="row-head">
            <span>
              {field.name}{' '}
              <span class="muted small">
                {w.subjects[field.subject]} · {w.types[field.type]} ·{' '}
                {w.used(field.used, formatsIn(viewer.language).some(field.used))} · {w.deletedSince}{' '}
                <Day viewer={viewer} at={field.deleted_at ?? ''} />
              </span>
            </span>
            <PostButton
              viewer={viewer}
              action={`/settings/fields/${field.id}/restoration`}
              label={
                <>
                  {w.restore}
                  <span class="visually-hidden"> {field.name}</span>
                </>
              }
            />
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Asks before a field is deleted, and says what is in it. */
export function FieldRemovalPage({ viewer, field, used }: { viewer: Viewer; field: Field; used: number }) {
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.delete}>
      <div class="narrow">
        <Section id="removal" title={w.deleteTitle(field.name)}>
          <p>{w.deleteText(used, formatsIn(viewer.language).some(used))}</p>
          {used > 0 && field.subject === 'contact' && field.type === 'e-mail' && (
            <p class="notice notice-warn">{w.deleteAddresses}</p>
          )}
          <Form viewer={viewer} action={`/settings/fields/${field.id}/removal`}>
            <FormActions viewer={viewer} label={w.delete} kind="danger" cancel="/settings/fields" />
          </Form>
        </Section>
      </div>
    </Page>
  )
}
