import { parse } from 'csv-parse/sync'
import type { App } from '../app.ts'
import { separatorLine, sniffDelimiter } from '../web/delimiter.ts'
import { readStored } from './awaited.ts'
import { isReadAsText } from './type.ts'

const mostTextBytes = 100_000
const mostTableBytes = 400_000
const mostRows = 100
const mostColumns = 30

export interface Table {
  headings: string[]
  rows: string[][]
}

/** What is read of a file to be shown on a page; `cut` where that is not all of it. */
export type Reading = { text: string; cut: boolean } | { table: Table; cut: boolean }

/** The beginning of a text or of a table. Null for what is neither, and where the file is missing from the store. */
export async function readingOf(app: App, file: { hash: string; size: number; type: string }): Promise<Reading | null> {
  if (!isReadAsText(file.type)) return null
  const isTable = file.type === 'text/csv'
  const most = isTable ? mostTableBytes : mostTextBytes
  const bytes = await readStored(app.files, file.hash, { start: 0, end: most - 1 })
  if (!bytes) return null
  const cut = Number(file.size) > most
  const text = decoded(bytes)
  const table = isTable ? tableOf(text, cut) : null
  if (table) return table
  return { text: text.slice(0, mostTextBytes), cut: cut || text.length > mostTextBytes }
}

/** UTF-8 where it is, else Windows-1252, in which any byte is a letter. The last character may be cut in two. */
export function decoded(bytes: Uint8Array): string {
  const withoutControls = (text: string) => text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '')
  try {
    return withoutControls(new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true }))
  } catch {
    return withoutControls(new TextDecoder('windows-1252').decode(bytes))
  }
}

/** The first rows and columns of a CSV text, whose first row is its headings. Null where it is not to be read as one. */
export function tableOf(text: string, isBeginning: boolean): { table: Table; cut: boolean } | null {
  const whole = text.replace(separatorLine, '')
  try {
    const records = parse(whole, {
      delimiter: sniffDelimiter(text.slice(0, 64_000)),
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 0,
      to: mostRows + 2,
    }) as string[][]
    // The last row of a beginning may be cut in two.
    if (isBeginning && records.length < mostRows + 2) records.pop()
    const [headings, ...rows] = records
    if (!headings) return null
    const cut = isBeginning || rows.length > mostRows || records.some((row) => row.length > mostColumns)
    const fitted = (row: string[]) => row.slice(0, mostColumns).map((cell) => shortened(cell))
    return { table: { headings: fitted(headings), rows: rows.slice(0, mostRows).map(fitted) }, cut }
  } catch {
    return null
  }
}

const mostInCell = 500
const shortened = (cell: string) => (cell.length > mostInCell ? `${cell.slice(0, mostInCell).toWellFormed()}…` : cell)
