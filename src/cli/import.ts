import { createReadStream, existsSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { type Actor, perform } from '#src/audit/audit.ts'
import { findFirm } from '#src/firm/firm.ts'
import {
  addImport,
  type Import,
  mapImport,
  mappingOf,
  openSource,
  readImport,
  rejectionsOf,
  startImport,
} from '#src/imports/import.ts'
import { previewOf } from '#src/imports/preview.ts'
import { existingChoices } from '#src/imports/rules.ts'
import { plainFileName } from '#src/platform/files/upload.ts'
import { dateOrderIn, dateOrders } from '#src/platform/language/typed-date.ts'
import { fileWords, rowWords } from '#views/imports/words.ts'
import { ownerOf } from './as-owner.ts'
import { type Command, CommandError } from './command.ts'
import { withApp } from './with-app.ts'

const mostBytes = 2 * 1024 ** 3
const shownRejections = 20

export const importCommand: Command = {
  summary: 'import accounts and contacts from a CSV or vCard file',
  help: [
    'Usage: ficha import FILE [--existing fill|replace|leave] [--order dmy|mdy] [--doubtful new]',
    '',
    'Maps the columns by their headings and imports the rows, as the owner. Rows that can’t be imported are printed; the page',
    '/imports offers them for download. Works beside a running server, in short transactions. 03/04/1980 is read in the order',
    'of the firm’s country, where --order does not say another. A row that may be somebody who is there already is left out and',
    'printed, unless --doubtful says that it is new; on the page one decides about each.',
  ].join('\n'),
  options: { existing: { type: 'string', default: 'fill' }, order: { type: 'string' }, doubtful: { type: 'string' } },
  takes: [1, 1],
  run: (options, [path = '']) =>
    withApp(async (app) => {
      const existing = existingChoices.find((choice) => choice === options.existing)
      const firm = await findFirm(app.db.read)
      const order = dateOrders.find((one) => one === options.order) ?? dateOrderIn(firm?.country ?? '')
      if (!existing) throw new CommandError(`--existing must be one of ${existingChoices.join(', ')}.`, 2)
      if (options.doubtful !== undefined && options.doubtful !== 'new')
        throw new CommandError('--doubtful must be new.', 2)
      const doubtful = options.doubtful === 'new' ? 'new' : 'leave out'
      if (!existsSync(path)) throw new CommandError(`There is no file ${path}.`)
      const owner = await ownerOf(app)
      const by: Actor = { staffId: owner.id, name: `${owner.name} (ficha command)`, address: null, userAgent: null }
      const name = plainFileName(path)
      const { hash } = await app.files.put(createReadStream(path), mostBytes)
      const read = await readImport(app, { name, hash })
      if (read.problem) throw new CommandError(fileWords.en[read.problem])
      const id = await perform(app, by, (act) => addImport(act, read))
      const find = (): Promise<Import> =>
        app.db.read.selectFrom('import').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
      const one = await find()
      const source = await openSource(app, one)
      if (source.problem) throw new CommandError(fileWords.en[source.problem])
      if (one.format === 'csv' && mappingOf(one).every((key) => key === null))
        throw new CommandError(
          `None of the headings is known: ${source.headings.join(', ')}. Import it on the page /imports, where columns can be chosen.`,
        )
      const { total } = await previewOf(app.db.read, owner, source, one)
      await perform(app, by, async (act) => {
        await mapImport(act, one.id, mappingOf(one), { order, existing, doubtful })
        await startImport(act, one.id, total)
      })
      // A server that is running may take the work; whoever has it, it is waited for.
      let now = one
      do {
        await app.queue.drain(app, 'run import')
        now = await find()
        if (now.status === 'queued' || now.status === 'running') await setTimeout(500)
      } while (now.status === 'queued' || now.status === 'running')
      for (const { row_number, problems } of await rejectionsOf(app.db.read, one.id, 0, shownRejections)) {
        const said = (JSON.parse(problems) as { code: keyof typeof rowWords.en; value: string }[]).map(
          ({ code, value }) => `${rowWords.en[code]} ${value}`.trim(),
        )
        console.log(`row ${row_number}: ${said.join('; ')}`)
      }
      console.log(
        `${now.status}: accounts made ${now.accounts_created}, changed ${now.accounts_updated}; contacts made ${now.contacts_created}, changed ${now.contacts_updated}; rows rejected ${now.rejected} of ${now.total}.`,
      )
      return now.status === 'done' && now.rejected === 0 ? 0 : 1
    }),
}
