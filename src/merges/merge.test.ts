import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { beginThread, writeMessage } from '#src/chats/message.ts'
import { markReadByClient } from '#src/chats/read.ts'
import { addressesOf } from '#src/contacts/address.ts'
import {
  changeContact,
  contactTagsOf,
  createContact,
  fieldsOf,
  phonesOf,
  refreshContact,
  setContactTags,
} from '#src/contacts/contact.ts'
import { openedSecret } from '#src/contacts/secret.ts'
import { addDocument } from '#src/documents/add.ts'
import { markSeenByClient } from '#src/documents/seen.ts'
import { findContacts } from '#src/links/find.ts'
import { describeLink, findLink, linkContact, linkedContacts, unlinkContact } from '#src/links/link.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import { createTag } from '#src/tags/tag.ts'
import { everythingOfPeople } from '#src/testing/people.ts'
import { contactNamed, engines, makeWorld, type World } from '#src/testing/world.ts'
import { type Merging, mergeContacts } from './merge.ts'
import { TooLate, undoMerge } from './undo.ts'

for (const engine of engines)
  describe(`merging two contacts on ${engine}`, () => {
    let world: World
    let made = 0
    before(async () => {
      world = await makeWorld(engine)
    })
    const db = () => world.app.db.read
    const row = (id: number) => db().selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const make = (...contact: Parameters<typeof contactNamed>) =>
      world.perform((act) => createContact(act, contactNamed(...contact)))
    /** A contact with an account of its own. */
    const client = async (first: string, email?: string, phone?: string) => {
      const account = await world.openAccount(`Account ${++made}`)
      const contact = await make(first, 'Twin', email, phone)
      await world.perform((act) => linkContact(act, account, { contactId: contact, description: `${first} of it` }))
      return { account, contact }
    }
    const merge = async (winner: number, loser: number, more: Partial<Merging> = {}) =>
      world.perform(async (act) =>
        mergeContacts(act, {
          winner: { id: winner, version: (await row(winner)).version },
          loser: { id: loser, version: (await row(loser)).version },
          choices: new Map(),
          ...more,
        }),
      )
    const undo = (id: number) => world.perform((act) => undoMerge(act, id))
    const setting = async (accountId: number, addressId: number, on: Record<string, number | string>) =>
      world.app.db.write((trx) =>
        trx
          .insertInto('address_setting')
          .values({ account_id: accountId, address_id: addressId, ...on })
          .execute(),
      )
    const settingsOf = (accountId: number) =>
      db().selectFrom('address_setting').selectAll().where('account_id', '=', accountId).orderBy('address_id').execute()
    const login = async (contactId: number, email: string, accounts: number[]) =>
      world.app.db.write(async (trx) => {
        const at = world.app.now.toISOString()
        const { id } = await trx
          .insertInto('portal_login')
          .values({
            contact_id: contactId,
            email,
            email_key: email,
            password_hash: 'x',
            language: null,
            created_at: at,
            last_login_at: null,
            last_user_agent: null,
          })
          .returning('id')
          .executeTakeFirstOrThrow()
        for (const account_id of accounts)
          await trx.insertInto('portal_access').values({ account_id, login_id: id, created_at: at }).execute()
        await sql`insert into portal_session (id, login_id, created_at, expires_at, absolute_expires_at, last_seen_at)
          values (${`session of ${email}`}, ${id}, ${at}, ${at}, ${at}, ${at})`.execute(trx)
        return id
      })
    const accessesOf = async (loginId: number) =>
      (
        await db()
          .selectFrom('portal_access')
          .select('account_id')
          .where('login_id', '=', loginId)
          .orderBy('account_id')
          .execute()
      ).map((access) => access.account_id)
    const everything = () => everythingOfPeople(world)

    it('moves what was written, ticked and read in chats, and takes it back', async () => {
      const one = await client('Xenia', 'xenia@twin.test', '910 000 101')
      const other = await client('Xeniya', 'xeniya@twin.test', '910 000 102')
      const staff = await world.staff(world.people.owner)
      const thread = await world.perform(async (act) => {
        const id = await beginThread(act, other.account, 'VAT', { contactId: other.contact }, { text: 'Hello' })
        const sent = await writeMessage(act, other.account, id, { staff, isInternal: false }, { text: 'Hello' })
        await markReadByClient(act.trx, id, other.contact, sent, act.at)
        return id
      })
      const before = await everything()
      const id = await merge(one.contact, other.contact)
      const read = await db().selectFrom('thread_client_read').selectAll().where('thread_id', '=', thread).execute()
      assert.deepEqual(
        read.map((row) => row.contact_id),
        [one.contact],
      )
      const written = await db()
        .selectFrom('message')
        .select('contact_id')
        .where('thread_id', '=', thread)
        .orderBy('id')
        .executeTakeFirst()
      assert.equal(written!.contact_id, one.contact)
      assert.deepEqual(await undo(id), [])
      assert.deepEqual(await everything(), before)
    })

    it('moves links, addresses, phones and tags to the one that stays, and takes it all back', async () => {
      const one = await client('Ana', 'ana@twin.test', '910 000 001')
      const other = await client('Anna', 'anna@twin.test', '910 000 002')
      const [red, blue] = await world.perform(async (act) => {
        const ids = [
          await createTag(act, { name: 'Red', colour: 'red' }),
          await createTag(act, { name: 'Blue', colour: 'blue' }),
        ]
        await setContactTags(act, one.contact, [ids[0]!])
        await setContactTags(act, other.contact, ids)
        return ids
      })
      const before = await everything()
      const id = await merge(one.contact, other.contact)
      assert.deepEqual(
        (await addressesOf(db(), one.contact)).map((address) => [address.email, address.is_primary]),
        [
          ['ana@twin.test', 1],
          ['anna@twin.test', 0],
        ],
      )
      assert.deepEqual(
        (await phonesOf(db(), one.contact)).map((phone) => phone.number),
        ['910 000 001', '910 000 002'],
      )
      assert.deepEqual((await contactTagsOf(db(), one.contact)).map((tag) => tag.id).sort(), [red, blue].sort())
      assert.equal((await findLink(db(), other.account, one.contact)).description, 'Anna of it')
      await assert.rejects(findLink(db(), other.account, other.contact), { status: 404 })
      assert.equal((await row(other.contact)).merged_into_id, one.contact)
      assert.deepEqual(await undo(id), [])
      assert.deepEqual(await everything(), before)
    })

    it('leaves the other in no search, list or link, and changeable by nobody', async () => {
      const one = await client('Bea', 'bea@twin.test')
      const other = await client('Beatriz', 'bz@twin.test')
      await merge(one.contact, other.contact)
      const staff = await world.staff(world.people.owner)
      assert.deepEqual(
        (await findContacts(db(), staff, 'bz@twin', 9)).map((found) => found.id),
        [one.contact],
      )
      assert.deepEqual(await findContacts(db(), staff, 'beatriz twin', 9), [])
      const gone = { status: 409 }
      const { version, ...contact } = await row(other.contact)
      await assert.rejects(
        world.perform((act) =>
          changeContact(act, other.contact, version, {
            fields: fieldsOf({ version, ...contact }),
            emails: [],
            phones: [],
          }),
        ),
        gone,
      )
      await assert.rejects(
        world.perform((act) => linkContact(act, world.accounts.seen, { contactId: other.contact })),
        gone,
      )
      await assert.rejects(
        world.perform((act) => setContactTags(act, other.contact, [])),
        gone,
      )
      await assert.rejects(merge(world.contacts.zoe, other.contact), gone)
    })

    it('takes each field from whom it is chosen, and what is not chosen from whoever has it', async () => {
      const { vault } = world.app
      const [one, other] = await world.perform(async (act) => [
        await createContact(act, {
          ...contactNamed('Carla', 'Twin'),
          fields: { ...contactNamed('Carla', 'Twin').fields, notes: 'One', street: 'Rua A', city: 'Lisboa' },
          secrets: { tax_id: '123456789' },
        }),
        await createContact(act, {
          ...contactNamed('Karla', 'Twin'),
          fields: {
            ...contactNamed('Karla', 'Twin').fields,
            notes: 'Two',
            street: 'Rua B',
            birth_date: '1980-01-01',
            tax_country: 'PT',
          },
          secrets: { tax_id: '501964843', iban: 'PT50 1' },
        }),
      ])
      const before = await everything()
      const id = await merge(one!, other!, {
        choices: new Map([
          ['first_name', 'loser'],
          ['postal', 'winner'],
          ['tax', 'loser'],
          ['notes', 'both'],
        ]),
      })
      const now = await row(one!)
      assert.deepEqual(
        [now.first_name, now.display_name, now.street, now.city, now.birth_date, now.notes, now.tax_country],
        ['Karla', 'Karla Twin', 'Rua A', 'Lisboa', '1980-01-01', 'One\n\nTwo', 'PT'],
      )
      assert.deepEqual([openedSecret(vault, now, 'tax_id'), openedSecret(vault, now, 'iban')], ['501964843', 'PT50 1'])
      const { moves } = await db()
        .selectFrom('contact_merge')
        .select('moves')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      assert.doesNotMatch(moves, /123456789|501964843|PT50/)
      await undo(id)
      assert.deepEqual(await everything(), before)
    })

    it('folds two links to one account: descriptions as chosen, the place among the signers kept', async () => {
      const one = await client('Dora')
      const other = await make('Dóra', 'Twin')
      await world.perform((act) => linkContact(act, one.account, { contactId: other, description: 'Owner' }))
      await world.app.db.write((trx) =>
        trx.updateTable('link').set({ signer_position: 2 }).where('contact_id', '=', other).execute(),
      )
      const before = await everything()
      for (const [choice, description] of [
        [undefined, 'Dora of it; Owner'],
        ['both', 'Dora of it; Owner'],
        ['winner', 'Dora of it'],
        ['loser', 'Owner'],
      ] as const) {
        const id = await merge(one.contact, other, {
          choices: choice ? new Map([[`link ${one.account}`, choice]]) : new Map(),
        })
        const link = await findLink(db(), one.account, one.contact)
        assert.deepEqual([link.description, link.signer_position], [description, 2])
        assert.equal((await linkedContacts(db(), one.account)).filter((contact) => contact.id === other).length, 0)
        assert.deepEqual(await undo(id), [])
        assert.deepEqual(await everything(), before)
      }
    })

    it('folds the settings of an address that both have: on if either is on', async () => {
      const one = await client('Eva', 'eva@twin.test')
      const other = await make('Evá', 'Twin', 'EVA@twin.test')
      const third = await world.openAccount('Third')
      await world.perform(async (act) => {
        await linkContact(act, one.account, { contactId: other })
        await linkContact(act, third, { contactId: other })
      })
      const [a] = await addressesOf(db(), one.contact)
      const [b] = await addressesOf(db(), other)
      await setting(one.account, a!.id, { login: 1, notify: 1, preferences: '{"off":["x","y"],"noReminder":[]}' })
      await setting(one.account, b!.id, { notify: 1, sync: 1, preferences: '{"off":["y","z"]}' })
      await setting(third, b!.id, { signer: 1 })
      await world.app.db.write((trx) =>
        trx
          .insertInto('portal_invitation')
          .values({
            address_id: b!.id,
            account_id: third,
            email: 'eva@twin.test',
            created_at: '',
            used_at: null,
            revoked_at: null,
          })
          .execute(),
      )
      const before = await everything()
      const id = await merge(one.contact, other)
      const [folded, ...more] = await settingsOf(one.account)
      assert.deepEqual(more, [])
      assert.deepEqual(
        [folded!.address_id, folded!.login, folded!.notify, folded!.sync, folded!.signer, folded!.preferences],
        [a!.id, 1, 1, 1, 0, '{"off":["y"],"noReminder":[]}'],
      )
      assert.deepEqual(
        (await settingsOf(third)).map((one) => [one.address_id, one.signer]),
        [[a!.id, 1]],
      )
      const invitation = await db().selectFrom('portal_invitation').select('address_id').executeTakeFirstOrThrow()
      assert.equal(invitation.address_id, a!.id)
      assert.deepEqual(await undo(id), [])
      assert.deepEqual(await everything(), before)
    })

    it('makes the chosen address the primary one', async () => {
      const one = await client('Filipa', 'f1@twin.test')
      const other = await client('Filippa', 'f2@twin.test')
      const before = await everything()
      const id = await merge(one.contact, other.contact, { choices: new Map([['primary', 'loser']]) })
      assert.deepEqual(
        (await addressesOf(db(), one.contact)).map((address) => [address.email, address.is_primary]),
        [
          ['f2@twin.test', 1],
          ['f1@twin.test', 0],
        ],
      )
      assert.deepEqual(await undo(id), [])
      assert.deepEqual(await everything(), before)
    })

    it('keeps custom values with their history; of two the chosen one stays, and no address is lost', async () => {
      const one = await client('Gil', 'g1@twin.test')
      const other = await client('Gill', 'g2@twin.test')
      const { field, mail, only } = await world.app.db.write(async (trx) => {
        const at = world.app.now.toISOString()
        const add = async (name: string, type: string) => {
          const { rows } = await sql<{ id: number }>`insert into custom_field
            (subject, name, name_key, type, position, created_at)
            values ('contact', ${name}, ${name}, ${type}, 1, ${at}) returning id`.execute(trx)
          return rows[0]!.id
        }
        const field = await add('size', 'text')
        const mail = await add('second mail', 'e-mail')
        const only = await add('only theirs', 'text')
        const value = (fieldId: number, contactId: number, text: string) =>
          sql`insert into custom_value (field_id, contact_id, value, updated_at)
            values (${fieldId}, ${contactId}, ${text}, ${at})`.execute(trx)
        await value(field, one.contact, 'S')
        await value(field, other.contact, 'L')
        await value(only, other.contact, 'x')
        for (const [contact, email] of [
          [one.contact, 'm1@twin.test'],
          [other.contact, 'm2@twin.test'],
        ] as const) {
          await value(mail, contact, email)
          await trx
            .insertInto('address')
            .values({ contact_id: contact, is_primary: 0, email, email_key: email, field_id: mail })
            .execute()
          await refreshContact(trx, contact)
        }
        await sql`insert into custom_change (field_id, contact_id, at, actor, name, type, old, new)
          values (${field}, ${other.contact}, ${at}, 'Eva', 'size', 'text', 'M', 'L')`.execute(trx)
        return { field, mail, only }
      })
      const values = async () => {
        const { rows } = await sql<{ field_id: number; value: string }>`
          select field_id, value from custom_value where contact_id = ${one.contact} order by field_id`.execute(db())
        return rows.map((found) => [found.field_id, found.value])
      }
      const history = async () => {
        const { rows } = await sql<{ old: string; new: string }>`
          select old, new from custom_change where contact_id = ${one.contact} and field_id = ${field} order by id`.execute(
          db(),
        )
        return rows.map((found) => [found.old, found.new])
      }
      const places = async () =>
        Object.fromEntries((await addressesOf(db(), one.contact)).map((address) => [address.email, address.field_id]))
      const before = await everything()
      const kept = await merge(one.contact, other.contact)
      assert.deepEqual(await values(), [
        [field, 'S'],
        [mail, 'm1@twin.test'],
        [only, 'x'],
      ])
      assert.deepEqual(await history(), [
        ['M', 'L'],
        ['L', 'S'],
      ])
      assert.deepEqual(await places(), {
        'g1@twin.test': null,
        'g2@twin.test': null,
        'm1@twin.test': mail,
        'm2@twin.test': null,
      })
      assert.deepEqual(await undo(kept), [])
      assert.deepEqual(await everything(), before)
      const taken = await merge(one.contact, other.contact, {
        choices: new Map([
          [`value ${field}`, 'loser'],
          [`value ${mail}`, 'loser'],
        ]),
      })
      assert.deepEqual(await values(), [
        [field, 'L'],
        [mail, 'm2@twin.test'],
        [only, 'x'],
      ])
      assert.deepEqual((await history()).at(-1), ['S', 'L'])
      assert.deepEqual((await places())['m2@twin.test'], mail)
      assert.deepEqual((await places())['m1@twin.test'], null)
      assert.deepEqual(await undo(taken), [])
      assert.deepEqual(await everything(), before)
    })

    it('gives a login to the one that stays', async () => {
      const one = await client('Hugo', 'h1@twin.test')
      const other = await client('Ugo', 'h2@twin.test')
      const theirs = await login(other.contact, 'h2@twin.test', [other.account])
      await merge(one.contact, other.contact)
      const { contact_id } = await db()
        .selectFrom('portal_login')
        .select('contact_id')
        .where('id', '=', theirs)
        .executeTakeFirstOrThrow()
      assert.equal(contact_id, one.contact)
      assert.deepEqual(await accessesOf(theirs), [other.account])
    })

    it('closes one of two logins: what it opened is moved to the other, or ended, and its sessions end', async () => {
      for (const others of ['moved', 'ended'] as const)
        for (const whose of ['winner', 'loser'] as const) {
          const one = await client('Ivo', `i1-${others}-${whose}@twin.test`)
          const other = await client('Yvo', `i2-${others}-${whose}@twin.test`)
          const emails = [`i1-${others}-${whose}@twin.test`, `i2-${others}-${whose}@twin.test`] as const
          const logins = {
            winner: await login(one.contact, emails[0], [one.account]),
            loser: await login(other.contact, emails[1], [other.account]),
          }
          for (const { contact, account } of [one, other])
            await setting(account, (await addressesOf(db(), contact))[0]!.id, { login: 1 })
          const before = await everything()
          const stays = logins[whose]
          const goes = logins[whose === 'winner' ? 'loser' : 'winner']
          const [kept, closed] = whose === 'winner' ? [one, other] : [other, one]
          const id = await merge(one.contact, other.contact, { login: { stays, others } })
          assert.deepEqual(await accessesOf(stays), others === 'moved' ? [one.account, other.account] : [kept.account])
          assert.deepEqual(await accessesOf(goes), [])
          const on = (await settingsOf(closed.account)).filter((one) => one.login === 1)
          assert.equal(on.length, others === 'moved' ? 1 : 0)
          const { rows } = await sql<{ login_id: number }>`select login_id from portal_session
            where login_id in (${stays}, ${goes})`.execute(db())
          assert.deepEqual(
            rows.map((session) => session.login_id),
            [stays],
          )
          assert.deepEqual(await undo(id), [])
          assert.deepEqual(await everything(), before)
        }
    })

    it('has what the other brought and opened in the portal be the winner’s', async () => {
      const one = await client('Rita', 'r1@twin.test')
      const other = await client('Ritta', 'r2@twin.test')
      const add = (name: string, contactId?: number) => {
        const place = { accountId: one.account, folderId: null, isShared: true, sameName: 'keep both' } as const
        const file = { name, hash: String(++made).padStart(64, '0'), size: 1, type: 'text/plain' }
        return world.perform((act) => addDocument(act, place, file, contactId))
      }
      const brought = await add('brought.txt', other.contact)
      const [both, theirs] = [await add('both.txt'), await add('theirs.txt')]
      await world.perform(async ({ trx, at }) => {
        await markSeenByClient(trx, both.id, 1, one.contact, at)
        for (const { id } of [both, theirs]) await markSeenByClient(trx, id, 1, other.contact, at)
      })
      const before = await everything()
      const id = await merge(one.contact, other.contact)
      for (const [table, key] of [['document', 'id'] as const, ['document_version', 'document_id'] as const]) {
        const { rows } = await sql<{ who: number }>`select added_by_contact as who from ${sql.table(table)}
          where ${sql.ref(key)} = ${brought.id}`.execute(db())
        assert.deepEqual(rows, [{ who: one.contact }], table)
      }
      const opened = await db()
        .selectFrom('document_client_view')
        .select('document_id')
        .where('contact_id', '=', one.contact)
        .orderBy('document_id')
        .execute()
      assert.deepEqual(
        opened.map((row) => row.document_id),
        [both.id, theirs.id],
      )
      assert.deepEqual(await undo(id), [])
      assert.deepEqual(await everything(), before)
    })

    it('is refused for whoever was slower, with the one that was changed', async () => {
      const [one, other] = [await make('Júlia', 'Twin'), await make('Julia', 'Twin')]
      await world.perform((act) => changeContact(act, other, 1, contactNamed('Julia', 'Changed')))
      await assert.rejects(
        merge(one, other, { loser: { id: other, version: 1 } }),
        (error: unknown) => error instanceof Conflict && error.theirs.id === other,
      )
      assert.equal((await row(other)).merged_into_id, null)
      await assert.rejects(merge(one, one), { status: 404 })
    })

    it('is done once by two people at once, whichever way round', async () => {
      const one = await client('Kim', 'k1@twin.test')
      const other = await client('Kym', 'k2@twin.test')
      const results = await Promise.allSettled([
        merge(one.contact, other.contact),
        merge(other.contact, one.contact),
        merge(one.contact, other.contact),
      ])
      assert.equal(results.filter((result) => result.status === 'fulfilled').length, 1)
      const merges = await db()
        .selectFrom('contact_merge')
        .select('id')
        .where('winner_id', 'in', [one.contact, other.contact])
        .execute()
      assert.equal(merges.length, 1)
    })

    it('leaves every account a contact, and no link to the one that is gone, whatever happens at once', async () => {
      for (let i = 0; i < 5; i++) {
        const one = await client('Lia')
        const [first] = await linkedContacts(db(), one.account)
        const other = await make('Lya', 'Twin')
        await world.perform(async (act) => {
          await linkContact(act, one.account, { contactId: other })
          for (const { id } of await linkedContacts(act.trx, one.account))
            if (id !== one.contact && id !== other) await unlinkContact(act, one.account, id)
        })
        assert.ok(first)
        const elsewhere = await world.openAccount('Elsewhere')
        await Promise.allSettled([
          merge(one.contact, other),
          world.perform((act) => unlinkContact(act, one.account, one.contact)),
          world.perform((act) => linkContact(act, elsewhere, { contactId: other })),
        ])
        assert.ok((await linkedContacts(db(), one.account)).length > 0)
        const toGone = await db()
          .selectFrom('link')
          .innerJoin('contact', 'contact.id', 'link.contact_id')
          .select('link.account_id')
          .where('contact.merged_into_id', 'is not', null)
          .execute()
        assert.deepEqual(toGone, [])
      }
    })

    it('can’t be undone once either was changed, or twice', async () => {
      const one = await client('Mia', 'mi1@twin.test')
      const other = await client('Mya', 'mi2@twin.test')
      const id = await merge(one.contact, other.contact)
      const { version } = await row(one.contact)
      await world.perform((act) => changeContact(act, one.contact, version, contactNamed('Mia', 'Changed')))
      const before = await everything()
      await assert.rejects(undo(id), TooLate)
      assert.deepEqual(await everything(), before)
      const [third, fourth] = [await make('Third', 'Twin'), await make('Fourth', 'Twin')]
      const again = await merge(third, fourth)
      const results = await Promise.allSettled([undo(again), undo(again)])
      assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
    })

    it('is undone but for what was changed since, which is told', async () => {
      const one = await client('Nuno', 'n1@twin.test')
      const other = await client('Nunno', 'n2@twin.test')
      const lost = await world.openAccount('Lost')
      await world.perform((act) => linkContact(act, lost, { contactId: other.contact }))
      const [address] = await addressesOf(db(), other.contact)
      await setting(other.account, address!.id, { notify: 1 })
      const id = await merge(one.contact, other.contact)
      await world.perform(async (act) => {
        const link = await findLink(act.trx, other.account, one.contact)
        await describeLink(act, other.account, one.contact, link.version, 'Written since')
        await unlinkContact(act, lost, one.contact)
      })
      const left = await undo(id)
      assert.deepEqual(
        left.map(({ table, accountId }) => [table, accountId]).sort(),
        [
          ['link', other.account],
          ['link', lost],
        ].sort(),
      )
      const both = (await linkedContacts(db(), other.account)).filter((contact) =>
        [one.contact, other.contact].includes(contact.id),
      )
      assert.deepEqual(
        both.map((contact) => contact.description),
        ['Written since', 'Written since'],
      )
      assert.deepEqual(
        (await settingsOf(other.account)).map((row) => row.address_id),
        [address!.id],
        'what hangs on the address hangs on a linked contact again',
      )
      assert.ok(!(await linkedContacts(db(), lost)).some((contact) => contact.id === other.contact))
      assert.deepEqual(
        (await addressesOf(db(), other.contact)).map((one) => one.email),
        ['n2@twin.test'],
      )
    })

    it('is told in the activity of the contact and of each account', async () => {
      const one = await client('Olga')
      const other = await client('Olgga')
      const id = await merge(one.contact, other.contact)
      await undo(id)
      const told = await db()
        .selectFrom('audit_event')
        .select(['kind', 'account_id', 'contact_id', 'changes'])
        .where('kind', 'in', ['contacts merged', 'merge undone'])
        .where('contact_id', 'in', [one.contact, other.contact])
        .orderBy('id')
        .execute()
      assert.deepEqual(
        told.map(({ kind, account_id, contact_id }) => [kind, account_id, contact_id]),
        [
          ['contacts merged', null, one.contact],
          ['contacts merged', other.account, one.contact],
          ['merge undone', null, one.contact],
          ['merge undone', null, other.contact],
          ['merge undone', other.account, one.contact],
        ],
      )
      assert.deepEqual(JSON.parse(told[0]!.changes!), { contact: ['Olgga Twin', 'Olga Twin'] })
    })
  })
