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
import { changedMeanwhile, notFound } from '#src/platform/web/errors.ts'
import { can } from '#src/staff/rights.ts'
import { must, type Staff } from '#src/staff/staff.ts'
import { readCsv } from './csv.ts'
import type { Fields, Mapping } from './fields.ts'
import { guessMapping, sourceOf } from './headings.ts'
import { type CandidateProblem, type FileProblem, type ProblemCode, type RowProblem, rejects } from './problems.ts'
import { candidateOf, fieldsOf } from './row.ts'
import type { Existing, ImportStatus } from './rules.ts'
import { readVCards } from './vcard.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'import uploaded': true
    'import started': true
    'import cancelled': true
  }
}

export interface ImportOptions {
  order: DateOrder
  existing: Existing
}

/** Why a row was rejected that could be read: found only when it met the firm's data. */
export const meetingProblems = [
  'ID taken',
  'ID not usable',
  'several accounts match',
  'no such team member',
  'may not assign team members',
  'no such tag',
  'failed',
] as const
export type MeetingProblem = (typeof meetingProblems)[number]

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

export const optionsOf = (one: Import): ImportOptions => ({
  order: 'dmy',
  existing: 'fill',
  ...JSON.parse(one.options),
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
  file: { file_hash: string; format: 'csv' | 'vcard' },
  read = withPatience,
): Promise<Source | { problem: FileProblem }> {
  const open = () => read(app.files, file.file_hash)
  if (file.format === 'vcard') {
    const cards = await readVCards(open)
    if (cards.problem) return cards
    return {
      problem: null,
      headings: [],
      product: null,
      async *rows() {
        for await (const { number, fields, problem, text } of cards.rows)
          yield { number, fields, problem, cells: [text] }
      },
    }
  }
  const csv = await readCsv(open)
  if (csv.problem) return csv
  return {
    problem: null,
    headings: csv.headings,
    product: sourceOf(csv.headings),
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
  return { ...file, problem: null, format, mapping: format === 'csv' ? guessMapping(source.headings) : null }
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

/** Sets what each column becomes and how rows are read. Throws 409 once the import has started. */
export async function mapImport(act: Act, id: number, mapping: Mapping, options: ImportOptions): Promise<void> {
  const one = await lockedImport(act, id, 'ready')
  await act.trx
    .updateTable('import')
    .set({ mapping: one.format === 'csv' ? JSON.stringify(mapping) : null, options: JSON.stringify(options) })
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
  await record(act, { kind: 'import started', subject: one.file_name, changes: { rows: [null, String(total)] } })
}

/** Stops an import after the rows that it is at. What was imported stays. */
export async function cancelImport(act: Act, id: number): Promise<void> {
  const one = await lockedImport(act, id, 'ready', 'queued', 'running')
  await act.trx.updateTable('import').set({ status: 'cancelled', finished_at: act.at }).where('id', '=', id).execute()
  await record(act, { kind: 'import cancelled', subject: one.file_name })
}

export interface PreviewRow {
  number: number
  account: string
  contacts: string[]
  problems: RowProblemLine[]
  rejected: boolean
}

const shownRows = 12
const shownProblems = 20
const readForPreview = 3000

/** The first rows as they would be imported, the first problems among the first 3,000 rows, and how many rows there are. */
export async function previewOf(
  source: Source,
  one: Import,
): Promise<{ rows: PreviewRow[]; problems: PreviewRow[]; total: number }> {
  const { order } = optionsOf(one)
  const rows: PreviewRow[] = []
  const problems: PreviewRow[] = []
  let total = 0
  for await (const row of source.rows(mappingOf(one))) {
    total++
    if (total > readForPreview || (rows.length >= shownRows && problems.length >= shownProblems)) continue
    const shown = previewRow(row, order)
    if (rows.length < shownRows) rows.push(shown)
    if (shown.problems.length > 0 && problems.length < shownProblems) problems.push(shown)
  }
  return { rows, problems, total }
}

function previewRow(row: SourceRow, order: DateOrder): PreviewRow {
  if (row.problem)
    return {
      number: row.number,
      account: '',
      contacts: [],
      problems: [{ code: row.problem, field: null, value: row.cells[0]?.slice(0, 200) ?? '' }],
      rejected: true,
    }
  const { account, contacts, problems } = candidateOf(row.fields, { order })
  return {
    number: row.number,
    account: [account.id, account.name || account.company_name].filter(Boolean).join(' · '),
    contacts: contacts.map((contact) =>
      [[contact.first_name, contact.last_name].filter(Boolean).join(' ') || contact.company, ...contact.emails]
        .filter(Boolean)
        .join(' · '),
    ),
    problems,
    rejected: problems.some((problem) => isRejecting(problem.code)),
  }
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
