import { migrations } from '#migrations/index.ts'
import { readConfig } from '#src/platform/config.ts'
import { openDatabase } from '#src/platform/db/database.ts'
import { migrate } from '#src/platform/db/migrate.ts'
import type { Command } from './command.ts'

export const migrateCommand: Command = {
  summary: 'bring the database to this version',
  help: 'Usage: ficha migrate\n\nRuns the migrations that the database has not had yet. Starting the product does the same.',
  async run() {
    const db = openDatabase(readConfig().database)
    try {
      const ran = await migrate(db, migrations)
      console.log(ran.length > 0 ? `Ran ${ran.join(', ')}.` : 'Nothing to do.')
    } finally {
      await db.close()
    }
  },
}
