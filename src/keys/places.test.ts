import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { events } from '#src/audit/events.ts'
import { backedUpTables } from '#src/backup/tables.ts'
import { changeField, type FieldInput, WouldLose } from '#src/fields/definition.ts'
import { findField } from '#src/fields/field.ts'
import { choicesOf } from '#src/fields/rules.ts'
import { mergeContacts } from '#src/merges/merge.ts'
import { undoMerge } from '#src/merges/undo.ts'
import type { Home } from '#src/platform/vault.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { setValue } from '#src/testing/custom-fields.ts'
import { everythingSealed, rewriteSealed } from '#src/testing/sealing.ts'
import { fillWithSecrets, type Secrets } from '#src/testing/secrets.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { keysModule } from './module.ts'
import { places } from './places.ts'

const named = (home: Home) => JSON.stringify(home)
const cantBeRead = /can’t be read: the encryption key is missing, or the value was changed outside Ficha/

for (const engine of engines)
  describe(`what is sealed on ${engine}`, () => {
    let world: World
    let owner: Browser
    let secrets: Secrets
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      secrets = await fillWithSecrets(world)
    })
    const db = () => world.app.db.read

    it('lies in the places that are listed, and in no other', async () => {
      const listed = places.map(({ table, column }) => `${table}.${column}`)
      const holding = new Set<string>()
      for (const { name, columns } of await backedUpTables(db()))
        for (const column of columns.filter((one) => one.type === 'text')) {
          const { rows } = await sql`
            select 1 from ${sql.table(name)} where ${sql.ref(column.name)} like '%sealed:_:%' limit 1`.execute(db())
          if (rows.length > 0) holding.add(`${name}.${column.name}`)
        }
      assert.deepEqual([...holding].sort(), listed.toSorted())
    })

    it('opens where it is, each in its own place, and nowhere else', async () => {
      const all = await everythingSealed(db())
      for (const { table, column } of places) {
        const homes = new Set(all.filter((one) => one.place === `${table}.${column}`).map(({ home }) => named(home)))
        assert.ok(homes.size > 1, `${table}.${column} holds several`)
      }
      const { vault } = world.app
      for (const one of all) {
        assert.notEqual(vault.open(one.sealed, one.home), null, named(one.home))
        for (const other of all)
          if (named(one.home) !== named(other.home))
            assert.equal(vault.open(one.sealed, other.home), null, `${named(one.home)} in ${named(other.home)}`)
      }
      assert.deepEqual(await keysModule.doctor!(world.app), [])
    })

    it('is told by the doctor and by its page where two were swapped, and breaks nothing', async () => {
      const { ana, rui, ofAccounts, ofContacts } = secrets
      const all = await everythingSealed(db())
      // Each gets what lies in the same column of another row.
      const other = ({ place, home }: (typeof all)[number]) =>
        all.find((one) => one.place === place && one.home[1] !== home[1]) ??
        all.find((one) => one.place === place && named(one.home) !== named(home))!
      const swapped = new Map(all.map((one) => [one.sealed, other(one).sealed]))
      await rewriteSealed(world.app, (sealed) => swapped.get(sealed)!)
      const lines = await keysModule.doctor!(world.app)
      for (const { table, column } of places)
        assert.ok(
          lines.some((line) => line.includes(` in ${table}.${column} that no key opens`)),
          `${table}.${column}: ${lines.join('; ')}`,
        )
      for (const name of ['tax_id', 'iban'])
        for (const htmx of [false, true]) {
          const shown = await owner.post(`/contacts/${ana}/reveal`, { field: name }, { htmx })
          assert.equal(shown.status, 200)
          assert.match(shown.text, cantBeRead)
          assert.doesNotMatch(shown.text, /sealed:/)
        }
      for (const path of [
        `/contacts/${rui}/fields/${ofContacts}`,
        `/accounts/${world.accounts.seen}/fields/${ofAccounts}`,
      ])
        for (const part of ['reveal', 'history/reveal']) {
          const shown = await owner.post(`${path}/${part}`)
          assert.equal(shown.status, 200, part)
          assert.match(shown.text, cantBeRead)
        }
      for (const path of [
        `/contacts/${ana}`,
        `/contacts/${ana}/edit`,
        `/contacts/${ana}/merge/${rui}`,
        `/accounts/${world.accounts.seen}/info`,
        '/activity',
      ]) {
        const page = await owner.get(path)
        assert.ok(page.status < 400, `${path} ${page.status}`)
        assert.doesNotMatch(page.text, /sealed:|2222222220/)
      }
    })

    it('that nothing opens hinders nobody: it is exported, merged, put apart, replaced, and its field changed', async () => {
      const { ana, rui, ofContacts } = secrets
      const exported = await owner.post(`/contacts/${ana}/export`)
      assert.equal(exported.status, 200)
      assert.doesNotMatch(exported.text, /2222222220|of Rui/)
      const contact = (id: number) =>
        db().selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
      const rows = async () => [await contact(ana), await contact(rui)].map(({ tax_id, iban }) => [tax_id, iban])
      const before = await rows()
      const merge = await world.perform(async (act) =>
        mergeContacts(act, {
          winner: { id: ana, version: (await contact(ana)).version },
          loser: { id: rui, version: (await contact(rui)).version },
          choices: new Map(['tax', 'iban', `value ${ofContacts}`].map((name) => [name, 'loser'] as const)),
        }),
      )
      assert.equal((await owner.get(`/contacts/${ana}`)).status, 200)
      assert.deepEqual(await world.perform((act) => undoMerge(act, merge)), [])
      assert.deepEqual(await rows(), before)
      const [event] = (await events(db(), { contactId: ana, kind: 'contact changed' }, 1)).events
      assert.equal((await owner.post(`/contacts/${ana}/activity/${event!.id}/restoration`)).status, 409)
      const change = (input: Partial<FieldInput>) =>
        world.perform(async (act) => {
          const field = (await findField(act.trx, ofContacts))!
          await changeField(act, ofContacts, field.version, { ...field, choices: choicesOf(field), ...input })
        })
      await assert.rejects(change({ type: 'number' }), WouldLose)
      await change({ is_encrypted: 0 })
      await change({ is_encrypted: 1 })
      assert.match((await owner.post(`/contacts/${ana}/fields/${ofContacts}/reveal`)).text, cantBeRead)
      await setValue(world, { subject: 'contact', id: ana }, ofContacts, 'typed anew')
      assert.match((await owner.post(`/contacts/${ana}/fields/${ofContacts}/reveal`)).text, /typed anew/)
    })
  })
