import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { migrations } from '#migrations/index.ts'
import { readConfig } from '#src/platform/config.ts'
import { type Database, openDatabase } from '#src/platform/db/database.ts'
import { migrate } from '#src/platform/db/migrate.ts'
import { filesFor } from '#src/platform/files/files.ts'
import { accountsOf } from './firm/accounts.ts'
import { Bulk } from './firm/bulk.ts'
import { chatsOf } from './firm/chats.ts'
import { documentsOf, storePapers } from './firm/documents.ts'
import { fieldsOf } from './firm/fields.ts'
import { type Noun, newFirm } from './firm/firm.ts'
import { groupsOf } from './firm/groups.ts'
import { jobsOf } from './firm/jobs.ts'
import { linksOf } from './firm/links.ts'
import { notesOf } from './firm/notes.ts'
import { portalOf } from './firm/portal.ts'
import { checkFindable } from './firm/search.ts'
import { addStaff } from './firm/staff.ts'
import { tagsOf } from './firm/tags.ts'
import { tasksOf } from './firm/tasks.ts'
import { teamOf } from './firm/team.ts'
import { timeOf } from './firm/time.ts'
import { withoutIndexes } from './firm/unindexed.ts'

/** What accounts have. Links, tags and team share the dice of the accounts: their order makes the firm what it is. */
const nouns: readonly Noun[] = [
  ...[portalOf, notesOf, linksOf, fieldsOf, groupsOf, tagsOf, teamOf],
  ...[tasksOf, jobsOf, chatsOf, documentsOf, timeOf],
]

/** Fills an empty database with a firm of that many accounts, always the same one but for its times. */
async function generateFirm(db: Database, accountCount: number): Promise<void> {
  const bulk = new Bulk()
  const firm = newFirm(bulk, accountCount)
  bulk.add('firm', {
    id: 1,
    name: 'Bench & Sons',
    country: 'PT',
    language: 'en',
    time_zone: 'Europe/Lisbon',
    created_at: new Date(firm.now).toISOString(),
  })
  await withoutIndexes(db, async () => {
    await addStaff(firm)
    const ofAccount = nouns.map((noun) => noun(firm))
    await bulk.flush(db)

    const accounts = accountsOf(firm)
    for (let id = 1; id <= accountCount; id++) {
      const account = accounts.add(id)
      for (const add of ofAccount) add(account)
      if (bulk.isFull) await bulk.flush(db)
    }
    accounts.addCounters()
    await bulk.flush(db)
  })

  if (db.engine === 'sqlite') await sql`pragma main.wal_checkpoint(truncate)`.execute(db.raw)
  else {
    await bulk.countOn(db)
    // As it would do by itself in a while.
    await sql`vacuum analyze`.execute(db.raw)
  }
  await checkFindable(db)
}

/** A folder (and a PostgreSQL URL) with a firm of that size: as it stands there, else made now. */
export async function firmIn(dataDir: string, accountCount: number, databaseUrl?: string): Promise<void> {
  const config = readConfig({ DATA_DIR: dataDir, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) })
  const db = openDatabase(config.database)
  try {
    await migrate(db, migrations)
    const { count } = await db.raw
      .selectFrom('account')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    if (count === accountCount) return
    if (count > 0) throw new Error(`${dataDir} holds a firm of ${count} accounts, not of ${accountCount}`)
    const started = performance.now()
    await generateFirm(db, accountCount)
    await storePapers(filesFor(config))
    console.error(
      `made ${accountCount} accounts in ${((performance.now() - started) / 1000).toFixed(1)} s (${db.engine})`,
    )
  } finally {
    await db.close()
  }
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: { accounts: { type: 'string', default: '100000' }, data: { type: 'string' } },
  })
  if (!values.data) throw new Error('Usage: node --import tsx bench/generate.ts --accounts 100000 --data FOLDER')
  await firmIn(values.data, Number(values.accounts), process.env.DATABASE_URL)
}
