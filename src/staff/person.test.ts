import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { teamOf } from '#src/accounts/team.ts'
import { engines, makeWorld, password, type World } from '#src/testing/world.ts'
import { transferOwnership } from './person.ts'
import { rights } from './rights.ts'
import { rightsOf } from './staff.ts'

const newPassword = 'a new and long password'

for (const engine of engines)
  describe(`the team on ${engine}`, () => {
    let world: World
    before(async () => {
      world = await makeWorld(engine)
    })
    const row = (id: number) =>
      world.app.db.read.selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const named = (email: string) =>
      world.app.db.read.selectFrom('staff').selectAll().where('email', '=', email).executeTakeFirst()

    it('grows by an invitation whose link works once', async () => {
      const owner = await world.as(world.people.owner)
      const invited = await owner.post('/settings/team', {
        name: 'Ivo Invited',
        email: 'ivo@firm.test',
        role: 'employee',
        preset: 'assistant',
        language: 'pt',
      })
      assert.equal(invited.status, 303)
      const ivo = (await named('ivo@firm.test'))!
      assert.ok((await rightsOf(world.app.db.read, ivo.id)).has('view all contacts'))
      await world.app.queue.drain(world.app)
      const mail = await world.app.db.read
        .selectFrom('outgoing_mail')
        .selectAll()
        .where('staff_id', '=', ivo.id)
        .executeTakeFirstOrThrow()
      assert.equal(mail.status, 'held')
      const page = await owner.post(`/settings/mail/${mail.id}/link`)
      const path = new URL(page.html.querySelector('code')!.text).pathname
      const stranger = world.stranger()
      assert.equal((await stranger.get(path)).status, 200)
      assert.equal((await stranger.post(path, { password: 'short', again: 'short' })).status, 422)
      assert.equal((await stranger.post(path, { password: newPassword, again: 'different from it' })).status, 422)
      assert.equal((await stranger.post(path, { password: newPassword, again: newPassword })).location, '/')
      assert.equal((await stranger.get('/accounts')).status, 200)
      assert.equal((await world.stranger().get(path)).status, 404)
      assert.equal((await owner.post(`/settings/mail/${mail.id}/link`)).status, 409)
    })

    it('shows both versions of a person to whoever was slower', async () => {
      const owner = await world.as(world.people.owner)
      const fields = { name: 'Nina First', email: 'nina@firm.test', default_access: '', version: 1 }
      assert.equal((await owner.post(`/settings/team/${world.people.nina}`, fields)).status, 303)
      const late = await owner.post(`/settings/team/${world.people.nina}`, { ...fields, name: 'Nina Second' })
      assert.equal(late.status, 409)
      assert.deepEqual(
        late.html.querySelectorAll('input[type=radio]').map((radio) => radio.getAttribute('value')),
        ['Nina Second', 'Nina First'],
      )
      assert.equal((await row(world.people.nina)).name, 'Nina First')
    })

    it('takes one address once', async () => {
      const owner = await world.as(world.people.owner)
      const answer = await owner.post('/settings/team', {
        name: 'Another Eva',
        email: 'EVA@firm.test',
        role: 'employee',
        preset: '',
        language: 'en',
      })
      assert.equal(answer.status, 422)
      assert.equal(answer.html.querySelector('[name=name]')?.getAttribute('value'), 'Another Eva')
    })

    it('lets an admin add employees and no admins', async () => {
      const admin = await world.as(world.people.admin)
      const fields = { name: 'Anna', email: 'anna@firm.test', preset: '', language: 'en' }
      assert.equal((await admin.post('/settings/team', { ...fields, role: 'admin' })).status, 403)
      assert.equal(await named('anna@firm.test'), undefined)
      assert.equal((await admin.post('/settings/team', { ...fields, role: 'employee' })).status, 303)
    })

    it('lets an admin change employees, and neither the owner nor an admin', async () => {
      const admin = await world.as(world.people.admin)
      const { owner, eva } = world.people
      const fields = { name: 'Changed', email: 'changed@firm.test', default_access: '', version: 1 }
      assert.equal((await admin.post(`/settings/team/${owner}`, fields)).status, 403)
      assert.equal((await row(owner)).name, 'Olga Owner')
      assert.equal((await admin.post(`/settings/team/${owner}/deactivation`, { heir: world.people.admin })).status, 403)
      assert.equal((await admin.post(`/settings/team/${eva}/role`, { role: 'admin' })).status, 403)
      assert.equal((await row(eva)).role, 'employee')
      const page = await admin.get(`/settings/team/${owner}`)
      assert.equal(page.html.querySelector('form[action$="/deactivation"], a[href$="/deactivation"]'), null)
    })

    it('says of each permission what it gives, and of each session in which browser it is', async () => {
      const owner = await world.as(world.people.owner)
      const page = await owner.get(`/settings/team/${world.people.nina}`)
      const helps = page.html.querySelectorAll('#rights-list li p').map((line) => line.text.trim())
      assert.equal(new Set(helps).size, rights.length)
      assert.ok(helps.every((line) => line.length > 20))
      await world.as(world.people.nina)
      await world.app.db.write((trx) =>
        trx
          .updateTable('staff_session')
          .set({
            user_agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36',
          })
          .where('staff_id', '=', world.people.nina)
          .execute(),
      )
      const { text } = await owner.get(`/settings/team/${world.people.nina}`)
      assert.match(text, /Chrome on Windows/)
      assert.doesNotMatch(text, /AppleWebKit/)
    })

    it('sets one right by its switch, in both modes', async () => {
      const { eva } = world.people
      const admin = await world.as(world.people.admin)
      const path = `/settings/team/${eva}/rights/manage-tags`
      assert.equal((await admin.post(path, { wanted: 'on' })).status, 303)
      assert.ok((await rightsOf(world.app.db.read, eva)).has('manage tags'))
      const part = await admin.post(path, { wanted: 'off' }, { htmx: true })
      assert.equal(part.status, 200)
      assert.ok(part.html.querySelector('#rights-list'))
      assert.equal(part.html.querySelector('html'), null)
      assert.ok(!(await rightsOf(world.app.db.read, eva)).has('manage tags'))
      assert.equal((await admin.post(`/settings/team/${eva}/rights/fly`, { wanted: 'on' })).status, 404)
    })

    it('hands over what a deactivated person had, and ends their sessions', async () => {
      const leaver = await world.addPerson({ email: 'gone@firm.test', name: 'Gone', role: 'employee' })
      const account = await world.openAccount('Orphan', [leaver])
      const session = await world.as(leaver)
      const owner = await world.as(world.people.owner)
      const answer = await owner.post(`/settings/team/${leaver}/deactivation`, { heir: world.people.eva })
      assert.equal(answer.status, 303)
      assert.deepEqual(
        (await teamOf(world.app.db.read, account)).map((member) => member.id),
        [world.people.eva],
      )
      assert.equal((await session.get('/accounts')).status, 303)
      const event = await world.app.db.read
        .selectFrom('audit_event')
        .selectAll()
        .where('account_id', '=', account)
        .where('kind', '=', 'accounts handed over')
        .executeTakeFirst()
      assert.equal(event?.actor, 'Olga Owner')
    })

    it('refuses an heir who is not there, and a person’s own self', async () => {
      const owner = await world.as(world.people.owner)
      for (const heir of [world.people.nina, 99_999, ''])
        assert.equal((await owner.post(`/settings/team/${world.people.nina}/deactivation`, { heir })).status, 422)
      assert.equal((await row(world.people.nina)).deactivated_at, null)
    })

    it('changes a password and ends the other sessions', async () => {
      const id = await world.addPerson({ email: 'pw@firm.test', name: 'Pat Word', role: 'employee' })
      const here = await world.as(id)
      const there = await world.as(id)
      assert.equal(
        (await here.post('/me/password', { now: 'wrong', password: newPassword, again: newPassword })).status,
        422,
      )
      assert.equal(
        (await here.post('/me/password', { now: password, password: newPassword, again: newPassword })).status,
        303,
      )
      assert.equal((await here.get('/me')).status, 200)
      assert.equal((await there.get('/me')).status, 303)
    })

    it('sends the same answer to whoever asks for a new password', async () => {
      const stranger = world.stranger()
      await stranger.get('/password-reset')
      const known = await stranger.post('/password-reset', { email: 'eva@firm.test' })
      const unknown = await stranger.post('/password-reset', { email: 'nobody@firm.test' })
      assert.equal(known.html.querySelector('main')?.text, unknown.html.querySelector('main')?.text)
      await world.app.queue.drain(world.app)
      const mails = await world.app.db.read
        .selectFrom('outgoing_mail')
        .select('email')
        .where('template', '=', 'password reset')
        .execute()
      assert.deepEqual(mails, [{ email: 'eva@firm.test' }])
    })

    it('shows no link of the owner, nor to an admin of an admin', async () => {
      const stranger = world.stranger()
      await stranger.get('/password-reset')
      await stranger.post('/password-reset', { email: 'olga@firm.test' })
      await world.app.queue.drain(world.app)
      const mail = await world.app.db.read
        .selectFrom('outgoing_mail')
        .select('id')
        .where('email', '=', 'olga@firm.test')
        .executeTakeFirstOrThrow()
      const admin = await world.as(world.people.admin)
      assert.equal((await admin.post(`/settings/mail/${mail.id}/link`)).status, 403)
      const page = await admin.get('/settings/mail')
      assert.equal(page.html.querySelector(`form[action="/settings/mail/${mail.id}/link"]`), null)
    })

    it('has one owner, whoever transfers at once', async () => {
      const { owner, admin, eva } = world.people
      const results = await Promise.allSettled(
        [admin, eva].map((id) => world.performAs(owner, (act) => transferOwnership(act, id))),
      )
      assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
      const owners = await world.app.db.read.selectFrom('staff').select('id').where('role', '=', 'owner').execute()
      assert.equal(owners.length, 1)
      assert.equal((await row(world.people.owner)).role, 'admin')
    })
  })
