import { queueMail } from '#src/outbox/outbox.ts'
import { parameters, type SampleWorld, sent } from '#src/testing/sample-world.ts'
import { password } from '#src/testing/world.ts'
import { sessionsOf } from './sessions.ts'
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
    await world.perform((act) => queueMail(act, { template: 'invitation', to, email, language: 'en' }))
    const mails = world.app.db.read.selectFrom('outgoing_mail').select('id').where('email', '=', email)
    return (await mails.executeTakeFirstOrThrow()).id
  },
})

const colleague = { name: 'New Name', email: 'new.address@firm.test' }

export const forms = sent({
  '/sign-out': () => ({}),
  '/me/language': () => ({ language: 'pt' }),
  '/me/shortcuts': () => ({ wanted: 'off' }),
  '/me/password': () => ({ now: password, password: 'another long password', again: 'another long password' }),
  '/me/sessions/end': async (world, _, me) => {
    await world.as(me)
    return { session: (await sessionsOf(world.app.db.read, me)).at(-1)!.id }
  },
  '/me/sessions/removal': async (world, _, me) => {
    await world.as(me)
    return {}
  },
  '/settings/team': () => ({
    ...colleague,
    email: `${crypto.randomUUID()}@firm.test`,
    role: 'employee',
    language: 'en',
  }),
  '/settings/team/:id': () => ({ ...colleague, email: `${crypto.randomUUID()}@firm.test`, version: 1 }),
  '/settings/team/:id/rights/:right': () => ({ wanted: 'on' }),
  '/settings/team/:id/preset': () => ({ preset: 'assistant' }),
  '/settings/team/:id/invitation': async (world, { id }) => {
    await world.app.db.write((trx) =>
      trx.updateTable('staff').set({ password_hash: null }).where('id', '=', id!).execute(),
    )
    return {}
  },
  '/settings/team/:id/role': () => ({ role: 'admin' }),
  '/settings/team/:id/ownership': () => ({ password }),
  '/settings/team/:id/deactivation': (world) => ({ heir: world.people.nina }),
  '/settings/team/:id/reactivation': async (world, { id }) => {
    await world.app.db.write((trx) =>
      trx.updateTable('staff').set({ deactivated_at: '2026-01-01' }).where('id', '=', id!).execute(),
    )
    return {}
  },
  '/settings/team/:id/sessions/end': async (world, { id }) => {
    await world.as(id!)
    return { session: (await sessionsOf(world.app.db.read, id!))[0]!.id }
  },
  '/settings/mail/:id/link': async (world, { id }) => {
    const { staff_id } = await world.app.db.read
      .selectFrom('outgoing_mail')
      .select('staff_id')
      .where('id', '=', id!)
      .executeTakeFirstOrThrow()
    await world.app.db.write((trx) =>
      trx.updateTable('staff').set({ password_hash: null }).where('id', '=', staff_id).execute(),
    )
    return {}
  },
  '/settings/mail/:id/retry': async (world, { id }) => {
    await world.app.db.write((trx) =>
      trx.updateTable('outgoing_mail').set({ status: 'failed' }).where('id', '=', id!).execute(),
    )
    return {}
  },
})
