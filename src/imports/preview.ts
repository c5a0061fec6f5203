import { findFirm } from '#src/firm/firm.ts'
import type { Db } from '#src/platform/db/database.ts'
import { isEmail } from '#src/platform/web/form.ts'
import { activeStaff, type Staff } from '#src/staff/staff.ts'
import { decisionsOf } from './decision.ts'
import {
  type Import,
  isRejecting,
  mappingOf,
  optionsOf,
  type RowProblemLine,
  rowOptionsOf,
  type Source,
  type SourceRow,
} from './import.ts'
import { addFirm, Known, type KnownAccount, type KnownContact, nameOf } from './known.ts'
import { type Doubt, matchOf, Rejected } from './match.ts'
import { mayHaveTags, peopleNamed } from './meet.ts'
import { type Candidate, candidateOf } from './row.ts'
import { type Decision, type DoubtReason, doubtsShown, type RowOutcome, rowsShown } from './rules.ts'

/** Whom a row joins, or may join: an account of the firm, or the one of a row before. */
export interface Joined {
  ref: Decision
  /** '' where a row before makes it. */
  shortId: string
  name: string
  isArchived: boolean
  /** What tells it from another of its name: addresses and phones. */
  says: string[]
}

export interface PreviewRow {
  number: number
  account: string
  contacts: string[]
  problems: RowProblemLine[]
  outcome: RowOutcome
  joins: Joined | null
}

export interface DoubtfulRow extends PreviewRow {
  reason: DoubtReason
  /** Whom it may be: accounts first, then contacts. */
  choices: Joined[]
  decision: Decision | null
}

export interface Preview {
  rows: PreviewRow[]
  problems: PreviewRow[]
  doubts: DoubtfulRow[]
  counts: Record<RowOutcome, number>
  /** Doubtful rows in all, decided or not, and those that are not. */
  doubtful: number
  undecided: number
  /** Rows of the file, and how many of them were looked at. */
  total: number
  examined: number
  /** Columns that are mapped and say what nothing is made of, and in how many rows. */
  unused: { column: number; rows: number }[]
  /** Columns that are not mapped and are full of e-mail addresses. */
  addresses: number[]
  /** What may be decided about the doubtful rows that are shown. */
  offered: ReadonlyMap<number, ReadonlySet<Decision>>
}

/** Where in the file a page of the preview, and one of the doubtful rows, begin: after that row. */
export interface PreviewAt {
  rows?: number
  doubts?: number
}

const problemsShown = 20
/** How many rows are held against the firm's data and each other before the start: those that fit into one page's time. */
const mostExamined = 5000
const examinedAtOnce = 500

/**
 * What would become of the first 5,000 rows: new, joins whom, doubtful, rejected because; of it one page, and all counted. Rows are held
 * against the firm's data and against those before them, as if these were imported already.
 */
export async function previewOf(
  db: Db,
  staff: Staff,
  source: Source,
  one: Import,
  { at = {}, decisions }: { at?: PreviewAt; decisions?: ReadonlyMap<number, Decision> } = {},
): Promise<Preview> {
  const mapping = mappingOf(one)
  const { doubtful } = optionsOf(one)
  const decided = decisions ?? (await decisionsOf(db, one.id))
  const firm = await findFirm(db)
  const everybody = mapping.some((key) => /^account\.(team|preparer|reviewer)$/.test(key ?? ''))
    ? await activeStaff(db)
    : []
  const tags = new Set((await db.selectFrom('tag').select('name_key').execute()).map((tag) => tag.name_key))
  const known = new Known(firm?.country ?? '')
  const columns = new Columns(mapping)
  const offered = new Map<number, ReadonlySet<Decision>>()
  const preview = {
    rows: [] as PreviewRow[],
    problems: [] as PreviewRow[],
    doubts: [] as DoubtfulRow[],
    counts: { new: 0, joins: 0, doubtful: 0, 'left out': 0, rejected: 0 },
    doubtful: 0,
    undecided: 0,
    total: 0,
    examined: 0,
  }

  const put = (row: PreviewRow, doubt: Doubt | null) => {
    preview.counts[row.outcome]++
    if (row.number > (at.rows ?? 0) && preview.rows.length < rowsShown) preview.rows.push(row)
    if (row.problems.length > 0 && preview.problems.length < problemsShown) preview.problems.push(row)
    if (!doubt) return
    const decision = decided.get(row.number) ?? null
    preview.doubtful++
    if (!decision || row.outcome === 'doubtful') preview.undecided++
    if (row.number <= (at.doubts ?? 0) || preview.doubts.length >= doubtsShown) return
    const choices = [...doubt.accounts.map(joinedAccount), ...doubt.contacts.map(joinedContact)]
    offered.set(row.number, new Set<Decision>([...choices.map(({ ref }) => ref), 'new', 'leave out']))
    preview.doubts.push({ ...row, reason: doubt.reason, choices, decision })
  }

  const examine = async (rows: readonly SourceRow[]) => {
    const read = rows.map((row) => ({
      row,
      candidate: row.problem ? null : candidateOf(row.fields, rowOptionsOf(one)),
    }))
    const candidates = read.flatMap(({ candidate }) => candidate ?? [])
    await addFirm(db, staff, known, candidates)
    for (const { row, candidate } of read) {
      columns.see(row, candidate)
      if (!candidate) {
        put({ ...blank(row.number), problems: [brokenRow(row)], outcome: 'rejected' }, null)
        continue
      }
      const shown = { ...blank(row.number), account: accountLine(candidate), contacts: contactLines(candidate) }
      const { problems } = candidate
      if (problems.some(({ code }) => isRejecting(code))) {
        put({ ...shown, problems, outcome: 'rejected' }, null)
        continue
      }
      try {
        mayHaveTags(staff, tags, candidate.account.tags)
        peopleNamed(staff, everybody, candidate.account)
        // What was asked stays to be asked again, whatever was decided.
        const open = matchOf(candidate, row.number, known)
        const decision = open.doubt ? decided.get(row.number) : undefined
        const match = decision || doubtful === 'new' ? matchOf(candidate, row.number, known, decision, doubtful) : open
        const isOut = decision === 'leave out' || (match.doubt !== null && doubtful === 'leave out')
        const outcome = isOut ? 'left out' : match.doubt ? 'doubtful' : match.account ? 'joins' : 'new'
        const joins = match.account && outcome === 'joins' ? joinedAccount(match.account) : null
        put({ ...shown, problems, outcome, joins }, open.doubt)
        if (!isOut) known.addRow(candidate, row.number, match.account)
      } catch (error) {
        if (!(error instanceof Rejected)) throw error
        const because = { code: error.code, field: null, value: error.value }
        put({ ...shown, problems: [...problems, because], outcome: 'rejected' }, null)
      }
    }
    preview.examined += rows.length
  }

  let waiting: SourceRow[] = []
  for await (const row of source.rows(mapping)) {
    preview.total++
    // How many there are is known since the file was read, but for one that was brought before that was kept.
    if (preview.total > mostExamined && one.total > 0) break
    if (preview.total > mostExamined) continue
    waiting.push(row)
    if (waiting.length < examinedAtOnce) continue
    await examine(waiting)
    waiting = []
  }
  if (waiting.length > 0) await examine(waiting)
  // Where somebody said what becomes of the others, there is nothing left to decide.
  const undecided = doubtful === 'ask' ? preview.undecided : 0
  const total = preview.total > mostExamined && one.total > 0 ? one.total : preview.total
  return { ...preview, total, undecided, unused: columns.unused(), addresses: columns.ofAddresses(), offered }
}

const blank = (number: number) => ({ number, account: '', contacts: [], joins: null })

const brokenRow = (row: SourceRow): RowProblemLine => ({
  code: row.problem!,
  field: null,
  value: row.cells[0]?.slice(0, 200).toWellFormed() ?? '',
})

const accountLine = (candidate: Candidate): string =>
  [candidate.account.id, nameOf(candidate)].filter(Boolean).join(' · ')

const contactLines = ({ contacts }: Candidate): string[] =>
  contacts.map((contact) =>
    [[contact.first_name, contact.last_name].filter(Boolean).join(' ') || contact.company, ...contact.emails]
      .filter(Boolean)
      .join(' · '),
  )

const factsShown = 4

const factsOf = (contacts: readonly KnownContact[]): string[] =>
  [...new Set(contacts.flatMap(({ emails, phones }) => [...emails, ...phones]))].slice(0, factsShown)

const joinedAccount = ({ ref, shortId, name, isArchived, contacts }: KnownAccount): Joined => ({
  ref,
  shortId,
  name,
  isArchived,
  says: factsOf(contacts),
})

const joinedContact = (contact: KnownContact): Joined => ({
  ref: contact.ref,
  shortId: '',
  name: contact.name,
  isArchived: false,
  says: factsOf([contact]),
})

/** What the rows say about their columns: which are mapped in vain, and which hold addresses that nobody would get. */
class Columns {
  readonly #mapping: ReturnType<typeof mappingOf>
  readonly #unused = new Map<number, number>()
  readonly #filled = new Map<number, number>()
  readonly #addresses = new Map<number, number>()

  constructor(mapping: ReturnType<typeof mappingOf>) {
    this.#mapping = mapping
  }

  see({ cells, problem }: SourceRow, candidate: Candidate | null): void {
    if (problem || this.#mapping.length === 0) return
    for (const key of candidate?.unused ?? []) count(this.#unused, this.#mapping.indexOf(key))
    for (const [column, key] of this.#mapping.entries()) {
      const cell = cells[column]?.trim() ?? ''
      if (key !== null || cell === '') continue
      count(this.#filled, column)
      if (cell.length < 500 && isEmail(cell)) count(this.#addresses, column)
    }
  }

  unused = () => [...this.#unused].filter(([column]) => column >= 0).map(([column, rows]) => ({ column, rows }))

  ofAddresses = () =>
    [...this.#addresses].filter(([column, found]) => found * 2 >= this.#filled.get(column)!).map(([column]) => column)
}

const count = (counts: Map<number, number>, key: number) => counts.set(key, (counts.get(key) ?? 0) + 1)
