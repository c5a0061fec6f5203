import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { z } from 'zod'
import { isPlainDomain } from '../language/email.ts'
import { cleanLine, cleanLines } from '../language/invisible.ts'
import { type DateReading, readDate } from '../language/typed-date.ts'
import { bodyOf, textOf } from './body.ts'
import { Refusal } from './errors.ts'
import type { Problem, Problems } from './problems.ts'

/** What a form said, by field name; a field that was sent several times has several values. And by what its dates are read. */
export interface Posted extends ReadonlyMap<string, readonly string[]> {
  readonly dates?: DateReading | undefined
}

/** A form to show: what stands in its fields, and what is wrong with them. */
export interface FormState {
  values: Record<string, string>
  /** Fields with several values: ticked boxes. */
  lists: Record<string, readonly string[]>
  problems: Problems
}

export const emptyForm = (
  values: Record<string, string> = {},
  lists: Record<string, readonly string[]> = {},
): FormState => ({
  values,
  lists,
  problems: {},
})

declare module 'hono' {
  interface ContextVariableMap {
    posted: Posted
    /** By what the dates are read that this request brings. */
    dates: DateReading
  }
}

/** The form of this request before anything is read of it. */
export const nothingPosted = (c: Context): Map<string, string[]> & Posted =>
  Object.assign(new Map<string, string[]>(), { dates: c.get('dates') })

const mostBytes = 1_000_000

/** How long the whole of a small form may take to come, in milliseconds. */
const longest = 60_000

/** Reads an urlencoded body once, at most 1 MB; a multipart one, which streams, is left to the guard and to `readUpload`. */
export async function readPosted(c: Context): Promise<Posted> {
  const known = c.get('posted')
  if (known) return known
  const type = c.req.header('content-type') ?? ''
  const posted = nothingPosted(c)
  if (type.startsWith('application/x-www-form-urlencoded')) {
    if (Number(c.req.header('content-length') ?? 0) > mostBytes) throw new Refusal(413, 'too large')
    for (const [name, value] of new URLSearchParams(await textOf(bodyOf(c), mostBytes, longest))) {
      const values = posted.get(name)
      if (values) values.push(value)
      else posted.set(name, [value])
    }
  } else if (type !== '' || Number(c.req.header('content-length') ?? 0) > 0) {
    throw new Refusal(415, 'not understood')
  }
  c.set('posted', posted)
  return posted
}

const mostId = 2 ** 31 - 1

/** A row's number from a URL or a form, 1 to 2³¹−1; null for anything else. */
export function toId(text: string | undefined): number | null {
  if (!text || !/^[1-9]\d{0,9}$/.test(text)) return null
  const id = Number(text)
  return id <= mostId ? id : null
}

// Control characters other than tab and line breaks, lone surrogates, and the sign that decoding puts for what it could not read.
const unreadable = /[\p{Cc}\uFFFD]/u
const unreadableInLines = /[^\P{Cc}\t\n]|\uFFFD/u

/** What a schema says where it refuses a field. */
export const problem = (name: Problem) => ({ error: name })

const readable = (pattern: RegExp) => (value: string) => value.isWellFormed() && !pattern.test(value)

/** One line of text, clean, at most that many characters. */
export const line = (most: number) =>
  z
    .string(problem('required'))
    .transform(cleanLine)
    .refine(readable(unreadable), problem('unreadable characters'))
    .refine((value) => value.length <= most, problem('too long'))

/** Text of several lines, clean, with \n between them. */
export const lines = (most: number) =>
  z
    .string(problem('required'))
    .transform(cleanLines)
    .refine(readable(unreadableInLines), problem('unreadable characters'))
    .refine((value) => value.length <= most, problem('too long'))

/** What a search box says, as a URL carries it. */
export const searchText = (text: string | null | undefined): string =>
  cleanLine((text ?? '').slice(0, 1000).replace(/[\p{Cc}\uFFFD]/gu, ' '))
    .slice(0, 200)
    .toWellFormed()

export const requiredLine = (most: number) => line(most).refine((value) => value !== '', problem('required'))

/** An e-mail address as people type it, or ''. At most 254 characters (RFC 5321, section 4.5.3.1.3). */
export const emailOrBlank = line(254).refine(
  (value) => value === '' || isEmail(value),
  problem('not an e-mail address'),
)
export const email = requiredLine(254).refine(isEmail, problem('not an e-mail address'))

export const choice = <const T extends readonly string[]>(values: T) => z.enum(values, problem('not a choice'))

/** What a switch sends: the state that is wanted. */
export const wantedForm = z.object({ wanted: choice(['on', 'off']) })

/** A row's number from a field. */
export const idField = z
  .string(problem('required'))
  .transform((value) => toId(value) ?? 0)
  .refine((value) => value > 0, problem('not a choice'))

/** The version that an edit form was made from. */
export const version = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)
  .catch(0)

/**
 * What tells a form that adds something from all others: who sent it and where, its token, which `<Form creates>` puts there, and all that it
 * says. The same form with another text in it is another one. '' for one without a token.
 */
export const onceKey = (posted: Posted, ...sent: readonly (string | number | null | undefined)[]): string =>
  posted.get('once')?.[0]
    ? createHash('sha256')
        .update(JSON.stringify([sent, [...posted]]))
        .digest('hex')
    : ''

/** The same form with the files that came with it: with others it is another one. */
export const withFiles = (posted: Posted, files: readonly { hash: string }[]): Posted =>
  Object.assign(
    new Map(posted).set(
      '',
      files.map(({ hash }) => hash),
    ),
    { dates: posted.dates },
  )

/** A date as people write it, and by what it is read: `parseForm` puts the two side by side. */
const writtenDate = (isPast: boolean) =>
  z.tuple([line(40), z.custom<DateReading>()]).transform(([text, reading], context) => {
    const read = readDate(text, reading, isPast)
    if ('date' in read) return read.date ?? ''
    context.addIssue({ code: 'custom', message: read.problem })
    return z.NEVER
  })

/** A date as YYYY-MM-DD, from any way in which people write one, or ''. */
export const dateOrBlank = writtenDate(false)
export const date = dateOrBlank.refine((value) => value !== '', problem('required'))
/** The same of something that has been: '85 is 1985, and '45 no year to come. */
export const pastDateOrBlank = writtenDate(true)

const emailParts = /^[^\s@<>()",:;[\]\\]{1,64}@([^\s@<>()",:;[\]\\]+\.[^\s@<>()",:;[\]\\.]{2,})$/u

/** Whether a text is an address that mail can be sent to: one @, no spaces, a dot in the domain, which says the name that it is. */
export function isEmail(value: string): boolean {
  const domain = value.length <= 254 ? emailParts.exec(value)?.[1] : undefined
  return domain !== undefined && isPlainDomain(domain)
}

/** A checkbox or several of one name: always a list, of at most 1,000 values, which are counted before one is looked at. */
export const several = <T extends z.ZodType>(item: T, most = 1000) =>
  z
    .array(z.any())
    .max(most, problem('too many'))
    .pipe(z.array(item))
    .default([] as never)

export type Parsed<T> = { ok: true; data: T; form: FormState } | { ok: false; form: FormState }

/**
 * Reads a form by its schema. A field whose schema is an array takes all values sent; any other takes the first, or '' where
 * none was sent. A date is read as the firm writes dates. When something is wrong, gives the typed text back together with each field's
 * problem.
 */
export function parseForm<T extends z.ZodObject>(schema: T, posted: Posted): Parsed<z.output<T>> {
  const input: Record<string, unknown> = {}
  const form: FormState = { values: {}, lists: {}, problems: {} }
  const dates: string[] = []
  for (const [name, type] of Object.entries(schema.shape)) {
    const sent = posted.get(name)
    form.values[name] = (sent?.[0] ?? '').replace(/\r\n?/g, '\n')
    const first = firstOf(type as z.ZodType)
    if (first instanceof z.ZodArray) {
      input[name] = sent ? [...sent] : []
      form.lists[name] = sent ?? []
    } else if (first instanceof z.ZodTuple) {
      input[name] = [sent?.[0] ?? '', posted.dates ?? { order: 'dmy' }]
      dates.push(name)
    } else {
      input[name] = sent?.[0] ?? ''
    }
  }
  // Where a schema does not say what is wrong, the form is not one of ours.
  const result = schema.safeParse(input, { error: () => problem('not a choice').error })
  if (result.success) {
    // A form that is shown again although it was read, since somebody came before, has dates as everything else has them.
    for (const name of dates) form.values[name] = String(result.data[name])
    return { ok: true, data: result.data as z.output<T>, form }
  }
  for (const issue of result.error.issues) {
    const field = String(issue.path[0] ?? '')
    form.problems[field] ??= issue.message as Problem
  }
  return { ok: false, form }
}

/** What a field's text comes to first: behind it stands what makes something else of it. */
function firstOf(type: z.ZodType): z.ZodType {
  const { innerType, in: first } = type.def as { innerType?: z.ZodType; in?: z.ZodType }
  const inner = innerType ?? first
  return inner ? firstOf(inner) : type
}

/** The same form with one more problem: what only the database could know. */
export const withProblem = (form: FormState, field: string, what: Problem): FormState => ({
  ...form,
  problems: { ...form.problems, [field]: what },
})
