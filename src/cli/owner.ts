import { commandLineActor, perform } from '#src/audit/audit.ts'
import { createFirm, findFirm } from '#src/firm/firm.ts'
import { cleanLine } from '#src/platform/language/invisible.ts'
import { isEmail } from '#src/platform/web/form.ts'
import { hashPassword, shortestPassword } from '#src/staff/password.ts'
import { setPassword } from '#src/staff/person.ts'
import { addStaff } from '#src/staff/staff.ts'
import { type Command, CommandError } from './command.ts'
import { withApp } from './with-app.ts'

export const owner: Command = {
  summary: 'make the firm and its owner, or give the owner a new password',
  help: [
    'Usage: ficha owner --password TEXT [--email ADDRESS --name NAME --firm NAME] [--country PT] [--language pt]',
    '',
    'In an empty database: makes the firm and its owner. In one that has a firm: sets the owner’s password and ends their sessions and links.',
  ].join('\n'),
  options: {
    email: { type: 'string' },
    name: { type: 'string' },
    firm: { type: 'string' },
    password: { type: 'string' },
    country: { type: 'string', default: 'PT' },
    language: { type: 'string', default: 'en' },
  },
  run: (options) =>
    withApp(async (app) => {
      const text = (name: string) => cleanLine(String(options[name] ?? ''))
      const password = String(options.password ?? '')
      if (password.length < shortestPassword)
        throw new CommandError(`--password must have at least ${shortestPassword} characters.`, 2)
      const passwordHash = await hashPassword(password)
      if (await findFirm(app.db.read)) {
        await perform(app, commandLineActor, async (act) => {
          const { id } = await act.trx
            .selectFrom('staff')
            .select('id')
            .where('role', '=', 'owner')
            .executeTakeFirstOrThrow()
          await setPassword(act, id, passwordHash)
        })
        console.log('The owner has a new password.')
        return
      }
      if (!isEmail(text('email')) || !text('name') || !text('firm'))
        throw new CommandError('A new firm needs --email, --name and --firm.', 2)
      const language = text('language') === 'pt' ? 'pt' : 'en'
      await perform(app, commandLineActor, async (act) => {
        await createFirm(act, {
          name: text('firm'),
          country: text('country').toUpperCase(),
          language,
          time_zone: 'Europe/Lisbon',
        })
        await addStaff(act, { email: text('email'), name: text('name'), role: 'owner', language, passwordHash })
      })
      console.log(`Made ${text('firm')}. Its owner signs in as ${text('email')}.`)
    }),
}
