import { type Expression, type SqlBool, sql } from 'kysely'
import { type AccountRole, accountRoles } from '#src/accounts/rules.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { Staff } from '#src/staff/staff.ts'
import { actsOnPeople, type BulkActions } from './actions.ts'
import { namesOfInvited, type PeoplePreview, previewPeople } from './people.ts'
import { actionsOf } from './rules.ts'
import { accountsIn, type BulkRun } from './run.ts'

/** What a run would do if it were started now. */
export interface Preview {
  /** Accounts that are there and that the person sees; and those that were chosen and are not. */
  accounts: number
  gone: number
  /** Of how many accounts each would change. */
  tags: { id: number; added: boolean; changes: number }[]
  team: { id: number; added: boolean; changes: number }[]
  roles: { role: AccountRole; id: number | null; changes: number }[]
  type: number
  state: number
  /** Null where the run does nothing to people. */
  people: PeoplePreview | null
  /** The first of those who would be invited: an address may be another than whoever starts the run expects. */
  invited: { id: number; display_name: string; email: string }[]
}

const count = (condition: Expression<SqlBool>) =>
  sql<number>`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`

/** What a run would do. Six queries over sets at most, however many accounts it has and whatever it is to do. */
export async function previewOf(db: Db, staff: Staff, run: BulkRun): Promise<Preview> {
  const actions = actionsOf(run)
  const [accounts, tags, team, roles, people, invited] = await Promise.all([
    countAccounts(db, staff, run, actions),
    countTags(db, staff, run, actions),
    countTeam(db, staff, run, actions),
    countRoles(db, staff, run, actions),
    actsOnPeople(actions) ? previewPeople(db, staff, run, actions) : null,
    actions.invite ? namesOfInvited(db, staff, run, actions) : [],
  ])
  const { total } = accounts
  const having = (rows: { id: number; count: number }[], id: number) => rows.find((row) => row.id === id)?.count ?? 0
  const changes = (rows: { id: number; count: number }[], add: number[], remove: number[]) => [
    ...add.map((id) => ({ id, added: true, changes: total - having(rows, id) })),
    ...remove.map((id) => ({ id, added: false, changes: having(rows, id) })),
  ]
  return {
    accounts: total,
    gone: run.total - total,
    tags: changes(tags, actions.addTags, actions.removeTags),
    team: changes(team, actions.addTeam, actions.removeTeam),
    roles: accountRoles
      .filter((role) => role in actions.roles)
      .map((role) => {
        const id = actions.roles[role] ?? null
        const held = roles.filter((row) => row.role === role)
        const all = held.reduce((sum, row) => sum + row.count, 0)
        return { role, id, changes: id === null ? all : total - having(held, id) }
      }),
    type: accounts.type,
    state: accounts.state,
    people,
    invited,
  }
}

const countAccounts = (db: Db, staff: Staff, run: BulkRun, { type, state }: BulkActions) =>
  accountsIn(db, staff, run)
    .select((eb) => [
      eb.fn.countAll<number>().as('total'),
      count(eb('account.type', '!=', type ?? 'other')).as('type'),
      count(eb('account.archived_at', state === 'reactivate' ? 'is not' : 'is', null)).as('state'),
    ])
    .executeTakeFirstOrThrow()

const countTags = (db: Db, staff: Staff, run: BulkRun, { addTags, removeTags }: BulkActions) =>
  addTags.length + removeTags.length === 0
    ? []
    : accountsIn(db, staff, run)
        .innerJoin('account_tag', 'account_tag.account_id', 'account.id')
        .where('account_tag.tag_id', 'in', [...addTags, ...removeTags])
        .select((eb) => ['account_tag.tag_id as id', eb.fn.countAll<number>().as('count')])
        .groupBy('account_tag.tag_id')
        .execute()

const countTeam = (db: Db, staff: Staff, run: BulkRun, { addTeam, removeTeam }: BulkActions) =>
  addTeam.length + removeTeam.length === 0
    ? []
    : accountsIn(db, staff, run)
        .innerJoin('account_team as member', 'member.account_id', 'account.id')
        .where('member.staff_id', 'in', [...addTeam, ...removeTeam])
        .select((eb) => ['member.staff_id as id', eb.fn.countAll<number>().as('count')])
        .groupBy('member.staff_id')
        .execute()

const countRoles = (db: Db, staff: Staff, run: BulkRun, { roles }: BulkActions) =>
  Object.keys(roles).length === 0
    ? []
    : accountsIn(db, staff, run)
        .innerJoin('account_role', 'account_role.account_id', 'account.id')
        .select((eb) => ['account_role.role', 'account_role.staff_id as id', eb.fn.countAll<number>().as('count')])
        .groupBy(['account_role.role', 'account_role.staff_id'])
        .execute()
