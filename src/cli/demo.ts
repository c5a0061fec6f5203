import { randomBytes } from 'node:crypto'
import { commandLineActor } from '#src/audit/audit.ts'
import { makeDemoFirm } from '#src/demo/demo.ts'
import { demoClient } from '#src/demo/portal.ts'
import { demoPeople } from '#src/demo/staff.ts'
import { findFirm } from '#src/firm/firm.ts'
import { isLanguage } from '#src/platform/language/language.ts'
import { shortestPassword } from '#src/staff/password.ts'
import { type Command, CommandError } from './command.ts'
import { withApp } from './with-app.ts'

export const demo: Command = {
  summary: 'fill an empty database with a demo firm',
  help: [
    'Usage: ficha demo [--password TEXT] [--language en|pt]',
    '',
    'Makes a firm with 5 staff, 250 accounts and 400 contacts. Everybody has the same password: the one given, or one',
    'that is made up and printed. The firm speaks English unless told to speak Portuguese. Refuses a database that holds',
    'a firm.',
  ].join('\n'),
  options: { password: { type: 'string' }, language: { type: 'string' } },
  run: (options) =>
    withApp(async (app) => {
      if (await findFirm(app.db.read))
        throw new CommandError('This database holds a firm already. Choose an empty DATA_DIR.')
      const language = options.language ?? 'en'
      if (!isLanguage(language)) throw new CommandError('The language is one of: en, pt.', 2)
      const password = (options.password as string | undefined) ?? randomBytes(9).toString('base64url')
      if (password.length < shortestPassword)
        throw new CommandError(`The password must have at least ${shortestPassword} characters.`, 2)
      await makeDemoFirm(app, commandLineActor, password, { language })
      console.log(`Made the demo firm. Sign in as ${demoPeople.map((person) => person.email).join(', ')}`)
      console.log(`A client signs in at ${app.config.publicUrl}/portal as ${demoClient}`)
      if (!options.password) console.log(`Password of all: ${password}`)
    }),
}
