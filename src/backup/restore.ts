import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { findFirm } from '#src/firm/firm.ts'
import type { App } from '#src/platform/app.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import {
  BackupError,
  checked,
  entryKind,
  linesOf,
  type Manifest,
  manifestName,
  manifestSchema,
  tableEntry,
} from './format.ts'
import { backedUpTables, type Column, newestMigration, setLastIds, type Table } from './tables.ts'

const mostEntries = 10_000_000
const mostBytesOfManifest = 1024 ** 2
/** SQLite takes 32,766 values in one statement, PostgreSQL twice as many. */
const mostValues = 30_000
const rowsAtATime = 500
const bytesAtATime = 4 * 1024 ** 2

/**
 * Fills an empty installation, of this very version of the database, with a backup from either engine. Gives the backup's manifest.
 * Throws BackupError, and leaves no row and no file, where there is a firm already or the backup is damaged or no backup.
 * People sign in anew afterwards; no mail that waited is sent by itself, and no import goes on.
 */
export async function restore(app: App, path: string): Promise<Manifest> {
  await refuseFirm(app.db.read)
  const storedHere: string[] = []
  try {
    const manifest = await inZip(path, readManifest)
    await refuseOtherVersion(app, manifest)
    await inZip(path, (zip) => storeFiles(app, zip, storedHere))
    // The ZIP is opened inside: PostgreSQL may have the work done again.
    await app.db.write((trx) => inZip(path, (zip) => loadTables(trx, zip, manifest, app.clock().toISOString())))
    return manifest
  } catch (error) {
    for (const hash of storedHere) await app.files.remove(hash)
    // What the machine says is true of the machine; what ZIP, JSON or a database say is the backup's fault.
    if (isOfTheMachine(error) || error instanceof FirmThere) throw error
    throw new BackupError(`${path} can't be restored: ${(error as Error).message}`)
  }
}

class FirmThere extends BackupError {}

async function refuseFirm(db: Db | Trx): Promise<void> {
  if (await findFirm(db as Db)) throw new FirmThere('This database holds a firm already. Choose an empty one.')
}

const isOfTheMachine = (error: unknown): boolean => /^E[A-Z]+$/.test((error as NodeJS.ErrnoException).code ?? '')

/** Opens a ZIP for the work. Its entries can be walked once, each held by nobody but the walker. */
async function inZip<T>(path: string, work: (zip: ZipFile) => Promise<T>): Promise<T> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: true })
  try {
    return await work(zip)
  } finally {
    zip.close()
  }
}

/** Reads the manifest and looks at every entry's name: all must be known, and all that the manifest tells of must be there once. */
async function readManifest(zip: ZipFile): Promise<Manifest> {
  if (zip.entryCount > mostEntries) throw new BackupError('it has too many entries.')
  const names = new Set<string>()
  let files = 0
  let text = ''
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName
    const known = entryKind(name)
    if (!known) throw new BackupError(`it holds ${JSON.stringify(name.slice(0, 200))}.`)
    if (!entry.canDecodeFileData()) throw new BackupError('it is encrypted or packed in an unknown way.')
    if (known.kind === 'file') {
      files++
      continue
    }
    if (names.has(name)) throw new BackupError(`it holds ${name} twice.`)
    names.add(name)
    if (known.kind === 'table') continue
    if (entry.uncompressedSize > mostBytesOfManifest) throw new BackupError(`its ${manifestName} is too large.`)
    text = (await buffer(await zip.openReadStreamPromise(entry))).toString()
  }
  const { success, data: manifest } = manifestSchema.safeParse(jsonOf(text))
  if (!success) throw new BackupError(`its ${manifestName} is missing or can't be read.`)
  const told = [manifestName, ...Object.keys(manifest.tables).map(tableEntry)]
  if (files !== manifest.files || told.length !== names.size || told.some((name) => !names.has(name)))
    throw new BackupError(`it does not hold what its ${manifestName} tells of.`)
  return manifest
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function refuseOtherVersion({ db }: App, { migration, version, tables, lastIds }: Manifest): Promise<void> {
  const ours = await newestMigration(db.read)
  if (migration !== ours)
    throw new BackupError(
      `it was made by Ficha ${version} with its database at ${migration}, and this database is at ${ours}. Restore it with Ficha ${version}, then upgrade.`,
    )
  const known = (await backedUpTables(db.read)).map((table) => table.name)
  const given = Object.keys(tables)
  const strange = [...known.filter((name) => !given.includes(name)), ...given.filter((name) => !known.includes(name))]
  if (strange.length > 0) throw new BackupError(`it has other tables than this database: ${strange.join(', ')}.`)
  if (Object.keys(lastIds).some((name) => !known.includes(name)))
    throw new BackupError(`its ${manifestName} is damaged.`)
}

/** Stores every file, before any row can name it, and notes those that were not here. */
async function storeFiles(app: App, zip: ZipFile, storedHere: string[]): Promise<void> {
  for await (const entry of zip.eachEntry()) {
    const known = entryKind(entry.fileName)
    if (known?.kind !== 'file') continue
    const isNew = !(await app.files.has(known.hash))
    // The hash is checked before the file gets its name.
    const opened = await zip.openReadStreamPromise(entry)
    // It may turn out to be damaged before anybody reads it; whoever does is told.
    opened.on('error', () => {})
    const content = checked(opened, known.hash, entry.fileName)
    await app.files.put(Readable.from(content), entry.uncompressedSize)
    if (isNew) storedHere.push(known.hash)
  }
}

/** Loads every table. It waits for the ZIP inside the transaction: nobody else has work to do in a database without a firm. */
async function loadTables(trx: Trx, zip: ZipFile, manifest: Manifest, at: string): Promise<void> {
  // Somebody may have set the firm up since.
  await refuseFirm(trx)
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    const known = entryKind(entry.fileName)
    if (known?.kind === 'table') entries.set(known.table, entry)
  }
  const tables = await backedUpTables(trx)
  // The backup brings the names of its own keys: nothing is sealed with ours yet.
  await trx.deleteFrom('sealing_key').execute()
  for (const table of tables) {
    const bytes = await zip.openReadStreamPromise(entries.get(table.name)!)
    await loadTable(trx, table, bytes, manifest)
  }
  await setLastIds(trx, tables, manifest.lastIds)
  await holdWhatWaited(trx, at)
}

async function loadTable(trx: Trx, table: Table, bytes: Readable, manifest: Manifest): Promise<void> {
  const name = tableEntry(table.name)
  const { rows: expected, sha256 } = manifest.tables[table.name]!
  const most = Math.min(rowsAtATime, Math.floor(mostValues / table.columns.length))
  let batch: unknown[][] = []
  let size = 0
  let number = 0
  const flush = async () => {
    await insertRows(trx, table, batch)
    batch = []
    size = 0
  }
  for await (const line of linesOf(checked(bytes, sha256, name), name)) {
    number++
    batch.push(valuesOf(table, line, number))
    size += line.length
    if (batch.length === most || size > bytesAtATime) await flush()
  }
  if (batch.length > 0) await flush()
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table.name)}`.execute(trx)
  if (number !== expected || rows[0]!.count !== expected)
    throw new BackupError(`${name} has ${number} rows, the table ${rows[0]!.count}, the ${manifestName} ${expected}.`)
}

/** A row's values in the order of the table's columns. SQLite would take any value in any column, so their types are checked here. */
function valuesOf({ name, columns }: Table, line: string, number: number): unknown[] {
  const row = jsonOf(line)
  const wrong = () => new BackupError(`row ${number} of ${tableEntry(name)} is damaged.`)
  if (typeof row !== 'object' || row === null || Object.keys(row).length !== columns.length) throw wrong()
  return columns.map((column) => {
    const value = Object.hasOwn(row, column.name) ? (row as Record<string, unknown>)[column.name] : undefined
    if (!fits(column, value)) throw wrong()
    return value
  })
}

const fits = ({ type }: Column, value: unknown): boolean =>
  value === null || (type === 'text' ? typeof value === 'string' : Number.isSafeInteger(value))

async function insertRows(trx: Trx, { name, columns }: Table, rows: unknown[][]): Promise<void> {
  const names = sql.join(columns.map((column) => sql.ref(column.name)))
  const values = sql.join(rows.map((row) => sql`(${sql.join(row)})`))
  await sql`insert into ${sql.table(name)} (${names}) values ${values}`.execute(trx)
}

/** The queue is not in a backup. A mail must not go out because somebody tried a backup out; an admin sends it, or not. */
async function holdWhatWaited(trx: Trx, at: string): Promise<void> {
  await trx.updateTable('outgoing_mail').set({ status: 'held' }).where('status', 'in', ['queued', 'retrying']).execute()
  await trx
    .updateTable('import')
    .set({ status: 'cancelled', finished_at: at })
    .where('status', 'in', ['queued', 'running'])
    .execute()
  await trx
    .updateTable('bulk_run')
    .set({ status: 'stopped', finished_at: at })
    .where('status', 'in', ['queued', 'running'])
    .execute()
}
