import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { write } from '#src/audit/write.ts'
import { isUniqueViolation } from '#src/platform/db/locked.ts'
import { answer, done, keepFlash, wantsPart } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import {
  choice,
  emptyForm,
  type FormState,
  idField,
  line,
  parseForm,
  readPosted,
  several,
  toId,
  withProblem,
} from '#src/platform/web/form.ts'
import { languageOf, may, viewerOf } from '#src/staff/gate.ts'
import { FieldConflictPage, FieldFormPage, type Losing } from '#views/fields/definition.tsx'
import { FieldRemovalPage, FieldsPage, SubjectFields } from '#views/fields/settings.tsx'
import { words } from '#views/fields/words.ts'
import { changeField, createField, deleteField, orderFields, restoreField, WouldLose } from './definition.ts'
import { type Field, fieldsWithUse, findField } from './field.ts'
import { choiceName, choicePlace, fieldForm, fieldInput, fieldValues, readChoices } from './form.ts'
import { choicesOf, isSubject, type Subject, subjects } from './rules.ts'

const orderForm = z.object({
  subject: choice(subjects),
  field: several(idField),
  place: several(line(10)),
  up: line(10),
  down: line(10),
})

/** The order that the numbers say, with one field moved a place up or down where that was pressed. */
function orderOf({ field, place, up, down }: z.output<typeof orderForm>): number[] {
  const typed = field.map((id, i) => ({ id, place: Number.parseFloat(place[i] ?? '') || i + 1 }))
  const ids = typed.toSorted((a, b) => a.place - b.place).map(({ id }) => id)
  const at = ids.indexOf(toId(up || down) ?? 0)
  const to = at + (up ? -1 : 1)
  if (at >= 0 && to >= 0 && to < ids.length) [ids[at], ids[to]] = [ids[to]!, ids[at]!]
  return ids
}

/** The page where custom fields are made, changed, ordered, deleted and brought back. */
export const settingsRoutes = new Hono()

const fieldIn = async (c: Context, deletedToo = false): Promise<Field> => {
  const field = await findField(c.var.db, toId(c.req.param('id')))
  if (!field || (field.deleted_at && !deletedToo)) throw notFound()
  return field
}

settingsRoutes.get('/settings/fields', may('manage custom fields'), async (c) =>
  answer(c, { page: <FieldsPage viewer={await viewerOf(c)} fields={await fieldsWithUse(c.var.db)} /> }),
)

settingsRoutes.post('/settings/fields/order', may('manage custom fields'), async (c) => {
  const parsed = parseForm(orderForm, await readPosted(c))
  if (!parsed.ok) return done(c, { to: '/settings/fields' })
  const { subject } = parsed.data
  await write(c, (act) => orderFields(act, subject, orderOf(parsed.data)))
  const viewer = await viewerOf(c)
  const fields = (await fieldsWithUse(c.var.db)).filter((field) => field.subject === subject && !field.deleted_at)
  return done(c, {
    to: '/settings/fields',
    flash: words[viewer.language].ordered,
    part: wantsPart(c) ? <SubjectFields viewer={viewer} subject={subject} fields={fields} /> : undefined,
  })
})

const formPage = async (
  c: Context,
  subject: Subject,
  field: Field | null,
  form: FormState,
  status: 200 | 422,
  losing?: Losing,
) => {
  const viewer = await viewerOf(c)
  const props = { viewer, subject, field, form, losing }
  return answer(c, { page: <FieldFormPage {...props} />, status })
}

settingsRoutes.get('/settings/fields/new', may('manage custom fields'), (c) => {
  const wanted = c.req.query('subject')
  const subject = isSubject(wanted) ? wanted : 'account'
  return formPage(c, subject, null, emptyForm({ type: 'text', currency: 'EUR' }), 200)
})

/** What a posted form says of a field, with every problem that it has. */
const read = async (c: Context, field: Field | null) => {
  const posted = await readPosted(c)
  const parsed = parseForm(fieldForm, posted)
  const { choices, problems } = readChoices(field, posted, parsed.ok ? parsed.data.new_choices : '')
  const inputs = field ? choicesOf(field).flatMap(({ key }) => [choiceName(key), choicePlace(key)]) : []
  for (const name of inputs) parsed.form.values[name] = posted.get(name)?.[0] ?? ''
  Object.assign(parsed.form.problems, problems)
  const sent = parsed.form.values.subject
  const subject = field?.subject ?? (isSubject(sent) ? sent : 'account')
  if (!parsed.ok) return { ok: false as const, form: parsed.form, subject }
  const { input, problems: others } = fieldInput(parsed.data, subject, choices)
  Object.assign(parsed.form.problems, others)
  return Object.keys(parsed.form.problems).length > 0
    ? { ok: false as const, form: parsed.form, subject }
    : { ok: true as const, form: parsed.form, subject, input, data: parsed.data }
}

settingsRoutes.post('/settings/fields', may('manage custom fields'), creates(), async (c) => {
  const said = await read(c, null)
  if (!said.ok) return formPage(c, said.subject, null, said.form, 422)
  try {
    await write(c, (act) => createField(act, said.subject, said.input))
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return formPage(c, said.subject, null, withProblem(said.form, 'name', 'taken'), 422)
  }
  return done(c, { to: '/settings/fields', flash: words[languageOf(c)].created(said.input.name) })
})

settingsRoutes.get('/settings/fields/:id/edit', may('manage custom fields'), async (c) => {
  const field = await fieldIn(c)
  return formPage(c, field.subject, field, emptyForm(fieldValues(field)), 200)
})

settingsRoutes.post('/settings/fields/:id', may('manage custom fields'), async (c) => {
  const field = await fieldIn(c)
  const said = await read(c, field)
  if (!said.ok) return formPage(c, field.subject, field, said.form, 422)
  const { version, agreed } = said.data
  try {
    await write(c, (act) => changeField(act, field.id, version, said.input, agreed === 'on'))
  } catch (error) {
    if (error instanceof Conflict)
      return answer(c, {
        page: <FieldConflictPage viewer={await viewerOf(c)} field={error.theirs} form={said.form} />,
        status: 409,
      })
    if (error instanceof WouldLose)
      return formPage(c, field.subject, field, withProblem(said.form, error.place, error.problem), 422, error)
    if (!isUniqueViolation(error)) throw error
    return formPage(c, field.subject, field, withProblem(said.form, 'name', 'taken'), 422)
  }
  return done(c, { to: '/settings/fields', flash: words[languageOf(c)].saved })
})

settingsRoutes.get('/settings/fields/:id/removal', may('manage custom fields'), async (c) => {
  const field = await fieldIn(c)
  const used = (await fieldsWithUse(c.var.db)).find(({ id }) => id === field.id)?.used ?? 0
  return answer(c, { page: <FieldRemovalPage viewer={await viewerOf(c)} field={field} used={used} /> })
})

settingsRoutes.post('/settings/fields/:id/removal', may('manage custom fields'), async (c) => {
  const field = await fieldIn(c)
  await write(c, (act) => deleteField(act, field.id))
  return done(c, { to: '/settings/fields', flash: words[languageOf(c)].deleted(field.name) })
})

settingsRoutes.post('/settings/fields/:id/restoration', may('manage custom fields'), async (c) => {
  const field = await fieldIn(c, true)
  const w = words[languageOf(c)]
  try {
    await write(c, (act) => restoreField(act, field.id))
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    keepFlash(c, { kind: 'problem', text: w.nameTaken(field.name) })
    return done(c, { to: '/settings/fields' })
  }
  return done(c, { to: '/settings/fields', flash: w.restored(field.name) })
})
