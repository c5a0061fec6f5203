import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { makeField, setValue } from '#src/testing/custom-fields.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { findField } from './field.ts'
import { accountFieldFilter, listableFields } from './filter.ts'
import type { FieldType } from './rules.ts'

for (const engine of engines)
  describe(`accounts by a custom field on ${engine}`, () => {
    let world: World
    before(async () => {
      world = await makeWorld(engine)
    })

    const found = async (fieldId: number, value: string) => {
      const db = world.app.db.read
      const field = (await findField(db, fieldId))!
      const { all, each } = accountFieldFilter(db, field, value)
      const accounts = db.selectFrom('account').select('id').orderBy('id')
      const rows = await accounts.where('account.id', 'in', all).execute()
      const asked = await accounts
        .where((eb) => eb.exists(each.whereRef('custom_value.account_id', '=', eb.ref('account.id') as never)))
        .execute()
      assert.deepEqual(asked, rows)
      return rows.map((row) => row.id)
    }

    it('are those whose value it is', async () => {
      const { seen, hidden } = world.accounts
      const eva = String(world.people.eva)
      const kinds: [FieldType, one: string, other: string, asked: string, nobody: string][] = [
        ['choice', 'c1', 'c2', 'c1', 'c'],
        ['several choices', '|c1|c2|', '|c2|', 'c1', '%'],
        ['yes/no', 'yes', 'no', 'yes', ''],
        ['team member', eva, String(world.people.nina), eva, '0'],
        ['date', '2026-12-31', '2026-12-30', '2026-12-31', '2026-12'],
        ['number', '1234.5', '12', '1.234,5', '1234'],
        ['money', '123450', '1200', '1234,50 €', '12,345'],
        ['text', 'Áudi A4', 'Volvo', 'audi', 'udi'],
        ['phone', '+351 912', '+44', '+351', '912'],
      ]
      for (const [type, one, other, asked, nobody] of kinds) {
        const id = await makeField(world, 'account', type)
        await setValue(world, { subject: 'account', id: seen }, id, one)
        await setValue(world, { subject: 'account', id: hidden }, id, other)
        assert.deepEqual(await found(id, asked), [seen], type)
        assert.deepEqual(await found(id, nobody), [], type)
      }
    })

    it('are not found by what is encrypted, and such fields are not offered', async () => {
      const id = await makeField(world, 'account', 'text', { name: 'Secret', is_encrypted: 1 })
      await setValue(world, { subject: 'account', id: world.accounts.seen }, id, 'secret')
      assert.deepEqual(await found(id, 'secret'), [])
      assert.deepEqual(await found(id, ''), [])
      const offered = (await listableFields(world.app.db.read)).map((field) => field.name)
      assert.ok(offered.length > 5)
      assert.ok(!offered.includes('Secret'))
    })

    if (engine === 'sqlite')
      it('are looked up by the index of values', async () => {
        const db = world.app.db.read
        const [field] = await listableFields(db)
        const { all, each } = accountFieldFilter(db, field!, 'c1')
        for (const [query, index] of [
          [all, /USING COVERING INDEX custom_value_key/],
          [each.where('custom_value.account_id', '=', 2), /USING INDEX sqlite_autoindex_custom_value/],
        ] as const) {
          const { rows } = await sql<{ detail: string }>`explain query plan ${sql.raw(
            query.compile().sql.replace(/\?/g, "'1'"),
          )}`.execute(db)
          assert.match(rows[0]!.detail, index)
        }
      })
  })
