import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { money } from '#src/platform/money.ts'
import { amountFor, billedFor, readDuration, writeDuration } from './duration.ts'

describe('a typed duration', () => {
  const minutes = (text: string) => {
    const read = readDuration(text)
    return 'minutes' in read ? read.minutes : read.problem
  }

  it('means ninety minutes in each of the ways in which people write them', () => {
    for (const text of [
      '1:30',
      '1.5',
      '1,5',
      '90m',
      '1h30',
      '1h 30m',
      '1 h 30 min',
      '90 min',
      '1H30',
      ' 01:30 ',
      '1,5h',
      '1.50h',
    ])
      assert.equal(minutes(text), 90, text)
  })

  it('is read to the minute, up to a whole day', () => {
    for (const [text, wanted] of [
      ['0:01', 1],
      ['1m', 1],
      ['.5', 30],
      ['0,25', 15],
      ['1.33', 80],
      ['2h', 120],
      ['1h5', 65],
      ['2 horas', 120],
      ['45 minutos', 45],
      ['24:00', 1440],
      ['1440m', 1440],
    ] as const)
      assert.equal(minutes(text), wanted, text)
  })

  it('is refused where it can be read in two ways', () => {
    for (const text of ['2', '90', '1:5', '1.30', '1,50', '8']) assert.equal(minutes(text), 'which duration', text)
  })

  it('is refused where it is none, nothing, negative or more than a day', () => {
    for (const text of [
      '',
      'x',
      '-1:30',
      '−90m',
      '1:60',
      '1:99',
      '1h75',
      '1.234',
      '1:30:00',
      '1e3',
      '1..5',
      'NaN',
      '１:30',
    ])
      assert.equal(minutes(text), 'not a duration', text)
    for (const text of ['0', '0:00', '0m', '0h', '0,0', '000']) assert.equal(minutes(text), 'no time', text)
    for (const text of ['25h', '24:01', '1441m', '99999m', '24,5', '999:59'])
      assert.equal(minutes(text), 'more than a day', text)
  })

  it('is written as it can be typed again', () => {
    for (const n of [1, 9, 60, 61, 90, 1440]) assert.equal(minutes(writeDuration(n)), n)
    assert.equal(writeDuration(6005), '100:05')
  })
})

describe('what is billed', () => {
  it('is rounded up to the firm’s minutes, and never down', () => {
    assert.deepEqual(
      [1, 6, 7, 90].map((n) => billedFor(n, 6)),
      [6, 6, 12, 90],
    )
    assert.deepEqual(
      [1, 15, 16, 90].map((n) => billedFor(n, 15)),
      [15, 15, 30, 90],
    )
    assert.deepEqual(
      [1, 61].map((n) => billedFor(n, 0)),
      [1, 61],
    )
  })

  it('costs whole smallest units, half a unit upwards', () => {
    for (const [minutes, rate, costs] of [
      [90, 4500, 6750],
      [1, 4550, 76],
      [1, 30, 1],
      [1, 29, 0],
      [1440, 100_000_000, 2_400_000_000],
    ] as const)
      assert.deepEqual(amountFor(minutes, money(rate, 'EUR')), money(costs, 'EUR'))
  })
})
