import type { RowProblem } from './problems.ts'

/** One record as it stands in the file. `number` counts as a spreadsheet numbers its rows: blank ones too, a record of several lines once. */
export interface CsvRecord {
  number: number
  text: string
  problem: RowProblem | null
}

/** The longest cell that is read; Excel's own limit is 32,767 characters. */
export const mostCharactersInCell = 32_000
const mostCharactersInRecord = 1_000_000

type End = { at: number; problem: RowProblem | null } | 'more'

/** Where the record that begins at `from` ends: at a line break outside quotes, or at the end of the file. */
function endOfRecord(text: string, from: number, delimiter: string, final: boolean): End {
  const line = text.indexOf('\n', from)
  if (line === -1 && !final) return 'more'
  const firstLine = line === -1 ? text.length : line
  // Within the line alone: a look through all that is held, for each of its lines, would cost the square of it.
  if (!text.slice(from, firstLine).includes('"')) return { at: firstLine, problem: null }
  const broken: End = { at: firstLine, problem: 'broken quote' }
  for (let i = from; ; ) {
    if (text[i] === '"') {
      const close = closingQuote(text, i)
      // A quote that nothing closes would swallow all rows after it: no cell that we take is longer than this.
      if (close === -1 || close - i > 2 * mostCharactersInCell) {
        const reach = close === -1 ? text.length : close
        if (reach - i > 2 * mostCharactersInCell && text.indexOf('\n', i) < reach) return broken
        if (close === -1) return final ? broken : 'more'
      }
      if (close === text.length - 1 && !final) return 'more'
      const next = text[close + 1]
      if (next === undefined || next === '\n') return { at: close + 1, problem: null }
      const overLines = text.slice(i, close).includes('\n')
      if (next === delimiter) {
        i = close + 2
        continue
      }
      if (overLines) return broken
      i = close + 1
    }
    const end = endOfPlainCell(text, i, delimiter)
    if (end === -1) return final ? { at: text.length, problem: null } : 'more'
    if (text[end] === '\n') return { at: end, problem: null }
    i = end + 1
  }
}

function closingQuote(text: string, open: number): number {
  let at = text.indexOf('"', open + 1)
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
  return at
}

function endOfPlainCell(text: string, from: number, delimiter: string): number {
  for (let i = from; i < text.length; i++) if (text[i] === delimiter || text[i] === '\n') return i
  return -1
}

/**
 * Cuts a CSV text, which comes in pieces with \n as its line break, into records, blank ones left out. A quote that is never
 * closed, or closed in the middle of a later line, spoils its own line alone: reading goes on with the next one. Holds at most
 * about 1 MB, whatever the file.
 */
export async function* recordsOf(
  pieces: AsyncIterable<string> | Iterable<string>,
  delimiter: string,
): AsyncGenerator<CsvRecord, void, undefined> {
  let text = ''
  let number = 0
  let skipping = false
  const cut = function* (final: boolean): Generator<CsvRecord> {
    let from = 0
    while (from < text.length) {
      if (skipping) {
        const line = text.indexOf('\n', from)
        from = line === -1 ? text.length : line + 1
        skipping = line === -1
        continue
      }
      const end = endOfRecord(text, from, delimiter, final)
      if (end === 'more' && text.length - from <= mostCharactersInRecord) break
      number++
      if (end === 'more') {
        yield { number, text: '', problem: 'cell too long' }
        skipping = true
      } else {
        const record = text.slice(from, end.at)
        if (record.trim() !== '') yield { number, text: record, problem: end.problem }
        from = end.at + 1
      }
    }
    text = text.slice(from)
  }
  for await (const piece of pieces) {
    text += piece
    yield* cut(false)
  }
  yield* cut(true)
}
