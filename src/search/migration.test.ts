import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { migrations } from '#migrations/index.ts'
import { blankAccount } from '#src/accounts/account.ts'
import { wrongAccounts } from '#src/accounts/doctor.ts'
import { wrongContacts } from '#src/contacts/doctor.ts'
import { findBoth } from '#src/links/find.ts'
import { openAccount } from '#src/links/link.ts'
import { wrongNotes } from '#src/notes/doctor.ts'
import type { Trx } from '#src/platform/db/database.ts'
import { migrate } from '#src/platform/db/migrate.ts'
import { makeField, setValue } from '#src/testing/custom-fields.ts'
import { makeDocument } from '#src/testing/documents.ts'
import { contactNamed, engines, makeWorld, type World } from '#src/testing/world.ts'
import { wrongIndexes } from './doctor.ts'

const kinds = ['account', 'contact'] as const

/** Brings the search's tables to what they were before the migration, with texts folded in another way. */
async function undo(trx: Trx, engine: 'sqlite' | 'postgres'): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(trx)
  for (const kind of kinds)
    if (engine === 'postgres') await run(`drop index search_trigram_${kind}`)
    else {
      await run(`drop trigger search_${kind}_added`)
      await run(`drop trigger search_${kind}_removed`)
      await run(`drop table search_trigram_${kind}`)
      await run(`drop view search_text_${kind}`)
    }
  if (engine === 'sqlite') await run('drop trigger search_entry_changed')
  await run('drop table search_word')
  for (const [table, column] of [
    ...[
      ['account', 'sort_name'],
      ['contact', 'sort_name'],
      ['folder', 'sort_name'],
      ['document', 'sort_name'],
    ],
    ...[
      ['note', 'folded'],
      ['phone', 'digits'],
      ['search_entry', 'folded'],
    ],
  ] as const)
    await run(`update ${table} set ${column} = 'as it was'`)
  await run(`update custom_value set value_key = 'as it was' where value_key <> '' and value_key <> '2026-12-31'`)
  const { up } = migrations.find(({ name }) => name === '0001-foundation')!
  for (const statement of up({ id: '', text: 'text' }, engine))
    if (
      typeof statement === 'string' &&
      /search_(word|text|trigram|entry_(added|removed|changed|trigram))\b/.test(statement)
    )
      await run(statement)
  await trx
    .deleteFrom('migration' as never)
    .where('name' as never, 'in', ['0021-words-alone', '0030-words-of-things'] as never)
    .execute()
}

for (const engine of engines)
  describe(`the migration to words alone on ${engine}`, () => {
    const stored = async ({ app: { db } }: World) =>
      Promise.all([
        db.read.selectFrom('search_entry').selectAll().orderBy('id').execute(),
        db.read.selectFrom('search_word').selectAll().orderBy('entry_id').orderBy('word').execute(),
        db.read.selectFrom('account').select('sort_name').orderBy('id').execute(),
        db.read.selectFrom('contact').select('sort_name').orderBy('id').execute(),
        db.read.selectFrom('phone').select('digits').orderBy('id').execute(),
        db.read.selectFrom('document').select('sort_name').orderBy('id').execute(),
        db.read.selectFrom('custom_value').select('value_key').orderBy('id').execute(),
      ])
    const wrong = async ({ app: { db } }: World) => [
      ...(await wrongAccounts(db.read)),
      ...(await wrongContacts(db.read)),
      ...(await wrongNotes(db.read)),
      ...(await wrongIndexes(db)),
    ]

    it('makes of old rows what the product writes, in more than one piece', async () => {
      const world = await makeWorld(engine)
      const { db } = world.app
      await world.perform(async (act) => {
        for (const [i, name] of [
          "D'Ávila e Sá, Lda.",
          'Anne-Marie Lefèvre',
          '***',
          'Café 🍰',
          'Παπαδόπουλος',
        ].entries())
          await openAccount(act, {
            fields: {
              ...blankAccount,
              name,
              tax_id: `PT 501 964 84${i}`,
              type: 'company',
              company_name: 'Silva & Cª, S.A.',
            },
            contacts: [
              { contact: contactNamed('Siobhán', 'O’Brien', `s.obrien${i}@example.ie`, '+33 (0)6 12 34 56 78') },
            ],
          })
      })
      const { seen } = world.accounts
      await makeDocument(world, seen, 'Report.final_v2.pdf', 'x')
      const { maria } = world.contacts
      const text = await makeField(world, 'contact', 'text')
      await setValue(world, { subject: 'contact', id: maria }, text, 'O’Brien & Filhos')
      await setValue(world, { subject: 'account', id: seen }, await makeField(world, 'account', 'date'), '2026-12-31')
      await sql`
        with recursive n (i) as (select 1 union all select i + 1 from n where i < 2100)
        insert into note (account_id, staff_id, text, folded, created_at)
        select ${seen}, ${world.people.owner}, 'O’Brien ' || i, '', '2026-01-01' from n`.execute(db.raw)
      // What a merge wrote down, as it was, stands in the way of undoing it where it says something else than the rows.
      const { id: value } = await db.read
        .selectFrom('custom_value')
        .select('id')
        .where('value_key', '=', 'obrien filhos')
        .executeTakeFirstOrThrow()
      const moves = (key: string) =>
        JSON.stringify([
          {
            table: 'custom_value',
            key: { id: value },
            was: { value: 'A-B', value_key: key },
            now: { value: 'C', value_key: 'c', version: 2 },
          },
          { table: 'link', key: { account_id: 1, contact_id: 2 }, was: { value_key: 'a-b' }, now: null },
        ])
      await sql`insert into contact_merge (winner_id, loser_id, event_id, at, moves, winner_version, loser_version)
        values (${maria}, ${world.contacts.joao}, 1, '', ${moves('a-b')}, 1, 1)`.execute(db.raw)
      const before = await stored(world)
      await db.write((trx) => undo(trx, engine))
      assert.deepEqual(await migrate(db, migrations), ['0021-words-alone', '0030-words-of-things'])
      assert.deepEqual(await stored(world), before)
      assert.deepEqual(await wrong(world), [])
      assert.deepEqual(await db.read.selectFrom('contact_merge').select('moves').execute(), [{ moves: moves('a b') }])
      const owner = await world.staff(world.people.owner)
      const found = async (query: string) =>
        (await findBoth(db.read, owner, query, 20)).accounts.map(({ name }) => name)
      assert.deepEqual(await found('davila e sa'), ["D'Ávila e Sá, Lda."])
      // In the middle of a word: the trigrams alone know.
      assert.deepEqual(await found('efevr'), ['Anne-Marie Lefèvre'])
      const id = await world.openAccount('Made Afterwards')
      assert.deepEqual(await found('fterward'), ['Made Afterwards'])
      await world.app.db.write((trx) =>
        trx.deleteFrom('search_entry').where('kind', '=', 'account').where('subject_id', '=', id).execute(),
      )
      assert.deepEqual(await found('fterward'), [])
      assert.deepEqual(await wrong(world), ['account MA1 is not in the search'])
      if (engine === 'postgres') return
      await sql`insert into search_trigram_contact (rowid, folded) values (999999, 'nobody')`.execute(db.raw)
      assert.match((await wrongIndexes(db)).join(), /^the index of every contact says something else/)
    })
  })
