import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { readSecret } from '#src/contacts/secret.ts'
import { restoreFieldChange } from '#src/fields/history.ts'
import { type FieldUndo, fieldSheet, type Owner } from '#src/fields/value.ts'
import { makeVault, type Vault } from '#src/platform/vault.ts'
import { makeField, setValue } from '#src/testing/custom-fields.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { keysModule } from './module.ts'
import { places, sealedRows } from './places.ts'
import { resealEverything } from './rotation.ts'

const old = Buffer.alloc(32, 7)
const fresh = Buffer.alloc(32, 8)

for (const engine of engines)
  describe(`a new key on ${engine}`, () => {
    let world: World
    let field: number
    const seen = (): Owner => ({ subject: 'account', id: world.accounts.seen })
    before(async () => {
      world = await makeWorld(engine)
      field = await makeField(world, 'account', 'text', { name: 'Secret', is_encrypted: 1 })
      for (const value of ['first', 'second']) await setValue(world, seen(), field, value)
      await world.app.db.write(async (trx) => {
        const sealed = world.app.vault.seal('PT50000201231234567890154')
        await trx
          .updateTable('contact')
          .set({ iban: sealed, tax_id: world.app.vault.seal('123456789'), notes: `"${sealed}"` })
          .where('id', '=', world.contacts.maria)
          .execute()
        await trx
          .insertInto('contact_merge')
          .values({
            event_id: 1,
            winner_id: world.contacts.maria,
            loser_id: world.contacts.joao,
            at: world.app.now.toISOString(),
            staff_id: null,
            moves: JSON.stringify({ set: [{ iban: [sealed, ''] }], said: `he said "${sealed}"` }),
            winner_version: 1,
            loser_version: 1,
            undone_at: null,
          })
          .execute()
      })
    })

    /** All texts of all places, and whether one holds something sealed with the key before. */
    const stale = async (vault: Vault) => {
      const found: string[] = []
      for (const place of places)
        for await (const rows of sealedRows(world.app.db.read, place))
          for (const { text } of rows)
            for (const [sealed] of text.replaceAll(/\\"[^"\\]*\\"/g, '').matchAll(/sealed:1:[0-9a-f]{8}:[\w-]+/g))
              if (vault.isStale(sealed)) found.push(`${place.table}.${place.column}`)
      return found
    }

    it('seals everything anew, and can be stopped half-way', async () => {
      const both = makeVault([fresh, old])
      assert.deepEqual(
        new Set(await stale(both)),
        new Set(places.map((place) => `${place.table}.${place.column}`)),
        'there is something sealed in each place',
      )
      let left = 5
      world.app.vault = {
        ...both,
        reseal(sealed) {
          if (left-- === 0) throw new Error('the power fails')
          return both.reseal(sealed)
        },
      }
      await assert.rejects(resealEverything(world.app), /the power fails/)
      const rest = await stale(both)
      assert.ok(rest.length > 0)
      world.app.vault = both
      const { resealed, lost } = await resealEverything(world.app)
      assert.ok(resealed > 0)
      assert.equal(lost, 0)
      assert.deepEqual(await stale(both), [])
      assert.deepEqual(await resealEverything(world.app), { resealed: 0, lost: 0 }, 'there is nothing more to do')
    })

    it('opens all of it by itself: values, secrets, and what the activity page takes back', async () => {
      world.app.vault = makeVault([fresh])
      const { values } = await fieldSheet(world.app.db.read, 'account', world.accounts.seen)
      assert.equal(world.app.vault.open(values.get(field)!), 'second')
      assert.equal(
        await world.perform((act) => readSecret(act, world.contacts.maria, 'iban')),
        'PT50000201231234567890154',
      )
      const { data } = await world.app.db.read
        .selectFrom('audit_undo')
        .select('data')
        .orderBy('event_id', 'desc')
        .executeTakeFirstOrThrow()
      const undo = JSON.parse(data) as FieldUndo
      assert.deepEqual(await world.perform((act) => restoreFieldChange(act, undo)), { restored: ['Secret'], kept: [] })
      const { moves } = await world.app.db.read.selectFrom('contact_merge').select('moves').executeTakeFirstOrThrow()
      assert.equal(world.app.vault.open(JSON.parse(moves).set[0].iban[0]), 'PT50000201231234567890154')
      assert.deepEqual(await keysModule.doctor!(world.app), [])
    })

    it('leaves what only looks sealed as it is', async () => {
      const { notes } = await world.app.db.read
        .selectFrom('contact')
        .select('notes')
        .where('id', '=', world.contacts.maria)
        .executeTakeFirstOrThrow()
      assert.match(notes, /^"sealed:1:/)
      assert.ok(world.app.vault.isStale(notes.slice(1, -1)))
    })

    it('stands in the audit trail', async () => {
      const event = await world.app.db.read
        .selectFrom('audit_event')
        .select('changes')
        .where('kind', '=', 'key rotated')
        .executeTakeFirstOrThrow()
      assert.match(event.changes!, /"sealed":\[null,"\d+"\]/)
    })

    it('that is missing is told by the doctor, and by a rotation', async () => {
      world.app.vault = makeVault([Buffer.alloc(32, 9)])
      const lines = await keysModule.doctor!(world.app)
      assert.ok(lines.some((line) => /^\d+ sealed text\(s\) in custom_value.value that no key opens$/.test(line)))
      assert.equal(lines.length, places.length)
      const { resealed, lost } = await resealEverything(world.app)
      assert.equal(resealed, 0)
      assert.ok(lost >= places.length)
    })
  })
