import assert from 'node:assert/strict'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '#src/platform/db/database.ts'
import { DatabaseAway } from '#src/platform/db/failure.ts'
import { leaseSeconds } from '#src/platform/queue/lease.ts'
import { enqueue } from '#src/platform/queue/queue.ts'
import { makeQueue } from '#src/platform/queue/worker.ts'
import { mailServer } from '#src/testing/mail-server.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import type { MailTemplate } from './outbox.ts'
import { mailLimit, mailLimits } from './transport.ts'

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

    it('is listed by what its noun calls it, with why it was not sent in the noun’s words or in those of all', async () => {
      const admin = await world.as(world.people.admin)
      const { owner } = world.people
      const listed = async (template: MailTemplate, error: string, language = 'en') => {
        const { id } = await world.app.db.write((trx) =>
          trx
            .insertInto('outgoing_mail')
            .values({
              template,
              error,
              status: 'failed',
              staff_id: owner,
              email: 'o@firm.test',
              language: 'en',
              data: '{}',
              created_at: world.app.now.toISOString(),
            })
            .returning('id')
            .executeTakeFirstOrThrow(),
        )
        const { html } = await admin.get(`/settings/mail?language=${language}`)
        const cells = html.querySelectorAll(`#mail-${id} td`).map((cell) => cell.text.trim())
        return [cells[1], cells[2]!.replace(/^(Failed|Falhou) /, '')]
      }
      assert.deepEqual(await listed('mention', 'mention gone'), [
        'Mention in a note or task',
        'The mention was removed, or this person may no longer see it.',
      ])
      assert.deepEqual(await listed('mention', 'nobody there', 'pt'), [
        'Menção numa nota ou tarefa',
        'Já não há a quem escrever.',
      ])
      assert.deepEqual(await listed('job stage', 'unreachable'), [
        'A job entered a stage',
        'The server could not be reached.',
      ])
      assert.deepEqual(await listed('invitation', '550 mailbox gone'), ['Invitation', '550 mailbox gone'])
    })

    const sent = async (email: string) => received.filter((one) => one.to === email)
    const mailTo = async (email: string) =>
      world.app.db.read.selectFrom('outgoing_mail').selectAll().where('email', '=', email).executeTakeFirstOrThrow()

    it('bears the same number at each try, and another once it is tried again by hand', async () => {
      state.refuseAfterData = true
      const email = await invite('twice', 'en')
      await world.app.queue.drain(world.app)
      world.app.now = new Date(world.app.now.getTime() + 24 * 3_600_000)
      await world.app.queue.drain(world.app)
      const numbers = (await sent(email)).map((one) => /^Message-ID: (.*)$/im.exec(one.text)![1])
      assert.equal(numbers.length, 2)
      assert.equal(numbers[0], numbers[1])
      assert.match(numbers[0]!, /@firm\.test>$/)
      const { id } = await mailTo(email)
      await world.app.db.write((trx) =>
        trx.updateTable('outgoing_mail').set({ status: 'failed' }).where('id', '=', id).execute(),
      )
      state.refuseAfterData = false
      await (await world.as(world.people.admin)).post(`/settings/mail/${id}/retry`)
      await world.app.queue.drain(world.app)
      const last = (await sent(email)).at(-1)!
      assert.notEqual(/^Message-ID: (.*)$/im.exec(last.text)![1], numbers[0])
    })

    it('is not sent again because that it was sent could not be written down', async () => {
      const email = await invite('once', 'en')
      let away = 0
      const before = received.length
      const db: Database = {
        ...world.app.db,
        read: world.app.db.read,
        write: (work) => {
          if (received.length > before && away++ < 1) return Promise.reject(new DatabaseAway(new Error('away')))
          return world.app.db.write(work)
        },
      }
      await world.app.queue.drain({ ...world.app, db })
      assert.ok(away > 1)
      assert.equal((await mailTo(email)).status, 'sent')
      world.app.now = new Date(world.app.now.getTime() + 24 * 3_600_000)
      await world.app.queue.drain(world.app)
      assert.equal((await sent(email)).length, 1)
    })

    it('waits for a server that says nothing, and holds no other work meanwhile', async () => {
      const silent = createServer((socket) => void socket.on('error', () => {}))
      const sockets = new Set<Socket>()
      silent.on('connection', (socket) => void sockets.add(socket))
      await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
      const smtpUrl = `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`
      const email = await invite('patient', 'en')
      const queue = makeQueue(world.app.db, () => world.app.now, world.app.log)
      const app = { ...world.app, queue, config: { ...world.app.config, smtpUrl } }
      for (const kind of world.app.queue.kinds()) queue.handle(kind, world.app.queue.workOf(kind)!)
      await world.app.db.write((trx) =>
        enqueue(trx, { kind: 'write names', payload: { after: 0 }, at: app.now.toISOString() }),
      )
      queue.start(app)
      const kinds = async () =>
        (await app.db.read.selectFrom('queue_item').select('kind').where('dead_at', 'is', null).execute()).map(
          (item) => item.kind,
        )
      for (let i = 0; i < 400 && (sockets.size === 0 || (await kinds()).includes('write names')); i++) await wait(25)
      const left = await kinds()
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => silent.close(resolve))
      await queue.stop()
      assert.deepEqual([sockets.size, left], [1, ['send mail']])
      const { status, error } = await mailTo(email)
      assert.deepEqual([status, error], ['retrying', 'unreachable'])
      await world.app.db.write((trx) => trx.deleteFrom('queue_item').where('kind', '=', 'send mail').execute())
    })

    it('names the server’s failure when its process ended each time, and is sent when it is tried again', async () => {
      const email = await invite('poison', 'en')
      await world.app.db.write((trx) =>
        trx.updateTable('queue_item').set({ attempts: 8 }).where('dead_at', 'is', null).execute(),
      )
      await world.app.queue.drain(world.app)
      const mail = await mailTo(email)
      assert.deepEqual([mail.status, mail.error], ['failed', 'process ended'])
      const admin = await world.as(world.people.admin)
      assert.match((await admin.get('/settings/mail')).text, /Ficha stopped each time it tried/)
      const { id } = await world.app.db.read
        .selectFrom('queue_item')
        .select('id')
        .where('reason', '=', 'process ended')
        .executeTakeFirstOrThrow()
      await admin.post(`/settings/queue/${id}/retry`)
      await world.app.queue.drain(world.app)
      assert.equal((await mailTo(email)).status, 'sent')
    })
  })

describe('the time that a mail may take', () => {
  it('is less than that for which a worker has the item', () => {
    for (const limit of [mailLimit, ...Object.values(mailLimits)]) assert.ok(limit < leaseSeconds * 1000)
    assert.ok(Object.values(mailLimits).every((limit) => limit < mailLimit))
  })
})
