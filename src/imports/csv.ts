import { parse } from 'csv-parse/sync'
import { cleanLine } from '#src/platform/language/invisible.ts'
import { type Delimiter, separatorLine, sniffDelimiter } from '#src/platform/web/delimiter.ts'
import { isEmail } from '#src/platform/web/form.ts'
import { decoded, detectEncoding, type Encoding, type Opens } from './encoding.ts'
import { isKnownHeading } from './headings.ts'
import type { RowProblem, Tried } from './problems.ts'
import { type CsvRecord, mostCharactersInCell, recordsOf } from './records.ts'

export interface CsvRow {
  /** As a spreadsheet numbers its rows; the first line of the file is 1. */
  number: number
  /** One for each heading. Empty where `problem` says why the row could not be read. */
  cells: string[]
  problem: RowProblem | null
  /** The row as it stands in the file, for the report of rejected rows. */
  text: string
}

/** How a file is to be read, where somebody says it: what is not said is guessed. */
export interface Reading {
  encoding?: Encoding | undefined
  delimiter?: Delimiter | undefined
  /** Whether the first row is a heading, or a client already. */
  hasHeading?: boolean | undefined
}

export interface CsvFile {
  encoding: Encoding
  delimiter: Delimiter
  hasHeading: boolean
  /** By column, told apart where the file repeats one: "Phone", "Phone (2)". '' for a column without a heading. */
  headings: string[]
  /** The cells of the first rows, by which columns without headings can be told. */
  sample: string[][]
  /** The rows under the heading. Each iteration reads the file anew as a stream; stopping early closes it. */
  rows: AsyncIterable<CsvRow>
}

/** The most columns that a file may have. */
export const mostColumns = 500

const sampleCharacters = 64_000
const recordsInBatch = 200
const recordsBeforeHeading = 6

/**
 * Reads a CSV file: its encoding, its delimiter (comma, semicolon, tab or bar), its headings, and its rows as a stream that holds about
 * 1 MB however long the file is. Lines of a title above the headings (as QuickBooks prints them) and Excel's "sep=;" are passed
 * over; so are blank rows. Resolves to a problem where there is nothing to import; throws only what the store throws.
 */
export async function readCsv(open: Opens, said: Reading = {}): Promise<Tried<CsvFile>> {
  const found = await detectEncoding(open, said.encoding)
  if (found.problem) return found
  const { encoding } = found
  const sample = await beginning(open, encoding)
  const delimiter = said.delimiter ?? sniffDelimiter(sample)
  const separatorLines = separatorLine.test(sample) ? 1 : 0
  const records = () => recordsOf(decoded(open, encoding), delimiter)

  const first: CsvRow[] = []
  for await (const row of cellsOf(records(), delimiter)) {
    if (row.number > separatorLines) first.push(row)
    if (first.length === recordsBeforeHeading) break
  }
  if (first.length === 0) return { problem: 'empty' }
  const hasHeading = said.hasHeading ?? !looksLikeData(first[0]!)
  const heading = hasHeading ? headingAmong(first) : unheaded(first, separatorLines)
  if (heading.problem) return { problem: 'heading broken' }
  const columns = hasHeading ? withoutEmptyEnd(heading.cells) : heading.cells
  if (columns.length > mostColumns) return { problem: 'too many columns' }
  const headings = toldApart(columns)
  if (first.at(-1) === heading) return { problem: 'heading only' }

  const rows = {
    async *[Symbol.asyncIterator]() {
      for await (const row of cellsOf(records(), delimiter)) {
        if (row.number > heading.number) yield fitted(row, headings.length)
      }
    },
  }
  const cells = first.filter(({ number }) => number > heading.number).map((row) => row.cells)
  return { problem: null, encoding, delimiter, hasHeading, headings, sample: cells, rows }
}

/** Whether a first row is a client and not a heading: no heading is an e-mail address or a telephone number. */
const looksLikeData = ({ cells }: CsvRow): boolean =>
  !cells.some(isKnownHeading) &&
  cells.some((cell) => isEmail(cell.trim()) || /^[+(]?\d[\d\s()./-]{6,20}$/.test(cell.trim()))

/** What stands for the heading of a file that has none: a row before the first, as wide as the widest of those looked at. */
function unheaded(first: readonly CsvRow[], number: number): CsvRow {
  const width = Math.max(...first.map(({ cells }) => withoutEmptyEnd(cells).length), 1)
  return { number, cells: Array<string>(width).fill(''), problem: null, text: '' }
}

async function beginning(open: Opens, encoding: Encoding): Promise<string> {
  let text = ''
  for await (const piece of decoded(open, encoding)) {
    text += piece
    if (text.length >= sampleCharacters) break
  }
  return text
}

const filled = (cells: readonly string[]): string[] => cells.filter((cell) => cell.trim() !== '')

/** The row of headings: the first one, unless that is a lone title with a row of several cells soon below it. */
function headingAmong(rows: readonly CsvRow[]): CsvRow {
  const [first] = rows as [CsvRow]
  const [title] = filled(first.cells)
  if (first.problem || filled(first.cells).length > 1 || (title && isKnownHeading(title))) return first
  return rows.find(({ cells }) => filled(cells).length > 1 && cells.some(isKnownHeading)) ?? first
}

function withoutEmptyEnd(cells: readonly string[]): string[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== '')
  return cells.slice(0, last + 1)
}

function toldApart(headings: readonly string[]): string[] {
  const taken = new Set<string>()
  const next = new Map<string, number>()
  return headings.map((text) => {
    const heading = cleanLine(text).replace(/\s+/g, ' ')
    let name = heading
    let n = next.get(heading) ?? 2
    for (; heading !== '' && taken.has(name); n++) name = `${heading} (${n})`
    next.set(heading, n)
    taken.add(name)
    return name
  })
}

function fitted(row: CsvRow, width: number): CsvRow {
  if (row.problem) return row
  if (filled(row.cells.slice(width)).length > 0) return { ...row, cells: [], problem: 'too many cells' }
  if (row.cells.some((cell) => cell.length > mostCharactersInCell))
    return { ...row, cells: [], problem: 'cell too long' }
  const cells = row.cells.slice(0, width)
  while (cells.length < width) cells.push('')
  return { ...row, cells }
}

/** Records as rows of cells, rows without a filled cell left out. Parsed by the batch, which is ten times as quick as one by one. */
async function* cellsOf(records: AsyncIterable<CsvRecord>, delimiter: string): AsyncGenerator<CsvRow, void, undefined> {
  let batch: CsvRecord[] = []
  let characters = 0
  for await (const record of records) {
    batch.push(record)
    characters += record.text.length
    if (batch.length < recordsInBatch && characters < sampleCharacters) continue
    yield* rowsOf(batch, delimiter)
    batch = []
    characters = 0
  }
  yield* rowsOf(batch, delimiter)
}

function* rowsOf(batch: readonly CsvRecord[], delimiter: string): Generator<CsvRow> {
  const whole = batch.filter(({ problem }) => problem === null)
  const parsed = parsedTogether(whole, delimiter) ?? whole.map((record) => parsedTogether([record], delimiter)?.[0])
  const cells = parsed.values()
  for (const { number, text, problem } of batch) {
    const found = problem ? undefined : cells.next().value
    if (!found) yield { number, cells: [], problem: problem ?? 'broken quote', text }
    else if (filled(found).length > 0) yield { number, cells: found, problem: null, text }
  }
}

/** Null where csv-parse disagrees with us about where the records end. */
function parsedTogether(records: readonly CsvRecord[], delimiter: string): string[][] | null {
  try {
    const rows = parse(records.map(({ text }) => text).join('\n'), {
      delimiter,
      record_delimiter: '\n',
      relax_quotes: true,
      relax_column_count: true,
      max_record_size: 0,
    }) as string[][]
    return rows.length === records.length ? rows : null
  } catch {
    return null
  }
}
