import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { before, describe, it } from 'node:test'
import { archiveAccount } from '#src/accounts/account.ts'
import { follow } from '#src/accounts/team.ts'
import { setPreferences } from '#src/addresses/preferences.ts'
import { setSwitch, settingOf } from '#src/addresses/setting.ts'
import { type Act, perform, systemInNameOf } from '#src/audit/audit.ts'
import { events } from '#src/audit/events.ts'
import { changeContact } from '#src/contacts/contact.ts'
import { addDocument } from '#src/documents/add.ts'
import { createFolder } from '#src/documents/folders/folder.ts'
import { setFolderRights } from '#src/documents/folders/rights.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import { addClient, addGuest, type Guest, inviteGuest } from '#src/testing/clients.ts'
import { contactNamed, engines, makeWorld, type World } from '#src/testing/world.ts'
import { attachable } from './attachments.ts'
import { addClientTask, clientTasksOf, removeClientTask, setClientTaskDone } from './client-task.ts'
import { wrongThreads } from './doctor.ts'
import { newestThreads, unreadThreads } from './list.ts'
import { messageMail } from './mails.ts'
import { beginThread, messagePage, messagesAfter, type NewMessage, removeMessage, writeMessage } from './message.ts'
import { markRead, markReadByClient } from './read.ts'
import { newness } from './rules.ts'
import { paragraphsOf, piecesOf } from './text.ts'
import { archiveThread, findThread, reactivateThread } from './thread.ts'

describe('the text of a message', () => {
  it('keeps its lines and paragraphs, and leads to web addresses alone', () => {
    assert.deepEqual(paragraphsOf('a\nb\n\n\nc\n'), [
      ['a', 'b'],
      ['c', ''],
    ])
    assert.deepEqual(piecesOf('See https://a.test/x?y=1, or javascript:alert(1).'), [
      'See ',
      { href: 'https://a.test/x?y=1' },
      ', or javascript:alert(1).',
    ])
    assert.deepEqual(piecesOf('http://'), ['http://'])
  })
})

for (const engine of engines)
  describe(`chats on ${engine}`, () => {
    let world: World
    let client: Guest & { loginId: number }
    let account: number
    before(async () => {
      world = await makeWorld(engine)
      client = await addClient(world, 'Carla', [world.people.eva])
      account = client.accountId
    })

    const as = async <T>(staffId: number, verb: (act: Act) => Promise<T>) => {
      const staff = await world.staff(staffId)
      return perform(world.app, { staffId, name: staff.name, address: null, userAgent: null }, verb)
    }
    const asClient = <T>(verb: (act: Act) => Promise<T>, name = 'Carla Client') =>
      perform(world.app, systemInNameOf(name), verb)
    const owner = () => world.staff(world.people.owner)
    const begin = async (subject = 'VAT', text = 'Hello', on = account) => {
      const staff = await owner()
      return as(staff.id, (act) => beginThread(act, on, subject, { staff }, { text }))
    }
    const write = async (
      thread: number,
      message: Partial<NewMessage>,
      isInternal = false,
      staffId = world.people.owner,
    ) => {
      const staff = await world.staff(staffId)
      return as(staffId, (act) => writeMessage(act, account, thread, { staff, isInternal }, { text: '', ...message }))
    }
    const answer = (thread: number, text: string) =>
      asClient((act) => writeMessage(act, account, thread, { contactId: client.contactId }, { text }))
    const thread = (id: number) => findThread(world.app.db.read, account, id)
    const stored = async (name: string, content: string) => ({
      name,
      type: 'text/plain',
      ...(await world.app.files.put(Readable.from([content]), 1000)),
    })
    const mails = (id: number) =>
      world.app.db.read
        .selectFrom('outgoing_mail')
        .selectAll()
        .where('template', 'in', ['message', 'client message'])
        .where('data', 'like', `%"thread":${id},%`)
        .orderBy('id')
        .execute()

    it('have the client’s messages unread for the team until one opens them, and then new to the others', async () => {
      const id = await begin()
      assert.equal((await thread(id)).unread_since, null)
      const { eva, admin } = world.people
      const newTo = async (staffId: number) => {
        const { rows } = await newestThreads(world.app.db.read, { id: staffId }, account, 50)
        return newness(rows.find((row) => row.id === id)!)
      }
      const first = await answer(id, 'Hello back')
      assert.deepEqual([await newTo(eva), await newTo(admin)], ['unread', 'unread'])
      const unread = (await unreadThreads(world.app.db.read, await world.staff(eva)).execute()).length
      const open = (staffId: number, upTo: number) =>
        world.perform((act) => markRead(act.trx, id, staffId, upTo, act.at))
      await open(eva, first)
      assert.deepEqual([await newTo(eva), await newTo(admin)], ['read', 'new to you'])
      assert.equal((await thread(id)).read_by, eva)
      assert.equal((await unreadThreads(world.app.db.read, await world.staff(eva)).execute()).length, unread - 1)
      await answer(id, 'One more')
      assert.deepEqual([await newTo(eva), await newTo(admin)], ['unread', 'unread'])
      await open(admin, first)
      assert.equal(await newTo(admin), 'unread', 'whoever has an old page open has not read what came since')
      assert.equal((await unreadThreads(world.app.db.read, await world.staff(world.people.nina)).execute()).length, 0)
    })

    it('tell by whom and when the client answered what was last sent to them; what they wrote before is no answer', async () => {
      const id = await begin('Answered?')
      const told = async () => {
        const { rows } = await newestThreads(world.app.db.read, { id: world.people.eva }, account, 50)
        const { sent_by, answered_by, answered_at } = rows.find((row) => row.id === id)!
        return { sent_by, answered_by, answered_at }
      }
      const sent = { sent_by: (await owner()).name, answered_by: null, answered_at: null }
      assert.deepEqual(await told(), sent)
      await answer(id, 'Here')
      const answered = { ...sent, answered_by: 'Carla Client', answered_at: (await thread(id)).last_at }
      assert.deepEqual(await told(), answered)
      await write(id, { text: 'Among us' }, true)
      assert.deepEqual(await told(), answered)
      await write(id, { text: 'And the other one?' })
      assert.deepEqual(await told(), sent)
    })

    it('wait for the client while ours is the last word or they have something to do', async () => {
      const id = await begin()
      assert.ok((await thread(id)).waiting_at)
      await answer(id, 'Here')
      assert.equal((await thread(id)).waiting_at, null)
      const task = await world.perform((act) => addClientTask(act, account, id, { title: 'Sign', due: '' }))
      assert.ok((await thread(id)).waiting_at)
      await asClient((act) => setClientTaskDone(act, account, id, task, true, client.contactId))
      assert.equal((await thread(id)).waiting_at, null)
      assert.deepEqual([(await thread(id)).tasks, (await thread(id)).tasks_done], [1, 1])
      await world.perform((act) => removeClientTask(act, account, id, task))
      assert.equal((await thread(id)).tasks, 0)
    })

    it('show a client nothing of what is internal', async () => {
      const id = await begin('Quiet')
      const before = await thread(id)
      await write(id, { text: 'SECRET words', files: [await stored('SECRET.txt', 'secret')] }, true)
      assert.deepEqual(await thread(id), before, 'the thread says nothing of it, not even when')
      const { messages } = await messagePage(world.app.db.read, 'client', id, null)
      assert.deepEqual(
        messages.map((message) => message.text),
        ['Hello'],
      )
      assert.deepEqual(await messagesAfter(world.app.db.read, 'client', id, messages[0]!.id), [])
      const ours = await messagePage(world.app.db.read, await owner(), id, null)
      assert.deepEqual(
        ours.messages.map((message) => [message.is_internal, message.attachments.map((one) => one.name)]),
        [
          [0, []],
          [1, ['SECRET.txt']],
        ],
      )
      const document = await world.app.db.read
        .selectFrom('document')
        .select('is_shared')
        .where('name', '=', 'SECRET.txt')
        .executeTakeFirstOrThrow()
      assert.equal(document.is_shared, 0)
      assert.equal((await mails(id)).length, 0)
    })

    describe('with attachments', () => {
      const place = { isShared: false, sameName: 'keep both' as const }
      const add = async (name: string, folderId: number | null = null) => {
        const file = await stored(name, name)
        return (await world.perform((act) => addDocument(act, { ...place, accountId: account, folderId }, file))).id
      }
      const isShared = async (id: number) =>
        (
          await world.app.db.read
            .selectFrom('document')
            .select('is_shared')
            .where('id', '=', id)
            .executeTakeFirstOrThrow()
        ).is_shared === 1
      const hide = async (folder: number, level: 'none' | 'edit') => {
        const row = await world.app.db.read
          .selectFrom('folder')
          .selectAll()
          .where('id', '=', folder)
          .executeTakeFirstOrThrow()
        await world.perform((act) =>
          setFolderRights(act, { ...row, accountName: '' }, new Map([[world.people.eva, level]]), new Map()),
        )
      }

      it('share with the client what is sent to them, and keep private what is not', async () => {
        const id = await begin()
        const [sent, kept] = [await add('Sent.txt'), await add('Kept.txt')]
        await write(id, { documents: [sent], files: [await stored('New.txt', 'new')] })
        await write(id, { documents: [kept] }, true)
        assert.deepEqual([await isShared(sent), await isShared(kept)], [true, false])
        const { messages } = await messagePage(world.app.db.read, 'client', id, null)
        assert.deepEqual(
          messages.at(-1)!.attachments.map((one) => one.name),
          ['New.txt', 'Sent.txt'],
        )
        const { events: told } = await events(world.app.db.read, { subjectRef: `document ${sent}` }, 5)
        assert.equal(told[0]!.kind, 'document shared')
      })

      it('let nobody share what they may not change, attach what they may not see, or see a hidden name', async () => {
        const id = await begin()
        const folder = await world.perform((act) => createFolder(act, account, null, 'Payroll'))
        const document = await add('Salaries.txt', folder)
        const { eva } = world.people
        const open = async (toClient: boolean) =>
          (await attachable(world.app.db.read, await world.staff(eva), account, { toClient, query: 'SALARIES' })).length
        assert.deepEqual([await open(true), await open(false)], [0, 1], 'who may only look does not share')
        await assert.rejects(write(id, { documents: [document] }, false, eva), { status: 404 })
        assert.equal(await isShared(document), false)
        await hide(folder, 'edit')
        assert.equal(await open(true), 1)
        await hide(folder, 'none')
        assert.equal(await open(false), 0)
        await assert.rejects(write(id, { documents: [document] }, true, eva), { status: 404 })
        const before = await thread(id)
        await write(id, { documents: [document] })
        const { messages } = await messagePage(world.app.db.read, await world.staff(eva), id, null)
        assert.deepEqual(messages.at(-1)!.attachments, [])
        assert.notEqual((await thread(id)).last_id, before.last_id)
        await assert.rejects(write(id, { documents: [999_999] }), { status: 404 })
      })
    })

    it('take two messages at once, each after the other', async () => {
      const id = await begin()
      const both = await Promise.all([answer(id, 'left'), write(id, { text: 'right' })])
      const now = await thread(id)
      assert.equal(now.last_id, Math.max(...both))
      assert.deepEqual([now.last_client_id, now.last_to_client_id], both)
      assert.deepEqual(await wrongThreads(world.app), [])
    })

    it('are never in the archive with a word of the client’s that whoever archived them has not seen', async () => {
      for (let round = 0; round < 3; round++) {
        const id = await begin()
        const { last_id: seen } = await thread(id)
        const [, archived] = await Promise.allSettled([
          answer(id, 'wait'),
          as(world.people.eva, (act) => archiveThread(act, account, id, seen)),
        ])
        const now = await thread(id)
        assert.equal(now.archived_at, null)
        if (archived.status === 'rejected') assert.ok(archived.reason instanceof Conflict)
      }
      const id = await begin()
      await answer(id, 'unseen')
      await assert.rejects(
        as(world.people.eva, (act) => archiveThread(act, account, id, 0)),
        Conflict,
      )
      await as(world.people.eva, async (act) => archiveThread(act, account, id, (await thread(id)).last_id))
      const archived = await thread(id)
      assert.ok(archived.archived_at && archived.unread_since === null && archived.waiting_at === null)
      await write(id, { text: 'among us' }, true)
      assert.ok((await thread(id)).archived_at, 'what is internal moves nothing')
      await world.perform((act) => reactivateThread(act, account, id))
      assert.equal((await thread(id)).archived_at, null)
    })

    it('come out of the archive by a new task, and stay in it when one is ticked', async () => {
      const id = await begin()
      const add = (title: string) => world.perform((act) => addClientTask(act, account, id, { title, due: '' }))
      const [one] = [await add('One'), await add('Two')]
      const archive = async () => {
        const { last_id } = await thread(id)
        await as(world.people.eva, (act) => archiveThread(act, account, id, last_id))
      }
      await archive()
      await asClient((act) => setClientTaskDone(act, account, id, one, true, client.contactId))
      assert.ok((await thread(id)).archived_at && (await thread(id)).waiting_at === null)
      await add('Three')
      assert.equal((await thread(id)).archived_at, null)
    })

    it('tick a client task once, of two at once, and count it right', async () => {
      const id = await begin()
      const task = await world.perform((act) => addClientTask(act, account, id, { title: 'Pay', due: '2026-12-20' }))
      const tick = (name: string) =>
        asClient((act) => setClientTaskDone(act, account, id, task, true, client.contactId), name)
      await Promise.all([tick('One'), tick('Two')])
      const { events: told } = await events(
        world.app.db.read,
        { subjectRef: `thread ${id}`, kind: 'client task done' },
        5,
      )
      assert.equal(told.length, 1)
      assert.equal((await clientTasksOf(world.app.db.read, id))[0]!.done_by, told[0]!.actor)
      assert.deepEqual(await wrongThreads(world.app), [])
    })

    it('lose the text of a removed message, and keep that there was one', async () => {
      const id = await begin()
      const message = await write(id, { text: 'Not so', files: [await stored('Oops.txt', 'oops')] })
      const evas = await write(id, { text: 'Of Eva' }, false, world.people.eva)
      const remove = async (staffId: number, what: number) => {
        const staff = await world.staff(staffId)
        return as(staffId, (act) => removeMessage(act, account, id, what, { staff }))
      }
      await assert.rejects(remove(world.people.eva, message), { status: 403 })
      await remove(world.people.eva, evas)
      await remove(world.people.owner, message)
      const { messages } = await messagePage(world.app.db.read, 'client', id, null)
      assert.deepEqual(
        messages.slice(1).map((one) => [one.text, one.attachments.length, one.removed_at !== null]),
        [
          ['', 0, true],
          ['', 0, true],
        ],
      )
      const { events: told } = await events(
        world.app.db.read,
        { subjectRef: `thread ${id}`, kind: 'message removed' },
        1,
      )
      assert.deepEqual(told[0]!.changes.message, ['Not so', null])
    })

    describe('tell by mail', () => {
      const notify = (guest: Guest, on: boolean) =>
        world.perform((act) => setSwitch(act, guest.accountId, guest.addressId, 'notify', on))

      it('whoever of the client wants to hear of messages, and once until they have read', async () => {
        await notify(client, true)
        const id = await begin()
        await write(id, { text: 'and another' })
        assert.equal((await mails(id)).length, 1)
        assert.deepEqual(
          [(await mails(id))[0]!.contact_id, (await mails(id))[0]!.email],
          [client.contactId, client.email],
        )
        const composed = async () => {
          const made = await messageMail.compose(world.app, (await mails(id)).at(-1)!)
          return typeof made === 'string' ? made : made.text
        }
        assert.match(await composed(), new RegExp(`/portal/accounts/${account}/chats/${id}\n`))
        assert.doesNotMatch(await composed(), /Hello\b(?! Carla)|another/)
        const { last_id } = await thread(id)
        await world.perform((act) => markReadByClient(act.trx, id, client.contactId, last_id, act.at))
        assert.equal(await composed(), 'message read')
        await write(id, { text: 'later' })
        assert.equal((await mails(id)).length, 2)
        const version = (await settingOf(world.app.db.read, account, client.addressId)).version
        await world.perform((act) =>
          setPreferences(act, account, client.addressId, version, { notify: ['files'], remind: [] }),
        )
        assert.equal((await mails(await begin())).length, 0, 'who switched messages off hears nothing')
        await notify(client, false)
      })

      it('whoever is invited with their invitation, and nobody who is not', async () => {
        const guest = await addGuest(world, 'Gaspar')
        await notify(guest, true)
        const staff = await owner()
        const write = () =>
          as(staff.id, (act) => beginThread(act, guest.accountId, 'Welcome', { staff }, { text: 'Hello' }))
        assert.equal((await mails(await write())).length, 0)
        await inviteGuest(world, guest)
        const [mail] = await mails(await write())
        const made = await messageMail.compose(world.app, mail!)
        assert.ok(typeof made !== 'string' && /\/portal\/activation\/[\w-]{43}\n/.test(made.text))
        const { version } = await world.app.db.read
          .selectFrom('contact')
          .select('version')
          .where('id', '=', guest.contactId)
          .executeTakeFirstOrThrow()
        const elsewhere = contactNamed('Gaspar', 'Client', 'gaspar@elsewhere.test')
        await world.perform((act) => changeContact(act, guest.contactId, version, elsewhere))
        const tokens = () => world.app.db.read.selectFrom('portal_token').select('hash').orderBy('hash').execute()
        const before = await tokens()
        assert.equal(await messageMail.compose(world.app, mail!), 'address changed')
        assert.deepEqual(await tokens(), before, 'the new address’s invitation is not for the old one')
      })

      it('the account’s followers that the client has written, once until somebody opens it', async () => {
        const id = await begin()
        await world.perform((act) => follow(act, account, world.people.eva, true))
        await answer(id, 'one')
        await answer(id, 'two')
        const told = await mails(id)
        assert.deepEqual(
          told.map((mail) => [mail.template, mail.staff_id]),
          [['client message', world.people.eva]],
        )
      })

      it('nobody of an archived account', async () => {
        const gone = await addClient(world, 'Gone')
        await notify(gone, true)
        await world.perform((act) => archiveAccount(act, gone.accountId))
        const staff = await owner()
        const id = await as(staff.id, (act) => beginThread(act, gone.accountId, 'Bye', { staff }, { text: 'Bye' }))
        assert.equal((await mails(id)).length, 0)
      })
    })

    it('are as they say', async () => assert.deepEqual(await wrongThreads(world.app), []))
  })
