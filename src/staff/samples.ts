import { post } from '#src/outbox/outbox.ts'
import { parameters, type SampleWorld } from '#src/testing/sample-world.ts'
import { issueToken, type TokenKind } from './tokens.ts'

const aPerson = (world: SampleWorld, email = `${crypto.randomUUID()}@firm.test`) =>
  world.addPerson({ email, name: 'Someone', role: 'employee' })

const aToken = async (world: SampleWorld, kind: TokenKind) => {
  const person = await aPerson(world)
  return world.perform((act) => issueToken(act.trx, person, kind, act.at))
}

export const samples = parameters({
  '/invitation/:token': (world) => aToken(world, 'invitation'),
  '/password-reset/:token': (world) => aToken(world, 'reset'),
  '/settings/team/:id': (world) => aPerson(world),
  '/settings/team/:id/rights/:right': () => 'manage-tags',
  '/settings/mail/:id': async (world) => {
    const email = `${crypto.randomUUID()}@firm.test`
    const to = { staffId: await aPerson(world, email) }
    await world.perform((act) => post(act, { template: 'invitation', to, email, language: 'en' }))
    const mails = world.app.db.read.selectFrom('outgoing_mail').select('id').where('email', '=', email)
    return (await mails.executeTakeFirstOrThrow()).id
  },
})
