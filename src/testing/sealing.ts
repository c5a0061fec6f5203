import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { places, sealedRows } from '#src/keys/places.ts'
import type { App } from '#src/platform/app.ts'
import type { Db } from '#src/platform/db/database.ts'
import { type Home, makeVault, type Vault } from '#src/platform/vault.ts'

/** Sealed as Ficha did before sealed texts had a home. */
export function sealedHomeless(secret: Buffer, text: string): string {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'ficha sealing 1', 32))
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `sealed:1:${makeVault([secret]).keyNames[0]}:${sealed.toString('base64url')}`
}

export interface Sealed {
  place: string
  sealed: string
  home: Home
}

/** Every sealed text of a database, with where it is at home. */
export async function everythingSealed(db: Db): Promise<Sealed[]> {
  const found: Sealed[] = []
  for (const place of places)
    for await (const rows of sealedRows(db, place))
      for (const row of rows)
        place.replaced(row, (sealed, home) => {
          found.push({ place: `${place.table}.${place.column}`, sealed, home })
          return sealed
        })
  return found
}

/** Writes each sealed text otherwise, behind the back of the product. */
export async function rewriteSealed(
  app: App,
  change: (sealed: string, home: Home, place: string) => string,
): Promise<void> {
  for (const place of places)
    for await (const rows of sealedRows(app.db.read, place))
      for (const row of rows) {
        const now = place.replaced(row, (sealed, home) => change(sealed, home, `${place.table}.${place.column}`))
        await app.db.write((trx) =>
          sql`update ${sql.table(place.table)} set ${sql.ref(place.column)} = ${now} where ${sql.ref(place.key)} = ${row.key}`.execute(
            trx,
          ),
        )
      }
}

/** What an older Ficha would have in its database. */
export const sealEverythingHomeless = (app: App, secret: Buffer, { open }: Vault = app.vault) =>
  rewriteSealed(app, (sealed, home) => sealedHomeless(secret, open(sealed, home)!))
