import { fieldResealed } from '#src/fields/sealing.ts'
import type { App } from '#src/platform/app.ts'
import { on } from '#src/platform/hook.ts'
import type { Module } from '#src/platform/module.ts'
import { personOfMerges } from './person.ts'
import { mergeRoutes } from './routes.tsx'
import { resealMoves } from './sealing.ts'

export const mergesModule: Module = {
  name: 'merges',
  person: personOfMerges,
  routes: [mergeRoutes],
  hears: [on(fieldResealed, resealMoves)],
  doctor,
}

/** Nothing hangs on a contact that was merged away. */
async function doctor({ db }: App): Promise<string[]> {
  const linked = await db.read
    .selectFrom('contact')
    .innerJoin('link', 'link.contact_id', 'contact.id')
    .select('contact.id')
    .where('contact.merged_into_id', 'is not', null)
    .execute()
  const findable = await db.read
    .selectFrom('contact')
    .innerJoin('search_entry', (join) =>
      join.on('search_entry.kind', '=', 'contact').onRef('search_entry.subject_id', '=', 'contact.id'),
    )
    .select('contact.id')
    .where('contact.merged_into_id', 'is not', null)
    .execute()
  return [
    ...linked.map(({ id }) => `contact ${id} was merged away and is linked to an account`),
    ...findable.map(({ id }) => `contact ${id} was merged away and is in the search`),
  ]
}
