import { pipeline, Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { Context } from 'hono'

// Spreadsheets take the comma as the decimal sign, and so the semicolon between cells, in these countries.
const semicolon = new Set(['PT', 'ES', 'FR', 'DE', 'BR', 'AO', 'MZ', 'CV', 'LU', 'CH', 'NL', 'BE', 'IT'])
const separatorIn = (country: string): ';' | ',' => (semicolon.has(country) ? ';' : ',')

/** A decimal like "1234.5" as that country's spreadsheet reads it: "1234,5". */
export const decimalOf = (decimal: string, country: string): string =>
  semicolon.has(country) ? decimal.replace('.', ',') : decimal

/**
 * Rows as CSV for the spreadsheet of a country: UTF-8 with a BOM, that country's separator, cells that a spreadsheet would run as
 * formulas made harmless by an apostrophe (OWASP, CSV Injection). Rows are taken as they are asked for: memory stays flat.
 */
export const csvOf = (rows: AsyncIterable<readonly unknown[]>, country: string): Readable =>
  // A pipeline, since rows that fail half-way must fail whoever reads them: a bare pipe would end the process.
  pipeline(
    Readable.from(rows),
    stringify({ bom: true, delimiter: separatorIn(country), escape_formulas: true, record_delimiter: 'windows' }),
    () => {},
  )

/** Answers with CSV to be saved under that name. */
export function sendCsv(c: Context, name: string, csv: Readable): Response {
  c.header('Content-Type', 'text/csv; charset=utf-8')
  c.header('Content-Disposition', `attachment; filename="${name}"`)
  return c.body(Readable.toWeb(csv) as ReadableStream)
}
