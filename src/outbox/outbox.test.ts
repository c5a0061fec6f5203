import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { engines, makeWorld, type World } from '#src/testing/world.ts'

interface Received {
  to: string
  text: string
}

/** A real mail server on a free loopback port, which takes what it is told to take. */
function mailServer() {
  const received: Received[] = []
  const state = { refuse: false }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, callback) =>
      callback(state.refuse ? Object.assign(new Error('mailbox is full'), { responseCode: 452 }) : null),
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk) => chunks.push(chunk))
      stream.on('end', () => {
        received.push({
          to: session.envelope.rcptTo[0]!.address,
          text: Buffer.concat(chunks).toString().replace(/=\r\n/g, '').replaceAll('=3D', '='),
        })
        callback()
      })
    },
  })
  return { server, received, state }
}

for (const engine of engines)
  describe(`outgoing mail on ${engine}`, () => {
    const { server, received, state } = mailServer()
    let world: World
    before(async () => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const { port } = server.server.address() as { port: number }
      world = await makeWorld(engine, { smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom: 'ficha@firm.test' })
    })
    after(() => new Promise<void>((resolve) => server.close(resolve)))

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
