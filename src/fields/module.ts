import type { App } from '#src/platform/app.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { Module } from '#src/platform/module.ts'
import { words } from '#views/fields/words.ts'
import { runAddresses } from './addresses.ts'
import { fieldsExport } from './export.ts'
import { historyRoutes } from './history-routes.tsx'
import { personOfFields } from './person.ts'
import { fieldRestorers } from './restore.ts'
import { fieldTypes } from './rules.ts'
import { runSealing } from './sealing.ts'
import { settingsRoutes } from './settings-routes.tsx'

export const fieldsModule: Module = {
  name: 'fields',
  person: personOfFields,
  routes: [settingsRoutes, historyRoutes],
  settings: [
    {
      place: 40,
      href: '/settings/fields',
      permission: 'manage custom fields',
      title: ({ language }) => words[language].fields,
      text: ({ language }) => words[language].text,
    },
  ],
  queue: {
    'custom field addresses': { run: runAddresses, about: aboutFields },
    'custom field sealing': { run: runSealing, about: aboutFields },
  },
  restores: fieldRestorers,
  accountExport: fieldsExport,
  doctor,
}

/** The fields that work is about, for the page of what the queue does. */
async function aboutFields(db: Db, payloads: readonly { fieldId: number }[]) {
  const ids = payloads.map(({ fieldId }) => fieldId)
  const fields = await db.selectFrom('custom_field').select(['id', 'name']).where('id', 'in', ids).execute()
  const byId = new Map(fields.map(({ id, name }) => [id, { name, href: '/settings/fields' }]))
  return ids.map((id) => byId.get(id) ?? null)
}

/** Types that are none, and values that lie open though their field is encrypted while nothing waits to seal them. */
async function doctor({ db }: App): Promise<string[]> {
  const odd = await db.read.selectFrom('custom_field').select('name').where('type', 'not in', fieldTypes).execute()
  const waiting = await db.read
    .selectFrom('queue_item')
    .select('id')
    .where('kind', '=', 'custom field sealing')
    .where('dead_at', 'is', null)
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
