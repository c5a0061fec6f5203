import { pipeline, Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { Context } from 'hono'
import { localeIn } from '../language/countries.ts'

const decimalSigns = new Map<string, ',' | '.'>()

/** The decimal sign of a country (CLDR, for its most spoken language in Latin digits); a point where the country is not known. */
function decimalSignIn(country: string): ',' | '.' {
  let sign = decimalSigns.get(country)
  if (!sign) {
    const parts = new Intl.NumberFormat(localeIn(country) ?? 'en').formatToParts(0.5)
    sign = parts.some((part) => part.type === 'decimal' && part.value === ',') ? ',' : '.'
    decimalSigns.set(country, sign)
  }
  return sign
}

// Spreadsheets take the semicolon between cells where the comma is the decimal sign; in these countries too, beside a point.
const semicolonBesidePoint: ReadonlySet<string> = new Set(['CH', 'LI'])

export const separatorIn = (country: string): ';' | ',' =>
  decimalSignIn(country) === ',' || semicolonBesidePoint.has(country) ? ';' : ','

/** A decimal like "1234.5" as that country's spreadsheet reads it: "1234,5". */
export const decimalOf = (decimal: string, country: string): string => decimal.replace('.', decimalSignIn(country))

// What a spreadsheet may run (OWASP, CSV Injection), and what begins so and is harmless: a number, and a telephone number without
// hyphens, which would be subtracted.
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/
const harmless = /^(?:-?\d+(?:[.,]\d+)?|\+\d[\d ().]*)$/

/** A cell with an apostrophe before it where a spreadsheet would run it. */
export function guarded(cell: unknown): string {
  const text = String(cell ?? '')
  return formula.test(text) && !harmless.test(text) ? `'${text}` : text
}

/** A cell without the apostrophe that an export put before it. */
export const unguarded = (cell: string): string => (cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell)

/**
 * Rows as CSV for the spreadsheet of a country: UTF-8 with a BOM, that country's separator, every cell quoted and none that runs. Rows
 * are taken as they are asked for: memory stays flat.
 */
export function csvOf(rows: AsyncIterable<readonly unknown[]>, country: string): Readable {
  async function* cells() {
    for await (const row of rows) yield row.map(guarded)
  }
  const delimiter = separatorIn(country)
  // A pipeline, since rows that fail half-way must fail whoever reads them: a bare pipe would end the process.
  return pipeline(
    Readable.from(cells()),
    stringify({ bom: true, delimiter, quoted: true, quoted_empty: true, record_delimiter: 'windows' }),
    () => {},
  )
}

/** Answers with CSV to be saved under that name. */
export function sendCsv(c: Context, name: string, csv: Readable): Response {
  c.header('Content-Type', 'text/csv; charset=utf-8')
  c.header('Content-Disposition', `attachment; filename="${name}"`)
  return c.body(Readable.toWeb(csv) as ReadableStream)
}
