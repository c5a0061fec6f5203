import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTeam } from '#src/accounts/team.ts'
import { events } from '#src/audit/events.ts'
import { mentionPage, unreadMentions } from '#src/mentions/mention.ts'
import { restoreEvent, restorersOf } from '#src/restorations/restoration.ts'
import { mailServer } from '#src/testing/mail-server.ts'
import { makeTask, plainTask } from '#src/testing/tasks.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { deleteTask } from './removal.ts'
import { changeTask } from './task.ts'

for (const engine of engines)
  describe(`mentions in the details of a task on ${engine}`, () => {
    const { listen, close, received } = mailServer()
    let world: World
    let account: number
    before(async () => {
      world = await makeWorld(engine, { smtpUrl: await listen(), mailFrom: 'ficha@firm.test' })
      account = await world.openAccount('Mentioned Ltd', [world.people.eva])
    })
    after(close)
    const { job_id: _, ...typed } = plainTask
    const db = () => world.app.db.read
    const unread = async (id: number) => (await unreadMentions(db(), await world.staff(id)).execute()).length
    const mails = async () => {
      received.length = 0
      await world.app.queue.drain(world.app)
      return received.map((mail) => mail.to).toSorted()
    }

    it('are told like those in notes, to those who may see the account alone', async () => {
      const owner = await world.as(world.people.owner)
      await owner.post(`/accounts/${account}/tasks`, {
        ...typed,
        title: 'Look at this',
        details: '@Nina Newcomer and **@Eva Employee**',
        mention: 'Adam Admin',
      })
      assert.deepEqual(await mails(), ['adam@firm.test', 'eva@firm.test'])
      const mail = received.find((one) => one.to === 'eva@firm.test')!
      assert.match(mail.text, /Olga Owner mentioned you in a task of Mentioned Ltd/)
      assert.equal(await unread(world.people.nina), 0)
      const eva = await world.as(world.people.eva)
      const list = await eva.get('/mentions')
      assert.equal(list.html.querySelector('nav .badge')?.text, '1 unread')
      assert.match(list.html.querySelector('#mentions')!.text, /Olga Owner.*Mentioned Ltd.*in the task “Look at this”/s)
      const [mention] = (await mentionPage(db(), world.app.modules, await world.staff(world.people.eva), 5)).mentions
      const opened = await eva.post(`/mentions/${mention!.id}/opening`)
      assert.match(opened.location!, new RegExp(`^/accounts/${account}/tasks/\\d+$`))
      const page = await eva.get(opened.location!)
      const shown = page.html.querySelectorAll('.mention').map((element) => element.text)
      assert.deepEqual(shown, ['@Eva Employee', '@Adam Admin'])
      assert.equal(await unread(world.people.eva), 0)
    })

    it('follow the details when they change, and are told of once', async () => {
      const id = await makeTask(world, account, { details: '@Eva Employee' })
      assert.deepEqual(await mails(), ['eva@firm.test'])
      const change = (version: number, details: string) =>
        world.perform((act) => changeTask(act, id, version, { ...plainTask, details }, { chosen: [] }))
      await change(1, '@Eva Employee and @Adam Admin')
      assert.deepEqual(await mails(), ['adam@firm.test'])
      const before = await unread(world.people.eva)
      await change(2, 'nobody')
      assert.equal(await unread(world.people.eva), before - 1)
    })

    it('are out of sight with the account and with the task, and come back with them', async () => {
      const id = await makeTask(world, account, { details: '@Eva Employee' })
      const before = await unread(world.people.eva)
      await world.perform((act) => deleteTask(act, id))
      assert.equal(await unread(world.people.eva), before - 1)
      const [event] = (await events(db(), { accountId: account }, 1)).events
      await world.perform((act) => restoreEvent(act, restorersOf(world.app), event!))
      assert.equal(await unread(world.people.eva), before)
      await world.perform((act) => setTeam(act, account, [], [world.people.eva]))
      assert.equal(await unread(world.people.eva), 0)
    })
  })
