import { Hono } from 'hono'
import type { App } from '#src/platform/app.ts'
import type { Module } from '#src/platform/module.ts'
import { runAddresses } from './addresses.ts'
import { fieldsExport } from './export.ts'
import { fieldTypes } from './field.ts'
import { historyRoutes } from './history-routes.tsx'
import { fieldRestorers } from './restore.ts'
import { runSealing } from './sealing.ts'
import { settingsRoutes } from './settings-routes.tsx'

export const fieldsModule: Module = {
  name: 'fields',
  routes: (app) => new Hono().route('/', settingsRoutes(app)).route('/', historyRoutes(app)),
  queue: { 'custom field addresses': runAddresses, 'custom field sealing': runSealing },
  restores: fieldRestorers,
  accountExport: fieldsExport,
  doctor,
}

/** Types that are none, and values that lie open though their field is encrypted while nothing waits to seal them. */
async function doctor({ db }: App): Promise<string[]> {
  const odd = await db.read.selectFrom('custom_field').select('name').where('type', 'not in', fieldTypes).execute()
  const waiting = await db.read
    .selectFrom('queue_item')
    .select('id')
    .where('kind', '=', 'custom field sealing')
    .executeTakeFirst()
  const open = waiting
    ? []
    : await db.read
        .selectFrom('custom_value')
        .innerJoin('custom_field', 'custom_field.id', 'custom_value.field_id')
        .select(['custom_field.name', (eb) => eb.fn.countAll<number>().as('count')])
        .where('custom_field.is_encrypted', '=', 1)
        .where('custom_value.value', 'not like', 'sealed:%')
        .groupBy('custom_field.name')
        .execute()
  const lost = await db.read
    .selectFrom('custom_value')
    .innerJoin('custom_field', 'custom_field.id', 'custom_value.field_id')
    .leftJoin('address', 'address.contact_id', 'custom_value.contact_id')
    .select(['custom_field.name', 'custom_value.contact_id'])
    .where('custom_field.subject', '=', 'contact')
    .where('custom_field.type', '=', 'e-mail')
    .where('custom_field.deleted_at', 'is', null)
    .where('address.id', 'is', null)
    .execute()
  return [
    ...odd.map((field) => `the custom field ${field.name} has a type that is none`),
    ...open.map((field) => `${field.count} value(s) of the encrypted field ${field.name} are not encrypted`),
    ...lost.map((value) => `contact ${value.contact_id} has no address from its field ${value.name}`),
  ]
}
