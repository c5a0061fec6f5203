import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  addressOf,
  always,
  around,
  chosenColumns,
  dayOrBlank,
  direction,
  filterOf,
  idOrNull,
  ids,
  oneOf,
  oneOfOrNull,
  textOrBlank,
} from './list.ts'

const { read, write, days } = filterOf({
  show: always(oneOf(['open', 'all'])),
  kind: oneOfOrNull(['new', 'not new']),
  person: idOrNull,
  tag: ids(2),
  q: textOrBlank,
  from: dayOrBlank,
  order: direction,
})

describe('the filter of a list', () => {
  it('is written as it is read', () => {
    const query = 'show=all&kind=not+new&person=7&tag=3&tag=1&q=Jo%C3%A3o+%26+x&from=2026-02-28&order=down'
    assert.deepEqual(read(query), {
      show: 'all',
      kind: 'not new',
      person: 7,
      tag: [3, 1],
      q: 'João & x',
      from: '2026-02-28',
      order: 'down',
    })
    assert.equal(String(write(read(query))), query)
  })

  it('leaves out what it can’t read and what counts anyway, but for what is always written', () => {
    for (const query of [
      '',
      'show=nothing&kind=old&person=-1&tag=x&tag=0&from=2026-02-30&order=sideways',
      'person=99999999999&q=%FF&from=tomorrow&other=1',
      'show=open&order=up&q=+',
    ]) {
      assert.equal(String(write(read(query))), 'show=open', query)
      assert.deepEqual(read(query).person, null)
    }
  })

  it('reads dates as they are typed where it is told how, and keeps for its form what is none', () => {
    const dates = { order: 'dmy', today: '2026-05-10' } as const
    assert.equal(read('from=5/1/27').from, '')
    assert.equal(read('from=5/1/27', dates).from, '2027-01-05')
    assert.equal(read('from=5/1/27', { ...dates, order: 'mdy' }).from, '2027-05-01')
    assert.equal(String(write(read('from=31.12.2026', dates))), 'show=open&from=2026-12-31')
    assert.deepEqual(days('from=5/1/27&q=x', dates), { values: { from: '2027-01-05' }, lists: {}, problems: {} })
    assert.deepEqual(days('from=tomorrow', dates), {
      values: { from: 'tomorrow' },
      lists: {},
      problems: { from: 'not a date' },
    })
    assert.equal(read('from=tomorrow', dates).from, '')
  })

  it('takes several rows once each, and no more than it may', () => {
    assert.deepEqual(read('tag=5&tag=5&tag=x&tag=6&tag=7').tag, [5, 6])
  })

  it('reads what a route or a form hands it', () => {
    for (const said of [
      { kind: 'new' },
      'kind=new',
      new URLSearchParams('kind=new'),
      [['kind', 'new']] as [string, string][],
    ])
      assert.equal(read(said).kind, 'new')
    assert.equal(read('kind=new&kind=not+new').kind, 'new')
  })
})

describe('an address of a list', () => {
  it('says what is not blank, the rest is left out', () => {
    assert.equal(addressOf('/jobs', {}), '/jobs')
    assert.equal(addressOf('/jobs', { q: '', at: undefined, tag: null }), '/jobs')
    assert.equal(addressOf('/jobs', { q: 'a b', tag: 3 }, { at: 'x' }), '/jobs?q=a+b&tag=3&at=x')
  })

  it('says more in the place of the same name, and leaves the filter as it was', () => {
    const said = new URLSearchParams('tag=1&tag=2&week=2026-W10&state=x')
    assert.equal(addressOf('/time', said, { week: '2026-W11' }), '/time?tag=1&tag=2&week=2026-W11&state=x')
    assert.equal(addressOf('/time', said, { week: null }), '/time?tag=1&tag=2&state=x')
    assert.equal(String(said), 'tag=1&tag=2&week=2026-W10&state=x')
    assert.equal(addressOf('/trash', { folders: 'a', at: 'b' }, { folders: 'c' }), '/trash?folders=c&at=b')
  })

  it('leads to the pages that there are', () => {
    const pages = { previous: undefined, next: 'n' }
    assert.deepEqual(around(pages, '/jobs', { q: 'x' }), { previous: undefined, next: '/jobs?q=x&at=n' })
    assert.deepEqual(around({ previous: 'p', next: undefined }, '/trash', { at: 'a' }, 'folders'), {
      previous: '/trash?at=a&folders=p',
      next: undefined,
    })
  })
})

describe('the columns of a list', () => {
  it('are those that were chosen, in its order, or the usual ones', () => {
    const all = ['id', 'type', 'created'] as const
    assert.deepEqual(chosenColumns(all, ['id'], null), ['id'])
    assert.deepEqual(chosenColumns(all, ['id'], '["created","gone","id"]'), ['id', 'created'])
    assert.deepEqual(chosenColumns(all, ['id'], '[]'), [])
  })
})
