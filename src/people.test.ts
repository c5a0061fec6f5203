import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { archiveAccount } from '#src/accounts/account.ts'
import { setSwitch } from '#src/addresses/setting.ts'
import { addressesOf } from '#src/contacts/address.ts'
import { createContact } from '#src/contacts/contact.ts'
import { markDistinct } from '#src/contacts/duplicates.ts'
import { mergedInto } from '#src/contacts/merged.ts'
import type { PersonColumn } from '#src/contacts/people.ts'
import { linkContact } from '#src/links/link.ts'
import { mergeContacts } from '#src/merges/merge.ts'
import { modules } from '#src/modules.ts'
import { eraseContact } from '#src/personal-data/erasure.ts'
import type { Db } from '#src/platform/db/database.ts'
import { addWholePerson, type WholePerson } from '#src/testing/people.ts'
import { contactNamed, engines, makeWorld, type World } from '#src/testing/world.ts'

// Whatever holds a person is claimed by a noun, which says what a merge and an erasure do about it; and they do. Who adds a table
// that holds one says so in the `person.ts` of the noun, and has a row of it made in `addWholePerson`.

/** What tells one person from another: a contact, and what is a contact's alone. */
const kinds = ['contact', 'address', 'portal_login'] as const
type Kind = (typeof kinds)[number]

interface Found {
  column: string
  kind: Kind
}

const references = {
  sqlite: sql<{ column: string; kind: string }>`
    select t.name || '.' || f."from" as "column", f."table" as kind
    from pragma_table_list t join pragma_foreign_key_list(t.name) f
    where t.schema = 'main' and t.type = 'table'`,
  postgres: sql<{ column: string; kind: string }>`
    select child.relname || '.' || a.attname as "column", parent.relname as kind
    from pg_constraint f
    join pg_class child on child.oid = f.conrelid
    join pg_class parent on parent.oid = f.confrelid
    join pg_attribute a on a.attrelid = f.conrelid and a.attnum = any (f.conkey)
    where f.contype = 'f' and f.connamespace = current_schema()::regnamespace`,
}

const everyColumn = {
  sqlite: sql<{ column: string }>`
    select t.name || '.' || c.name as "column"
    from pragma_table_list t join pragma_table_info(t.name) c
    where t.schema = 'main' and t.type = 'table'`,
  postgres: sql<{ column: string }>`
    select table_name || '.' || column_name as "column" from information_schema.columns
    where table_schema = current_schema()`,
}

/** What a column that refers to nothing holds, by its name. */
function kindOf(column: string): Kind | undefined {
  const name = column.split('.')[1]!
  if (/^(winner|loser|client|person)_id$|(^|_)contact(_id)?$/.test(name)) return 'contact'
  if (/(^|_)address_id$/.test(name)) return 'address'
  return /(^|_)login_id$/.test(name) ? 'portal_login' : undefined
}

/** Every column of the database that holds a person: by what it refers to, or by its name. */
async function columnsIn(db: Db, engine: 'sqlite' | 'postgres'): Promise<Found[]> {
  const found = new Map<string, Kind>()
  for (const { column } of (await everyColumn[engine].execute(db)).rows) {
    const kind = kindOf(column)
    if (kind) found.set(column, kind)
  }
  for (const { column, kind } of (await references[engine].execute(db)).rows)
    if (kinds.includes(kind as Kind)) found.set(column, kind as Kind)
  return [...found].map(([column, kind]) => ({ column, kind }))
}

const claims = modules.flatMap(({ name, person }) =>
  Object.entries<PersonColumn>(person?.columns ?? {}).map(([column, held]) => ({ noun: name, column, ...held })),
)

describe('what the nouns say of people', () => {
  it('says why, where nothing is done', () => {
    for (const { column, merge, erasure } of claims)
      for (const done of [merge, erasure])
        assert.ok(typeof done === 'string' || done.stays.length > 10, `${column}: without a reason`)
  })

  it('names each table that it moves rows of, once', () => {
    const tables = modules.flatMap(({ person }) => Object.keys(person?.tables ?? {}))
    assert.equal(new Set(tables).size, tables.length)
    for (const { column, merge } of claims)
      if (typeof merge === 'string') assert.ok(tables.includes(column.split('.')[0]!), column)
  })

  it('has each step of a merge, and each part of an export, in a place of its own', () => {
    for (const part of ['merges', 'exports'] as const) {
      const places = modules.flatMap(({ person }) => (person?.[part] ?? []).map(({ place }) => place))
      assert.ok(places.length > 5)
      assert.equal(new Set(places).size, places.length, part)
    }
  })
})

for (const engine of engines)
  describe(`every column that holds a person on ${engine}`, () => {
    let world: World
    let winner: WholePerson
    let loser: WholePerson
    let columns: Found[]
    before(async () => {
      world = await makeWorld(engine)
      world.app.now = new Date('2026-01-01T12:00:00Z')
      columns = await columnsIn(world.app.db.read, engine)
      winner = await addWholePerson(world, 'Wanda')
      loser = await addWholePerson(world, 'Lena')
      // Of two who are not the same, the smaller number stands first.
      await world.perform((act) => markDistinct(act, world.contacts.maria, loser.contactId))
    })
    const db = () => world.app.db.read

    type Ids = Record<Kind, readonly number[]>
    const idsOf = async (...contact: number[]): Promise<Ids> => {
      const of = async (table: 'address' | 'portal_login') =>
        (
          await db()
            .selectFrom(table)
            .select('id')
            .where('contact_id', 'in', [0, ...contact])
            .execute()
        ).map(({ id }) => id)
      return { contact, address: await of('address'), portal_login: await of('portal_login') }
    }
    /** How many rows hold any of them, by the column. */
    const rowsOf = async (ids: Ids): Promise<Map<string, number>> => {
      const counts = new Map<string, number>()
      for (const { column, kind } of columns) {
        const { rows } = await sql<{ n: number }>`
          select count(*) as n from ${sql.table(column.split('.')[0]!)}
          where ${sql.ref(column)} in (${sql.join([0, ...ids[kind]])})`.execute(db())
        counts.set(column, Number(rows[0]!.n))
      }
      return counts
    }
    const version = async (id: number) =>
      (await db().selectFrom('contact').select('version').where('id', '=', id).executeTakeFirstOrThrow()).version
    const merge = (one: number, other: number) =>
      world.perform(async (act) =>
        mergeContacts(act, {
          winner: { id: one, version: await version(one) },
          loser: { id: other, version: await version(other) },
          choices: new Map(),
        }),
      )
    const kindIn = (column: string) => columns.find((one) => one.column === column)?.kind

    it('is claimed by one noun', () => {
      assert.deepEqual(claims.map((claim) => claim.column).sort(), columns.map(({ column }) => column).sort())
    })

    it('holds the winner of a merge as its noun says: instead of the loser, beside the loser, or not', async () => {
      const [from, to] = [await idsOf(loser.contactId), await idsOf(winner.contactId)]
      const [theirs, ours] = [await rowsOf(from), await rowsOf(to)]
      await merge(winner.contactId, loser.contactId)
      const [theirsNow, oursNow] = [await rowsOf(from), await rowsOf(to)]
      for (const { column, merge } of claims) {
        const [had, has] = [theirs.get(column)!, theirsNow.get(column)!]
        // An address and a login go as a whole, with what is theirs; and the merge itself is of the two.
        if (typeof merge === 'object' || kindIn(column) !== 'contact') assert.ok(has >= had, column)
        else {
          const gained = oursNow.get(column)! - ours.get(column)!
          assert.ok(had > 0, `${column}: nothing of it was the loser’s`)
          assert.deepEqual([has, gained], [merge === 'moves' ? 0 : had, had], column)
        }
      }
    })

    it('holds the one row of an address that two had where it held the other, if its noun says so', async () => {
      const accountId = await world.openAccount('Twins')
      const other = await world.perform((act) => createContact(act, contactNamed('Wanda', 'Twin', winner.email)))
      const [address] = await addressesOf(db(), other)
      const from = { ...(await idsOf()), address: [address!.id] }
      const to = { ...(await idsOf()), address: [winner.addressId] }
      await world.perform(async (act) => {
        await linkContact(act, accountId, { contactId: other })
        await setSwitch(act, accountId, address!.id, 'notify', true)
        const sent = { email: winner.email, created_at: act.at, used_at: null, revoked_at: null }
        await act.trx
          .insertInto('portal_invitation')
          .values({ ...sent, address_id: address!.id, account_id: accountId })
          .execute()
      })
      const [theirs, ours] = [await rowsOf(from), await rowsOf(to)]
      await merge(winner.contactId, other)
      const [theirsNow, oursNow] = [await rowsOf(from), await rowsOf(to)]
      for (const { column, merge } of claims.filter(({ column }) => kindIn(column) === 'address')) {
        assert.equal(merge, 'moves', column)
        const gained = oursNow.get(column)! - ours.get(column)!
        assert.deepEqual([theirs.get(column), theirsNow.get(column), gained], [1, 0, 1], column)
      }
    })

    it('holds nobody who was erased, or says why it may', async () => {
      const { contactId, accountId } = await addWholePerson(world, 'Erica')
      await world.perform(async (act) => {
        await markDistinct(act, world.contacts.maria, contactId)
        await archiveAccount(act, accountId)
      })
      world.app.now = new Date('2066-01-01T12:00:00Z')
      const ids = await idsOf(...(await mergedInto(db(), contactId)))
      const before = await rowsOf(ids)
      await world.perform((act) => eraseContact(act, contactId))
      const now = await rowsOf(ids)
      for (const { column, erasure } of claims) {
        const [had, has] = [before.get(column)!, now.get(column)!]
        assert.ok(had > 0, `${column}: nothing of it was theirs`)
        if (erasure === 'goes') assert.equal(has, 0, column)
        else assert.ok(has >= had, column)
      }
    })
  })
