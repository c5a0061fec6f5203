import type { KeysetPage } from '#src/platform/db/keyset.ts'
import { isDate } from '../language/calendar.ts'
import { type DateReading, readDate } from '../language/typed-date.ts'
import { emptyForm, type FormState, searchText, toId } from './form.ts'

/** One thing that the filter of a list says: how a query says it, under its name there. */
export interface FilterField<T> {
  /** What can't be read counts as not said. */
  read(query: URLSearchParams, name: string, dates?: DateReading): T
  /** Writes nothing where that is what counts anyway. */
  write(query: URLSearchParams, name: string, value: T): void
}

type Query = ConstructorParameters<typeof URLSearchParams>[0]

/** The filter of a list, described once: each field by its name in the query, in the order in which they are written. */
export function filterOf<F extends object>(fields: { [Name in keyof F]: FilterField<F[Name]> }) {
  const described = Object.entries(fields) as [keyof F & string, FilterField<any>][]
  return {
    /** `dates`: by what those are read that somebody may have typed. */
    read(from: Query, dates?: DateReading): F {
      const query = new URLSearchParams(from)
      return Object.fromEntries(described.map(([name, field]) => [name, field.read(query, name, dates)])) as F
    },
    /** Its dates as its form shows them: what is none stays as it was typed, with its problem. */
    days(from: Query, dates: DateReading): FormState {
      const query = new URLSearchParams(from)
      const form = emptyForm()
      for (const [name] of described.filter(([, field]) => field === dayOrBlank)) {
        const typed = query.get(name) ?? ''
        const read = readDate(typed, dates)
        form.values[name] = 'problem' in read ? typed : (read.date ?? '')
        if ('problem' in read) form.problems[name] = read.problem
      }
      return form
    },
    /** The same as a query, the shortest: a filter that says nothing is ''. */
    write(filter: F): URLSearchParams {
      const query = new URLSearchParams()
      for (const [name, field] of described) field.write(query, name, filter[name])
      return query
    },
  }
}

/** A field that is one text in the query; '' where nothing is said. */
const asText = <T>(
  read: (text: string, dates?: DateReading) => T,
  write = (value: T): string => String(value ?? ''),
): FilterField<T> => ({
  read: (query, name, dates) => read(query.get(name) ?? '', dates),
  write(query, name, value) {
    const text = write(value)
    if (text !== '') query.set(name, text)
  },
})

export const textOrBlank = asText(searchText)
/** A date, as somebody typed it where that is said; else as it is written here. */
export const dayOrBlank = asText((text, dates) => {
  if (!dates) return isDate(text) ? text : ''
  const read = readDate(text, dates)
  return 'problem' in read ? '' : (read.date ?? '')
})
export const idOrNull = asText(toId)
/** Somebody's number, or 'nobody' for what belongs to no one; null for everybody's. */
export const whoseOrNull = asText((text) => (text === 'nobody' ? text : toId(text)))

/** One of these; the first counts where none is said, and is not written. */
export const oneOf = <const V extends string>(values: readonly V[]): FilterField<V> =>
  asText(
    (text) => values.find((known) => known === text) ?? values[0]!,
    (value) => (value === values[0] ? '' : value),
  )

/** One of these, or null for any. */
export const oneOfOrNull = <const V extends string>(values: readonly V[]): FilterField<V | null> =>
  asText((text) => values.find((known) => known === text) ?? null)

/** Which way a list is sorted. */
export const direction = oneOf(['up', 'down'])

/** Several rows, each once, at most so many. */
export const ids = (most = 20): FilterField<number[]> => ({
  read: (query, name) =>
    [...new Set(query.getAll(name).map((text) => toId(text)))].filter((id) => id !== null).slice(0, most),
  write(query, name, value) {
    for (const id of value) query.append(name, String(id))
  },
})

/** The same field, written even where it says what counts anyway. */
export const always = <T>(field: FilterField<T>): FilterField<T> => ({
  read: field.read,
  write: (query, name, value) => query.set(name, String(value)),
})

type Said = Record<string, string | number | null | undefined>

/** A query that says this, in the place of what `from` says of the same names. What is blank is left out. */
export function queryOf(said: Said, from = new URLSearchParams()): URLSearchParams {
  const query = new URLSearchParams(from)
  for (const [name, value] of Object.entries(said))
    if (value === null || value === undefined || value === '') query.delete(name)
    else query.set(name, String(value))
  return query
}

/** The address of a list with what its filter says, and `more`. */
export function addressOf(path: string, said: URLSearchParams | Said, more: Said = {}): string {
  const query = said instanceof URLSearchParams ? queryOf(more, said) : queryOf({ ...said, ...more })
  return query.size > 0 ? `${path}?${query}` : path
}

/** The addresses of the pages before and after one, as `Pager` takes them. */
export const around = (
  { previous, next }: Omit<KeysetPage<unknown>, 'rows'>,
  path: string,
  said: URLSearchParams | Said = {},
  name = 'at',
) => ({
  previous: previous && addressOf(path, said, { [name]: previous }),
  next: next && addressOf(path, said, { [name]: next }),
})

/** The columns of a list that a person has chosen, as JSON, in the list's order; the usual ones where they never chose. */
export function chosenColumns<C extends string>(all: readonly C[], usual: readonly C[], json: string | null) {
  if (!json) return usual
  const chosen = JSON.parse(json) as string[]
  return all.filter((column) => chosen.includes(column))
}
