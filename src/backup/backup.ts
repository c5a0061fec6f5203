import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import { ZipFile } from 'yazl'
import type { App } from '#src/platform/app.ts'
import type { Database, Db } from '#src/platform/db/database.ts'
import { newFile } from '#src/platform/files/durable.ts'
import ficha from '../../package.json' with { type: 'json' }
import { BackupError, fileEntry, formatNumber, longestLine, type Manifest, manifestName, tableEntry } from './format.ts'
import { backedUpTables, lastIds, newestMigration, type Table } from './tables.ts'

const rowsAtATime = 500

/**
 * Writes the whole installation to a new ZIP that its owner alone may read: every row as it stood at one moment, and every stored
 * file, but not the secret key. Others may go on writing meanwhile. Gives what the ZIP's manifest says. Throws PathTaken where
 * the path is taken; leaves nothing behind when it fails.
 */
export async function backup(app: App, path: string): Promise<Manifest> {
  return newFile(path, (aside) => inSnapshot(app.db, (db) => writeZip(app, db, aside)))
}

/** Everything that the work reads is as it was when it read first. */
function inSnapshot<T>({ engine, read }: Database, work: (db: Db) => Promise<T>): Promise<T> {
  if (engine === 'postgres')
    return read.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work)
  return read.connection().execute(async (connection) => {
    // By hand: a transaction of Kysely's would ask for the write lock, which this connection can't have.
    await sql`begin`.execute(connection)
    try {
      return await work(connection)
    } finally {
      await sql`rollback`.execute(connection)
    }
  })
}

async function writeZip(app: App, db: Db, path: string): Promise<Manifest> {
  const tables = await backedUpTables(db)
  const manifest: Manifest = {
    format: formatNumber,
    version: ficha.version,
    migration: await newestMigration(db),
    at: app.clock().toISOString(),
    engine: app.db.engine,
    tables: {},
    lastIds: await lastIds(db, tables),
    files: 0,
  }
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  // The first rows are read while the files are still being listed: what fails then is thrown when the ZIP is written out.
  output.on('error', () => {})
  const fail = (error: Error) => void output.destroy(error)
  zip.on('error', fail)
  let current: Readable | undefined
  // Each is opened when the one before it is in the ZIP.
  const add = (name: string, open: () => Readable) =>
    zip.addReadStreamLazy(name, { mode: 0o100600 }, (opened) => {
      if (output.destroyed) return
      current = open().on('error', fail)
      opened(null, current)
    })
  try {
    for (const table of tables) add(tableEntry(table.name), () => Readable.from(rowLines(db, table, manifest)))
    // The files after the rows: a file is stored before the row that names it.
    for await (const { hash } of app.files.list()) {
      manifest.files++
      add(fileEntry(hash), () => app.files.read(hash))
    }
    add(manifestName, () => Readable.from([Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)]))
    zip.end()
    await pipeline(output, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  } finally {
    output.destroy()
    // A query may still be running: the transaction must not end before it.
    if (current && !current.closed) await once(current.destroy(), 'close')
  }
  return manifest
}

/** The rows of a table, one JSON object a line, by its key; writes down how many there are and their SHA-256. */
async function* rowLines(db: Db, table: Table, manifest: Manifest): AsyncGenerator<Buffer> {
  const digest = createHash('sha256')
  let rows = 0
  for await (const batch of batchesOf(db, table)) {
    const lines = batch.map((row) => `${JSON.stringify(row)}\n`)
    const tooLong = lines.some((line) => line.length > longestLine / 3 && Buffer.byteLength(line) > longestLine)
    if (tooLong) throw new BackupError(`A row of ${table.name} is too long to be backed up.`)
    const bytes = Buffer.from(lines.join(''))
    rows += batch.length
    digest.update(bytes)
    yield bytes
  }
  manifest.tables[table.name] = { rows, sha256: digest.digest('hex') }
}

async function* batchesOf(db: Db, { name, columns, key }: Table): AsyncGenerator<Record<string, unknown>[]> {
  const keyRefs = sql.join(key.map((column) => sql.ref(column)))
  const selected = sql.join(columns.map((column) => sql.ref(column.name)))
  let after: unknown[] | undefined
  for (;;) {
    const from = after ? sql`where (${keyRefs}) > (${sql.join(after)})` : sql``
    const { rows } = await sql<Record<string, unknown>>`
      select ${selected} from ${sql.table(name)} ${from} order by ${keyRefs} limit ${sql.lit(rowsAtATime)}`.execute(db)
    if (rows.length > 0) yield rows
    if (rows.length < rowsAtATime) return
    after = key.map((column) => rows.at(-1)![column])
  }
}
