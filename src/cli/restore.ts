import { restore } from '#src/backup/restore.ts'
import { withItsKey } from '#src/keys/belonging.ts'
import { ConfigError } from '#src/platform/config.ts'
import type { Command } from './command.ts'
import { withApp } from './with-app.ts'

export const restoreCommand: Command = {
  summary: 'fill an empty database from such a ZIP',
  help: [
    'Usage: ficha restore FILE.zip',
    '',
    'Fills a database that holds no firm, on either engine, with a backup that the same version made. All of it or nothing.',
    'Everybody signs in anew. Mails that waited are on the page Outgoing mail; imports that ran are cancelled.',
  ].join('\n'),
  takes: [1, 1],
  run: (_options, [path = '']) =>
    withApp(async (app) => {
      const { tables, files, at, version } = await restore(app, path)
      const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0)
      console.log(`Restored ${rows} rows and ${files} files, as they were on ${at} with Ficha ${version}.`)
      console.log('The secret key was not in the backup: this installation goes on with its own.')
      // What is left to do is not what went wrong.
      await withItsKey(app.db, app.config).catch((error) => console.log(keyMissingLine(error)))
    }),
}

function keyMissingLine(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  throw error
}
