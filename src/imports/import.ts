import type { Readable } from 'node:stream'
import type { Generated, Selectable } from 'kysely'
import { type Act, permitted, record } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import type { Files } from '#src/platform/files/store.ts'
import type { DateOrder } from '#src/platform/language/typed-date.ts'
import { enqueue } from '#src/platform/queue/queue.ts'
import { Conflict, changedMeanwhile, notFound } from '#src/platform/web/errors.ts'
import { can } from '#src/staff/rights.ts'
import { must, type Staff } from '#src/staff/staff.ts'
import { type Reading, readCsv } from './csv.ts'
import { decisionsOf, forgetDecisions } from './decision.ts'
import type { Encoding } from './encoding.ts'
import type { Fields, Mapping } from './fields.ts'
import { guessFromCells, guessMapping, sourceOf } from './headings.ts'
import {
  type CandidateProblem,
  type FileProblem,
  type MeetingProblem,
  type ProblemCode,
  type RowProblem,
  rejects,
} from './problems.ts'
import type { RowOptions } from './reader.ts'
import { fieldsOf } from './row.ts'
import type { Decision, Doubtful, Existing, ImportStatus } from './rules.ts'
import { readVCards } from './vcard.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'import uploaded': true
    'import started': true
    'import cancelled': true
  }
}

export interface ImportOptions extends Reading {
  order: DateOrder
  existing: Existing
  /** What becomes of doubtful rows about which nobody decides. */
  doubtful?: Doubtful
}

export interface RowProblemLine {
  code: RowProblem | ProblemCode | MeetingProblem
  field: string | null
  value: string
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    import: {
      id: Generated<number>
      staff_id: number | null
      file_name: string
      file_hash: string
      format: 'csv' | 'vcard'
      /** JSON of a Mapping; null for vCards. */
      mapping: string | null
      options: string
      status: ImportStatus
      total: Generated<number>
      /** The number of the last row that was dealt with, as the file counts them: where a broken run goes on. */
      processed: Generated<number>
      accounts_created: Generated<number>
      accounts_updated: Generated<number>
      contacts_created: Generated<number>
      contacts_updated: Generated<number>
      rejected: Generated<number>
      error: string | null
      created_at: string
      started_at: string | null
      finished_at: string | null
      version: Generated<number>
    }
    import_rejection: { import_id: number; row_number: number; problems: string; cells: string }
  }
}

export type Import = Selectable<Tables['import']>

export const optionsOf = (one: Pick<Import, 'options'>): Required<Pick<ImportOptions, 'doubtful'>> & ImportOptions => ({
  order: 'dmy',
  existing: 'fill',
  doubtful: 'ask',
  ...JSON.parse(one.options),
})

/** By what the dates of an import are read: a year of two digits as on the day on which the file was brought. */
export const rowOptionsOf = (one: Import): RowOptions => ({
  order: optionsOf(one).order,
  today: one.created_at.slice(0, 10),
})
export const mappingOf = (one: Import): Mapping => (one.mapping ? JSON.parse(one.mapping) : [])

/** The imports that a person may see: their own, and everybody's for an admin. */
export const importsOf = (db: Db | Trx, staff: Staff) =>
  db.selectFrom('import').$if(!can(staff, 'admin'), (query) => query.where('import.staff_id', '=', staff.id))

/** One import that the person may see. Throws 404. */
export async function findImport(db: Db | Trx, staff: Staff, id: number | null): Promise<Import> {
  const found =
    id === null
      ? undefined
      : await importsOf(db, staff).selectAll('import').where('import.id', '=', id).executeTakeFirst()
  if (!found) throw notFound()
  return found
}

/** Whether a person may see an import, and go on with it: as `importsOf`. */
const maySeeImport = (staff: Staff, one: Import): boolean => can(staff, 'admin') || one.staff_id === staff.id

/** Throws where whoever acts may not go on with an import, by what holds as the transaction runs: 403, or 404 for another's. The system may. */
export async function mustImport(act: Act, one: Import): Promise<void> {
  const staff = await must(act, 'manage contacts')
  if (staff && !maySeeImport(staff, one)) throw notFound()
}

/** One row of a file, whatever its format. */
export interface SourceRow {
  number: number
  fields: Fields
  problem: RowProblem | null
  /** The row as it stands in the file: cells of a CSV file, a whole card as one. */
  cells: string[]
}

export interface Source {
  problem: null
  headings: string[]
  product: string | null
  /** As what the file was read, guessed or said; of a card's there is an encoding alone. */
  reading: { encoding: Encoding } & Reading
  /** What each column probably is. */
  guessed: Mapping
  rows(mapping: Mapping): AsyncIterable<SourceRow>
}

type Reads = (files: Files, hash: string) => Readable
const withPatience: Reads = (files, hash) => files.read(hash)

/**
 * Opens a stored file to be read row by row, as often as one likes. Gives the reason where it can't be. Whoever waits for a page has it
 * read by `streamStored`.
 */
export async function openSource(
  app: App,
  file: { file_hash: string; format: 'csv' | 'vcard'; options?: string },
  read = withPatience,
): Promise<Source | { problem: FileProblem }> {
  const open = () => read(app.files, file.file_hash)
  const said = optionsOf({ options: file.options ?? '{}' })
  if (file.format === 'vcard') {
    const cards = await readVCards(open, said.encoding)
    if (cards.problem) return cards
    return {
      problem: null,
      headings: [],
      product: null,
      reading: { encoding: cards.encoding },
      guessed: [],
      async *rows() {
        for await (const { number, fields, problem, text } of cards.rows)
          yield { number, fields, problem, cells: [text] }
      },
    }
  }
  const csv = await readCsv(open, said)
  if (csv.problem) return csv
  const { encoding, delimiter, hasHeading, headings, sample } = csv
  return {
    problem: null,
    headings,
    product: sourceOf(headings),
    reading: { encoding, delimiter, hasHeading },
    guessed: hasHeading ? guessMapping(headings) : guessFromCells(sample, headings.length),
    async *rows(mapping) {
      for await (const { number, cells, problem, text } of csv.rows)
        yield { number, fields: fieldsOf(mapping, cells), problem, cells: problem ? [text] : cells }
    },
  }
}

export const isVCardName = (name: string): boolean => /\.(vcf|vcard)$/i.test(name)

interface NewImport {
  problem: null
  name: string
  hash: string
  format: 'csv' | 'vcard'
  mapping: Mapping | null
  /** How many rows it has. */
  total: number
  options?: string
}

/** Reads of a stored file what its import needs to be added; outside any transaction, since a store may be slow. Gives the reason where it can't be read. */
export async function readImport(
  app: App,
  file: { name: string; hash: string },
  read = withPatience,
): Promise<NewImport | { problem: FileProblem }> {
  const format = isVCardName(file.name) ? 'vcard' : 'csv'
  const source = await openSource(app, { file_hash: file.hash, format }, read)
  if (source.problem) return source
  const total = await rowsIn(source)
  return { ...file, problem: null, format, total, mapping: format === 'csv' ? source.guessed : null }
}

export async function rowsIn(source: Source): Promise<number> {
  let total = 0
  for await (const _ of source.rows([])) total++
  return total
}

/** Keeps a file that was read as an import that is ready to be mapped. Gives its number. */
export async function addImport(act: Act, file: NewImport): Promise<number> {
  await must(act, 'manage contacts')
  const { id } = await act.trx
    .insertInto('import')
    .values({
      staff_id: act.by.staffId,
      file_name: file.name,
      file_hash: file.hash,
      format: file.format,
      mapping: file.mapping ? JSON.stringify(file.mapping) : null,
      options: file.options ?? '{}',
      status: 'ready',
      total: file.total,
      error: null,
      created_at: act.at,
      started_at: null,
      finished_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await record(act, { kind: 'import uploaded', subject: file.name })
  return id
}

/** The same file once more, with the same mapping and options, ready to be looked at: what is there already is matched, not doubled. */
export async function repeatImport(act: Act, one: Import): Promise<number> {
  await mustImport(act, one)
  return addImport(permitted(act), {
    problem: null,
    name: one.file_name,
    hash: one.file_hash,
    format: one.format,
    mapping: one.mapping ? mappingOf(one) : null,
    total: one.total,
    options: one.options,
  })
}

async function lockedImport(act: Act, id: number, ...statuses: ImportStatus[]): Promise<Import> {
  await locked(act.trx, 'import', id)
  const one = await act.trx.selectFrom('import').selectAll().where('id', '=', id).executeTakeFirst()
  if (!one) throw notFound()
  await mustImport(act, one)
  if (!statuses.includes(one.status)) throw changedMeanwhile()
  return one
}

/**
 * Sets what each column becomes and how rows are read, and how many these are where that has changed. What was decided about rows is forgotten where these are other rows then. Throws
 * 409 once the import has started, and Conflict, with the import as it is, where it was changed since `version`.
 */
export async function mapImport(
  act: Act,
  id: number,
  mapping: Mapping,
  options: ImportOptions,
  { version, total }: { version?: number | undefined; total?: number } = {},
): Promise<void> {
  const one = await lockedImport(act, id, 'ready')
  if (version !== undefined && version !== one.version) throw new Conflict(one)
  const now = { mapping: one.format === 'csv' ? JSON.stringify(mapping) : null, options: JSON.stringify(options) }
  if (now.mapping === one.mapping && now.options === one.options) return
  if (!saysTheSame(one, { ...one, ...now })) await forgetDecisions(act, id)
  await act.trx
    .updateTable('import')
    .set({ ...now, total: total ?? one.total, version: one.version + 1 })
    .where('id', '=', id)
    .execute()
}

/** Whether the rows of a file are the same by one mapping and reading as by another: what was decided about them then holds. */
export function saysTheSame(one: Import, other: Import): boolean {
  const reading = (of: Import) => {
    const { encoding, delimiter, hasHeading, order } = optionsOf(of)
    return JSON.stringify([mappingOf(of), encoding, delimiter, hasHeading, order])
  }
  return reading(one) === reading(other)
}

/**
 * Keeps what is decided about doubtful rows, by their numbers; null for one of which nothing is decided any more. Throws 409 once the
 * import has started.
 */
export async function decideRows(act: Act, id: number, decisions: ReadonlyMap<number, Decision | null>): Promise<void> {
  const one = await lockedImport(act, id, 'ready')
  const before = await decisionsOf(act.trx, id)
  const changed = [...decisions].filter(([row, choice]) => (before.get(row) ?? null) !== choice)
  if (changed.length === 0) return
  const rows = changed.map(([row]) => row)
  await act.trx.deleteFrom('import_decision').where('import_id', '=', id).where('row_number', 'in', rows).execute()
  const kept = changed.flatMap(([row_number, choice]) => (choice ? [{ import_id: id, row_number, choice }] : []))
  if (kept.length > 0) await act.trx.insertInto('import_decision').values(kept).execute()
  await act.trx
    .updateTable('import')
    .set({ version: one.version + 1 })
    .where('id', '=', id)
    .execute()
}

/** Puts the import on the queue. Throws 409 where it has been started already. */
export async function startImport(act: Act, id: number, total: number): Promise<void> {
  const one = await lockedImport(act, id, 'ready')
  await act.trx
    .updateTable('import')
    .set({ status: 'queued', total, started_at: act.at })
    .where('id', '=', id)
    .execute()
  await enqueue(act.trx, { kind: 'run import', payload: { id }, at: act.at })
  const decided = (await decisionsOf(act.trx, id)).size
  await record(act, {
    kind: 'import started',
    subject: one.file_name,
    changes: { rows: [null, String(total)], ...(decided > 0 ? { decided: [null, String(decided)] } : {}) },
  })
}

/** Stops an import after the rows that it is at. What was imported stays. */
export async function cancelImport(act: Act, id: number): Promise<void> {
  const one = await lockedImport(act, id, 'ready', 'queued', 'running')
  await act.trx.updateTable('import').set({ status: 'cancelled', finished_at: act.at }).where('id', '=', id).execute()
  await record(act, { kind: 'import cancelled', subject: one.file_name })
}

export const isRejecting = (code: RowProblemLine['code']): boolean => rejects({ code } as CandidateProblem)

/** The rejected rows of an import, the first ones first. */
export const rejectionsOf = (db: Db, importId: number, after: number, most: number) =>
  db
    .selectFrom('import_rejection')
    .select(['row_number', 'problems', 'cells'])
    .where('import_id', '=', importId)
    .where('row_number', '>', after)
    .orderBy('row_number')
    .limit(most)
    .execute()

/** Which of these stored files are those of an import. */
export const importFilesAmong = async (db: Db, hashes: readonly string[]): Promise<string[]> =>
  (await db.selectFrom('import').select('file_hash').where('file_hash', 'in', hashes).execute()).map(
    (row) => row.file_hash,
  )
