import { sql } from 'kysely'
import { commandLineActor, perform, record } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import { type Config, ConfigError } from '#src/platform/config.ts'
import type { Database, Db, Trx } from '#src/platform/db/database.ts'
import { makeVault, type Vault } from '#src/platform/vault.ts'
import { keepSecret } from './key-file.ts'
import { places } from './places.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'key given up': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    /** The keys with which something may be sealed in this database, by name. */
    sealing_key: { name: string }
  }
}

export const vaultOf = ({ secret, olderSecrets }: Config): Vault => makeVault([secret, ...olderSecrets])

/** What our connections to PostgreSQL are called there, so that others see which key we seal with. */
export const connectionName = ({ keyNames }: Vault): string => `ficha ${keyNames[0]}`

/**
 * Sees to it that the keys which belong to this data are here, before anything is sealed with another one, and that the first start
 * keeps the new one. Gives the settings with the secret that counts. Throws ConfigError, and has written nothing, where a key is
 * missing with which something is sealed, or with which another machine seals at this moment.
 */
export async function withItsKey(db: Database, config: Config): Promise<Config> {
  const [missing] = await missingKeys(db.read, vaultOf(config))
  if (missing) throw keyMissing(config, missing)
  const [foreign] = await foreignKeys(db, vaultOf(config))
  if (foreign) throw anotherKey(foreign)
  const settled = config.secretIsNew
    ? { ...config, secret: keepSecret(config.dataDir, config.secret), secretIsNew: false }
    : config
  const names = new Set(vaultOf(settled).keyNames)
  const known = await keysOf(db.read)
  if (known.length !== names.size || known.some((name) => !names.has(name)))
    await db.write((trx) => rememberKeys(trx, names))
  return settled
}

const keysOf = async (db: Db): Promise<string[]> =>
  (await db.selectFrom('sealing_key').select('name').execute()).map((key) => key.name)

/** The names of keys that are not here, though something in this data is sealed with them. */
export async function missingKeys(db: Db, { keyNames }: Vault): Promise<string[]> {
  const missing: string[] = []
  for (const name of await keysOf(db))
    if (!keyNames.includes(name) && (await sealsSomething(db, name))) missing.push(name)
  return missing
}

/** The names of keys that are not here, with which others who have this database open seal: neither knows the other's forms and links. */
async function foreignKeys(db: Database, { keyNames }: Vault): Promise<string[]> {
  if (db.engine === 'sqlite') return []
  const { rows } = await sql<{ key: string }>`
    select distinct substr(application_name, 7) as key from pg_stat_activity
    where datname = current_database() and application_name ~ '^ficha [0-9a-f]{8}$'`.execute(db.read)
  return rows.map(({ key }) => key).filter((key) => !keyNames.includes(key))
}

/** Lets the data go on with the keys that are here: what the others sealed stays, and nobody reads it. Gives their names. */
export async function giveUpMissingKeys(app: App): Promise<string[]> {
  const names = await missingKeys(app.db.read, app.vault)
  if (names.length > 0)
    await perform(app, commandLineActor, async (act) => {
      await act.trx.deleteFrom('sealing_key').where('name', 'in', names).execute()
      await record(act, { kind: 'key given up', changes: { key: [names.join(', '), null] } })
    })
  return names
}

/** From now on these are the keys of the data, and no others. */
export async function rememberKeys(trx: Trx, names: Iterable<string>): Promise<void> {
  await trx.deleteFrom('sealing_key').execute()
  await trx
    .insertInto('sealing_key')
    .values([...new Set(names)].map((name) => ({ name })))
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
}

/** Whether anything is sealed with that key. It is asked only where the key is not here. */
async function sealsSomething(db: Db, name: string): Promise<boolean> {
  for (const { table, column, json } of places) {
    const { rows } = await sql`
      select 1 from ${sql.table(table)}
      where ${sql.ref(column)} like ${`${json ? '%"' : ''}sealed:_:${name}:%`} limit 1`.execute(db)
    if (rows.length > 0) return true
  }
  return false
}

const keyMissing = ({ dataDir }: Config, name: string) =>
  new ConfigError(
    `What is encrypted in this database was sealed with a key that is not here (${name}). Put its secret.key back into ${dataDir}, or set its FICHA_SECRET again. If that key is lost for good, "ficha rotate-key --without-old" gives up what it sealed.`,
  )

const anotherKey = (name: string) =>
  new ConfigError(
    `Another Ficha works on this database, with another key (${name}). Give all of them the same FICHA_SECRET.`,
  )
