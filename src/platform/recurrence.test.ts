import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Every, everyChoices, nextOccurrence, occurrence } from './recurrence.ts'

describe('the dates of what comes back', () => {
  const dates = (first: string, every: Every, onLastDay = false) =>
    [0, 1, 2, 3].map((n) => occurrence({ first, every, onLastDay }, n))

  it('keep the day of the month, or are its last where it is shorter', () => {
    assert.deepEqual(dates('2027-01-31', 'month'), ['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30'])
    assert.deepEqual(dates('2028-01-31', 'month').slice(0, 2), ['2028-01-31', '2028-02-29'])
    assert.deepEqual(dates('2027-01-30', 'month'), ['2027-01-30', '2027-02-28', '2027-03-30', '2027-04-30'])
    assert.deepEqual(dates('2026-11-30', 'quarter'), ['2026-11-30', '2027-02-28', '2027-05-30', '2027-08-30'])
    assert.deepEqual(dates('2028-02-29', 'year'), ['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28'])
    assert.deepEqual(dates('2026-12-28', 'week'), ['2026-12-28', '2027-01-04', '2027-01-11', '2027-01-18'])
  })

  it('are the last of each month where that is said, whatever the day of the first', () => {
    const monthly = ['2027-04-30', '2027-05-31', '2027-06-30', '2027-07-31']
    for (const first of ['2027-04-30', '2027-04-01', '2027-04-15'])
      assert.deepEqual(dates(first, 'month', true), monthly)
    assert.deepEqual(dates('2027-02-28', 'month', true), ['2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31'])
    assert.deepEqual(dates('2026-11-30', 'quarter', true), ['2026-11-30', '2027-02-28', '2027-05-31', '2027-08-31'])
    assert.deepEqual(dates('2027-02-28', 'year', true), ['2027-02-28', '2028-02-29', '2029-02-28', '2030-02-28'])
    assert.deepEqual(dates('2026-12-28', 'week', true), dates('2026-12-28', 'week'))
  })

  it('come after a day, up to an end', () => {
    const next = (first: string, every: Every, after: string, until = '', onLastDay = false) =>
      nextOccurrence({ first, every, onLastDay }, after, until)
    assert.equal(next('2027-01-31', 'month', '2027-01-30'), '2027-01-31')
    assert.equal(next('2027-01-31', 'month', '2027-01-31'), '2027-02-28')
    assert.equal(next('2027-01-31', 'month', '2027-02-28'), '2027-03-31')
    assert.equal(next('2027-01-31', 'month', '2027-02-28', '2027-03-30'), null)
    assert.equal(next('2027-01-01', 'week', '2027-01-07'), '2027-01-08')
    assert.equal(next('1990-03-31', 'year', '2026-11-24'), '2027-03-31')
    assert.equal(next('9990-01-01', 'year', '9990-06-01'), null)
    assert.equal(next('2027-04-30', 'month', '2027-04-30', '', true), '2027-05-31')
    assert.equal(next('2027-04-10', 'month', '2027-04-10', '', true), '2027-04-30')
    assert.equal(next('2027-04-10', 'month', '2027-04-10', '2027-04-29', true), null)
    assert.equal(next('2027-04-30', 'month', '2027-05-30', '2027-05-30', true), null)
  })

  it('come one after the other, none left out and none twice', () => {
    for (const every of everyChoices)
      for (const onLastDay of [false, true])
        for (const first of ['2026-08-31', '2026-09-30', '2028-02-29', '2026-01-01'])
          for (let day = occurrence({ first, every, onLastDay }, 0), n = 1; n <= 30; n++) {
            const next = nextOccurrence({ first, every, onLastDay }, day, '')!
            assert.equal(next, occurrence({ first, every, onLastDay }, n), `${every} from ${first}, ${n}`)
            assert.ok(next > day)
            day = next
          }
  })
})
