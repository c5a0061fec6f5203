import type { Generated } from 'kysely'
import { type Act, changesBetween, record } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { engineOf } from '#src/platform/db/locked.ts'
import { hook } from '#src/platform/hook.ts'
import { datesFor } from '#src/platform/language/format.ts'
import { isLanguage, type Language } from '#src/platform/language/language.ts'
import { dateOrderIn } from '#src/platform/language/typed-date.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import type { NameFormat } from './rules.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'firm created': true
    'firm changed': true
  }
}

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
      name_format: Generated<NameFormat>
      /** How many whole years what is held of a former client must be kept. */
      retention_years: Generated<number>
      /** Minutes to which billed time is rounded up; 0 for not at all. */
      time_rounding: Generated<number>
      /** From whom a second factor is asked. */
      second_factor: Generated<'nobody' | 'admins' | 'everybody'>
      version: Generated<number>
      created_at: string
    }
  }
}

/** Told when the firm has begun to write names another way. */
export const nameFormatChanged = hook<[act: Act]>()

export interface FirmFields {
  name: string
  country: string
  language: Language
  time_zone: string
}

/** What the firm sets after its beginning. */
export interface FirmSettings {
  name_format: NameFormat
  /** How many whole years what is held of a former client must be kept. */
  retention_years: number
}

/** The one firm of this installation; undefined before it is set up. */
export const findFirm = (db: Db) => db.selectFrom('firm').selectAll().where('id', '=', 1).executeTakeFirst()

/** How the firm writes dates, for what goes out in its name. */
export async function firmDates(db: Db) {
  const firm = await findFirm(db)
  return datesFor({ dateOrder: dateOrderIn(firm?.country ?? ''), timeZone: firm?.time_zone ?? 'UTC' })
}

/** Makes the firm. Fails on its primary key where one is there already. */
export async function createFirm(act: Act, fields: FirmFields, isDemo = false): Promise<void> {
  await act.trx
    .insertInto('firm')
    .values({ id: 1, ...fields, is_demo: isDemo ? 1 : 0, created_at: act.at })
    .execute()
  await record(act, { kind: 'firm created', subject: fields.name })
}

/**
 * The firm's way of writing names, for a verb that stores one. On PostgreSQL it is held against change until the transaction ends:
 * whoever changes it then rewrites this name too.
 */
export async function nameFormatIn(trx: Trx): Promise<NameFormat> {
  const firm = await trx
    .selectFrom('firm')
    .select('name_format')
    .where('id', '=', 1)
    .$if(engineOf(trx) === 'postgres', (query) => query.forShare())
    .executeTakeFirst()
  return firm?.name_format ?? 'first last'
}

/** Changes the firm's own data. Throws Conflict when it was changed since `version`. */
export async function changeFirm(act: Act, version: number, fields: FirmFields & FirmSettings): Promise<void> {
  const firm = await act.trx.selectFrom('firm').selectAll().where('id', '=', 1).executeTakeFirstOrThrow()
  const { numUpdatedRows } = await act.trx
    .updateTable('firm')
    .set({ ...fields, version: version + 1 })
    .where('id', '=', 1)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Conflict(firm)
  await record(act, { kind: 'firm changed', subject: fields.name, changes: changesBetween(firm, fields) })
  if (firm.name_format !== fields.name_format) await nameFormatChanged.tell(act)
}

/** The language of the firm: for whoever has not chosen one. */
export async function firmLanguage(db: Db | Trx): Promise<Language> {
  const firm = await db.selectFrom('firm').select('language').where('id', '=', 1).executeTakeFirst()
  return isLanguage(firm?.language) ? firm.language : 'en'
}
