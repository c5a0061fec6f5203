import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { events } from '#src/audit/events.ts'
import { revealSecret } from '#src/contacts/reveal.ts'
import { openedSecret } from '#src/contacts/secret.ts'
import { valueHome } from '#src/fields/homes.ts'
import { fieldSheet, type Owner } from '#src/fields/value.ts'
import { undoMerge } from '#src/merges/undo.ts'
import { isHomeless, makeVault, type Vault } from '#src/platform/vault.ts'
import { restoreEvent, restorersOf } from '#src/restorations/restoration.ts'
import { firstTry } from '#src/testing/queue.ts'
import { everythingSealed, sealEverythingHomeless } from '#src/testing/sealing.ts'
import { fillWithSecrets, ibans, type Secrets } from '#src/testing/secrets.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { keysModule } from './module.ts'
import { places } from './places.ts'
import { resealEverything, runResealing } from './rotation.ts'

const old = Buffer.alloc(32, 7)
const fresh = Buffer.alloc(32, 8)
const both = makeVault([fresh, old])

/** The vault until it has sealed that often; then the power fails. */
function failingAfter(seals: number, vault: Vault): Vault {
  let left = seals
  return {
    ...vault,
    seal(text, home) {
      if (left-- === 0) throw new Error('the power fails')
      return vault.seal(text, home)
    },
  }
}

for (const engine of engines)
  describe(`a new key on ${engine}`, () => {
    let world: World
    let secrets: Secrets
    before(async () => {
      world = await makeWorld(engine)
      secrets = await fillWithSecrets(world)
      await world.app.db.write((trx) =>
        trx
          .updateTable('contact')
          .set({ notes: `"${world.app.vault.seal('quoted', ['contact.iban', 1])}"` })
          .where('id', '=', secrets.ana)
          .execute(),
      )
    })
    const db = () => world.app.db.read
    const stale = async () => {
      const found = (await everythingSealed(db())).filter((one) => both.isStale(one.sealed))
      return new Set(found.map((one) => one.place))
    }

    it('seals everything anew, and can be stopped half-way', async () => {
      assert.deepEqual(await stale(), new Set(places.map((place) => `${place.table}.${place.column}`)))
      world.app.vault = failingAfter(25, both)
      await assert.rejects(resealEverything(world.app), /the power fails/)
      assert.ok((await stale()).size > 0)
      world.app.vault = both
      const { resealed, lost } = await resealEverything(world.app)
      assert.ok(resealed > 0)
      assert.equal(lost, 0)
      assert.deepEqual(await stale(), new Set())
      assert.deepEqual(await resealEverything(world.app), { resealed: 0, lost: 0 }, 'there is nothing more to do')
    })

    it('opens all of it by itself', async () => {
      world.app.vault = makeVault([fresh])
      for (const { sealed, home } of await everythingSealed(db()))
        assert.notEqual(world.app.vault.open(sealed, home), null, JSON.stringify(home))
      assert.equal(await world.perform((act) => revealSecret(act, secrets.ana, 'iban')), ibans.second)
      assert.deepEqual(await keysModule.doctor!(world.app), [])
    })

    it('leaves what only quotes what is sealed as it is', async () => {
      const { notes } = await db()
        .selectFrom('contact')
        .select('notes')
        .where('id', '=', secrets.ana)
        .executeTakeFirstOrThrow()
      assert.ok(both.isStale(notes.slice(1, -1)))
    })

    it('stands in the audit trail', async () => {
      const event = await db()
        .selectFrom('audit_event')
        .select('changes')
        .where('kind', '=', 'key rotated')
        .executeTakeFirstOrThrow()
      assert.match(event.changes!, /"sealed":\[null,"\d+"\]/)
    })

    it('that is missing is told by the doctor, and by a rotation', async () => {
      world.app.vault = makeVault([Buffer.alloc(32, 9)])
      const lines = await keysModule.doctor!(world.app)
      assert.ok(lines.some((line) => /^\d+ sealed text\(s\) in custom_value.value that no key opens there$/.test(line)))
      assert.equal(lines.length, places.length)
      const { resealed, lost } = await resealEverything(world.app)
      assert.equal(resealed, 0)
      assert.ok(lost >= places.length)
    })
  })

/** What may have been sealed anew when somebody takes something back: nothing, some of the places, or everything. */
const progress = [0, 3, 6, places.length]

for (const engine of engines)
  for (const done of progress)
    describe(`what an older Ficha sealed, with ${done} places sealed anew, on ${engine}`, () => {
      let world: World
      let secrets: Secrets
      before(async () => {
        world = await makeWorld(engine)
        secrets = await fillWithSecrets(world)
        await sealEverythingHomeless(world.app, old)
        assert.ok((await everythingSealed(db())).every((one) => isHomeless(one.sealed)))
        for (let place = 0; place < done; place++) await runResealing(world.app, { place, after: 0 }, firstTry())
        await world.app.db.write((trx) => trx.deleteFrom('queue_item').execute())
      })
      const db = () => world.app.db.read
      const contact = (id: number) =>
        db().selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
      const secret = async (id: number, name: 'tax_id' | 'iban') =>
        openedSecret(world.app.vault, await contact(id), name)
      const value = async (owner: Owner, field: number) => {
        const stored = (await fieldSheet(db(), owner.subject, owner.id)).values.get(field)
        return stored && world.app.vault.open(stored, valueHome(owner, field))
      }
      const takeBack = async (filter: Parameters<typeof events>[1]) => {
        const [event] = (await events(db(), filter, 50)).events.filter((one) => one.undo && !one.undo.undoneAt)
        return world.perform((act) => restoreEvent(act, restorersOf(world.app), event!))
      }

      it('opens, and the doctor says what is left to do', async () => {
        assert.equal(await secret(secrets.ana, 'iban'), ibans.second)
        assert.equal(await secret(secrets.winner, 'tax_id'), '4444444440')
        const lines = await keysModule.doctor!(world.app)
        assert.equal(lines.length, places.length - done, lines.join('; '))
        for (const line of lines) assert.match(line, /not bound to their row: run ficha rotate-key$/)
      })

      it('is taken back on the activity page', async () => {
        assert.deepEqual(await takeBack({ contactId: secrets.ana, kind: 'contact changed' }), [])
        assert.deepEqual(
          [await secret(secrets.ana, 'tax_id'), await secret(secrets.ana, 'iban')],
          ['111111111', ibans.first],
        )
        const account: Owner = { subject: 'account', id: world.accounts.seen }
        assert.deepEqual(await takeBack({ accountId: account.id, kind: 'custom fields changed' }), [])
        assert.equal(await value(account, secrets.ofAccounts), `first of ${account.id}`)
      })

      it('is undone with its merge: each gets their own back', async () => {
        assert.deepEqual(await world.perform((act) => undoMerge(act, secrets.merge)), [])
        for (const [id, name, taxId] of [
          [secrets.winner, 'Wanda', '3333333330'],
          [secrets.loser, 'Lena', '4444444440'],
        ] as const) {
          assert.equal(await secret(id, 'tax_id'), taxId)
          assert.equal(await secret(id, 'iban'), ibans.second)
          assert.equal(await value({ subject: 'contact', id }, secrets.ofContacts), `second of ${name}`)
        }
        for (const { sealed, home } of await everythingSealed(db()))
          assert.notEqual(world.app.vault.open(sealed, home), null, JSON.stringify(home))
      })

      it('is sealed anew by the queue to the end', async () => {
        await runResealing(world.app, { place: 0, after: 0 }, firstTry())
        await world.app.queue.drain(world.app)
        assert.ok((await everythingSealed(db())).every((one) => !world.app.vault.isStale(one.sealed)))
        assert.deepEqual(await keysModule.doctor!(world.app), [])
      })
    })
