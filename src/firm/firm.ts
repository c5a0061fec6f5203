import type { Generated } from 'kysely'
import { type Act, changesBetween, record } from '#src/audit/audit.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { Language } from '#src/platform/language/language.ts'
import { Conflict } from '#src/platform/web/errors.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    firm: {
      id: number
      name: string
      /** ISO 3166-1 alpha-2. */
      country: string
      language: string
      /** IANA name. */
      time_zone: string
      is_demo: Generated<number>
      /** How a person's name is written: see `nameFormats`. */
      name_format: Generated<string>
      /** How many whole years what is held of a former client must be kept. */
      retention_years: Generated<number>
      version: Generated<number>
      created_at: string
    }
  }
}

export interface FirmFields {
  name: string
  country: string
  language: Language
  time_zone: string
}

/** The one firm of this installation; undefined before it is set up. */
export const findFirm = (db: Db) => db.selectFrom('firm').selectAll().where('id', '=', 1).executeTakeFirst()

/** Makes the firm. Fails on its primary key where one is there already. */
export async function createFirm(act: Act, fields: FirmFields, isDemo = false): Promise<void> {
  await act.trx
    .insertInto('firm')
    .values({ id: 1, ...fields, is_demo: isDemo ? 1 : 0, created_at: act.at })
    .execute()
  await record(act, { kind: 'firm created', subject: fields.name })
}

/** Changes the firm's own data. Throws Conflict when it was changed since `version`. */
export async function changeFirm(act: Act, version: number, fields: FirmFields): Promise<void> {
  const firm = await act.trx.selectFrom('firm').selectAll().where('id', '=', 1).executeTakeFirstOrThrow()
  const { numUpdatedRows } = await act.trx
    .updateTable('firm')
    .set({ ...fields, version: version + 1 })
    .where('id', '=', 1)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Conflict(firm)
  await record(act, { kind: 'firm changed', subject: fields.name, changes: changesBetween(firm, fields) })
}

export const countries = [
  'PT',
  'GB',
  'IE',
  'US',
  'ES',
  'FR',
  'DE',
  'BR',
  'AO',
  'MZ',
  'CV',
  'LU',
  'CH',
  'NL',
  'BE',
  'IT',
] as const
export const timeZones = [
  'Europe/Lisbon',
  'Atlantic/Azores',
  'Europe/London',
  'Europe/Dublin',
  'Europe/Madrid',
  'Europe/Paris',
  'Europe/Luxembourg',
  'Africa/Luanda',
  'Africa/Maputo',
  'Atlantic/Cape_Verde',
  'America/Sao_Paulo',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'UTC',
] as const
