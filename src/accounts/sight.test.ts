import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { boardOf, cardsPerColumn } from '#src/jobs/board.ts'
import { readJobFilter } from '#src/jobs/filter.ts'
import { jobPage } from '#src/jobs/list.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import type { Staff } from '#src/staff/staff.ts'
import { makePipeline } from '#src/testing/jobs.ts'
import { onTeams } from '#src/testing/teams.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { sightOf } from './sight.ts'

const pagesRead = 8

for (const engine of engines)
  describe(`what a person sees of a large firm on ${engine}`, () => {
    let world: World
    let most: Staff
    let many: Staff
    let pipeline: { id: number; stages: { id: number }[] }
    const read = () => world.app.db.read

    before(async () => {
      world = await makeWorld(engine)
      ;[many, most] = [await onTeams(world, 1100), await onTeams(world, 10_100)]
      pipeline = await makePipeline(world)
      // Those of the first accounts are due last.
      await sql`
        insert into job (account_id, pipeline_id, stage_id, name, details, due, created_at, entered_at, state, sort_due)
        select id, ${pipeline.id}, ${pipeline.stages[0]!.id}, 'Q', '', '', '', '', case id % 7 when 0 then 'completed' else 'open' end,
          case when id % 5 = 0 then '2026-02-01' when id < 1000 then '2026-03-01' else '2026-01-01' end
        from account where name = 'Of a large team'`.execute(world.app.db.raw)
    })

    /** The numbers of the jobs that a person sees and a filter shows, by a plain query. */
    const expected = async (staff: Staff, states: string[], before = '9') =>
      (
        await read()
          .selectFrom('job')
          .innerJoin('account_team', 'account_team.account_id', 'job.account_id')
          .select('job.id')
          .where('account_team.staff_id', '=', staff.id)
          .where('job.state', 'in', states as never)
          .where('job.sort_due', '<', before)
          .orderBy('job.sort_due')
          .orderBy('job.id')
          .execute()
      ).map(({ id }) => id)

    it('is everything, few accounts, many or most', async () => {
      const { people } = world
      const sights = [await world.staff(people.owner), await world.staff(people.eva), many, most]
      assert.deepEqual(await Promise.all(sights.map((staff) => sightOf(read(), staff))), [
        'everything',
        'few',
        'many',
        'most',
      ])
      await world.giveRights(people.eva, ['view all accounts'])
      assert.equal(await sightOf(read(), await world.staff(people.eva)), 'everything')
      await world.giveRights(people.eva, [])
    })

    it('is the same whether one begins with the accounts or walks along everything, to and fro', async () => {
      const few = await world.staff(world.people.eva)
      const some = await read()
        .selectFrom('account')
        .select('id')
        .where('name', '=', 'Of a large team')
        .limit(130)
        .execute()
      await sql`insert into account_team (account_id, staff_id, added_at)
        select id, ${few.id}, '' from account where id in (${sql.join(some.map(({ id }) => id))})`.execute(
        world.app.db.raw,
      )
      // All that is due later lies farther than one walks: of that `many` find what they find by beginning with the accounts.
      for (const staff of [few, many, most])
        for (const [filter, states, before] of [
          [{ show: 'open' }, ['open']],
          [{ show: 'all', pipeline: String(pipeline.id) }, ['open', 'completed']],
          [{ show: 'completed', stage: String(pipeline.stages[0]!.id) }, ['completed']],
          [{ show: 'overdue' }, ['open'], '2026-02-02'],
          [{ show: 'archived' }, ['archived']],
        ] as const) {
          const all = await expected(staff, [...states], before)
          const pages: number[][] = []
          let at: string | undefined
          let previous: string | undefined
          do {
            const page = await jobPage(read(), staff, readJobFilter(filter), '2026-02-02', readCursor(at))
            pages.push(page.rows.map(({ id }) => id))
            ;[at, previous] = [page.next, page.previous]
          } while (at && pages.length < pagesRead)
          assert.deepEqual(pages.flat(), all.slice(0, pagesRead * 50), `${staff.name} ${filter.show}`)
          if (pages.length < pagesRead) assert.equal(pages.flat().length, all.length)
          for (let i = pages.length - 2; i >= 0; i--) {
            const page = await jobPage(read(), staff, readJobFilter(filter), '2026-02-02', readCursor(previous))
            assert.deepEqual(
              page.rows.map(({ id }) => id),
              pages[i],
              `${staff.name} ${filter.show}, back`,
            )
            previous = page.previous
          }
          assert.equal(previous, undefined)
        }
    })

    it('is the same on a board, as far as it is counted', async () => {
      const stage = pipeline.stages[0]!.id
      const owner = await world.staff(world.people.owner)
      const [first] = await boardOf(read(), owner, pipeline.id)
      assert.deepEqual([first!.count, first!.isMore], [500, true])
      for (const staff of [await world.staff(world.people.eva), many, most]) {
        const all = await expected(staff, ['open'])
        const [column, ...others] = await boardOf(read(), staff, pipeline.id)
        assert.equal(column!.stage.id, stage)
        assert.deepEqual(
          column!.cards.map(({ id }) => id),
          all.slice(0, cardsPerColumn),
          staff.name,
        )
        assert.ok(column!.isMore ? column!.count < all.length : column!.count === all.length)
        assert.deepEqual(
          others.map(({ count, isMore }) => [count, isMore]),
          [
            [0, false],
            [0, false],
          ],
        )
        const [nobodys] = await boardOf(read(), staff, pipeline.id, 'nobody')
        assert.deepEqual(nobodys!.cards, column!.cards)
      }
    })

    it('is the same on a board of one person’s jobs', async () => {
      const { eva } = world.people
      const given = await read()
        .selectFrom('job')
        .innerJoin('account_team', 'account_team.account_id', 'job.account_id')
        .select(['job.id', 'job.sort_due'])
        .where('account_team.staff_id', '=', many.id)
        .where('job.state', '=', 'open')
        .where(sql<boolean>`job.id % 40 = 0`)
        .orderBy('job.sort_due')
        .orderBy('job.id')
        .execute()
      assert.ok(given.length > 1)
      const copies = given.map(({ id, sort_due }) => ({ job_id: id, staff_id: eva, state: 'open' as const, sort_due }))
      await world.app.db.write((trx) => trx.insertInto('job_assignee').values(copies).execute())
      for (const staff of [await world.staff(world.people.owner), many, most]) {
        const [column] = await boardOf(read(), staff, pipeline.id, eva)
        assert.deepEqual(
          column!.cards.map(({ id }) => id),
          given.map(({ id }) => id).slice(0, cardsPerColumn),
          staff.name,
        )
        const { rows } = await jobPage(read(), staff, readJobFilter({ show: 'open', assignee: String(eva) }), '', null)
        assert.deepEqual(
          rows.map(({ id }) => id),
          given.map(({ id }) => id),
        )
        const nobodys = await jobPage(read(), staff, readJobFilter({ show: 'open', assignee: 'nobody' }), '', null)
        const ids = new Set(given.map(({ id }) => id))
        assert.ok(nobodys.rows.length > 0 && nobodys.rows.every(({ id }) => !ids.has(id)))
      }
    })

    it('is nothing of what others see', async () => {
      const nina = await world.staff(world.people.nina)
      const page = await jobPage(read(), nina, readJobFilter({ show: 'all' }), '2026-02-02', null)
      assert.deepEqual(page.rows, [])
    })
  })
