import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { everyPage, readCursor } from '#src/platform/db/keyset.ts'
import { createTag } from '#src/tags/tag.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { readFilter } from './filter.ts'
import { accountPage } from './list.ts'
import { countOf } from './matching.ts'

// So many accounts that a list is walked along for what many of them have, in more than one step, and begins with what few have.

const many = 6500
const numbers = Array.from({ length: many }, (_, i) => i + 1)

for (const engine of engines)
  describe(`a long list of accounts on ${engine}`, () => {
    let world: World
    /** The number of each account, by its id; and what it has by its number. */
    let numberOf: Map<number, number>
    const tags: Record<string, number> = {}
    /** By their tags: nearly all, every other one, those between these, and few. */
    const has: Record<string, (i: number) => boolean> = {
      most: (i) => i % 10 > 0,
      even: (i) => i % 2 === 0,
      odd: (i) => i % 2 === 1,
      few: (i) => i % 500 === 0,
    }
    const isCompany = (i: number) => i % 3 === 0
    const isMaria = (i: number) => i % 2 === 0
    const isInTeam = (i: number) => i % 4 < 3
    const nameOf = (i: number) => `${isMaria(i) ? 'maria' : 'rui'} ${String((i * 7919) % 6701).padStart(4, '0')}`
    const loginOf = (i: number) => (i % 5 === 0 ? `2026-01-01T00:00:${String(i % 60).padStart(2, '0')}.000Z` : '')

    before(async () => {
      world = await makeWorld(engine)
      for (const name of Object.keys(has))
        tags[name] = await world.perform((act) => createTag(act, { name, colour: 'blue' }))
      await world.app.db.write(async (trx) => {
        await trx.updateTable('account').set({ archived_at: '2026-01-01T00:00:00.000Z' }).execute()
        for (let at = 0; at < many; at += 500) {
          const part = numbers.slice(at, at + 500)
          const added = await trx
            .insertInto('account')
            .values(
              part.map((i) => ({
                ...{
                  short_id: `W${i}`,
                  name: nameOf(i),
                  sort_name: nameOf(i),
                  type: isCompany(i) ? 'company' : 'other',
                },
                ...{ company_name: '', company_street: '', company_city: '', company_postcode: '', company_region: '' },
                ...{ company_country: '', tax_country: '', tax_id: '', tax_key: '', created_at: `${9999 - (i % 999)}` },
                archived_at: null,
              })) as never,
            )
            .returning(['id', 'short_id'])
            .execute()
          const rows = added.map(({ id, short_id }) => ({ id, i: Number(short_id.slice(1)) }))
          await trx
            .insertInto('account_summary')
            .values(rows.map(({ id, i }) => ({ account_id: id, last_login_at: loginOf(i) })))
            .execute()
          await trx
            .insertInto('account_tag')
            .values(
              rows.flatMap(({ id, i }) =>
                Object.keys(has)
                  .filter((name) => has[name]!(i))
                  .map((name) => ({ account_id: id, tag_id: tags[name]! })),
              ),
            )
            .execute()
          await trx
            .insertInto('account_team')
            .values(
              rows
                .filter(({ i }) => isInTeam(i))
                .map(({ id }) => ({ account_id: id, staff_id: world.people.eva, added_at: '' })),
            )
            .execute()
        }
        await sql`insert into search_entry (kind, subject_id, field, text, folded)
          select 'account', id, 'name', name, sort_name from account where archived_at is null`.execute(trx)
      })
      const all = await world.app.db.read
        .selectFrom('account')
        .select(['id', 'short_id'])
        .where('archived_at', 'is', null)
        .execute()
      numberOf = new Map(all.map(({ id, short_id }) => [id, Number(short_id.slice(1))]))
    })

    const tag = (name: string) => `tag=${tags[name]}`
    const queries: [query: () => string, holds: (i: number) => boolean][] = [
      [() => '', () => true],
      [() => tag('most'), has.most!],
      [() => `${tag('most')}&${tag('even')}`, (i) => has.most!(i) && has.even!(i)],
      [() => `${tag('even')}&${tag('odd')}`, () => false],
      [() => tag('few'), has.few!],
      [() => `${tag('few')}&${tag('even')}&type=company`, (i) => has.few!(i) && has.even!(i) && isCompany(i)],
      [() => `without=${tags.most}`, (i) => !has.most!(i)],
      [() => 'type=company', isCompany],
      [() => `type=company&${tag('even')}`, (i) => isCompany(i) && has.even!(i)],
      [() => 'name=maria', isMaria],
      [() => `name=ARI&${tag('odd')}`, () => false],
      [() => 'name=rui+00', (i) => nameOf(i).startsWith('rui') && nameOf(i).includes('00')],
      [() => `member=${world.people.eva}`, isInTeam],
      [() => `member=${world.people.eva}&${tag('few')}`, (i) => isInTeam(i) && has.few!(i)],
      [() => `preparer=${world.people.eva}`, () => false],
      [() => 'portal=not+activated', () => true],
      [() => 'portal=pending', () => false],
    ]
    const keys: Record<string, (i: number) => string> = {
      name: nameOf,
      id: (i) => `W${i}`,
      type: (i) => `${isCompany(i) ? 'company' : 'other'} ${nameOf(i)}`,
      created: (i) => `${9999 - (i % 999)}`,
      'last login': loginOf,
    }

    for (const [person, sees] of [
      ['owner', () => true],
      ['eva', isInTeam],
    ] as const)
      it(`is what every filter lets through, in each order, there and back, for ${person}`, async () => {
        const staff = await world.staff(world.people[person])
        const { read } = world.app.db
        for (const [query, holds] of queries)
          for (const [sort, keyOf] of Object.entries(keys))
            for (const order of person === 'owner' ? ['up', 'down'] : ['up']) {
              const asked = `${query()}&sort=${sort.replace(' ', '+')}&order=${order}`
              const filter = readFilter(new URLSearchParams(asked))
              const idOf = new Map([...numberOf].map(([id, i]) => [i, id]))
              const expected = numbers
                .filter((i) => holds(i) && sees(i))
                .map((i) => ({ i, key: keyOf(i), id: idOf.get(i)! }))
                .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.id - b.id))
                .map(({ i }) => i)
              if (order === 'down') expected.reverse()
              // The first page is a screen's; those after it make the whole list.
              const first = await accountPage(read, staff, filter, null)
              assert.deepEqual(
                first.rows.map(({ id }) => numberOf.get(id)),
                expected.slice(0, 50),
                asked,
              )
              if (first.next) {
                const second = await accountPage(read, staff, filter, readCursor(first.next))
                assert.deepEqual(
                  second.rows.map(({ id }) => numberOf.get(id)),
                  expected.slice(50, 100),
                  asked,
                )
                const back = await accountPage(read, staff, filter, readCursor(second.previous))
                assert.deepEqual(
                  [back.rows.map(({ id }) => id), back.previous],
                  [first.rows.map(({ id }) => id), undefined],
                )
              }
              // A whole list on one page is not counted.
              const { count, isMore } = first.next ? await first.count() : { count: first.rows.length, isMore: false }
              if (isMore) assert.ok(count <= expected.length && expected.length > 50, asked)
              else assert.equal(count, expected.length, asked)
              if (sort !== 'name') continue
              assert.equal(await countOf(read, staff, filter), expected.length, asked)
              const whole: number[] = []
              for await (const rows of everyPage((at) => accountPage(read, staff, filter, at, 2500)))
                whole.push(...rows.map(({ id }) => numberOf.get(id)!))
              assert.deepEqual(whole, expected, asked)
            }
      })
  })
