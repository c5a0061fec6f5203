import type { Generated, Selectable } from 'kysely'
import { type Act, changesBetween, record } from '#src/audit/audit.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { fold } from '#src/platform/language/fold.ts'
import { type Money, minorNumber, plainAmount } from '#src/platform/money.ts'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { must } from '#src/staff/staff.ts'
import type { Rounding } from './duration.ts'
import { rateOf } from './rules.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'service created': true
    'service changed': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    service: {
      id: Generated<number>
      name: string
      name_key: string
      /** For an hour, in the currency's smallest units; null where there is none. */
      rate: number | null
      currency: string
      is_active: Generated<number>
      created_at: string
      version: Generated<number>
    }
    /** Where somebody's hour of a service costs something else. */
    service_rate: { service_id: number; staff_id: number; rate: number }
  }
}

/** A kind of work that the firm does, and what an hour of it costs. */
export type Service = Selectable<Tables['service']>

export interface ServiceFields {
  name: string
  rate: Money | null
  is_active: number
}

// Of the countries that a firm can be in; the others pay in euros.
const currencies: Record<string, string> = {
  GB: 'GBP',
  US: 'USD',
  BR: 'BRL',
  AO: 'AOA',
  MZ: 'MZN',
  CV: 'CVE',
  CH: 'CHF',
}
export const currencyOf = (country: string): string => currencies[country] ?? 'EUR'

export async function firmCurrency(db: Db | Trx): Promise<string> {
  const firm = await db.selectFrom('firm').select('country').where('id', '=', 1).executeTakeFirst()
  return currencyOf(firm?.country ?? '')
}

/** All services by name: a short list. */
export const allServices = (db: Db | Trx): Promise<Service[]> =>
  db.selectFrom('service').selectAll().orderBy('name_key').execute()

export async function findService(db: Db | Trx, id: number | null): Promise<Service> {
  const service =
    id === null ? undefined : await db.selectFrom('service').selectAll().where('id', '=', id).executeTakeFirst()
  if (!service) throw notFound()
  return service
}

/** Everybody who works here, each with their own rate of the service, or null for its usual one. */
export async function ratesOf(db: Db | Trx, { id: serviceId, currency }: Pick<Service, 'id' | 'currency'>) {
  const people = await db
    .selectFrom('staff')
    .leftJoin('service_rate', (join) =>
      join.onRef('service_rate.staff_id', '=', 'staff.id').on('service_rate.service_id', '=', serviceId),
    )
    .select(['staff.id', 'staff.name', 'service_rate.rate'])
    .where('staff.deactivated_at', 'is', null)
    .orderBy('staff.sort_name')
    .orderBy('staff.id')
    .execute()
  return people.map(({ id, name, rate }) => ({ id, name, rate: rateOf({ rate, currency }) }))
}

/** Makes a service; gives its number. Fails on the unique name. */
export async function createService(act: Act, fields: ServiceFields): Promise<number> {
  await must(act, 'manage invoices')
  const { id } = await act.trx
    .insertInto('service')
    .values({ ...(await columnsOf(act.trx, fields)), created_at: act.at })
    .returning('id')
    .executeTakeFirstOrThrow()
  await record(act, { kind: 'service created', subject: fields.name, changes: changesBetween({}, told(fields)) })
  return id
}

const columnsOf = async (trx: Trx, { name, rate, is_active }: ServiceFields) => ({
  name,
  name_key: fold(name),
  rate: rate && minorNumber(rate),
  currency: rate?.currency ?? (await firmCurrency(trx)),
  is_active,
})

const asText = (rate: Money | null) => rate && plainAmount(rate)
const told = ({ name, rate, is_active }: ServiceFields) => ({ name, rate: asText(rate) ?? '', is_active })

/** Changes a service, and whose hour costs something else: `rates` by person, null for the usual. Throws Conflict; fails on the unique name. */
export async function changeService(
  act: Act,
  id: number,
  version: number,
  fields: ServiceFields,
  rates: ReadonlyMap<number, Money | null>,
): Promise<void> {
  await locked(act.trx, 'service', id)
  await must(act, 'manage invoices')
  const old = await findService(act.trx, id)
  if (old.version !== version) throw new Conflict(old)
  const before = await ratesOf(act.trx, old)
  await act.trx
    .updateTable('service')
    .set({ ...(await columnsOf(act.trx, fields)), version: version + 1 })
    .where('id', '=', id)
    .execute()
  const changes = { ...changesBetween(told({ ...old, rate: rateOf(old) }), told(fields)) }
  for (const person of before) {
    const rate = rates.get(person.id)
    if (rate === undefined || asText(rate) === asText(person.rate)) continue
    await setRate(act.trx, id, person.id, rate && minorNumber(rate))
    changes[person.name] = [asText(person.rate), asText(rate)]
  }
  if (Object.keys(changes).length > 0) await record(act, { kind: 'service changed', subject: fields.name, changes })
}

const setRate = (trx: Trx, service_id: number, staff_id: number, rate: number | null) =>
  rate === null
    ? trx.deleteFrom('service_rate').where('service_id', '=', service_id).where('staff_id', '=', staff_id).execute()
    : trx
        .insertInto('service_rate')
        .values({ service_id, staff_id, rate })
        .onConflict((conflict) => conflict.columns(['service_id', 'staff_id']).doUpdateSet({ rate }))
        .execute()

/** What an hour costs: the person's rate for the service, else the service's, else nothing is known. */
export async function rateFor(trx: Trx, staffId: number, serviceId: number | null) {
  const service =
    serviceId === null
      ? undefined
      : await trx
          .selectFrom('service')
          .leftJoin('service_rate', (join) =>
            join.onRef('service_rate.service_id', '=', 'service.id').on('service_rate.staff_id', '=', staffId),
          )
          .select(['service.rate', 'service.currency', 'service_rate.rate as own'])
          .where('service.id', '=', serviceId)
          .executeTakeFirst()
  return service
    ? { rate: service.own ?? service.rate, currency: service.currency }
    : { rate: null, currency: await firmCurrency(trx) }
}

/** To how many minutes what is billed is rounded up. The wanted state, so it bears being sent twice. */
export async function setRounding(act: Act, rounding: Rounding): Promise<void> {
  await locked(act.trx, 'firm', 1)
  await must(act, 'manage invoices')
  const firm = await act.trx
    .selectFrom('firm')
    .select(['name', 'time_rounding'])
    .where('id', '=', 1)
    .executeTakeFirstOrThrow()
  if (firm.time_rounding === rounding) return
  await act.trx.updateTable('firm').set({ time_rounding: rounding }).where('id', '=', 1).execute()
  const changes = changesBetween({ time_rounding: firm.time_rounding }, { time_rounding: rounding })
  await record(act, { kind: 'firm changed', subject: firm.name, changes })
}
