import { z } from 'zod'
import { commandLineActor, perform } from '#src/audit/audit.ts'
import { createFirm, findFirm } from '#src/firm/firm.ts'
import { firmForm } from '#src/firm/form.ts'
import type { App } from '#src/platform/app.ts'
import { email, parseForm, requiredLine } from '#src/platform/web/form.ts'
import { authenticatorSince, removeFactor } from '#src/second-factor/authenticator.ts'
import { hashChosen } from '#src/staff/chosen-password.ts'
import { newPassword } from '#src/staff/form.ts'
import { longestPassword, shortestPassword } from '#src/staff/password.ts'
import { setPassword } from '#src/staff/person.ts'
import { addStaff } from '#src/staff/staff.ts'
import { type Command, CommandError } from './command.ts'
import { withApp } from './with-app.ts'

/** What only a new firm is told. */
const ofNewFirm = ['email', 'name', 'firm', 'country', 'language'] as const
const usual = { country: 'PT', language: 'en' }
const newFirmForm = z.object({
  email,
  name: requiredLine(200),
  firm: requiredLine(200),
  country: firmForm.shape.country,
  language: firmForm.shape.language,
})

export const owner: Command = {
  summary: 'make the firm and its owner, or give the owner a new password',
  help: [
    'Usage: ficha owner --email ADDRESS --name NAME --firm NAME --password TEXT [--country PT] [--language pt]',
    '       ficha owner --password TEXT [--reset-second-factor]',
    '',
    'The first makes the firm and its owner, in an empty database alone. The second, with nothing but --password, gives the owner of',
    'the firm that is there a new password, and ends their sessions and their open links for a new one. With --reset-second-factor the',
    'password alone is enough from then on: for an owner who has lost their phone and their recovery codes.',
    `A password has ${shortestPassword} to ${longestPassword} characters, and is not one of the common ones.`,
  ].join('\n'),
  options: {
    email: { type: 'string' },
    name: { type: 'string' },
    firm: { type: 'string' },
    password: { type: 'string' },
    'reset-second-factor': { type: 'boolean' },
    country: { type: 'string' },
    language: { type: 'string' },
  },
  run: (options) =>
    withApp(async (app) => {
      const given = ofNewFirm.filter((name) => options[name] !== undefined)
      const password = newPassword.safeParse(options.password)
      if (!password.success)
        throw new CommandError(
          `--password must have ${shortestPassword} to ${longestPassword} characters. See ficha owner --help.`,
          2,
        )
      const firm = await findFirm(app.db.read)
      if (firm && given.length > 0)
        throw new CommandError(
          `There is a firm already, ${firm.name}, and nothing was changed. Only --password alone gives its owner a new password.`,
        )
      if (firm) await resetOwner(app, password.data, options['reset-second-factor'] === true)
      else await makeFirm(app, options, password.data)
    }),
}

/** Gives the owner a new password, as the link of a mail would, and takes their second factor away where that is wanted. */
async function resetOwner(app: App, password: string, isFactorReset: boolean): Promise<void> {
  const owner = await app.db.read
    .selectFrom('staff')
    .select(['id', 'name', 'email'])
    .where('role', '=', 'owner')
    .executeTakeFirstOrThrow()
  const passwordHash = await hashGiven(app, password, [owner.name, owner.email])
  const hasFactor = (await authenticatorSince(app.db.read, owner.id)) !== null
  await perform(app, commandLineActor, async (act) => {
    await setPassword(act, owner.id, passwordHash)
    if (isFactorReset) await removeFactor(act, owner)
  })
  console.log(`The owner, ${owner.name}, has a new password. They sign in as ${owner.email}.`)
  if (hasFactor && !isFactorReset)
    console.log('They are asked for their second factor as before; --reset-second-factor takes it away.')
}

async function makeFirm(
  app: App,
  options: Record<string, string | boolean | undefined>,
  password: string,
): Promise<void> {
  const said = { ...usual, ...options, country: String(options.country ?? usual.country).toUpperCase() }
  const posted = new Map(Object.entries(said).map(([name, value]) => [name, [String(value ?? '')]]))
  const parsed = parseForm(newFirmForm, posted)
  if (!parsed.ok) {
    const wrong = Object.entries(parsed.form.problems).map(([name, problem]) => `--${name} (${problem})`)
    throw new CommandError(`A new firm needs ${wrong.join(', ')}. See ficha owner --help.`, 2)
  }
  const { firm, country, language, ...person } = parsed.data
  const passwordHash = await hashGiven(app, password, [person.name, person.email, firm])
  await perform(app, commandLineActor, async (act) => {
    await createFirm(act, { name: firm, country, language, time_zone: 'Europe/Lisbon' })
    await addStaff(act, { ...person, role: 'owner', language, passwordHash })
  })
  console.log(`Made ${firm}. Its owner signs in as ${person.email}.`)
}

async function hashGiven(app: App, password: string, about: readonly string[]): Promise<string> {
  const chosen = await hashChosen(app.db.read, { password, again: password }, about)
  if ('hash' in chosen) return chosen.hash
  throw new CommandError(`Choose another --password: this one is ${reasons[chosen.problem] ?? 'not taken'}.`, 2)
}

const reasons: Partial<Record<string, string>> = {
  'common password': 'on lists of common passwords',
  'password names you': 'made of the owner’s name, e-mail address or firm',
}
