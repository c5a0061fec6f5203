import { sql } from 'kysely'
import type { Db } from '#src/platform/db/database.ts'
import type { Tables } from '#src/platform/db/tables.ts'

/** A column that holds sealed texts: each whole, or as strings within JSON. */
export interface Place {
  table: keyof Tables
  /** Its primary key, a number. */
  key: 'id' | 'event_id'
  column: string
  json?: true
}

/** Everywhere that a sealed text may lie. Who seals in another column adds it here, or the next rotation of the key loses it. */
export const places: readonly Place[] = [
  { table: 'custom_value', key: 'id', column: 'value' },
  { table: 'custom_change', key: 'id', column: 'old' },
  { table: 'custom_change', key: 'id', column: 'new' },
  { table: 'contact', key: 'id', column: 'tax_id' },
  { table: 'contact', key: 'id', column: 'iban' },
  { table: 'audit_event', key: 'id', column: 'changes', json: true },
  { table: 'audit_undo', key: 'event_id', column: 'data', json: true },
  { table: 'contact_merge', key: 'id', column: 'moves', json: true },
]

export interface SealedRow {
  key: number
  text: string
}

/** Rows of one read. */
const batch = 200

/** The rows of a place that hold sealed texts, some at a time. */
export async function* sealedRows(db: Db, { table, key, column, json }: Place): AsyncGenerator<SealedRow[]> {
  const pattern = json ? '%"sealed:1:%' : 'sealed:1:%'
  for (let after = 0; ; ) {
    const { rows } = await sql<SealedRow>`
      select ${sql.ref(key)} as "key", ${sql.ref(column)} as "text" from ${sql.table(table)}
      where ${sql.ref(key)} > ${after} and ${sql.ref(column)} like ${pattern}
      order by ${sql.ref(key)} limit ${batch}`.execute(db)
    if (rows.length === 0) return
    yield rows
    after = rows.at(-1)!.key
  }
}

const whole = /^sealed:1:[0-9a-f]{8}:[\w-]{38,}$/
// Ciphertext needs no escapes, so within JSON it stands as it is; what only quotes one does not begin with a bare quotation mark.
const quoted = /"(sealed:1:[0-9a-f]{8}:[\w-]{38,})"/g

/** A row's text with each sealed one in it replaced by what `change` makes of it. */
export const replaced = ({ json }: Place, text: string, change: (sealed: string) => string): string =>
  json ? text.replace(quoted, (_all, sealed: string) => `"${change(sealed)}"`) : whole.test(text) ? change(text) : text
