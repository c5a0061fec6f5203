import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { migrations } from '#migrations/index.ts'
import { perform, systemActor } from '#src/audit/audit.ts'
import { changeContact, createContact, fieldsOf } from '#src/contacts/contact.ts'
import { maskedSecrets, openedSecret } from '#src/contacts/secret.ts'
import { createFirm } from '#src/firm/firm.ts'
import type { App } from '#src/platform/app.ts'
import { ConfigError, keyFile, olderKeyFile, readConfig } from '#src/platform/config.ts'
import { migrate } from '#src/platform/db/migrate.ts'
import { openApp } from '#src/start.ts'
import { sealedHomeless } from '#src/testing/sealing.ts'
import { contactNamed, engines, newDatabase } from '#src/testing/world.ts'
import { giveUpMissingKeys } from './belonging.ts'
import { keysModule } from './module.ts'
import { resealEverything } from './rotation.ts'

const iban = 'PT50000201231234567890154'
const missing = (error: unknown) =>
  error instanceof ConfigError &&
  !error.message.includes('\n') &&
  /key that is not here.*Put its secret\.key back.*FICHA_SECRET.*ficha rotate-key --without-old/.test(error.message)

for (const engine of engines)
  describe(`the key of the data on ${engine}`, () => {
    const root = mkdtempSync(join(tmpdir(), 'ficha-belonging-'))
    after(() => rmSync(root, { recursive: true, force: true }))
    let settings: Record<string, string>
    let folder: string
    beforeEach(async () => {
      folder = mkdtempSync(join(root, 'data-'))
      settings = { DATA_DIR: folder, DATABASE_URL: await newDatabase(engine), LOG_LEVEL: 'silent' }
    })

    /** Opens the data as a command would, works on it, and closes it. */
    async function opened<T>(work: (app: App) => Promise<T>, more = {}, options = {}): Promise<T> {
      const app = await openApp(readConfig({ ...settings, ...more }), 'stderr', options)
      try {
        return await work(app)
      } finally {
        await app.db.close()
      }
    }
    const nothing = async () => {}
    const contact = (app: App) => app.db.read.selectFrom('contact').selectAll().executeTakeFirstOrThrow()
    const says = async (app: App) => openedSecret(app.vault, await contact(app), 'iban')
    const seal = (app: App) =>
      perform(app, systemActor, async (act) => {
        await createFirm(act, { name: 'Firm', country: 'PT', language: 'en', time_zone: 'Europe/Lisbon' })
        return createContact(act, { ...contactNamed('Ana', 'Sealed'), secrets: { iban } })
      })
    const keysIn = (app: App) => app.db.read.selectFrom('sealing_key').select('name').execute()
    /** Takes the key away, and gives it. */
    const lose = () => {
      const key = readFileSync(keyFile(folder), 'utf8')
      rmSync(keyFile(folder))
      return key
    }
    const other = { FICHA_SECRET: 'another secret of thirty-two characters' }

    if (engine === 'postgres')
      it('is the same on all machines that work on it: who comes with another is refused, and nothing written', async () => {
        const first = { FICHA_SECRET: 'the secret that all machines must have' }
        const twoKeys = { ...other, FICHA_SECRET_OLD: first.FICHA_SECRET }
        await opened(async (app) => {
          const before = await keysIn(app)
          await assert.rejects(
            opened(nothing, other),
            (error) =>
              error instanceof ConfigError &&
              /^Another Ficha works on this database.*same FICHA_SECRET\.$/.test(error.message),
          )
          assert.deepEqual(await keysIn(app), before)
          await opened(nothing, first)
          await opened(nothing, twoKeys)
        }, first)
        await opened(nothing, other)
      })

    it('is made by the first start, and found by the next', async () => {
      const names = await opened(async (app) => [app.vault.keyNames, await keysIn(app)])
      assert.ok(existsSync(keyFile(folder)))
      assert.deepEqual(await opened(async (app) => [app.vault.keyNames, await keysIn(app)]), names)
    })

    it('is not replaced where it is missing: nothing opens, nothing is written', async () => {
      await opened(seal)
      const known = await opened(keysIn)
      const key = lose()
      const before = readdirSync(folder)
      await assert.rejects(opened(nothing), missing)
      await assert.rejects(opened(nothing, other), missing)
      assert.deepEqual(readdirSync(folder), before)
      writeFileSync(keyFile(folder), key)
      assert.deepEqual(await opened(keysIn), known)
      assert.equal(await opened(says), iban)
    })

    it('is missed where another one lies in its place', async () => {
      await opened(seal)
      lose()
      writeFileSync(keyFile(folder), Buffer.alloc(32, 3).toString('base64'))
      await assert.rejects(opened(nothing), missing)
    })

    it('is missed where only the activity holds what it sealed', async () => {
      await opened(async (app) => {
        const id = await seal(app)
        const ana = await contact(app)
        await perform(app, systemActor, (act) =>
          changeContact(act, id, ana.version, { fields: fieldsOf(ana), secrets: { iban: '' }, emails: [], phones: [] }),
        )
      })
      await assert.rejects(opened(nothing, other), missing)
    })

    it('may be another one as long as nothing is sealed', async () => {
      await opened(nothing)
      lose()
      await opened(nothing, other)
      assert.ok(!existsSync(keyFile(folder)))
      await opened(seal, other)
      await assert.rejects(opened(nothing), missing)
    })

    it('may lie beside a new one', async () => {
      await opened(seal)
      renameSync(keyFile(folder), olderKeyFile(folder))
      assert.equal(await opened(says), iban)
      assert.ok(existsSync(keyFile(folder)))
      assert.equal((await opened(keysIn)).length, 2)
    })

    it('is not needed to look for what is wrong, which writes nothing', async () => {
      await opened(seal)
      lose()
      const before = readdirSync(folder)
      const lines = await opened((app) => keysModule.doctor!(app), {}, { anyKey: true })
      assert.match(lines[0]!, /^the key [0-9a-f]{8} of this data is missing/)
      assert.match(lines[1]!, /^1 sealed text\(s\) in contact.iban that no key opens there$/)
      assert.deepEqual(readdirSync(folder), before)
      await assert.rejects(opened(nothing), missing)
    })

    it('can be given up, for the firm to go on, and what it sealed is read again when it is found', async () => {
      await opened(seal)
      const key = lose()
      assert.equal((await opened(giveUpMissingKeys, {}, { anyKey: true })).length, 1)
      await opened(async (app) => {
        assert.equal(await says(app), null)
        assert.deepEqual(await maskedSecrets(app.vault, await contact(app)), [
          { name: 'iban', masked: '•••', looksWrong: false },
        ])
        const event = await app.db.read
          .selectFrom('audit_event')
          .select('actor')
          .where('kind', '=', 'key given up')
          .executeTakeFirstOrThrow()
        assert.equal(event.actor, 'ficha command')
      })
      writeFileSync(olderKeyFile(folder), key)
      await opened(async (app) => assert.equal((await resealEverything(app)).lost, 0))
      rmSync(olderKeyFile(folder))
      await assert.rejects(opened(nothing, other), missing)
      assert.equal(await opened(says), iban)
    })

    it('is known of what an older Ficha sealed, which the queue then binds to its rows', async () => {
      await opened(seal)
      const key = Buffer.from(readFileSync(keyFile(folder), 'utf8'), 'base64')
      await opened(async ({ db }) => {
        await db.write(async (trx) => {
          await trx
            .updateTable('contact')
            .set({ iban: sealedHomeless(key, iban) })
            .execute()
          await sql`drop table sealing_key`.execute(trx)
          await sql`delete from migration where name = '0016-sealing-keys'`.execute(trx)
        })
        assert.deepEqual(await migrate(db, migrations), ['0016-sealing-keys'])
      })
      await assert.rejects(opened(nothing, other), missing)
      await opened(async (app) => {
        assert.equal(await says(app), iban)
        assert.equal((await keysModule.doctor!(app)).length, 1)
        await app.queue.drain(app)
        assert.equal(await says(app), iban)
        assert.match((await contact(app)).iban, /^sealed:2:/)
        assert.deepEqual(await keysModule.doctor!(app), [])
      })
    })
  })
