import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { changeField } from '#src/fields/definition.ts'
import { findField } from '#src/fields/field.ts'
import { valueHome } from '#src/fields/homes.ts'
import { choicesOf } from '#src/fields/rules.ts'
import { fieldSheet, type Owner } from '#src/fields/value.ts'
import { linkContact } from '#src/links/link.ts'
import { mergeContacts } from '#src/merges/merge.ts'
import { undoMerge } from '#src/merges/undo.ts'
import { makeVault } from '#src/platform/vault.ts'
import { makeField, setValue } from '#src/testing/custom-fields.ts'
import { contactNamed, engines, makeWorld, type World } from '#src/testing/world.ts'
import { resealEverything } from './rotation.ts'

for (const engine of engines)
  describe(`a merge of contacts with encrypted fields on ${engine}`, () => {
    let world: World
    before(async () => {
      world = await makeWorld(engine)
    })

    /** Two contacts who have another value in the field, and the merge that takes the loser's. */
    async function merged(name: string, encrypted: boolean) {
      const field = await makeField(world, 'contact', 'text', { name, is_encrypted: encrypted ? 1 : 0 })
      const [winner = 0, loser = 0] = await world.perform(async (act) => {
        const ids: number[] = []
        for (const first of ['Ana', 'Anna'])
          ids.push(await linkContact(act, world.accounts.seen, { contact: contactNamed(first, name) }))
        return ids
      })
      const owner: Owner = { subject: 'contact', id: winner }
      await setValue(world, owner, field, 'winner’s secret')
      await setValue(world, { subject: 'contact', id: loser }, field, 'loser’s secret')
      const merge = await world.perform((act) =>
        mergeContacts(act, {
          winner: { id: winner, version: 2 },
          loser: { id: loser, version: 2 },
          choices: new Map([[`value ${field}`, 'loser']]),
        }),
      )
      const value = async () => {
        const { values } = await fieldSheet(world.app.db.read, 'contact', winner)
        return world.app.vault.open(values.get(field) ?? '', valueHome(owner, field))
      }
      return { field, merge, value }
    }

    it('is undone after the key was rotated as if nothing had been', async () => {
      const { merge, value } = await merged('Rotated', true)
      assert.equal(await value(), 'loser’s secret')
      world.app.vault = makeVault([Buffer.alloc(32, 8), Buffer.alloc(32, 7)])
      await resealEverything(world.app)
      assert.deepEqual(await world.perform((act) => undoMerge(act, merge)), [])
      assert.equal(await value(), 'winner’s secret')
    })

    it('holds nothing open of a field that is encrypted afterwards', async () => {
      const { field, merge } = await merged('Encrypted later', false)
      const moves = async () =>
        (
          await world.app.db.read
            .selectFrom('contact_merge')
            .select('moves')
            .where('id', '=', merge)
            .executeTakeFirstOrThrow()
        ).moves
      assert.match(await moves(), /winner’s secret/)
      await world.perform(async (act) => {
        const one = (await findField(act.trx, field))!
        await changeField(act, field, one.version, { ...one, is_encrypted: 1, choices: choicesOf(one) })
      })
      assert.doesNotMatch(await moves(), /secret/)
      assert.match(await moves(), /"sealed:2:/)
    })
  })
