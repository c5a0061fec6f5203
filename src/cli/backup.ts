import { backup } from '#src/backup/backup.ts'
import type { App } from '#src/platform/app.ts'
import type { Command } from './command.ts'
import { withApp } from './with-app.ts'

export const backupCommand: Command = {
  summary: 'write all data and files to a ZIP',
  help: [
    'Usage: ficha backup FILE.zip',
    '',
    'Writes every row as it stands at one moment, and every file, to a new ZIP. Works beside a running server. Either engine can',
    'restore it. Not in it: the secret key, who is signed in, links that were sent by mail, work that waits.',
  ].join('\n'),
  takes: [1, 1],
  // It reads only: with its key lost, a firm must still get at a backup before it does anything about that.
  run: (_options, [path = '']) => withApp((app) => write(app, path), { anyKey: true }),
}

async function write(app: App, path: string): Promise<void> {
  const { tables, files } = await backup(app, path)
  const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0)
  console.log(`Wrote ${rows} rows and ${files} files to ${path}.`)
  console.log('The secret key is not in it: keep secret.key, or FICHA_SECRET, in another place.')
}
