import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { archiveAccount, deleteAccount, reactivateAccount } from '#src/accounts/account.ts'
import { setSwitch } from '#src/addresses/setting.ts'
import { perform, systemInNameOf } from '#src/audit/audit.ts'
import { backedUpTables } from '#src/backup/tables.ts'
import { beginThread, writeMessage } from '#src/chats/message.ts'
import { addressesOf } from '#src/contacts/address.ts'
import { changeContact, createContact } from '#src/contacts/contact.ts'
import { markDistinct } from '#src/contacts/duplicates.ts'
import { addDocument } from '#src/documents/add.ts'
import { createFolder } from '#src/documents/folders/folder.ts'
import { setFolderRights } from '#src/documents/folders/rights.ts'
import { markSeenByClient } from '#src/documents/seen.ts'
import { findContacts } from '#src/links/find.ts'
import { linkContact, linkedContacts, unlinkContact } from '#src/links/link.ts'
import { mergeContacts } from '#src/merges/merge.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { addClient } from '#src/testing/clients.ts'
import { contactNamed, engines, makeWorld, type World } from '#src/testing/world.ts'
import { eraseContact, RetentionApplies } from './erasure.ts'
import { retentionOf, yearsAfter } from './retention.ts'

const years = 10
let made = 0

describe('the years of keeping', () => {
  it('end on the same day, and on 1 March where there is no 29 February', () => {
    assert.equal(yearsAfter('2026-11-24T10:00:00.000Z', 10), '2036-11-24')
    assert.equal(yearsAfter('2024-02-29T00:00:00.000Z', 1), '2025-03-01')
    assert.equal(yearsAfter('2026-12-31', 0), '2026-12-31')
  })
})

for (const engine of engines)
  describe(`what is held about a person on ${engine}`, () => {
    let world: World
    let owner: Browser
    let eva: Browser
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      eva = await world.as(world.people.eva)
    })
    const db = () => world.app.db.read
    const row = (id: number) => db().selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const make = (first: string, email?: string) =>
      world.perform((act) => createContact(act, contactNamed(first, 'Person', email)))
    const moveTo = (date: string) => {
      world.app.now = new Date(`${date}T12:00:00Z`)
    }
    const kept = (id: number) => retentionOf(world.app.modules, db(), id, world.app.now.toISOString())
    const erase = (id: number) => world.perform((act) => eraseContact(act, id))

    it('is kept while they are the contact of an account that is not archived', async () => {
      moveTo('2026-01-01')
      const contact = await make('Active')
      const account = await world.openAccount('Of the active')
      assert.equal(await kept(contact), null, 'who never was a client’s contact may go')
      await world.perform((act) => linkContact(act, account, { contactId: contact }))
      assert.deepEqual(await kept(contact), { why: 'active client' })
      await assert.rejects(erase(contact), RetentionApplies)
      assert.equal((await row(contact)).first_name, 'Active')
      await world.perform((act) => archiveAccount(act, account))
      assert.deepEqual(await kept(contact), { why: 'retention', until: '2036-01-01' })
      await world.perform((act) => reactivateAccount(act, account))
      assert.deepEqual(await kept(contact), { why: 'active client' })
    })

    it('is kept for the firm’s years after the last day that they were, by unlinking, archive or deletion', async () => {
      moveTo('2026-01-01')
      const contact = await make('Former')
      const [left, archived, deleted] = [
        await world.openAccount('Left'),
        await world.openAccount('Archived'),
        await world.openAccount('Deleted'),
      ]
      for (const account of [left, archived, deleted])
        await world.perform((act) => linkContact(act, account, { contactId: contact }))
      moveTo('2026-02-01')
      await world.perform((act) => archiveAccount(act, deleted))
      moveTo('2026-03-01')
      await world.perform((act) => unlinkContact(act, left, contact))
      moveTo('2026-04-01')
      await world.perform((act) => archiveAccount(act, archived))
      moveTo('2026-05-01')
      await world.perform((act) => deleteAccount(act, deleted))
      assert.deepEqual(await kept(contact), { why: 'retention', until: '2036-04-01' })
      moveTo('2026-06-01')
      await world.perform((act) => unlinkContact(act, archived, contact))
      assert.deepEqual(await kept(contact), { why: 'retention', until: '2036-04-01' }, 'the archive was before')
      const page = await owner.get(`/contacts/${contact}/erasure`)
      assert.match(page.html.querySelector('#erasure')!.text, /01\/04\/2036/)
      assert.equal(page.html.querySelector('#erasure form'), null)
      const refused = await owner.post(`/contacts/${contact}/erasure`, { name: 'Former Person' })
      assert.equal(refused.status, 409)
      assert.equal((await row(contact)).first_name, 'Former')
      moveTo('2036-03-31')
      await assert.rejects(erase(contact), RetentionApplies)
      moveTo('2036-04-01')
      assert.equal(await kept(contact), null)
      await erase(contact)
      assert.equal((await row(contact)).first_name, '')
      moveTo('2026-01-01')
    })

    /** A former client with something in every table, merged with another, and their account. */
    const known = async (name: string, phone: string) => {
      const guest = await addClient(world, name)
      const { contactId: contact, accountId: account } = guest
      const [address] = await addressesOf(db(), contact)
      await world.perform(async (act) => {
        await changeContact(act, contact, 1, {
          fields: {
            ...contactNamed(name, `Of${name}`).fields,
            street: `Rua de ${name} 1`,
            birth_date: '1980-05-06',
            notes: `Likes ${name}`,
          },
          emails: [address!.email],
          phones: [{ label: 'home', number: phone }],
          secrets: { tax_id: '123456789', iban: 'PT50000201231234567890154' },
        })
        const other = await createContact(act, contactNamed(`${name}y`, `Of${name}`, `${name}y@secret.test`))
        const third = await createContact(act, contactNamed('Third', 'Stays'))
        await markDistinct(act, contact, third)
        await mergeContacts(act, {
          winner: { id: contact, version: 2 },
          loser: { id: other, version: 1 },
          choices: new Map(),
        })
      })
      await world.app.db.write(async (trx) => {
        const { rows } = await sql<{ id: number }>`insert into custom_field
          (subject, name, name_key, type, position, created_at)
          values ('contact', ${`Shoe ${made}`}, ${`shoe ${made++}`}, 'text', 1, 'x') returning id`.execute(trx)
        const field = rows[0]!.id
        await sql`insert into custom_value (field_id, contact_id, value, updated_at)
          values (${field}, ${contact}, ${`size of ${name}`}, 'x')`.execute(trx)
        await sql`insert into custom_change (field_id, contact_id, at, actor, name, type, old, new)
          values (${field}, ${contact}, 'x', 'Eva', 'size', 'text', ${`old ${name}`}, ${`size of ${name}`})`.execute(
          trx,
        )
      })
      const staff = await world.staff(world.people.owner)
      await world.perform(async (act) => {
        const themselves = { ...act, by: systemInNameOf(`${name} Of${name}`) }
        const thread = await beginThread(themselves, account, 'VAT', { contactId: contact }, { text: 'What I wrote' })
        await writeMessage(act, account, thread, { staff, isInternal: true }, { text: 'What we think' })
      })
      const by = systemInNameOf(`${name} Of${name}`)
      await perform(world.app, by, async (act) => {
        const place = { accountId: account, folderId: null, isShared: true, sameName: 'keep both' } as const
        const file = { name: 'IRS.pdf', hash: String(++made).padStart(64, '0'), size: 1234, type: 'application/pdf' }
        const { id } = await addDocument(act, place, file, contact)
        await markSeenByClient(act.trx, id, 1, contact, act.at)
      })
      return { contact, account, email: address!.email }
    }

    it('is exported whole, with secrets in the clear, and told in the activity without them', async () => {
      const { contact, email } = await known('Exa', '+351 912 999 888')
      const answer = await owner.post(`/contacts/${contact}/export`)
      assert.equal(answer.status, 200)
      assert.match(answer.headers.get('content-disposition')!, /attachment; filename="contact-\d+-2026-01-01\.json"/)
      const data = JSON.parse(answer.text)
      assert.deepEqual(Object.keys(data), [
        'exportedAt',
        'contact',
        'addresses',
        'phones',
        'tags',
        'accounts',
        'accountsNotShown',
        'addressSettings',
        'customFields',
        'logins',
        'invitations',
        'mails',
        'messages',
        'documentsBrought',
        'documentsOpened',
        'events',
      ])
      assert.deepEqual(
        [data.contact.tax_id, data.contact.iban, data.contact.birth_date, data.contact.street],
        ['123456789', 'PT50000201231234567890154', '1980-05-06', 'Rua de Exa 1'],
      )
      assert.deepEqual(
        data.addresses.map((address: { email: string }) => address.email),
        [email, 'Exay@secret.test'],
      )
      assert.deepEqual(data.phones, [{ label: 'home', number: '+351 912 999 888' }])
      assert.equal(data.accounts.length, 1)
      assert.equal(data.addressSettings[0].login, 1)
      assert.deepEqual([data.customFields[0].value, data.customFields[0].history[0].old], ['size of Exa', 'old Exa'])
      assert.equal(data.logins[0].email, email)
      const [brought, opened] = [data.documentsBrought[0], data.documentsOpened[0]]
      assert.deepEqual([brought.name, Number(brought.size), brought.number], ['IRS.pdf', 1234, 1])
      assert.deepEqual([opened.name, opened.times], ['IRS.pdf', 1])
      assert.ok(data.invitations.length > 0 && data.mails.length > 0)
      assert.doesNotMatch(answer.text, /password_hash|sealed:/)
      assert.deepEqual(
        data.messages.map((message: { text: string }) => message.text),
        ['What I wrote'],
      )
      assert.doesNotMatch(answer.text, /What we think/)
      const changed = data.events.find((event: { kind: string }) => event.kind === 'contact changed')
      assert.deepEqual(changed.changes.tax_id, [null, '123456789'])
      const told = await db()
        .selectFrom('audit_event')
        .selectAll()
        .where('kind', '=', 'contact exported')
        .executeTakeFirstOrThrow()
      assert.deepEqual([told.contact_id, told.changes], [contact, null])
    })

    it('is exported without documents in folders that the reader may not look into', async () => {
      const { contact, account } = await known('Fola', '+351 914 555 444')
      await world.giveRights(world.people.eva, ['manage contacts', 'view all accounts', 'view all contacts'])
      const brought = async () => JSON.parse((await eva.post(`/contacts/${contact}/export`)).text)
      assert.equal((await brought()).documentsBrought.length, 1)
      const folder = await world.perform((act) => createFolder(act, account, null, 'Closed'))
      const closed = { id: folder, account_id: account, parent_id: null, name: 'Closed', accountName: 'x' }
      const none = new Map([[world.people.eva, 'none' as const]])
      await world.perform((act) => setFolderRights(act, closed, none, new Map()))
      await world.app.db.write((trx) =>
        trx.updateTable('document').set({ folder_id: folder }).where('account_id', '=', account).execute(),
      )
      const { documentsBrought, documentsOpened } = await brought()
      assert.deepEqual([documentsBrought, documentsOpened], [[], []])
      await world.giveRights(world.people.eva, [])
    })

    it('is exported by those who may, without the accounts that they may not see', async () => {
      const { maria, joao, zoe } = world.contacts
      assert.equal((await eva.post(`/contacts/${joao}/export`)).status, 403)
      assert.equal((await eva.get(`/contacts/${joao}`)).html.querySelector('#personal-data'), null)
      await world.giveRights(world.people.eva, ['manage contacts'])
      assert.ok((await eva.get(`/contacts/${joao}`)).html.querySelector(`form[action="/contacts/${joao}/export"]`))
      const answer = await eva.post(`/contacts/${joao}/export`)
      assert.doesNotMatch(answer.text, /Hidden/)
      assert.equal(JSON.parse(answer.text).accountsNotShown, 1)
      assert.equal((await eva.post(`/contacts/${zoe}/export`)).status, 404)
      for (const answer of [
        await eva.get(`/contacts/${maria}/erasure`),
        await eva.post(`/contacts/${maria}/erasure`, { name: 'Maria Seen' }),
      ])
        assert.equal(answer.status, 403)
      assert.equal((await eva.get(`/contacts/${maria}`)).html.querySelector('a[href$="/erasure"]'), null)
      await world.giveRights(world.people.eva, [])
      assert.equal((await row(maria)).first_name, 'Maria')
    })

    it('is erased by typing the name: no table says anything of the person any more', async () => {
      const { contact, account, email } = await known('Erica', '+351 913 777 666')
      await world.perform((act) => archiveAccount(act, account))
      moveTo('2036-01-01')
      const page = await owner.get(`/contacts/${contact}/erasure`)
      assert.ok(page.html.querySelector('input[name=name]'))
      const wrong = await owner.post(`/contacts/${contact}/erasure`, { name: 'Erica' })
      assert.equal(wrong.status, 422)
      assert.equal((await row(contact)).erased_at, null)
      const done = await owner.post(`/contacts/${contact}/erasure`, { name: 'Erica OfErica' })
      assert.equal(done.location, `/contacts/${contact}`)
      moveTo('2026-01-01')
      for (const { name } of await backedUpTables(db())) {
        const { rows } = await sql`select * from ${sql.table(name)}`.execute(db())
        // The account keeps its name, which is made of the person’s first one here, and is found by it.
        const text = JSON.stringify(rows).replaceAll('Erica & Sons', '').replaceAll('erica sons', '')
        const names = name === 'search_word' ? /oferica|ericay/i : /erica/i
        for (const secret of [names, /Secretperson/i, /Segredo/, /913 ?777 ?666/, /size of secret|old secret/, email])
          assert.ok(text.search(secret) < 0, `${name} still says ${secret}`)
      }
      const now = await row(contact)
      assert.deepEqual([now.display_name, now.tax_id, now.iban, now.birth_date], ['Erased contact', '', '', null])
      assert.ok(now.erased_at)
      const brought = await db().selectFrom('document').selectAll().where('account_id', '=', account).execute()
      assert.deepEqual(
        brought.map((document) => [document.name, document.added_by_name]),
        [['IRS.pdf', 'Erased contact']],
        'an account keeps what was brought to it',
      )
      const views = await db()
        .selectFrom('document_client_view')
        .selectAll()
        .where('contact_id', '=', contact)
        .execute()
      assert.deepEqual(views, [])
      const after = await owner.get(`/contacts/${contact}`)
      assert.match(after.text, /data was erased on 01\/01\/2036/)
      assert.equal(after.html.querySelector('a[href$="/edit"]'), null)
      assert.equal((await owner.get(`/contacts/${contact}/edit`)).status, 404)
      assert.equal((await owner.get(`/contacts/${contact}/erasure`)).status, 404)
      assert.ok(
        (await linkedContacts(db(), account)).some((one) => one.id === contact),
        'an account keeps its contact',
      )
      const staff = await world.staff(world.people.owner)
      assert.deepEqual(await findContacts(db(), staff, 'erased contact', 9), [])
      await assert.rejects(
        world.perform((act) => linkContact(act, world.accounts.seen, { contactId: contact })),
        { status: 409 },
      )
      await owner.post('/settings/firm', {
        name: 'Test Firm',
        country: 'PT',
        time_zone: 'Europe/Lisbon',
        language: 'en',
        name_format: 'last, first',
        retention_years: years,
        version: 1,
      })
      await world.app.queue.drain(world.app)
      assert.equal((await row(contact)).display_name, 'Erased contact', 'and stays so when names are written anew')
      const told = await db()
        .selectFrom('audit_event')
        .selectAll()
        .where('contact_id', '=', contact)
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
      assert.deepEqual([told.kind, told.subject, told.changes], ['contact erased', 'Erased contact', null])
    })

    it('is not erased by one while another links them to a client', async () => {
      for (let i = 0; i < 5; i++) {
        const contact = await make(`Racing ${i}`)
        await Promise.allSettled([
          erase(contact),
          world.perform((act) => linkContact(act, world.accounts.seen, { contactId: contact })),
        ])
        const linked = (await linkedContacts(db(), world.accounts.seen)).some((one) => one.id === contact)
        assert.notEqual(linked, (await row(contact)).erased_at !== null)
      }
    })

    it('of an address’s settings goes with the address', async () => {
      const contact = await make('Setting', 'setting@gone.test')
      const account = await world.openAccount('With settings')
      await world.perform((act) => linkContact(act, account, { contactId: contact }))
      const [address] = await addressesOf(db(), contact)
      await world.perform((act) => setSwitch(act, account, address!.id, 'notify', true))
      await world.perform((act) => archiveAccount(act, account))
      moveTo('2036-01-01')
      await erase(contact)
      moveTo('2026-01-01')
      const settings = await db().selectFrom('address_setting').selectAll().where('account_id', '=', account).execute()
      assert.deepEqual(settings, [])
    })
  })
