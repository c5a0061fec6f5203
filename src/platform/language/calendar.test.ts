import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dayIn, daysAfter, endOfWeek } from './calendar.ts'

describe('a day', () => {
  it('is the one that the firm’s wall calendar shows', () => {
    assert.equal(dayIn('Europe/Lisbon', '2026-07-01T22:59:59.000Z'), '2026-07-01')
    assert.equal(dayIn('Europe/Lisbon', '2026-07-01T23:00:00.000Z'), '2026-07-02')
    assert.equal(dayIn('America/New_York', new Date('2026-01-01T03:00:00Z')), '2025-12-31')
  })

  it('is counted on over months, years and the change of the clocks', () => {
    assert.equal(daysAfter('2026-12-30', 3), '2027-01-02')
    assert.equal(daysAfter('2026-03-01', -1), '2026-02-28')
    assert.equal(daysAfter('2026-10-24', 2), '2026-10-26')
  })

  it('stands in a week that ends on its Sunday', () => {
    assert.equal(endOfWeek('2026-11-23'), '2026-11-29')
    assert.equal(endOfWeek('2026-11-29'), '2026-11-29')
  })
})
