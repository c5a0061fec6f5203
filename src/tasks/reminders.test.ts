import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { setTeam } from '#src/accounts/team.ts'
import { dayIn, daysAfter } from '#src/platform/language/calendar.ts'
import { mailServer } from '#src/testing/mail-server.ts'
import { makeTask, plainTask } from '#src/testing/tasks.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { remindOfTasks } from './reminders.ts'
import { changeTask, setTaskStatus } from './task.ts'

const server = mailServer()
let smtpUrl: string
before(async () => {
  smtpUrl = await server.listen()
})
after(() => server.close())

for (const engine of engines)
  describe(`the reminder of a task on ${engine}`, () => {
    let world: World
    let account: number
    let start: Date
    before(async () => {
      world = await makeWorld(engine, { smtpUrl, publicUrl: 'http://ficha.firm.test' })
      start = new Date('2027-03-01T10:00:00Z')
    })
    beforeEach(async () => {
      world.app.now = start
      account = await world.openAccount('Reminded Ltd', [world.people.eva])
      server.received.length = 0
    })
    const due = '2027-03-20'
    const comeTo = (day: string, hour = '09') => {
      world.app.now = new Date(`${day}T${hour}:00:00Z`)
    }
    /** An hour of the server's: who got what mail. */
    const hour = async () => {
      server.received.length = 0
      await remindOfTasks(world.app)
      await world.app.queue.drain(world.app)
      return server.received.map((mail) => mail.to).sort()
    }

    it('goes out three days before, once, to everybody whom it is given to', async () => {
      const { eva, owner } = world.people
      const id = await makeTask(world, account, { title: 'VAT return', due }, [eva, owner])
      comeTo('2027-03-16')
      assert.deepEqual(await hour(), [])
      comeTo('2027-03-17')
      await Promise.all([remindOfTasks(world.app), remindOfTasks(world.app)])
      assert.deepEqual(await hour(), ['eva@firm.test', 'olga@firm.test'])
      comeTo('2027-03-18')
      assert.deepEqual(await hour(), [])
      await world.perform((act) =>
        changeTask(
          act,
          id,
          1,
          { ...plainTask, title: 'VAT return', due: '2027-03-25' },
          { chosen: [eva], was: [eva, owner] },
        ),
      )
      comeTo('2027-03-22')
      assert.deepEqual(await hour(), ['eva@firm.test'])
    })

    it('says what is due when, in the reader’s language, and where it is', async () => {
      const { eva } = world.people
      await world.app.db.write((trx) =>
        trx.updateTable('staff').set({ language: 'pt' }).where('id', '=', eva).execute(),
      )
      const id = await makeTask(world, account, { title: 'IVA <b>', due }, [eva])
      comeTo('2027-03-17')
      await hour()
      const [mail] = server.received
      assert.match(mail!.text, /Olá Eva Employee/)
      assert.match(mail!.text, /a tarefa “IVA <b>” de Reminded Ltd .* até 20\/03\/2027/)
      assert.match(mail!.text, /IVA &#60;b&#62;/)
      assert.ok(mail!.text.includes(`http://ficha.firm.test/accounts/${account}/tasks/${id}`))
      await world.app.db.write((trx) =>
        trx.updateTable('staff').set({ language: 'en' }).where('id', '=', eva).execute(),
      )
    })

    it('is not for who no longer sees the account or works here, nor of what is over', async () => {
      const { eva, owner } = world.people
      await makeTask(world, account, { due }, [eva, owner])
      const canceled = await makeTask(world, account, { due }, [owner])
      await makeTask(world, account, { due, status: 'completed' }, [owner])
      await world.perform(async (act) => {
        await setTeam(act, account, [], [eva])
        await setTaskStatus(act, canceled, 'planned', 'canceled')
      })
      comeTo('2027-03-17')
      assert.deepEqual(await hour(), ['olga@firm.test'])
    })

    it('is not sent where that has changed between the hour and the post', async () => {
      const { eva, owner } = world.people
      const over = await makeTask(world, account, { due }, [owner])
      const moved = await makeTask(world, account, { due }, [owner])
      await makeTask(world, account, { due }, [eva])
      comeTo('2027-03-17')
      await remindOfTasks(world.app)
      await world.perform(async (act) => {
        await setTaskStatus(act, over, 'planned', 'completed')
        await changeTask(act, moved, 1, { ...plainTask, due: '2027-04-30' }, { chosen: [owner], was: [owner] })
        await setTeam(act, account, [], [eva])
      })
      assert.deepEqual(await hour(), [])
      const unsent = await world.app.db.read
        .selectFrom('outgoing_mail')
        .select('error')
        .where('status', '=', 'failed')
        .execute()
      assert.deepEqual(
        unsent.map((mail) => mail.error),
        ['task over', 'task over', 'task over'],
      )
    })

    it('comes late from a server that did not run, but not when the date is past', async () => {
      const { owner } = world.people
      await makeTask(world, account, { due }, [owner])
      await makeTask(world, account, { due: '2027-03-18' }, [owner])
      comeTo('2027-03-19')
      assert.deepEqual(await hour(), ['olga@firm.test'])
    })

    it('is left out where the date came at shorter notice, and after a task is open again in time', async () => {
      const { owner } = world.people
      const soon = dayIn('Europe/Lisbon', world.app.now)
      await makeTask(world, account, { due: daysAfter(soon, 2) }, [owner])
      assert.deepEqual(await hour(), [])
      const id = await makeTask(world, account, { due }, [owner])
      await world.perform((act) => setTaskStatus(act, id, 'planned', 'completed'))
      await world.perform((act) => setTaskStatus(act, id, 'completed', 'planned'))
      comeTo('2027-03-17')
      assert.deepEqual(await hour(), ['olga@firm.test'])
      await world.perform((act) => setTaskStatus(act, id, 'planned', 'completed'))
      await world.perform((act) => setTaskStatus(act, id, 'completed', 'planned'))
      assert.deepEqual(await hour(), [], 'not twice of one date')
    })

    it('has no link that an admin could hand over', async () => {
      await makeTask(world, account, { due }, [world.people.eva])
      comeTo('2027-03-17')
      await remindOfTasks(world.app)
      const { id } = await world.app.db.read
        .selectFrom('outgoing_mail')
        .select('id')
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
      const owner = await world.as(world.people.owner)
      const page = await owner.get('/settings/mail')
      assert.match(page.text, /Task reminder/)
      assert.equal(page.html.querySelector(`form[action="/settings/mail/${id}/link"]`), null)
      assert.equal((await owner.post(`/settings/mail/${id}/link`)).status, 404)
    })
  })
