import { sql } from 'kysely'
import type { Staff } from '#src/staff/staff.ts'
import type { World } from './world.ts'

const named = 'Of a large team'
let people = 0

/** Somebody on the teams of so many accounts, which have nothing: the first so many of those made so, whoever they were made for. */
export async function onTeams(world: World, count: number): Promise<Staff> {
  const id = await world.addPerson({ email: `teams${++people}@firm.test`, name: `On ${count} teams`, role: 'employee' })
  const { raw } = world.app.db
  const { there } = await raw
    .selectFrom('account')
    .select((eb) => eb.fn.countAll<number>().as('there'))
    .where('name', '=', named)
    .executeTakeFirstOrThrow()
  await sql`
    with recursive n (i) as (select ${sql.lit(Number(there) + 1)} union all select i + 1 from n where i < ${sql.lit(count)})
    insert into account (short_id, name, sort_name, type, company_name, company_street, company_city, company_postcode,
      company_region, company_country, tax_country, tax_id, tax_key, created_at)
    select 'Q' || i, ${named}, 'of a large team', 'other', '', '', '', '', '', '', '', '', '', '' from n
    where i <= ${sql.lit(count)}`.execute(raw)
  await sql`
    insert into account_team (account_id, staff_id, added_at)
    select id, ${id}, '' from account where name = ${named} order by id limit ${sql.lit(count)}`.execute(raw)
  return world.staff(id)
}
