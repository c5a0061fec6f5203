import { sql } from 'kysely'
import { auditHome, type Changes } from '#src/audit/audit.ts'
import type { Move } from '#src/contacts/people.ts'
import type { SecretName } from '#src/contacts/rules.ts'
import { secretHome } from '#src/contacts/secret.ts'
import { changeHome, ownerIn, undoHome, valueHome } from '#src/fields/homes.ts'
import type { FieldUndo } from '#src/fields/value.ts'
import { rewritten } from '#src/merges/sealing.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { Home, Homes } from '#src/platform/vault.ts'
import { authenticatorHome } from '#src/second-factor/authenticator.ts'

/** A row with a column that may hold sealed texts, and what else of it tells where those are at home. */
export interface SealedRow {
  key: number
  text: string
  account_id: number | null
  contact_id: number | null
  field_id: number
  winner_id: number
  loser_id: number
}

/** Gives a text for one that is sealed. */
export type Change = (sealed: string, home: Home) => string

/** A column that holds sealed texts: each whole, or as strings within JSON. */
export interface Place {
  table: string
  column: string
  /** The table's primary key, a number. */
  key: 'id' | 'event_id'
  /** What else must be read of the row. */
  besides?: readonly (keyof SealedRow)[]
  json?: true
  /** The row's text with each sealed one in it replaced. */
  replaced(row: SealedRow, change: Change): string
}

type Stored = Extract<keyof Homes, `${string}.${string}`>
type Found = Omit<Place, 'table' | 'column'>

const whole = (home: (row: SealedRow) => Home, besides: Found['besides'] = []): Found => ({
  key: 'id',
  besides,
  replaced: (row, change) => onlySealed(change)(row.text, home(row)),
})

const secret = (name: SecretName) => whole((row) => secretHome(row.key, name))
const ofOwner = ['account_id', 'contact_id', 'field_id'] as const

/** Everywhere that a sealed text may be stored, and how what it is bound to is read from its row. A home without a line here does not compile. */
const found: Record<Stored, Found> = {
  'contact.tax_id': secret('tax_id'),
  'contact.iban': secret('iban'),
  'custom_value.value': whole((row) => valueHome(ownerIn(row), row.field_id), ofOwner),
  'custom_change.old': whole((row) => changeHome('old', ownerIn(row), row.field_id), ofOwner),
  'custom_change.new': whole((row) => changeHome('new', ownerIn(row), row.field_id), ofOwner),
  'audit_event.changes': { key: 'id', besides: ['account_id', 'contact_id'], json: true, replaced: inChanges },
  'audit_undo.data': { key: 'event_id', json: true, replaced: inUndo },
  'authenticator.secret': whole((row) => authenticatorHome('secret', row.key)),
  'authenticator.waiting': whole((row) => authenticatorHome('waiting', row.key)),
  'contact_merge.moves': { key: 'id', besides: ['winner_id', 'loser_id'], json: true, replaced: inMoves },
}

export const places: readonly Place[] = Object.entries(found).map(([name, place]) => {
  const [table = '', column = ''] = name.split('.')
  return { table, column, ...place }
})

const sealed = /^sealed:[12]:[0-9a-f]{8}:[\w-]{38,}$/
/** What only looks sealed, or quotes what is, is left alone. */
const onlySealed =
  (change: Change): Change =>
  (text, home) =>
    sealed.test(text) ? change(text, home) : text

function inChanges({ text, account_id: accountId, contact_id: contactId }: SealedRow, change: Change): string {
  const wanted = onlySealed(change)
  const side = (field: string, name: 'old' | 'now', value: string | null) =>
    value && wanted(value, auditHome({ accountId, contactId }, field, name))
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(JSON.parse(text) as Changes).map(([field, [old, now]]) => [
        field,
        [side(field, 'old', old), side(field, 'now', now)],
      ]),
    ),
  )
}

function inUndo({ text }: SealedRow, change: Change): string {
  const undo = JSON.parse(text) as FieldUndo
  if (!undo.kind.startsWith('custom fields of ')) return text
  const wanted = onlySealed(change)
  const side = (name: 'old' | 'new', fieldId: number, value: string | null) =>
    value && wanted(value, undoHome(name, undo, fieldId))
  return JSON.stringify({
    ...undo,
    fields: undo.fields.map((one) => ({
      ...one,
      old: side('old', one.fieldId, one.old),
      new: side('new', one.fieldId, one.new),
    })),
  })
}

const sealedIn = (table: string) => places.filter((place) => place.table === table).map((place) => place.column)

/** What is sealed in a row that a merge has moved is sealed in what it wrote down of it. */
function inMoves({ text, ...pair }: SealedRow, change: Change): string {
  const moves = JSON.parse(text) as Move[]
  return JSON.stringify(moves.map((move) => rewritten(pair, move, sealedIn(move.table), onlySealed(change))))
}

/** Keys of one read: however many rows there are, each is short. */
export const stride = 500

/** The rows of a place that hold sealed texts, of those whose key lies within one stride after this one. */
export async function sealedAfter(db: Db, { table, key, column, json, besides = [] }: Place, after: number) {
  const { rows } = await sql<SealedRow>`
    select ${sql.join([sql`${sql.ref(key)} as "key"`, sql`${sql.ref(column)} as "text"`, ...besides.map((one) => sql.ref(one))])}
    from ${sql.table(table)}
    where ${sql.ref(key)} > ${after} and ${sql.ref(key)} <= ${after + stride}
      and ${sql.ref(column)} like ${json ? '%"sealed:%' : 'sealed:%'}
    order by ${sql.ref(key)}`.execute(db)
  return rows
}

export async function lastKey(db: Db, { table, key }: Place): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`
    select max(${sql.ref(key)}) as last from ${sql.table(table)}`.execute(db)
  return Number(rows[0]?.last ?? 0)
}

/** The rows of a place that hold sealed texts, some at a time. */
export async function* sealedRows(db: Db, place: Place): AsyncGenerator<SealedRow[]> {
  const last = await lastKey(db, place)
  for (let after = 0; after < last; after += stride) {
    const rows = await sealedAfter(db, place, after)
    if (rows.length > 0) yield rows
  }
}
