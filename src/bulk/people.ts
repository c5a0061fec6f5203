import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '#src/platform/db/database.ts'
import type { Staff } from '#src/staff/staff.ts'
import { type BulkActions, type BulkSwitch, bulkSwitches } from './actions.ts'
import { accountsIn, type BulkRun } from './run.ts'

/** What a run would do to people and their primary addresses. */
export interface PeoplePreview {
  /** Addresses on accounts that each switch would be turned for: a person on two accounts counts twice. */
  switches: Record<BulkSwitch, number>
  /** People who would be invited, and how many of them have been before. */
  invited: number
  again: number
  /** People who would not be invited: they have a login, or are on archived accounts alone. */
  active: number
  archived: number
  /** People who are left out: without an address, or with one that is another contact's login. */
  withoutAddress: number
  taken: number
}

const flag = (condition: RawBuilder<unknown>) => sql<number>`case when ${condition} then 1 else 0 end`
const never = sql`1 = 0`

/**
 * Each linked contact of each account of a run with their primary address, what is switched on, and in `taken` whether LOGIN can't be:
 * another contact has the address as a login or LOGIN on for it (as `isTaken` asks for one address).
 */
const eachLink = (db: Db, staff: Staff, run: BulkRun) =>
  accountsIn(db, staff, run)
    .innerJoin('link', 'link.account_id', 'account.id')
    .leftJoin('address', (join) =>
      join.onRef('address.contact_id', '=', 'link.contact_id').on('address.is_primary', '=', 1),
    )
    .leftJoin('address_setting as setting', (join) =>
      join.onRef('setting.account_id', '=', 'account.id').onRef('setting.address_id', '=', 'address.id'),
    )
    .leftJoin('portal_login as known', 'known.email_key', 'address.email_key')
    .select([
      'account.id as account',
      'account.archived_at',
      'link.contact_id as contact',
      'address.email_key as email',
      'setting.login',
      'setting.notify',
      'setting.sync',
      'known.contact_id as known',
    ])
    .select((eb) => [
      eb
        .exists(
          eb
            .selectFrom('portal_invitation')
            .select('portal_invitation.id')
            .whereRef('portal_invitation.address_id', '=', 'address.id'),
        )
        .as('before'),
      eb
        .case()
        .when('known.id', 'is not', null)
        .then(flag(sql`known.contact_id <> link.contact_id`))
        .when(
          eb.exists(
            eb
              .selectFrom('address as other')
              .innerJoin('address_setting as opened', 'opened.address_id', 'other.id')
              .select('other.id')
              .whereRef('other.email_key', '=', 'address.email_key')
              .whereRef('other.contact_id', '!=', 'link.contact_id')
              .where('opened.login', '=', 1),
          ),
        )
        .then(1)
        .else(0)
        .end()
        .as('taken'),
    ])

/** The same, with what the run would do about LOGIN: of two contacts with one address the first in turn gets it. */
const eachLogin = (db: Db, staff: Staff, run: BulkRun, { switches }: BulkActions) => {
  const could = sql`email is not null and coalesce(login, 0) = 0 and taken = 0`
  const wanted = switches.login === 'on' ? could : never
  const first = sql`first_value(contact) over (partition by email, ${flag(could)} order by account, contact)`
  return db
    .selectFrom(eachLink(db, staff, run).as('link'))
    .selectAll('link')
    .select([
      flag(sql`${wanted} and contact = ${first}`).as('gets'),
      flag(
        switches.login === 'on'
          ? sql`email is not null and coalesce(login, 0) = 0 and (taken = 1 or contact <> ${first})`
          : never,
      ).as('refused'),
    ])
}

/** On which links somebody could be invited by a run, and on which the account is archived then: `known` is whose login it is already. */
function inviting({ state, switches, invite }: BulkActions) {
  const hasLogin = switches.login === 'off' || !invite ? never : sql`(login = 1 or gets = 1)`
  const archived = state ? sql`${sql.lit(state === 'archive' ? 1 : 0)} = 1` : sql`archived_at is not null`
  return { hasLogin, archived }
}

/** How many of the people who would be invited are named. */
const mostNamed = 100

/** The first of those whom a run would invite, with the address that the invitation goes to. One query. */
export const namesOfInvited = (db: Db, staff: Staff, run: BulkRun, actions: BulkActions) => {
  const { hasLogin, archived } = inviting(actions)
  return db
    .selectFrom(eachLogin(db, staff, run, actions).as('each'))
    .innerJoin('contact', 'contact.id', 'each.contact')
    .innerJoin('address', (join) =>
      join.onRef('address.contact_id', '=', 'contact.id').on('address.is_primary', '=', 1),
    )
    .select(['contact.id', 'contact.display_name', 'address.email'])
    .where(sql<SqlBool>`${hasLogin} and known is null and not (${archived})`)
    .groupBy(['contact.id', 'contact.display_name', 'contact.sort_name', 'address.email'])
    .orderBy('contact.sort_name')
    .orderBy('contact.id')
    .limit(mostNamed)
    .execute()
}

/** What a run would do to people. One query over sets. */
export async function previewPeople(db: Db, staff: Staff, run: BulkRun, actions: BulkActions): Promise<PeoplePreview> {
  const { switches } = actions
  const turned = (name: BulkSwitch) => {
    if (name === 'login' && switches.login === 'on') return sql`gets = 1`
    if (switches[name] === 'on') return sql`email is not null and coalesce(${sql.ref(name)}, 0) = 0`
    return switches[name] === 'off' ? sql`${sql.ref(name)} = 1` : never
  }
  const { hasLogin, archived } = inviting(actions)
  const most = (condition: RawBuilder<unknown>) => sql<number>`max(${flag(condition)})`
  const people = db
    .selectFrom(eachLogin(db, staff, run, actions).as('each'))
    .select([
      ...bulkSwitches.map((name) => sql<number>`sum(${flag(turned(name))})`.as(name)),
      most(sql`${hasLogin} and known is null and not (${archived})`).as('invited'),
      most(sql`${hasLogin} and known is null and ${archived}`).as('archived'),
      most(sql`${hasLogin} and known is not null`).as('active'),
      most(sql`before`).as('before'),
      most(sql`email is null`).as('without'),
      most(sql`refused = 1`).as('refused'),
    ])
    .groupBy('contact')
  const sum = (condition: RawBuilder<unknown>) => sql<number>`coalesce(sum(${flag(condition)}), 0)`
  const total = (name: string) => sql<number>`coalesce(sum(${sql.ref(name)}), 0)`
  const { login, notify, sync, ...rest } = await db
    .selectFrom(people.as('person'))
    .select([
      total('login').as('login'),
      total('notify').as('notify'),
      total('sync').as('sync'),
      total('invited').as('invited'),
      sum(sql`invited = 1 and "before" = 1`).as('again'),
      sum(sql`archived = 1 and invited = 0`).as('archived'),
      total('active').as('active'),
      total('without').as('withoutAddress'),
      total('refused').as('taken'),
    ])
    .executeTakeFirstOrThrow()
  return { switches: { login, notify, sync }, ...rest }
}
