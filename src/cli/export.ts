import { createWriteStream } from 'node:fs'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { accountsAsCsv } from '#src/account-list/export.ts'
import { readFilter } from '#src/account-list/filter.ts'
import { commandLineActor, perform, record } from '#src/audit/audit.ts'
import { findFirm } from '#src/firm/firm.ts'
import { newFile } from '#src/platform/files/durable.ts'
import { isLanguage } from '#src/platform/language/language.ts'
import { ownerOf } from './as-owner.ts'
import type { Command } from './command.ts'
import { withApp } from './with-app.ts'

export const exportCommand: Command = {
  summary: 'write the accounts and their contacts as CSV',
  help: [
    'Usage: ficha export [FILE.csv] [--archived]',
    '',
    'Writes the active accounts, or the archived ones, to a new file, or to the standard output. The file can be imported again.',
  ].join('\n'),
  options: { archived: { type: 'boolean' } },
  takes: [0, 1],
  run: (options, [path]) =>
    withApp(async (app) => {
      const owner = await ownerOf(app)
      const firm = await findFirm(app.db.read)
      const filter = readFilter(options.archived ? 'show=archived' : '')
      const language = isLanguage(firm?.language) ? firm.language : 'en'
      const write = async (to: Writable, end: boolean) => {
        await perform(app, commandLineActor, (act) => record(act, { kind: 'accounts exported' }))
        await pipeline(accountsAsCsv(app.db.read, owner, filter, language, firm?.country ?? ''), to, { end })
      }
      if (path) await newFile(path, (aside) => write(createWriteStream(aside, { flags: 'wx', mode: 0o600 }), true))
      else await write(process.stdout, false)
    }),
}
