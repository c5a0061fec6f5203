import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dayIn, daysAfter } from '#src/platform/language/calendar.ts'
import { daysOf, startOfDay, weekNamed, weekOf } from './calendar.ts'
import { measure } from './timer.ts'

describe('weeks', () => {
  it('begin on Monday and belong to the year of their Thursday', () => {
    assert.deepEqual(weekOf('2026-11-24'), { name: '2026-W48', number: 48, from: '2026-11-23', to: '2026-11-29' })
    for (const [day, name] of [
      ['2027-01-01', '2026-W53'],
      ['2027-01-04', '2027-W01'],
      ['2024-12-30', '2025-W01'],
      ['2021-01-03', '2020-W53'],
    ] as const)
      assert.equal(weekOf(day).name, name, day)
    assert.deepEqual(daysOf(weekOf('2026-11-24')).at(-1), '2026-11-29')
  })

  it('are found by their names, and no others are', () => {
    for (const name of ['2026-W48', '2026-W53', '2020-W53', '1999-W01']) assert.equal(weekNamed(name)?.name, name)
    for (const name of ['2025-W53', '2026-W00', '2026-W54', '2026-48', 'W48', '', undefined, '9999-W01'])
      assert.equal(weekNamed(name), null, String(name))
  })
})

describe('days of a zone', () => {
  it('begin when its clocks say so, where they change at midnight too', () => {
    for (const [zone, day, start] of [
      ['Europe/Lisbon', '2026-07-01', '2026-06-30T23:00:00.000Z'],
      ['Europe/Lisbon', '2026-12-01', '2026-12-01T00:00:00.000Z'],
      ['America/Los_Angeles', '2026-12-01', '2026-12-01T08:00:00.000Z'],
      // At midnight the clocks go on to one; at one they go back to midnight.
      ['Atlantic/Azores', '2026-03-29', '2026-03-29T01:00:00.000Z'],
      ['Atlantic/Azores', '2026-10-25', '2026-10-25T00:00:00.000Z'],
    ] as const)
      assert.equal(startOfDay(zone, day).toISOString(), start, `${zone} ${day}`)
    assert.equal(dayIn('America/New_York', new Date('2026-01-01T02:00:00Z')), '2025-12-31')
    assert.equal(daysAfter('2026-02-28', 1), '2026-03-01')
  })
})

describe('what a timer measures', () => {
  const lisbon = 'Europe/Lisbon'
  const measured = (from: string, to: string, zone = lisbon) => measure(from, new Date(to), zone)

  it('is whole minutes, and at least one', () => {
    assert.deepEqual(measured('2026-11-24T09:00:00Z', '2026-11-24T09:42:59Z').days, [
      { day: '2026-11-24', minutes: 42 },
    ])
    assert.equal(measured('2026-11-24T09:00:00Z', '2026-11-24T09:00:20Z').minutes, 1)
  })

  it('is what has really passed when summer time begins and ends', () => {
    // In Lisbon the clock goes from 1:00 to 2:00 on 29 March 2026, and from 2:00 back to 1:00 on 25 October.
    assert.deepEqual(measured('2026-03-29T00:30:00Z', '2026-03-29T02:30:00Z').days, [
      { day: '2026-03-29', minutes: 120 },
    ])
    assert.deepEqual(measured('2026-10-24T23:30:00Z', '2026-10-25T02:30:00Z').days, [
      { day: '2026-10-25', minutes: 180 },
    ])
    // Over midnight into each of these days.
    assert.deepEqual(measured('2026-03-28T23:00:00Z', '2026-03-29T03:00:00Z').days, [
      { day: '2026-03-28', minutes: 60 },
      { day: '2026-03-29', minutes: 180 },
    ])
    assert.deepEqual(measured('2026-10-24T22:00:00Z', '2026-10-25T03:00:00Z').days, [
      { day: '2026-10-24', minutes: 60 },
      { day: '2026-10-25', minutes: 240 },
    ])
  })

  it('is split at the firm’s midnight, not at that of the server', () => {
    assert.deepEqual(measured('2026-07-01T22:30:00Z', '2026-07-02T00:15:00Z').days, [
      { day: '2026-07-01', minutes: 30 },
      { day: '2026-07-02', minutes: 75 },
    ])
    assert.equal(measured('2026-07-01T23:30:00Z', '2026-07-02T00:15:00Z').days.length, 1)
    assert.deepEqual(measured('2026-07-01T22:59:40Z', '2026-07-01T23:10:00Z').days, [
      { day: '2026-07-02', minutes: 10 },
    ])
    assert.equal(measured('2026-07-01T22:00:00Z', '2026-07-01T23:00:00Z').days.length, 1)
  })

  it('is asked for after more than twelve hours', () => {
    assert.equal(measured('2026-11-24T08:00:00Z', '2026-11-24T20:00:00Z').isForgotten, false)
    const forgotten = measured('2026-11-24T08:00:00Z', '2026-11-27T09:00:00Z')
    assert.equal(forgotten.isForgotten, true)
    assert.deepEqual(forgotten.days, [{ day: '2026-11-24', minutes: 73 * 60 }])
  })
})
