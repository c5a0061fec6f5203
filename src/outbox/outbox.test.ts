import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { mailServer } from '#src/testing/mail-server.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'

for (const engine of engines)
  describe(`outgoing mail on ${engine}`, () => {
    const { listen, close, received, state } = mailServer()
    let world: World
    before(async () => {
      world = await makeWorld(engine, { smtpUrl: await listen(), mailFrom: 'ficha@firm.test' })
    })
    after(close)

    const mails = () => world.app.db.read.selectFrom('outgoing_mail').selectAll().orderBy('id', 'desc').execute()
    const invite = async (name: string, language: 'en' | 'pt') => {
      const owner = await world.as(world.people.owner)
      const email = `${name}@firm.test`
      await owner.post('/settings/team', { name, email, role: 'employee', preset: '', language })
      return email
    }

    it('carries an invitation whose link works, in the person’s language', async () => {
      const email = await invite('pedro', 'pt')
      await world.app.queue.drain(world.app)
      const mail = received.find((one) => one.to === email)!
      assert.match(mail.text, /palavra-passe/)
      const path = /\/invitation\/[\w-]+/.exec(mail.text)![0]
      assert.equal((await world.stranger().get(path)).status, 200)
      assert.equal((await mails())[0]!.status, 'sent')
    })

    it('holds no token in the database', async () => {
      const { text } = received[0]!
      const token = /\/invitation\/([\w-]+)/.exec(text)![1]!
      const rows = JSON.stringify([
        await mails(),
        await world.app.db.read.selectFrom('staff_token').selectAll().execute(),
        await world.app.db.read.selectFrom('queue_item').selectAll().execute(),
      ])
      assert.ok(!rows.includes(token))
    })

    it('is tried again when the server refuses it, shown meanwhile, and given up in the end', async () => {
      state.refuse = true
      const email = await invite('full', 'en')
      await world.app.queue.drain(world.app)
      const first = (await mails())[0]!
      assert.equal(first.status, 'retrying')
      assert.match(first.error ?? '', /mailbox is full/)
      for (let i = 0; i < 8; i++) {
        world.app.now = new Date(world.app.now.getTime() + 24 * 3_600_000)
        await world.app.queue.drain(world.app)
      }
      assert.equal((await mails())[0]!.status, 'failed')
      const dead = await world.app.db.read
        .selectFrom('queue_item')
        .select('kind')
        .where('dead_at', 'is not', null)
        .execute()
      assert.deepEqual(dead, [{ kind: 'send mail' }])
      const admin = await world.as(world.people.admin)
      const page = await admin.get('/settings/mail')
      assert.match(page.text, /mailbox is full/)
      state.refuse = false
      await admin.post(`/settings/mail/${first.id}/retry`)
      await world.app.queue.drain(world.app)
      assert.equal((await mails())[0]!.status, 'sent')
      assert.ok(received.some((one) => one.to === email))
    })
  })
