import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTeam } from '#src/accounts/team.ts'
import { editNote, writeNote } from '#src/notes/note.ts'
import { mailServer } from '#src/testing/mail-server.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { mentionPage, unreadMentions } from './mention.ts'

for (const engine of engines)
  describe(`mentions on ${engine}`, () => {
    const { listen, close, received } = mailServer()
    let world: World
    let account: number
    before(async () => {
      world = await makeWorld(engine, { smtpUrl: await listen(), mailFrom: 'ficha@firm.test' })
      account = await world.openAccount('Mentioned Ltd', [world.people.eva])
    })
    after(close)

    const write = (text: string, by = world.people.owner) => world.perform((act) => writeNote(act, account, by, text))
    const shownTo = async (id: number) =>
      (await mentionPage(world.app.db.read, world.app.modules, await world.staff(id), 50)).mentions
    const mails = async () => {
      received.length = 0
      await world.app.queue.drain(world.app)
      return received.map((mail) => mail.to).toSorted()
    }

    it('are told to those who may see the account, by list and by mail, and to nobody else', async () => {
      await write('@Eva Employee and @Nina Newcomer and @Adam Admin, look')
      assert.deepEqual(await mails(), ['adam@firm.test', 'eva@firm.test'])
      assert.equal((await shownTo(world.people.eva)).length, 1)
      assert.equal((await shownTo(world.people.nina)).length, 0)
      const mail = received.find((one) => one.to === 'eva@firm.test')!
      assert.match(mail.text, /Olga Owner mentioned you in a note on Mentioned Ltd/)
      assert.match(mail.text, /http:\/\/localhost:3000\/mentions#mention-\d+/)
      assert.doesNotMatch(mail.text, /look/)
    })

    it('of somebody who may not see the account are plain text', async () => {
      const note = await write('@Nina Newcomer, **@Eva Employee**')
      const browser = await world.as(world.people.owner)
      const page = await browser.get(`/accounts/${account}/notes/${note}`)
      assert.deepEqual(
        page.html.querySelectorAll('.mention').map((element) => element.text),
        ['@Eva Employee'],
      )
      assert.match(page.html.querySelector(`#note-${note}`)!.text, /@Nina Newcomer/)
      await mails()
    })

    it('reach whoever has the right to view all accounts', async () => {
      await world.giveRights(world.people.nina, ['view all accounts'])
      await write('@Nina Newcomer')
      assert.deepEqual(await mails(), ['nina@firm.test'])
      assert.equal((await shownTo(world.people.nina)).length, 1)
      await world.giveRights(world.people.nina, [])
      assert.equal((await shownTo(world.people.nina)).length, 0, 'and not once they lose it')
    })

    it('are written in the language of the person', async () => {
      const paulo = await world.addPerson({
        email: 'paulo@firm.test',
        name: 'Paulo Português',
        role: 'admin',
        language: 'pt',
      })
      await write('@paulo português')
      assert.deepEqual(await mails(), ['paulo@firm.test'])
      assert.match(received[0]!.text, /mencionou o seu nome numa nota/)
      assert.equal((await shownTo(paulo)).length, 1)
    })

    it('of oneself tell nobody', async () => {
      await write('@Olga Owner was here')
      assert.deepEqual(await mails(), [])
      assert.equal((await shownTo(world.people.owner)).length, 0)
    })

    it('come and go with an edit; nobody is told twice', async () => {
      const note = await write('@Eva Employee')
      await mails()
      const owner = await world.staff(world.people.owner)
      await world.perform((act) => editNote(act, owner, account, note, 1, '@Eva Employee, @Adam Admin'))
      assert.deepEqual(await mails(), ['adam@firm.test'])
      await world.perform((act) => editNote(act, owner, account, note, 2, '@Adam Admin'))
      assert.deepEqual(await mails(), [])
      assert.ok((await shownTo(world.people.eva)).every((mention) => !mention.path.endsWith(`/notes/${note}`)))
    })

    it('are unread until they are opened, and the sidebar counts them', async () => {
      const eva = await world.as(world.people.eva)
      const count = async () => (await eva.get('/mentions')).html.querySelector('nav .badge')?.text ?? ''
      const before = (await shownTo(world.people.eva)).length
      assert.match(await count(), new RegExp(`^${before}`))
      const [newest] = await shownTo(world.people.eva)
      const opened = await eva.post(`/mentions/${newest!.id}/opening`)
      assert.equal(opened.location, newest!.path)
      assert.equal(
        (await unreadMentions(world.app.db.read, await world.staff(world.people.eva)).execute()).length,
        before - 1,
      )
      const admin = await world.as(world.people.admin)
      assert.equal((await admin.post(`/mentions/${newest!.id}/opening`)).status, 404)
      assert.equal((await eva.post('/mentions/reading')).location, '/mentions')
      assert.equal(await count(), '')
    })

    it('are out of sight, unsent and uncounted when access ends', async () => {
      const eva = await world.staff(world.people.eva)
      await write('@Eva Employee, one more')
      assert.equal((await unreadMentions(world.app.db.read, eva).execute()).length, 1)
      const [mention] = await shownTo(eva.id)
      await world.perform((act) => setTeam(act, account, []))
      assert.deepEqual(await shownTo(eva.id), [])
      assert.equal((await unreadMentions(world.app.db.read, eva).execute()).length, 0)
      const browser = await world.as(eva.id)
      assert.equal((await browser.post(`/mentions/${mention!.id}/opening`)).status, 404)
      assert.doesNotMatch((await browser.get('/mentions')).text, /Mentioned Ltd/)
      assert.deepEqual(await mails(), [])
      const last = await world.app.db.read
        .selectFrom('outgoing_mail')
        .select(['status', 'error'])
        .orderBy('id', 'desc')
        .executeTakeFirst()
      assert.deepEqual(last, { status: 'failed', error: 'mention gone' })
      await world.perform((act) => setTeam(act, account, [eva.id]))
      assert.equal((await unreadMentions(world.app.db.read, eva).execute()).length, 1, 'and back with it')
    })

    it('page from the newest on', async () => {
      for (let i = 0; i < 31; i++) await write(`@Adam Admin ${i}`)
      const admin = await world.as(world.people.admin)
      const first = await admin.get('/mentions')
      assert.equal(first.html.querySelectorAll('#mentions li[id]').length, 30)
      const older = first.html.querySelector('.pager a')!.getAttribute('href')!
      assert.equal((await admin.get(older)).html.querySelectorAll('#mentions li[id]').length, 3)
    })
  })
