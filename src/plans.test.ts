import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { CompiledQuery, Kysely, sql } from 'kysely'
import { foldersOf } from '#src/documents/folders/folder.ts'
import { folderNames, newDocuments, sharedPage } from '#src/documents/portal/portal.ts'
import { trashedDocuments, trashedFolders } from '#src/documents/trash/list.ts'
import { mentionPage, unreadMentions } from '#src/mentions/mention.ts'
import { readFilter } from './account-list/filter.ts'
import { accountPage } from './account-list/list.ts'
import { countOf } from './account-list/matching.ts'
import { findAccount } from './accounts/account.ts'
import { openedLately } from './accounts/recently-opened.ts'
import { peopleWhoSee } from './accounts/seen-by.ts'
import { eventsFor } from './accounts/visible-events.ts'
import { events } from './audit/events.ts'
import type { BulkActions } from './bulk/actions.ts'
import { previewOf } from './bulk/preview.ts'
import { outcomesOf, reportPage } from './bulk/report.ts'
import { findRun } from './bulk/run.ts'
import { attachable } from './chats/attachments.ts'
import { firmPage, newestThreads, threadPage, unreadThreads } from './chats/list.ts'
import { messagePage, messagesAfter } from './chats/message.ts'
import { clientThreadPage, newToClient } from './chats/portal.ts'
import { clientReaders, recipientsOf } from './chats/read.ts'
import { firmViews } from './chats/rules.ts'
import { duplicatePairs, duplicatesOf } from './contacts/duplicates.ts'
import { contactPage } from './contacts/list.ts'
import { readContactFilter } from './contacts/list-filter.ts'
import { myTasks } from './day/day.ts'
import { findDocument } from './documents/document.ts'
import { documentOrders, folderPage, newestWithClient, searchPage, unseenDocuments } from './documents/list.ts'
import { viewsOf } from './documents/seen.ts'
import { versionsOf } from './documents/versions.ts'
import { documentsToPack } from './documents/zip.ts'
import { groupPage, groupsWithout, membersOf } from './groups/list.ts'
import { boardOf } from './jobs/board.ts'
import { jobViews, readJobFilter } from './jobs/filter.ts'
import { currentJobs, findJob, historyOf, jobPage, jobsOfMine } from './jobs/list.ts'
import { jobsToChoose } from './jobs/of-account.ts'
import { findAccounts, findContacts } from './links/find.ts'
import { firstContacts } from './links/link.ts'
import { modules } from './modules.ts'
import { noteHistory } from './notes/history.ts'
import { authorsOf, newestNotes, notePage } from './notes/list.ts'
import { countFigures } from './overview/figures.ts'
import type { App } from './platform/app.ts'
import type { Tables } from './platform/db/tables.ts'
import { dueItem, dueKinds, inHand } from './platform/queue/lease.ts'
import { accountsOfLogin } from './portal/login.ts'
import { loginsOf, visitsTo } from './portal/logins.ts'
import { latestVisits } from './portal/visit.ts'
import { findDetails } from './profile/details.ts'
import { findInfo } from './profile/info.ts'
import { countOfDead, deadItems, named, pendingItems } from './queue/item.ts'
import { can } from './staff/rights.ts'
import type { Staff } from './staff/staff.ts'
import { countWaiting } from './staff/waiting.ts'
import { firmTaskViews, readFirmTaskFilter, readTaskFilter } from './tasks/filter.ts'
import { firmTaskPage } from './tasks/firm.ts'
import { findTask, newestTasks, taskPage, tasksOfJob } from './tasks/list.ts'
import { answersTo, findSharedTask, sharedTaskPage, tasksForClient } from './tasks/portal.ts'
import { taskViews } from './tasks/rules.ts'
import { subtasksOf } from './tasks/subtask.ts'
import { preparedRun } from './testing/bulk.ts'
import { makeChat } from './testing/chats.ts'
import { makeField } from './testing/custom-fields.ts'
import { makeDocument } from './testing/documents.ts'
import { makeJob, makePipeline } from './testing/jobs.ts'
import { makeTask } from './testing/tasks.ts'
import { onTeams } from './testing/teams.ts'
import { makeWorld, type World } from './testing/world.ts'
import { accountFilter, weekFilter } from './time/filter.ts'
import {
  entryPage,
  latestEntries,
  minutesOutOfSight,
  totalsByAccount,
  totalsByDay,
  totalsByJob,
  totalsByPerson,
  totalsOf,
} from './time/list.ts'
import { findTimer } from './time/timer.ts'

// The plans of the hot pages' queries, as SQLite makes them: none reads a growing table from end to end.

/** Tables that stay as small as the firm's staff, its tags and its settings. Real names: what a query calls them says nothing. */
const small = new Set([
  'firm',
  'service',
  'staff',
  'staff_right',
  'tag',
  'custom_field',
  'saved_filter',
  'pipeline',
  'pipeline_stage',
])

/**
 * The tables that a query's text calls by this name; none where it is a part of the query itself, whose own tables the plan names too.
 * Throws where the text calls nothing so.
 */
function tablesCalled(name: string, text: string): string[] {
  const found = [...text.matchAll(/\b(?:from|join)\s+"?(\w+)"?(?:\s+(?:as\s+)?"(\w+)")?/gi)]
    .filter(([, table, alias]) => (alias ?? table) === name)
    .map(([, table]) => table!)
  const isPart = new RegExp(
    `\\)\\s*(as\\s+)?"?${name}"?\\b|\\b"?${name}"?\\s*(\\([^)]*\\)\\s*)?as\\s+(materialized\\s+)?\\(`,
    'i',
  ).test(text)
  if (found.length === 0 && !isPart) throw new Error(`no table is called ${name} in ${text}`)
  return isPart ? found.filter((table) => table !== name) : found
}

describe('the hot pages', () => {
  let world: World
  const recorded: CompiledQuery[] = []

  before(async () => {
    world = await makeWorld('sqlite')
    await makeField(world, 'account', 'choice')
  })

  /** The plan lines that scan a table without an index, for every query that the work runs. */
  async function scansOf(work: (db: Kysely<Tables>, app: App) => Promise<unknown>): Promise<string[]> {
    recorded.length = 0
    const db = world.app.db.read.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => result,
    })
    const recording = new Proxy(db.getExecutor(), {
      get(target, name) {
        if (name === 'executeQuery')
          return (query: CompiledQuery, ...rest: unknown[]) => {
            recorded.push(query)
            return (target.executeQuery as (...all: unknown[]) => unknown)(query, ...rest)
          }
        const value = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    const read = new Kysely<Tables>({ executor: recording, config: {}, driver: {}, dialect: {} } as never)
    await work(read, { ...world.app, db: { ...world.app.db, read } })
    assert.ok(recorded.length > 0, 'no query was recorded')
    const scans: string[] = []
    for (const query of recorded) {
      for (const detail of await planLines(query)) {
        const name = /^SCAN (\w+)(?!.* (USING|VIRTUAL) )/.exec(detail)?.[1]
        if (name && name !== 'CONSTANT' && tablesCalled(name, query.sql).some((table) => !small.has(table)))
          scans.push(`${detail} in ${query.sql}`)
      }
    }
    return scans
  }

  /** Whether the first of the recorded queries sorts what it has found, instead of finding it in order. */
  async function sortsOf(): Promise<string[]> {
    return (await planLines(recorded[0]!)).filter((detail) => /TEMP B-TREE/.test(detail))
  }

  const planOf = async () => (await planLines(recorded[0]!)).join('\n')

  /** How SQLite goes about a query: the very statement, since a plan may hang on what is a parameter in it. */
  async function planLines({ sql: text, parameters }: CompiledQuery): Promise<string[]> {
    const { rows } = await world.app.db.read.executeQuery<{ detail: string }>(
      CompiledQuery.raw(`explain query plan ${text}`, [...parameters]),
    )
    return rows.map((row) => row.detail)
  }

  const cursor = { value: 'm', id: 1, back: false }
  const staffIds = () => [world.people.owner, world.people.eva]

  it('list accounts by an index, in every order and from every page', async () => {
    for (const id of staffIds()) {
      const staff = await world.staff(id)
      for (const query of [
        '',
        'show=archived',
        'sort=created&order=down',
        'sort=id',
        'sort=last+login',
        'sort=last+login&order=down',
        'field=1&value_1=c1',
        'portal=activated',
        'portal=pending',
        'portal=not+activated',
        'tag=1',
        'member=3',
        'preparer=2',
        'without=1',
        'type=company',
        'name=maria+s',
        'name=maria&sort=created',
      ])
        for (const at of [null, cursor])
          assert.deepEqual(
            await scansOf(async (db) =>
              (await accountPage(db, staff, readFilter(new URLSearchParams(query)), at)).count(),
            ),
            [],
            query,
          )
    }
  })

  it('begin a filtered list of accounts with what is rare, and walk along the list for what is common', async () => {
    const { accounts, people } = world
    const planFor = async (staffId: number, query: string) => {
      const staff = await world.staff(staffId)
      const page = await scansOf((db) => accountPage(db, staff, readFilter(new URLSearchParams(query)), null))
      assert.deepEqual(page, [], query)
      // What the others ask for is what the page's rows have.
      const asked = recorded.find(({ sql: text }) => / as "key"/.test(text))!
      return (await planLines(asked)).filter((detail) => !/^(CO-ROUTINE|MATERIALIZE)/.test(detail))
    }
    await world.app.db.write((trx) =>
      sql`insert into tag (id, name, name_key, colour, created_at)
      values (91, 'Common', 'common', 'blue', ''), (92, 'Rare', 'rare', 'blue', '')`.execute(trx),
    )
    await sql`
      with recursive n (i) as (select 1 union all select i + 1 from n where i < 3100)
      insert into account (short_id, name, sort_name, type, company_name, company_street, company_city, company_postcode,
        company_region, company_country, tax_country, tax_id, tax_key, created_at)
      select 'Q' || i, 'Q', 'q', 'other', '', '', '', '', '', '', '', '', '', '' from n`.execute(world.app.db.raw)
    await sql`insert into account_tag (account_id, tag_id) select id, 91 from account where name = 'Q'`.execute(
      world.app.db.raw,
    )
    await sql`insert into account_tag (account_id, tag_id) values (${accounts.seen}, 92)`.execute(world.app.db.raw)
    await sql`insert into account_role (account_id, role, staff_id)
      select id, 'reviewer', ${people.nina} from account where name = 'Q'`.execute(world.app.db.raw)
    const { owner, eva } = people
    for (const [who, query, begins] of [
      [owner, 'tag=92', /INDEX account_tag_tag \(tag_id=/],
      [owner, `tag=91&tag=92&reviewer=${people.nina}`, /INDEX account_tag_tag \(tag_id=/],
      [owner, 'name=maria', /SCAN search_trigram_account VIRTUAL/],
      [eva, 'tag=91', /INDEX account_team_staff \(staff_id=/],
      [eva, '', /INDEX account_team_staff \(staff_id=/],
    ] as const)
      assert.match((await planFor(who, query))[0]!, begins, query)
    for (const [query, index] of [
      ['tag=91', 'account_active_name'],
      [`reviewer=${people.nina}`, 'account_active_name'],
      ['without=92', 'account_active_name'],
      [`tag=91&reviewer=${people.nina}&sort=created`, 'account_active_created'],
      ['tag=91&type=other', 'account_active_type'],
      ['tag=91&sort=last+login', 'account_summary_last_login'],
    ] as const) {
      const lines = await planFor(owner, query)
      assert.match(lines[0]!, new RegExp(`USING (COVERING )?INDEX ${index}`), query)
      assert.ok(!lines.some((detail) => /TEMP B-TREE/.test(detail)), query)
    }
    await world.app.db.write((trx) => trx.deleteFrom('account').where('name', '=', 'Q').execute())
    await world.app.db.write((trx) => trx.deleteFrom('tag').where('id', '>', 90).execute())
  })

  it('count accounts for bulk actions, prepare, preview and report them by indexes, with a fixed number of queries', async () => {
    const actions = {
      addTags: [1, 2],
      addTeam: [3],
      roles: { preparer: 2 },
      type: 'other',
      state: 'archive',
      switches: { login: 'on', notify: 'off' },
      invite: true,
    } satisfies Partial<BulkActions>
    for (const id of staffIds()) {
      const staff = await world.staff(id)
      for (const query of ['', 'show=archived', 'tag=1', 'member=3', 'portal=pending', 'account=1&account=2'])
        assert.deepEqual(await scansOf((db) => countOf(db, staff, readFilter(new URLSearchParams(query)))), [], query)
      const run = await findRun(world.app.db.read, staff, await preparedRun(world, id, actions))
      assert.deepEqual(await scansOf((db) => previewOf(db, staff, run)), [])
      assert.equal(recorded.length, 6)
      for (const outcome of [null, 'skipped'] as const)
        assert.deepEqual(await scansOf((db) => reportPage(db, staff, run, { outcome, after: 3 })), [])
      assert.equal(recorded.length, 3)
      assert.deepEqual(await scansOf((db) => outcomesOf(db, run)), [])
    }
  })

  it('list contacts by an index', async () => {
    for (const id of staffIds()) {
      const staff = await world.staff(id)
      for (const query of [
        '',
        'name=ma',
        'sort=newest',
        'sort=newest&order=down',
        'clients=active',
        'clients=archived',
        'clients=none',
        'email=with',
        'email=without',
        'tag=1',
      ])
        for (const at of [null, cursor]) {
          assert.deepEqual(await scansOf((db) => contactPage(db, staff, readContactFilter(query), at)), [], query)
          const asked = recorded.find(({ sql: text }) => / as "key"/.test(text))!
          const sorts = (await planLines(asked)).filter((detail) => /TEMP B-TREE FOR (LAST|ORDER)/.test(detail))
          // Whoever sees few contacts begins with those, and so does whoever asks for what few have.
          const begins = id === world.people.eva || query === 'tag=1'
          if (!begins) assert.deepEqual(sorts, [], query)
          // The page and what is shown of it; what is asked may be counted before, and the end of a step is looked up.
          assert.ok(recorded.length <= 4, `${recorded.length} queries`)
        }
    }
  })

  it('suggest duplicates by walks along indexes', async () => {
    for (const id of staffIds()) {
      const staff = await world.staff(id)
      assert.deepEqual(await scansOf((db) => duplicatePairs(db, staff, { one: 1, other: 2 })), [])
      const contact = { id: world.contacts.maria, sort_name: 'maria seen', erased_at: null }
      assert.deepEqual(await scansOf((db) => duplicatesOf(db, staff, contact)), [])
    }
  })

  it('search by an index, whatever the length of the query', async () => {
    for (const id of staffIds()) {
      const staff = await world.staff(id)
      for (const query of ['ma', 'maria', 'maria se', '912 345', 'SF1', 'x y']) {
        assert.deepEqual(await scansOf((db) => findAccounts(db, staff, query, 8)), [], query)
        assert.deepEqual(await scansOf((db) => findContacts(db, staff, query, 8)), [], query)
      }
    }
  })

  it('search among somebody’s few accounts from these on, and among many along the words, asking of each on the way', async () => {
    const few = await world.staff(world.people.eva)
    const people = [await onTeams(world, 1100), await onTeams(world, 10_100)]
    for (const query of ['ma', 'maria', 'maria se', '912 345', 'SF1', 'x y'])
      for (const find of [findAccounts, findContacts]) {
        const searches = async (staff: Staff) => {
          assert.deepEqual(await scansOf((db) => find(db, staff, query, 8)), [], query)
          const asked = recorded.filter(({ sql: text }) => text.includes('"search_entry"'))
          assert.ok(asked.length > 0 && recorded.length <= 10, `${recorded.length} queries`)
          return Promise.all(asked.map(async (one) => (await planLines(one)).join('\n')))
        }
        for (const plan of await searches(few)) {
          assert.match(plan, /^SEARCH seen USING COVERING INDEX account_team_staff /, query)
          assert.match(plan, /\nSEARCH word USING COVERING INDEX search_word_subject /, query)
        }
        for (const staff of people) {
          const [along, ...others] = await searches(staff)
          assert.match(
            along!,
            /^(CO-ROUTINE near\n)?SEARCH search_word USING PRIMARY KEY \(kind=\? AND word>\? AND word<\?\)/,
            query,
          )
          for (const plan of [along!, ...others])
            assert.match(plan, /LIST SUBQUERY|SEARCH account_team (EXISTS )?USING COVERING INDEX/, query)
        }
      }
  })

  it('show a profile by indexes, with a fixed number of queries', async () => {
    const staff = await world.staff(world.people.eva)
    assert.deepEqual(
      await scansOf(async (db) => {
        const details = await findDetails(db, staff, world.accounts.seen)
        await findInfo(db, staff, details, { language: 'en', now: new Date() })
      }),
      [],
    )
    assert.ok(recorded.length <= 16, `${recorded.length} queries`)
    assert.deepEqual(await scansOf((db) => events(db, { accountId: world.accounts.seen }, 6)), [])
    assert.deepEqual(await scansOf((db) => loginsOf(db, world.accounts.seen)), [])
    assert.equal(recorded.length, 2)
    assert.deepEqual(await scansOf((db) => visitsTo(db, world.accounts.seen, 50, 1000)), [])
    assert.deepEqual(await scansOf((db) => events(db, { staffId: 1, before: 100 }, 60)), [])
  })

  it('tell of an account’s first contacts, and all figures above its overview, by one query each', async () => {
    const staffId = world.people.eva
    const staff = await world.staff(staffId)
    const account = await findAccount(world.app.db.read, staff, world.accounts.seen)
    assert.deepEqual(await scansOf((db) => firstContacts(db, account, 5)), [])
    assert.equal(recorded.length, 1)
    const figures = modules.flatMap(({ overview }) => overview?.figures ?? [])
    assert.ok(figures.length >= 6)
    const asked = { staff, accountId: account.id, today: '2026-11-24' }
    assert.deepEqual(await scansOf((db) => countFigures(db, figures, asked)), [])
    assert.equal(recorded.length, 1)
  })

  it('show notes and mentions by indexes, with a fixed number of queries', async () => {
    for (const id of staffIds()) {
      const staff = await world.staff(id)
      for (const filter of [
        { q: '', author: null },
        { q: 'call bank', author: null },
        { q: '', author: 1 },
      ])
        for (const at of [null, { ...cursor, value: '' }])
          assert.deepEqual(await scansOf((db) => notePage(db, world.accounts.seen, filter, at)), [])
      assert.deepEqual(await scansOf((db) => newestNotes(db, world.accounts.seen, 5)), [])
      assert.equal(recorded.length, 1)
      assert.deepEqual(await scansOf((db) => peopleWhoSee(db, world.accounts.seen)), [])
      assert.equal(recorded.length, 1)
      assert.deepEqual(await scansOf((db) => authorsOf(db, world.accounts.seen)), [])
      assert.deepEqual(await scansOf((db) => noteHistory(db, 1, 7)), [])
      assert.deepEqual(await scansOf((db) => mentionPage(db, world.app.modules, staff, 30, 1000)), [])
      assert.deepEqual(await scansOf((db) => unreadMentions(db, staff).execute()), [])
      assert.equal(recorded.length, 1)
      assert.deepEqual(await scansOf((db) => countWaiting(db, world.app.modules, staff)), [])
      assert.equal(recorded.length, 1)
    }
  })

  it('count two thousand notes of an account from an index alone', async () => {
    await world.app.db.write((trx) =>
      sql`
      with recursive n (i) as (select 1 union all select i + 1 from n where i < 2000)
      insert into note (account_id, staff_id, text, folded, created_at)
      select ${world.accounts.seen}, 1, 'x', 'x', '2026-01-01T00:00:00.000Z' from n`.execute(trx),
    )
    await scansOf(async (db) => assert.equal((await newestNotes(db, world.accounts.seen, 5)).count, 2000))
    const plan = await planOf()
    assert.match(plan, /SEARCH each USING COVERING INDEX note_/)
    assert.doesNotMatch(plan, /TEMP B-TREE/)
  })

  it('list groups, and a group’s accounts, by indexes', async () => {
    await world.giveRights(world.people.nina, ['manage accounts'])
    for (const id of [...staffIds(), world.people.nina]) {
      const staff = await world.staff(id)
      for (const at of [null, cursor]) {
        assert.deepEqual(await scansOf((db) => groupPage(db, staff, at)), [])
        assert.ok(recorded.length <= 3, `${recorded.length} queries`)
        assert.deepEqual(await scansOf((db) => membersOf(db, staff, 1, at)), [])
        assert.ok(recorded.length <= 3, `${recorded.length} queries`)
      }
      assert.deepEqual(await scansOf((db) => groupsWithout(db, staff, world.accounts.seen)), [])
    }
  })

  it('list jobs by an index that has them in order, and show a board, one job and one’s own', async () => {
    const { seen } = world.accounts
    const { id: pipeline, stages } = await makePipeline(world)
    const job = await makeJob(world, seen, pipeline, {}, staffIds())
    for (const id of staffIds()) {
      const staff = await world.staff(id)
      for (const show of jobViews)
        for (const query of [
          {},
          { pipeline: String(pipeline) },
          { pipeline: String(pipeline), stage: String(stages[0]!.id) },
          { assignee: String(id) },
          { assignee: 'nobody' },
          { due: 'week' },
        ] as Record<string, string>[])
          for (const account of [null, seen])
            for (const at of [null, cursor]) {
              const filter = { ...readJobFilter({ show, ...query }), accountId: account }
              const list = (db: Kysely<Tables>) => jobPage(db, staff, filter, '2026-11-24', at)
              assert.deepEqual(await scansOf(list), [], JSON.stringify(filter))
              assert.ok(recorded.length <= 5, `${recorded.length} queries`)
              if (id === world.people.owner && account === null)
                assert.deepEqual(await sortsOf(), [], JSON.stringify(filter))
            }
      for (const assignee of [null, id]) {
        assert.deepEqual(await scansOf((db) => boardOf(db, staff, pipeline, assignee)), [])
        assert.ok(recorded.length <= 5, `${recorded.length} queries`)
      }
      assert.deepEqual(await scansOf((db) => jobsOfMine(db, staff, 10)), [])
      assert.ok(recorded.length <= 2)
    }
    assert.deepEqual(await scansOf((db) => currentJobs(db, seen, 5)), [])
    assert.equal(recorded.length, 2)
    assert.deepEqual(await sortsOf(), [])
    assert.deepEqual(await scansOf((db) => findJob(db, seen, job)), [])
    assert.equal(recorded.length, 2)
    assert.deepEqual(await scansOf((db) => historyOf(db, job)), [])
  })

  it('show a day by indexes, with a fixed number of queries', async () => {
    await makeTask(world, world.accounts.seen, {}, staffIds())
    for (const id of staffIds()) {
      const staff = await world.staff(id)
      for (const at of [null, cursor]) {
        assert.deepEqual(await scansOf((db) => myTasks(db, staff, at)), [])
        const plan = await planOf()
        assert.match(plan, /^SEARCH mine USING (COVERING )?INDEX task_assignee_day/, 'one’s own index first')
        assert.doesNotMatch(plan, /TEMP B-TREE|LIST SUBQUERY/)
        assert.ok(recorded.length <= 3, `${recorded.length} queries`)
      }
      assert.deepEqual(await scansOf((_, app) => openedLately(app, staff, 10)), [])
      assert.equal(recorded.length, 1)
    }
  })

  it('list the open tasks of all accounts by an index that has them in order', async () => {
    await makeTask(world, world.accounts.seen, {}, staffIds())
    for (const id of staffIds())
      for (const show of firmTaskViews)
        for (const assignee of ['', 'nobody', String(id)])
          for (const at of [null, cursor]) {
            const staff = await world.staff(id)
            const filter = readFirmTaskFilter({ show, assignee })
            const list = (db: Kysely<Tables>) => firmTaskPage(db, staff, filter, '2026-11-24', at)
            assert.deepEqual(await scansOf(list), [], JSON.stringify(filter))
            assert.ok(recorded.length <= 6, `${recorded.length} queries`)
            if (id === world.people.owner) assert.deepEqual(await sortsOf(), [], JSON.stringify(filter))
          }
  })

  it('list jobs and tasks of somebody’s few accounts from these on, and of many along an index that has all in order', async () => {
    const { people, accounts } = world
    const few = await world.staff(people.eva)
    const many = await onTeams(world, 1100)
    const most = await onTeams(world, 10_100)
    const { id: pipeline, stages } = await makePipeline(world)
    await makeJob(world, accounts.seen, pipeline, {}, [people.eva])
    const stage = String(stages[0]!.id)
    const lists: [table: string, index: string, (db: Kysely<Tables>, staff: Staff) => Promise<unknown>][] = []
    for (const [index, filter] of [
      ['job_state', { show: 'open' }],
      ['job_state', { show: 'overdue' }],
      ['job_due', { show: 'all' }],
      ['job_pipeline', { show: 'completed', pipeline: String(pipeline) }],
      ['job_pipeline_all', { show: 'all', pipeline: String(pipeline) }],
      ['job_stage', { show: 'open', pipeline: String(pipeline), stage }],
      ['job_stage_all', { show: 'all', pipeline: String(pipeline), stage }],
      ['job_assignee_mine', { show: 'open', assignee: String(people.eva), stage }],
    ] as const)
      for (const at of [null, cursor])
        lists.push(['job', index, (db, staff) => jobPage(db, staff, readJobFilter(filter), '2026-11-24', at)])
    for (const [index, filter] of [
      ['task_open_all', { show: 'open' }],
      ['task_open_all', { show: 'overdue' }],
      ['task_assignee_day', { show: 'open', assignee: String(people.eva) }],
    ] as const)
      for (const at of [null, cursor])
        lists.push([
          'task',
          index,
          (db, staff) => firmTaskPage(db, staff, readFirmTaskFilter(filter), '2026-11-24', at),
        ])
    const inOrder = async (query: CompiledQuery | undefined) => (await planLines(query!)).join('\n')
    for (const [table, index, list] of lists) {
      assert.deepEqual(await scansOf((db) => list(db, few)), [])
      const begun = await inOrder(recorded[1])
      assert.match(begun, /^SEARCH seen USING COVERING INDEX account_team_staff/, index)
      assert.match(begun, new RegExp(`SEARCH ${table} USING COVERING INDEX \\S*account\\S* |INDEX task_open `), index)
      for (const [staff, asks] of [
        [many, /LIST SUBQUERY/],
        [most, /SEARCH account_team (EXISTS )?USING COVERING INDEX/],
      ] as const) {
        assert.deepEqual(await scansOf((db) => list(db, staff)), [])
        const along = await inOrder(recorded[1])
        // One person's own say whose they are in rows alone.
        if (staff === many && index.includes('assignee')) {
          assert.match(along, /^SEARCH seen USING COVERING INDEX account_team_staff/, index)
          continue
        }
        assert.match(along, new RegExp(`^CO-ROUTINE near\n(SEARCH|SCAN) \\w+ USING COVERING INDEX ${index}\\b`), index)
        assert.match(along, asks, index)
        assert.doesNotMatch(along, /TEMP B-TREE/, index)
        // Too little was found on the way: had it an end?
        assert.match(await inOrder(recorded[2]), new RegExp(`USING COVERING INDEX ${index}\\b`), index)
      }
    }
  })

  it('show a board of few accounts from these on, and of many along the index that has each column in order', async () => {
    const { people, accounts } = world
    const { id: pipeline } = await makePipeline(world)
    await makeJob(world, accounts.seen, pipeline, {}, [people.eva])
    const board = (staff: Staff, assignee: number | 'nobody' | null) =>
      scansOf((db) => boardOf(db, staff, pipeline, assignee))
    const planOfCards = async () =>
      (await Promise.all(recorded.filter(({ sql: text }) => /union all|row_number/.test(text)).map(planLines))).map(
        (plan) => plan.join('\n'),
      )
    const [few, owner] = [await world.staff(people.eva), await world.staff(people.owner)]
    const [many, most] = [await onTeams(world, 1100), await onTeams(world, 10_100)]
    for (const assignee of [null, people.eva, 'nobody'] as const) {
      assert.deepEqual(await board(few, assignee), [])
      const [ranked, ...others] = await planOfCards()
      assert.deepEqual(others, [])
      assert.match(
        ranked!,
        /SEARCH seen USING COVERING INDEX account_team_staff .*\nSEARCH job USING COVERING INDEX job_(of_account|account_all) /,
      )
      for (const staff of [owner, many, most]) {
        assert.deepEqual(await board(staff, assignee), [])
        const [along, ...more] = await planOfCards()
        assert.equal(
          along!.match(/SEARCH job USING COVERING INDEX job_stage /g)?.length,
          staff === owner && !assignee ? 6 : 3,
        )
        assert.doesNotMatch(along!, /TEMP B-TREE/)
        // Where columns are short it is asked whether the walk was.
        if (staff !== owner) assert.match(more.join(), /SEARCH job USING COVERING INDEX job_stage /)
        assert.ok(recorded.length <= 6, `${recorded.length} queries`)
      }
    }
  })

  it('list an account’s tasks by an index that has them in order, and show one', async () => {
    const { seen } = world.accounts
    const task = await makeTask(world, seen, {}, staffIds())
    for (const show of taskViews)
      for (const order of ['up', 'down'])
        for (const at of [null, cursor]) {
          const filter = readTaskFilter({ show, order, tag: at ? '1' : '' })
          const list = (db: Kysely<Tables>) => taskPage(db, { id: 1 }, seen, filter, '2026-11-24', at)
          assert.deepEqual(await scansOf(list), [], show)
          assert.ok(recorded.length <= 3, `${recorded.length} queries`)
          assert.deepEqual(await sortsOf(), [], `${show} ${order}`)
        }
    assert.deepEqual(await scansOf((db) => newestTasks(db, seen, 5)), [])
    assert.equal(recorded.length, 2)
    assert.deepEqual(await sortsOf(), [])
    assert.deepEqual(await scansOf((db) => findTask(db, seen, task)), [])
    assert.equal(recorded.length, 3)
    assert.deepEqual(await scansOf((db) => subtasksOf(db, task)), [])
    assert.deepEqual(await scansOf((db) => answersTo(db, task)), [])
    assert.deepEqual(await scansOf((db) => tasksOfJob(db, 1)), [])
    assert.deepEqual(await sortsOf(), [])
    assert.deepEqual(await scansOf((db) => jobsToChoose(db, seen, 1)), [])
  })

  it('show a client their tasks by an index that has them in order', async () => {
    const { seen, hidden } = world.accounts
    const task = await makeTask(world, seen, { is_shared: 1 })
    for (const open of [true, false])
      for (const at of [null, cursor]) {
        assert.deepEqual(await scansOf((db) => sharedTaskPage(db, seen, open, at)), [])
        assert.equal(recorded.length, 1)
        assert.deepEqual(await sortsOf(), [])
      }
    assert.deepEqual(await scansOf((db) => findSharedTask(db, seen, task)), [])
    assert.equal(recorded.length, 2)
    assert.deepEqual(await scansOf((db) => tasksForClient(db, [seen, hidden])), [])
    assert.equal(recorded.length, 1)
  })

  it('show a document, and find those of a ZIP, by indexes', async () => {
    const { seen } = world.accounts
    const id = await makeDocument(world, seen, 'Planned.txt', 'x')
    for (const staffId of staffIds()) {
      const staff = await world.staff(staffId)
      assert.deepEqual(await scansOf((db) => findDocument(db, staff, seen, id)), [])
      assert.deepEqual(await scansOf((db) => foldersOf(db, staff, seen)), [])
      assert.deepEqual(await scansOf((db) => documentsToPack(db, staff, seen, [], null)), [])
      assert.equal(recorded.length, 1)
    }
    for (const before of [undefined, 7]) {
      assert.deepEqual(await scansOf((db) => versionsOf(db, id, 20, before)), [])
      assert.deepEqual(await sortsOf(), [])
      assert.deepEqual(await scansOf((db) => events(db, { subjectRef: `document ${id}`, before }, 20)), [])
      assert.deepEqual(await sortsOf(), [])
    }
    assert.deepEqual(await scansOf((db) => viewsOf(db, id, 20)), [])
    assert.equal(recorded.length, 2)
  })

  it('list what is shared with a client by an index that has it in order, and count what is new', async () => {
    const { seen, hidden } = world.accounts
    const client = { contactId: world.contacts.maria }
    for (const at of [null, cursor]) {
      assert.deepEqual(await scansOf((db) => sharedPage(db, client, seen, at)), [])
      assert.equal(recorded.length, 1)
      assert.deepEqual(await sortsOf(), [])
    }
    assert.deepEqual(await scansOf((db) => folderNames(db, seen)), [])
    assert.deepEqual(await scansOf((db) => newDocuments(db, client, [seen, hidden])), [])
    assert.equal(recorded.length, 1)
  })

  it('list chats by indexes that have them in order, and show one', async () => {
    const { seen } = world.accounts
    const chat = await makeChat(world, seen)
    for (const id of staffIds()) {
      const staff = await world.staff(id)
      for (const at of [null, cursor]) {
        for (const isArchived of [false, true]) {
          assert.deepEqual(await scansOf((db) => threadPage(db, staff, seen, isArchived, at)), [])
          assert.equal(recorded.length, 1)
          assert.deepEqual(await sortsOf(), [], `archived ${isArchived}`)
        }
        for (const view of firmViews) {
          // How much somebody sees is asked once for all of a request.
          const asking = await world.staff(id)
          assert.deepEqual(await scansOf((db) => firmPage(db, asking, view, at)), [], view)
          const isOwner = id === world.people.owner
          // Whoever sees few accounts begins with those, and sorts what little there is.
          assert.equal(recorded.length, isOwner ? 1 : 2)
          if (isOwner) assert.deepEqual(await sortsOf(), [], view)
          else assert.match((await planLines(recorded[1]!))[0]!, /INDEX account_team_staff \(staff_id=/)
        }
      }
      assert.deepEqual(await scansOf((db) => newestThreads(db, staff, seen, 5)), [])
      assert.equal(recorded.length, 1)
      assert.deepEqual(await sortsOf(), [])
      assert.deepEqual(await scansOf((db) => unreadThreads(db, staff).execute()), [])
      assert.equal(recorded.length, 1)
      for (const reader of [staff, 'client'] as const) {
        for (const before of [null, 100])
          assert.deepEqual(await scansOf((db) => messagePage(db, reader, chat.thread, before)), [])
        assert.ok(recorded.length <= 2)
        assert.deepEqual(await scansOf((db) => messagesAfter(db, reader, chat.thread, 1)), [])
      }
      assert.deepEqual(await scansOf((db) => attachable(db, staff, seen, { toClient: true, query: 'bank' })), [])
    }
    const client = { contactId: world.contacts.maria }
    for (const isArchived of [false, true]) {
      assert.deepEqual(await scansOf((db) => clientThreadPage(db, client, seen, isArchived, cursor)), [])
      assert.deepEqual(await sortsOf(), [])
    }
    assert.deepEqual(await scansOf((db) => newToClient(db, client, [seen])), [])
    assert.deepEqual(await scansOf((db) => clientReaders(db, chat.thread)), [])
    assert.deepEqual(await scansOf((db) => recipientsOf(db, seen)), [])
  })

  it('list an account’s documents, find among them and tell of its events by indexes that have them in order', async () => {
    const { seen } = world.accounts
    for (const staffId of staffIds()) {
      const staff = await world.staff(staffId)
      for (const at of [null, cursor]) {
        for (const folder of [null, 1])
          for (const order of documentOrders) {
            assert.deepEqual(await scansOf((db) => folderPage(db, staff, seen, folder, order, at)), [])
            assert.deepEqual([recorded.length, await sortsOf()], [1, []], order)
          }
        assert.deepEqual(await scansOf((db) => searchPage(db, staff, seen, 'two words', at)), [])
        assert.deepEqual([recorded.length, await sortsOf()], [1, []])
        for (const trashed of [trashedDocuments, trashedFolders]) {
          assert.deepEqual(await scansOf((db) => trashed(db as never, staff, seen, at)), [])
          assert.deepEqual([recorded.length, await sortsOf()], [1, []])
        }
      }
      assert.deepEqual(await scansOf((db) => newestWithClient(db, staff, seen, 5)), [])
      assert.deepEqual([recorded.length, await sortsOf()], [1, []])
      assert.deepEqual(await scansOf((db) => unseenDocuments(db, staff, 10)), [])
      // What is new on the few accounts of one person is sorted.
      if (can(staff, 'view all accounts')) assert.deepEqual([recorded.length, await sortsOf()], [1, []])
      assert.deepEqual(await scansOf((_, app) => eventsFor(app, staff, { accountId: seen }, 60)), [])
      assert.deepEqual([recorded.length, await sortsOf()], [1, []])
    }
  })

  it('list time, its sums and the timer by indexes, with a fixed number of queries', async () => {
    await world.giveRights(world.people.nina, ['see all time entries'])
    for (const id of [...staffIds(), world.people.nina]) {
      const staff = await world.staff(id)
      const { seen } = world.accounts
      assert.deepEqual(await scansOf((db) => latestEntries(db, staff, seen, 5)), [])
      assert.equal(recorded.length, 1)
      assert.deepEqual(await scansOf((db) => findTimer(db, staff)), [])
      assert.equal(recorded.length, 1)
      for (const query of ['', 'state=unbilled', `person=${id}`, 'from=2026-01-01&to=2026-02-01', 'job=1']) {
        const filter = accountFilter(new URLSearchParams(query), staff, seen, { order: 'dmy' })
        for (const at of [null, cursor]) assert.deepEqual(await scansOf((db) => entryPage(db, staff, filter, at)), [])
        assert.deepEqual(await scansOf((db) => totalsOf(db, staff, filter, 6)), [], query)
        assert.deepEqual(await scansOf((db) => totalsByPerson(db, staff, filter, 6)), [], query)
        assert.deepEqual(await scansOf((db) => totalsByJob(db, staff, filter, 6)), [], query)
      }
      for (const query of ['', 'person=all', 'person=all&state=non-billable']) {
        const { filter } = weekFilter(new URLSearchParams(query), staff, '2026-11-24')
        for (const at of [null, cursor]) assert.deepEqual(await scansOf((db) => entryPage(db, staff, filter, at)), [])
        for (const sums of [totalsByDay, totalsByAccount])
          assert.deepEqual(await scansOf((db) => sums(db, staff, filter, 15)), [], query)
      }
      if (id !== world.people.owner)
        assert.deepEqual(await scansOf((db) => minutesOutOfSight(db, staff, '2026-11-23', '2026-11-29')), [])
    }
    await world.giveRights(world.people.nina, [])
  })

  it('find the figures that are told to Prometheus by an index, and count no further than it is said', async () => {
    const figures = modules.flatMap((module) => module.figures ?? [])
    assert.ok(figures.length > 4)
    for (const { name, count } of figures) {
      assert.deepEqual(await scansOf((_, app) => count(app)), [], name)
      // A count that has no limit is of what was given up: an index of that alone.
      assert.match(`${recorded[0]!.sql} ${await planOf()}`, /limit|max\("id"\)|INDEX queue_item_dead/, name)
      assert.match(await planOf(), /SEARCH|INDEX queue_item_dead/, name)
    }
  })

  it('look for work, take it and count what failed by indexes that have it in order, however much waits', async () => {
    const at = '2026-11-24T00:00:00.000Z'
    await world.app.db.write((trx) =>
      sql`
      with recursive n (i) as (select 1 union all select i + 1 from n where i < 3000)
      insert into queue_item (kind, payload, run_at, created_at, dead_at)
      select case i % 3 when 0 then 'send mail' else 'run import' end, '{"id":1}', ${at}, ${at}, case i % 50 when 0 then ${at} end
      from n`.execute(trx),
    )
    await sql`analyze`.execute(world.app.db.raw)
    const kinds = world.app.queue.kinds()
    assert.deepEqual(await scansOf((db) => dueKinds(db, kinds, at)), [])
    assert.equal((await planOf()).match(/INDEX queue_item_lane \(kind=\? AND run_at<\?\)/g)?.length, kinds.length)
    assert.deepEqual(await sortsOf(), [])
    assert.deepEqual(await scansOf((db) => dueItem(db, 'send mail', at).execute()), [])
    assert.match(await planOf(), /INDEX queue_item_lane \(kind=\? AND run_at<\?\)/)
    assert.deepEqual(await sortsOf(), [])
    assert.deepEqual(await scansOf((db) => inHand(db, 'send mail', at).execute()), [])
    assert.match(await planOf(), /INDEX queue_item_leased/)
    assert.deepEqual(await scansOf((db) => countOfDead(db)), [])
    assert.match(await planOf(), /INDEX queue_item_dead/)
    for (const before of [null, 100]) {
      assert.deepEqual(await scansOf((db) => deadItems(db, before, 51)), [])
      assert.match(await planOf(), /INDEX queue_item_dead/)
      assert.deepEqual(await sortsOf(), [])
    }
    assert.deepEqual(await scansOf((db) => pendingItems(db, 51)), [])
    assert.deepEqual(await sortsOf(), [])
    // One query for each kind among them, whatever their number.
    await scansOf(async (db) => named(world.app, db, await pendingItems(db, 51)))
    assert.ok(recorded.length <= 3, `${recorded.length} queries`)
    await world.app.db.write((trx) => trx.deleteFrom('queue_item').execute())
  })

  it('show a client’s home by indexes', async () => {
    assert.deepEqual(await scansOf((db) => accountsOfLogin(db, 1)), [])
    assert.deepEqual(await scansOf((db) => latestVisits(db, 1, 10)), [])
  })

  it('would be caught scanning, whatever the query calls the table', async () => {
    for (const { text, expected } of [
      { text: 'select * from "account" where "name" > \'x\'', expected: ['SCAN account'] },
      { text: 'select * from "note" as "each" where "text" > \'x\'', expected: ['SCAN each'] },
      { text: 'select * from "account_opening" as "lately" where "at" > \'x\'', expected: ['SCAN lately'] },
      {
        text: 'select * from "tag" as "some" left join "note" as "staff" on "staff"."text" > "some"."name"',
        expected: ['SCAN staff LEFT-JOIN'],
      },
      { text: 'select * from (select * from "note" limit 5) as "latest"', expected: ['SCAN note'] },
      {
        text: 'with "some" as (select * from "task" limit 5) select * from "some" order by "title"',
        expected: ['SCAN task'],
      },
      { text: 'select * from "tag" as "note" where "name" > \'x\'', expected: [] },
    ])
      assert.deepEqual(
        (await scansOf((db) => sql.raw(text).execute(db))).map((scan) => scan.split(' in ')[0]),
        expected,
        text,
      )
  })
})
