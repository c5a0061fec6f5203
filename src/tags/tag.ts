import { type Generated, sql } from 'kysely'
import { type Act, changesBetween, record } from '#src/audit/audit.ts'
import { mostCounted } from '#src/platform/counted.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { prepared } from '#src/platform/db/prepared.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { fold } from '#src/platform/language/fold.ts'
import type { Module } from '#src/platform/module.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import { must } from '#src/staff/staff.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'tag created': true
    'tag changed': true
    'tag deleted': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    tag: {
      id: Generated<number>
      name: string
      /** Folded: two tags whose names differ only in case or accents would be one to a reader. */
      name_key: string
      colour: string
      created_at: string
      version: Generated<number>
    }
  }
}

export interface TagFields {
  name: string
  colour: string
}

/** How many things of each kind carry a tag: each noun whose things do declares its kind here. */
// biome-ignore lint/suspicious/noEmptyInterface: nouns below merge theirs into it
export interface TagUse {}

declare module '#src/platform/module.ts' {
  interface Module {
    /** The tables in which the noun's things carry tags: each has a `tag_id`. */
    carriesTags?: { [Kind in keyof TagUse]?: keyof Tables & `${string}_tag` }
  }
}

/** All tags by name. */
export const allTags = prepared((db) =>
  db.selectFrom('tag').select(['id', 'name', 'colour', 'version']).orderBy('name_key'),
)

/** All tags by name, each with how many things of each kind carry it, as far as that is counted. */
export const tagsWithUse = (db: Db, modules: readonly Module[]) => {
  const tables = modules.flatMap(({ carriesTags }) => Object.entries(carriesTags ?? {}))
  return db
    .selectFrom('tag')
    .select(['id', 'name', 'colour', 'version'])
    .select(
      tables.map(([kind, table]) =>
        sql<number>`(select count(*) from (
          select 1 from ${sql.table(table)} as carried where carried.tag_id = tag.id limit ${sql.lit(mostCounted + 1)}
        ) as counted)`.as(kind),
      ),
    )
    .orderBy('name_key')
    .$castTo<{ id: number; name: string; colour: string; version: number } & TagUse>()
    .execute()
}

export const findTag = (db: Db | Trx, id: number) =>
  db.selectFrom('tag').selectAll().where('id', '=', id).executeTakeFirst()

/** Makes a tag; gives its number. Fails on the unique name. */
export async function createTag(act: Act, fields: TagFields): Promise<number> {
  await must(act, 'manage tags')
  const { id } = await act.trx
    .insertInto('tag')
    .values({ ...fields, name_key: fold(fields.name), created_at: act.at })
    .returning('id')
    .executeTakeFirstOrThrow()
  await record(act, { kind: 'tag created', subject: fields.name })
  return id
}

/** Renames or recolours a tag everywhere. Throws Conflict when it was changed since `version`; fails on the unique name. */
export async function changeTag(act: Act, id: number, version: number, fields: TagFields): Promise<void> {
  const tag = await act.trx.selectFrom('tag').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  await must(act, 'manage tags')
  const { numUpdatedRows } = await act.trx
    .updateTable('tag')
    .set({ ...fields, name_key: fold(fields.name), version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Conflict(tag)
  await record(act, { kind: 'tag changed', subject: fields.name, changes: changesBetween(tag, fields) })
}

/** Deletes a tag; what carried it goes on without. */
export async function deleteTag(act: Act, id: number): Promise<void> {
  await must(act, 'manage tags')
  const tag = await act.trx.deleteFrom('tag').where('id', '=', id).returning('name').executeTakeFirst()
  if (tag) await record(act, { kind: 'tag deleted', subject: tag.name })
}

/** The tag of that name, made if there is none: for imports, and where tags are chosen. */
export async function tagNamed(act: Act, name: string, colour: string): Promise<number> {
  await must(act, 'manage tags')
  const name_key = fold(name)
  // In this order: two who make it at once both get the one that comes first.
  const made = await act.trx
    .insertInto('tag')
    .values({ name, colour, name_key, created_at: act.at })
    .onConflict((conflict) => conflict.column('name_key').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made) {
    await record(act, { kind: 'tag created', subject: name })
    return made.id
  }
  const known = await act.trx.selectFrom('tag').select('id').where('name_key', '=', name_key).executeTakeFirstOrThrow()
  return known.id
}
