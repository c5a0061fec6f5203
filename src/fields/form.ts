import { z } from 'zod'
import { fold } from '#src/platform/language/fold.ts'
import { cleanLine } from '#src/platform/language/invisible.ts'
import type { Language } from '#src/platform/language/language.ts'
import {
  choice,
  emptyForm,
  type FormState,
  line,
  lines,
  type Posted,
  requiredLine,
  version,
} from '#src/platform/web/form.ts'
import type { Problem, Problems } from '#src/platform/web/problems.ts'
import type { FieldInput } from './definition.ts'
import type { Field } from './field.ts'
import {
  type Choice,
  choicesOf,
  currencies,
  fieldTypes,
  hasChoices,
  isHidden,
  type Subject,
  subjects,
} from './rules.ts'
import { keysIn, readValue, typedValue } from './type.ts'
import type { FieldSheet } from './value.ts'

declare module '#src/platform/web/problems.ts' {
  interface ProblemsOf {
    fields:
      | 'not a web address'
      | 'which number'
      | 'name a choice'
      | 'choice in use'
      | 'values of another type'
      | 'values of another currency'
      | 'addresses hang on it'
      | 'mail is sent to it'
  }
}

const ticked = z.enum(['on', '']).catch('')

export const fieldForm = z.object({
  subject: choice(subjects).catch('account'),
  name: requiredLine(100),
  type: choice(fieldTypes),
  required: ticked,
  encrypted: ticked,
  heading: line(100),
  help: lines(500),
  currency: choice(currencies).catch('EUR'),
  new_choices: lines(10_000),
  agreed: ticked,
  version,
})

const mostChoices = 100
const longestChoice = 100

/** The names of a field's inputs on its own form: one for each choice that there is, and one for its place. */
export const choiceName = (key: string): string => `choice_${key}`
export const choicePlace = (key: string): string => `place_${key}`

const withoutGone = ({ key, name }: Choice): Choice => ({ key, name })

/** The choices that a form leaves a field with; those that were blanked are gone. Problems by the name of their input. */
export function readChoices(
  field: Field | null,
  posted: Posted,
  added: string,
): { choices: Choice[]; problems: Problems } {
  const known = field ? choicesOf(field) : []
  const problems: Problems = {}
  const sent = (name: string) => posted.get(name)?.[0] ?? ''
  const kept = known.map((one) => {
    const name = line(longestChoice).safeParse(sent(choiceName(one.key)))
    if (!name.success) problems[choiceName(one.key)] = name.error.issues[0]!.message as Problem
    const text = name.success ? name.data : one.name
    const place = Number.parseInt(sent(choicePlace(one.key)), 10)
    const choice: Choice = one.gone || text === '' ? { ...one, gone: true } : { ...withoutGone(one), name: text }
    return { choice, place: Number.isNaN(place) ? Number.POSITIVE_INFINITY : place }
  })
  const names = [...new Set(added.split('\n').map(cleanLine))].filter(Boolean)
  if (names.length > mostChoices) return { choices: known, problems: { ...problems, new_choices: 'too many' } }
  if (names.some((name) => name.length > longestChoice)) problems.new_choices = 'too long'
  const choices = withAdded(
    kept.toSorted((a, b) => a.place - b.place).map(({ choice }) => choice),
    names,
  )
  const usable = choices.filter((one) => !one.gone)
  const folded = usable.map((one) => fold(one.name))
  if (usable.length > mostChoices) problems.new_choices = 'too many'
  else if (new Set(folded).size < folded.length) problems.new_choices = 'taken'
  return { choices, problems }
}

/** Choices with others after them; one of the name of one that is gone is that one again. */
function withAdded(choices: readonly Choice[], names: readonly string[]): Choice[] {
  const gone = new Map(choices.filter((one) => one.gone).map((one) => [fold(one.name), one]))
  const back = (name: string) => gone.get(fold(name))
  const returning = new Set(names.map(back).filter((one) => one !== undefined))
  const next = Math.max(0, ...choices.map(({ key }) => Number(key.slice(1)))) + 1
  const made = names.filter((name) => !back(name)).map((name, i): Choice => ({ key: `c${next + i}`, name }))
  return [...choices.filter((one) => !returning.has(one)), ...[...returning].map(withoutGone), ...made]
}

/** What a form says of a field, where nothing is wrong with it. */
export function fieldInput(
  data: z.output<typeof fieldForm>,
  subject: Subject,
  choices: Choice[],
): { input: FieldInput; problems: Problems } {
  const problems: Problems = {}
  if (hasChoices(data.type) && !choices.some((one) => !one.gone)) problems.new_choices = 'name a choice'
  if (subject === 'contact' && data.type === 'e-mail' && data.encrypted) problems.encrypted = 'mail is sent to it'
  return {
    problems,
    input: {
      name: data.name,
      type: data.type,
      is_required: data.required ? 1 : 0,
      is_encrypted: data.encrypted ? 1 : 0,
      heading: data.heading,
      help: data.help,
      choices,
      currency: data.currency,
    },
  }
}

/** A field as its own form's values. */
export function fieldValues(field: Field): Record<string, string> {
  const choices = choicesOf(field).filter((one) => !one.gone)
  return {
    subject: field.subject,
    name: field.name,
    type: field.type,
    required: field.is_required ? 'on' : '',
    encrypted: field.is_encrypted ? 'on' : '',
    heading: field.heading,
    help: field.help,
    currency: field.currency || 'EUR',
    version: String(field.version),
    ...Object.fromEntries(choices.map((one) => [choiceName(one.key), one.name])),
    ...Object.fromEntries(choices.map((one, i) => [choicePlace(one.key), String(i + 1)])),
  }
}

/** The name of a field's input on a form of an account or a contact, and of what says how a number with two meanings is meant. */
export const inputName = (field: Pick<Field, 'id'>): string => `field_${field.id}`
export const meantName = (field: Pick<Field, 'id'>): string => `field_${field.id}_meant`
/** The box that takes away a value which the form does not show. */
export const clearName = (field: Pick<Field, 'id'>): string => `field_${field.id}_clear`

/** Names each field that a form shows: one that was made or brought back meanwhile was not on it, and must not be emptied by it. */
export const shownName = 'fields'

export interface ReadFields {
  /** What to give to `setValues`; empty where something is wrong. */
  values: Map<number, string>
  /** To show again, merged into the form around it. */
  form: FormState
  ok: boolean
}

/**
 * Reads the fields of a form. What stands in an encrypted one is not on the form: left blank it stays. Fields that the form
 * does not show are left out, and so are those that are not on the sheet: deleted ones, those of the other subject.
 */
export function readFieldValues(sheet: FieldSheet, posted: Posted, language: Language): ReadFields {
  const read: ReadFields = { values: new Map(), form: emptyForm(), ok: true }
  const shown = new Set(posted.get(shownName))
  for (const field of sheet.fields.filter(({ id }) => shown.has(String(id)))) {
    const sent = posted.get(inputName(field)) ?? []
    const stored = sheet.values.get(field.id) ?? ''
    const hidden = isHidden(field, stored)
    const cleared = posted.get(clearName(field))?.[0] === 'on'
    keep(read.form, field, sent, posted)
    const value = readValue(
      field,
      sent,
      { people: sheet.people, language, dates: posted.dates ?? { order: 'dmy' }, present: hidden ? '' : stored },
      posted.get(meantName(field))?.[0],
    )
    if ('problem' in value) {
      read.form.problems[inputName(field)] = value.problem
      continue
    }
    const stays = hidden && stored !== '' && value.value === '' && !cleared
    if (field.is_required && value.value === '' && !stays) read.form.problems[inputName(field)] = 'required'
    if (!stays) read.values.set(field.id, value.value)
  }
  if (Object.keys(read.form.problems).length > 0) {
    read.ok = false
    read.values.clear()
  }
  return read
}

function keep(form: FormState, field: Field, sent: readonly string[], posted: Posted): void {
  for (const name of [inputName(field), meantName(field), clearName(field)])
    form.values[name] = (posted.get(name)?.[0] ?? '').replace(/\r\n?/g, '\n')
  form.lists[inputName(field)] = sent.flatMap((one) => (field.type === 'several choices' ? keysIn(one) : [one]))
}

/** What stands in the fields, as a form's values and lists. */
export function fieldFormState(sheet: FieldSheet, language: Language): FormState {
  const form = emptyForm()
  for (const field of sheet.fields) {
    const stored = sheet.values.get(field.id) ?? ''
    if (isHidden(field, stored)) continue
    form.values[inputName(field)] = typedValue(field, stored, language)
    if (field.type === 'several choices') form.lists[inputName(field)] = keysIn(stored)
  }
  return form
}

/** A form with the fields' part put into it. */
export const withFields = (form: FormState, fields: FormState): FormState => ({
  values: { ...form.values, ...fields.values },
  lists: { ...form.lists, ...fields.lists },
  problems: { ...form.problems, ...fields.problems },
})
