import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { setSwitch } from '#src/addresses/setting.ts'
import { markReadByClient } from '#src/chats/read.ts'
import { addressesOf } from '#src/contacts/address.ts'
import { changeContact, setContactTags } from '#src/contacts/contact.ts'
import { markSeenByClient } from '#src/documents/seen.ts'
import { linkContact } from '#src/links/link.ts'
import { asWords } from '#src/platform/language/fold.ts'
import { type Home, isSealed } from '#src/platform/vault.ts'
import { makeField, setValue } from '#src/testing/custom-fields.ts'
import { addWholePerson, everythingOfPeople, type WholePerson } from '#src/testing/people.ts'
import { contactNamed, engines, makeWorld, type World } from '#src/testing/world.ts'
import { mergeContacts } from './merge.ts'
import { undoMerge } from './undo.ts'

type Side = Record<string, string | number | null> | null
interface Written {
  table: string
  key: Record<string, number>
  was: Side
  now: Side
}

const at = '2026-01-01T12:00:00.000Z'

for (const engine of engines)
  describe(`what a merge writes down on ${engine}`, () => {
    let world: World
    /** Everything that hangs on a client hangs on both, and they share what two can. */
    let ana: WholePerson
    let anna: WholePerson
    let fields: Record<'open' | 'sealed' | 'mail', number>
    /** Anna's row of the address that is Ana's too. */
    let shared: number
    before(async () => {
      world = await makeWorld(engine)
      world.app.now = new Date(at)
      ana = await addWholePerson(world, 'Ana')
      anna = await addWholePerson(world, 'Anna')
      fields = {
        open: await makeField(world, 'contact', 'text', { name: 'Open' }),
        sealed: await makeField(world, 'contact', 'text', { name: 'Sealed', is_encrypted: 1 }),
        mail: await makeField(world, 'contact', 'e-mail', { name: 'Mail' }),
      }
      for (const { contactId: id, email } of [ana, anna])
        for (const [name, fieldId] of Object.entries(fields))
          await setValue(world, { subject: 'contact', id }, fieldId, `${name}.${email}`)
      shared = await makeThemShare()
    })
    const db = () => world.app.db.read
    const version = async (id: number) =>
      (await db().selectFrom('contact').select('version').where('id', '=', id).executeTakeFirstOrThrow()).version

    const makeThemShare = () =>
      world.perform(async (act) => {
        await linkContact(act, ana.accountId, { contactId: anna.contactId, description: 'Sister' })
        await changeContact(act, anna.contactId, await version(anna.contactId), {
          ...contactNamed('Anna', 'Client'),
          emails: [anna.email, ana.email],
          phones: ['910000003', '910000005'].map((number) => ({ label: '', number })),
        })
        await setContactTags(act, anna.contactId, [ana.tagId, anna.tagId])
        const address = (await addressesOf(act.trx, anna.contactId)).find((one) => one.email === ana.email)!.id
        await setSwitch(act, ana.accountId, address, 'notify', true)
        await setSwitch(act, anna.accountId, address, 'sync', true)
        const sent = { email: ana.email, created_at: at, used_at: null, revoked_at: null }
        await act.trx
          .insertInto('portal_invitation')
          .values({ ...sent, address_id: address, account_id: anna.accountId })
          .execute()
        await markReadByClient(act.trx, ana.threadId, anna.contactId, ana.messageId, at)
        await markSeenByClient(act.trx, ana.documentId, 1, anna.contactId, at)
        return address
      })

    const merge = () =>
      world.perform(async (act) =>
        mergeContacts(act, {
          winner: { id: ana.contactId, version: await version(ana.contactId) },
          loser: { id: anna.contactId, version: await version(anna.contactId) },
          choices: new Map([
            ['tax', 'loser'],
            ['primary', 'loser'],
            [`value ${fields.open}`, 'loser'],
            [`value ${fields.mail}`, 'loser'],
          ]),
          login: { stays: ana.loginId, others: 'moved' },
        }),
      )
    const movesOf = async (id: number): Promise<Written[]> => {
      const merged = db().selectFrom('contact_merge').select('moves').where('id', '=', id)
      return JSON.parse((await merged.executeTakeFirstOrThrow()).moves)
    }

    /** Gives each text of what was written down otherwise, by where it is at home if it is sealed. */
    const textsAs = (moves: Written[], wanted: (text: string, home: Home) => string): Written[] =>
      moves.map((move) => {
        const side = (name: 'was' | 'now') =>
          move[name] &&
          Object.fromEntries(
            Object.entries(move[name]).map(([column, value]) => {
              const home: Home = [
                'contact_merge.moves',
                ana.contactId,
                anna.contactId,
                move.table,
                move.key.id!,
                name,
                column,
              ]
              return [column, typeof value === 'string' ? wanted(value, home) : value]
            }),
          )
        return { ...move, was: side('was'), now: side('now') }
      })
    /** What is sealed stands in the list below as what it says, with this before it. */
    const sign = 'sealed: '
    const readable = (moves: Written[]) =>
      textsAs(moves, (text, home) => (isSealed(text) ? sign + world.app.vault.open(text, home) : text))
    const stored = (moves: Written[]) =>
      textsAs(moves, (text, home) =>
        text.startsWith(sign) ? world.app.vault.seal(text.slice(sign.length), home) : text,
      )

    const idOf = async (table: string, where: Record<string, string | number>) => {
      const [name, value] = Object.entries(where)[0]!
      const { rows } = await sql<{ id: number }>`
        select id from ${sql.table(table)} where ${sql.ref(name)} = ${value} order by id desc`.execute(db())
      return rows[0]!.id
    }
    const one = (table: string, key: Record<string, number>, was: Side, now: Side): Written => ({
      table,
      key,
      was,
      now,
    })

    /** What Ficha has written down of such a merge since there are merges. Installations have it in their databases: it is not to be changed. */
    async function asEver(): Promise<Written[]> {
      const [winner, loser] = [ana.contactId, anna.contactId]
      const [ours, theirs] = [ana.accountId, anna.accountId]
      const moved = (table: string, key: Record<string, number>, now: Side = {}, column = 'contact_id') =>
        one(table, key, { [column]: loser }, { [column]: winner, ...now })
      const { rows: changes } = await sql<{ id: number }>`
        select id from custom_change where contact_id = ${loser} order by id`.execute(db())
      const last = await idOf('custom_change', { actor: 'Ficha' })
      const history = (n: number, field_id: number, name: string, type: string, old: string, now: string) => {
        const written = { field_id, name, type, account_id: null, contact_id: winner, at, staff_id: null }
        return one('custom_change', { id: last + n }, null, { ...written, actor: 'Ficha', old, new: now })
      }
      const valued = async (was: string, now: string) =>
        one(
          'custom_value',
          { id: await idOf('custom_value', { value: was }) },
          { value: was, value_key: asWords(was) },
          { value: now, value_key: asWords(now), version: 2 },
        )
      const address = (email: string) => idOf('address', { email })
      const setting = (account_id: number, address_id: number, was: Side, now: Side) =>
        one('address_setting', { account_id, address_id }, was, now)
      const off = { login: 0, notify: 0, sync: 0, signer: 0, preferences: '{}', version: 1 }
      const access = (login_id: number) => ({ account_id: theirs, login_id, created_at: at })
      const sister = { description: 'Sister', created_at: at, version: 1, signer_position: null }
      const brought = [{}, 'added_by_contact'] as const
      return [
        one('contact', { id: winner }, { tax_id: 'sealed: 1Ana' }, { tax_id: 'sealed: 1Anna' }),
        one('contact', { id: loser }, { merged_into_id: null }, { merged_into_id: winner }),
        one('address', { id: ana.addressId }, { is_primary: 1 }, { is_primary: 0, email: ana.email }),
        one(
          'address',
          { id: await address(`mail.${ana.email}`) },
          { field_id: fields.mail },
          { field_id: null, email: `mail.${ana.email}` },
        ),
        setting(ours, shared, { account_id: ours, address_id: shared, ...off, notify: 1 }, null),
        setting(ours, ana.addressId, { notify: 0 }, { notify: 1, version: 2 }),
        setting(theirs, ana.addressId, { address_id: shared }, { address_id: ana.addressId, version: 2 }),
        one(
          'portal_invitation',
          { id: await idOf('portal_invitation', { address_id: shared }) },
          { address_id: shared },
          { address_id: ana.addressId },
        ),
        moved('address', { id: anna.addressId }, { email: anna.email }),
        moved('address', { id: await address(`mail.${anna.email}`) }, { email: `mail.${anna.email}` }),
        moved('phone', { id: await idOf('phone', { digits: '910000005' }) }),
        one('contact_tag', { contact_id: winner, tag_id: anna.tagId }, null, {
          contact_id: winner,
          tag_id: anna.tagId,
        }),
        ...changes.map(({ id }) => moved('custom_change', { id })),
        moved('custom_value', { id: await idOf('custom_value', { field_id: anna.fieldId }) }, { version: 3 }),
        await valued(`open.${ana.email}`, `open.${anna.email}`),
        history(1, fields.open, 'Open', 'text', `open.${ana.email}`, `open.${anna.email}`),
        history(2, fields.sealed, 'Sealed', 'text', `sealed: sealed.${anna.email}`, `sealed: sealed.${ana.email}`),
        await valued(`mail.${ana.email}`, `mail.${anna.email}`),
        history(3, fields.mail, 'Mail', 'e-mail', `mail.${ana.email}`, `mail.${anna.email}`),
        one('link', { account_id: ours, contact_id: loser }, { account_id: ours, contact_id: loser, ...sister }, null),
        one(
          'link',
          { account_id: ours, contact_id: winner },
          { description: '' },
          { description: 'Sister', version: 2 },
        ),
        moved('link', { account_id: theirs, contact_id: winner }, { version: 2 }),
        moved('account', { id: theirs }, {}, 'primary_contact_id'),
        moved('portal_login', { id: anna.loginId }, { version: 2, email: anna.email }),
        one('portal_access', { account_id: theirs, login_id: anna.loginId }, access(anna.loginId), null),
        setting(theirs, anna.addressId, { login: 1 }, { login: 0, version: 2 }),
        one('portal_access', { account_id: theirs, login_id: ana.loginId }, null, access(ana.loginId)),
        setting(theirs, ana.addressId, { login: 0 }, { login: 1, version: 3 }),
        moved('document', { id: anna.documentId }, ...brought),
        moved('document_version', { document_id: anna.documentId, number: 1 }, ...brought),
        moved('document_client_view', { document_id: anna.documentId, number: 1, contact_id: winner }),
        one('contact_distinct', { contact_id: winner, other_id: anna.thirdId }, null, {
          contact_id: winner,
          other_id: anna.thirdId,
          created_at: at,
        }),
        moved('outgoing_mail', { id: await idOf('outgoing_mail', { contact_id: loser }) }),
        moved('message', { id: anna.messageId }),
        moved('thread', { id: anna.threadId }, {}, 'created_by_contact'),
        moved('client_task', { id: anna.taskId }, {}, 'done_by_contact'),
        moved('thread_client_read', { thread_id: anna.threadId, contact_id: winner }),
      ]
    }

    it('is what it has always been, and undone as an older Ficha has written it down', async () => {
      const [before, wanted] = [await everythingOfPeople(world), await asEver()]
      const id = await merge()
      const written = readable(await movesOf(id))
      // PostgreSQL gives the rows of a table in no order: there each is the same, and how many.
      if (engine === 'sqlite') assert.deepEqual(written, wanted)
      assert.equal(written.length, wanted.length)
      for (const move of wanted)
        assert.ok(
          written.some((other) => isDeepStrictEqual(other, move)),
          JSON.stringify(move),
        )
      await world.app.db.write((trx) =>
        trx
          .updateTable('contact_merge')
          .set({ moves: JSON.stringify(stored(wanted)) })
          .where('id', '=', id)
          .execute(),
      )
      assert.deepEqual(await world.perform((act) => undoMerge(act, id)), [])
      assert.deepEqual(await everythingOfPeople(world), before)
    })
  })
