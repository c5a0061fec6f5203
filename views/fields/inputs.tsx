import type { Child } from 'hono/jsx'
import type { Field } from '#src/fields/field.ts'
import { clearName, fieldFormState, inputName, meantName, shownName } from '#src/fields/form.ts'
import { choicesOf, isHidden } from '#src/fields/rules.ts'
import { keysIn, longestOf, meanings, typedValue } from '#src/fields/type.ts'
import type { FieldSheet } from '#src/fields/value.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { words as contacts } from '../contacts/words.ts'
import type { Disputed } from '../ui/conflict.tsx'
import { Checkbox, Checkboxes, Field as Input, type Option, Radios, Select, TextArea } from '../ui/field.tsx'
import { problemText } from '../ui/problem-words.ts'
import type { Viewer } from '../viewer.ts'
import { valueText } from './value.tsx'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  sheet: FieldSheet
  form: FormState
  /** Only those that must be filled in: where something is made in passing. */
  requiredOnly?: boolean
  /** The inputs of addresses that the reader can't write differently. */
  locked?: ReadonlySet<string>
}

/** The inputs of custom fields, those that follow each other under one heading together. Nothing where there are none. */
export function FieldInputs({ viewer, sheet, form, requiredOnly, locked }: Props) {
  const fields = sheet.fields.filter((field) => !requiredOnly || field.is_required)
  return (
    <>
      {byHeading(fields).map(({ heading, fields: together }) => (
        <fieldset>
          <legend>{heading || words[viewer.language].more}</legend>
          <div class="field-grid">
            {together.map((field) => (
              <FieldInput viewer={viewer} sheet={sheet} form={form} field={field} locked={locked} />
            ))}
          </div>
        </fieldset>
      ))}
    </>
  )
}

/** Fields in their order, those that follow each other under the same heading together. */
export function byHeading<T extends { heading: string }>(fields: readonly T[]): { heading: string; fields: T[] }[] {
  const groups: { heading: string; fields: T[] }[] = []
  for (const field of fields) {
    const last = groups.at(-1)
    if (last?.heading === field.heading) last.fields.push(field)
    else groups.push({ heading: field.heading, fields: [field] })
  }
  return groups
}

interface InputProps {
  viewer: Viewer
  sheet: FieldSheet
  form: FormState
  field: Field
  locked?: ReadonlySet<string>
}

function FieldInput(props: InputProps) {
  const { viewer, sheet, form, field } = props
  const w = words[viewer.language]
  const stored = sheet.values.get(field.id) ?? ''
  const hidden = stored !== '' && isHidden(field, stored)
  const ambiguous = form.problems[inputName(field)] === 'which number'
  return (
    <div class={['long text', 'several choices'].includes(field.type) ? 'field-wide' : undefined}>
      <input type="hidden" name={shownName} value={field.id} />
      <Control {...props} stored={hidden ? '' : stored} hidden={hidden} />
      {ambiguous && <Meanings viewer={viewer} field={field} text={form.values[inputName(field)] ?? ''} />}
      {hidden && !field.is_required && (
        <Checkbox
          name={clearName(field)}
          label={w.clear(field.name)}
          checked={form.values[clearName(field)] === 'on'}
        />
      )}
    </div>
  )
}

/** What a number may mean that can be read in two ways. None is chosen yet: the firm may write numbers otherwise than its reader. */
function Meanings({ viewer, field, text }: { viewer: Viewer; field: Field; text: string }) {
  const found = meanings(field, text, viewer.language)
  return (
    <Radios
      name={meantName(field)}
      label={words[viewer.language].meant(text)}
      options={found.map((value) => ({ value, label: valueText({ viewer, field, stored: value, people: [] }) }))}
    />
  )
}

function Control({
  viewer,
  sheet,
  form,
  field,
  locked,
  stored,
  hidden,
}: InputProps & { stored: string; hidden: boolean }) {
  const w = words[viewer.language]
  const name = inputName(field)
  const isLocked = Boolean(locked?.has(name)) && !form.problems[name]
  const help: Child = [
    isLocked && contacts[viewer.language].lockedEmail,
    hidden && w.hiddenHelp,
    field.help,
    field.type === 'date' && w.dateHelp[viewer.dateOrder],
  ]
    .filter(Boolean)
    .join(' ')
  const common = {
    name,
    label: field.name,
    help: help || undefined,
    error: problemText(viewer, form.problems, name),
    required: field.is_required === 1 && !hidden,
  }
  const value = form.values[name] ?? ''
  switch (field.type) {
    case 'long text':
      return <TextArea {...common} value={value} maxlength={longestOf(field)} />
    case 'several choices':
      return (
        <Checkboxes
          {...common}
          label={common.required ? `${field.name} *` : field.name}
          options={optionsOf(viewer, sheet, field, stored)}
          values={form.lists[name] ?? []}
        />
      )
    case 'yes/no':
    case 'choice':
    case 'team member':
      return <Select {...common} value={value} blank="—" options={optionsOf(viewer, sheet, field, stored)} />
    case 'number':
    case 'money':
      return (
        <Input
          {...common}
          label={field.type === 'money' ? `${field.name} (${field.currency})` : field.name}
          value={value}
          inputmode="decimal"
          maxlength={40}
        />
      )
    case 'date':
      return <Input {...common} value={value} type="date" />
    case 'e-mail':
      return <Input {...common} value={value} type="email" maxlength={254} readonly={isLocked} />
    case 'phone':
      return <Input {...common} value={value} type="tel" maxlength={longestOf(field)} />
    default:
      return <Input {...common} value={value} maxlength={longestOf(field)} />
  }
}

/** What one may choose: what is there to be chosen, and what stands there already though nobody could choose it now. */
function optionsOf(viewer: Viewer, sheet: FieldSheet, field: Field, stored: string): Option[] {
  const w = words[viewer.language]
  const present = keysIn(stored)
  switch (field.type) {
    case 'yes/no':
      return [
        { value: 'yes', label: w.yes },
        { value: 'no', label: w.no },
      ]
    case 'team member':
      return sheet.people
        .filter((person) => person.deactivated_at === null || present.includes(String(person.id)))
        .map((person) => ({
          value: String(person.id),
          label: person.deactivated_at ? w.left(person.name) : person.name,
        }))
    default:
      return choicesOf(field)
        .filter((one) => !one.gone || present.includes(one.key))
        .map((one) => ({ value: one.key, label: one.name }))
  }
}

/** What each field is called, for a summary of problems and for two versions side by side. */
export const fieldLabels = (sheet: FieldSheet): Record<string, string> =>
  Object.fromEntries(sheet.fields.map((field) => [inputName(field), field.name]))

/**
 * The fields of a form that came too late, what was typed beside what stands there now. `values` are the typed ones as they would be
 * stored. What is hidden stays so: theirs is kept, or replaced by mine unseen.
 */
export function fieldDisputes(viewer: Viewer, sheet: FieldSheet, values: ReadonlyMap<number, string>): Disputed[] {
  const now = fieldFormState(sheet, viewer.language)
  return sheet.fields
    .filter((field) => values.has(field.id))
    .map((field) => {
      const name = inputName(field)
      const mine = values.get(field.id) ?? ''
      const stored = sheet.values.get(field.id) ?? ''
      const several = field.type === 'several choices'
      if (field.is_encrypted)
        return { name, label: field.name, mine, theirs: '', shown: () => words[viewer.language].masked }
      const shownOf = new Map(
        [mine, stored].map((value) => [
          several ? value : typedValue(field, value, viewer.language),
          value === '' ? '' : valueText({ viewer, field, stored: value, people: sheet.people }),
        ]),
      )
      return {
        name,
        label: field.name,
        mine: several ? mine : typedValue(field, mine, viewer.language),
        theirs: several ? stored : (now.values[name] ?? ''),
        shown: (value: string) => shownOf.get(value) ?? value,
      }
    })
}

/** What such a form must send besides: which fields it shows. */
export const disputedLists = (values: ReadonlyMap<number, string>): Record<string, readonly string[]> => ({
  [shownName]: [...values.keys()].map(String),
})
