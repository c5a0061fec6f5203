import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { datesFor } from './format.ts'
import { dateOrderIn, dateOrders, readDate } from './typed-date.ts'

const today = '2026-05-10'

describe('a typed date', () => {
  it('is read however it is written, either way round where only one is possible', () => {
    for (const text of [
      '2026-12-31',
      '20261231',
      '2026/12/31',
      '2026.12.31',
      '31/12/2026',
      '12/31/2026',
      '31.12.2026',
      '31-12-2026',
      '31/12/26',
      '12/31/26',
      '31.12.26',
      '31-12-26',
      ' 31 / 12 / 2026 ',
      '31. 12. 2026',
      '2026-12-31T00:00:00Z',
      '2026-12-31 10:30',
      '20261231T103000Z',
      '31/12/2026, 10:30',
      '12/31/2026 0:00',
    ])
      for (const order of dateOrders) assert.deepEqual(readDate(text, { order, today }), { date: '2026-12-31' }, text)
  })

  it('is read in the firm’s order where both numbers could be the day', () => {
    for (const text of ['5/1/27', '05/01/27', '5-1-2027', '05.01.2027', '5/1/2027']) {
      assert.deepEqual(readDate(text, { order: 'dmy', today }), { date: '2027-01-05' }, text)
      assert.deepEqual(readDate(text, { order: 'mdy', today }), { date: '2027-05-01' }, text)
    }
    for (const order of dateOrders) assert.deepEqual(readDate('2027-05-01', { order, today }), { date: '2027-05-01' })
  })

  it('has its month by name, in the languages of Europe that files come in', () => {
    for (const text of [
      '31-Dec-2026',
      'December 31, 2026',
      'Dec 31 2026',
      '31 dez 2026',
      '31 dez. 2026',
      '31 de dezembro de 2026',
      '31.Dez.2026',
      '31. Dezember 2026',
      '31 décembre 2026',
      '31 dic. 26',
    ])
      for (const order of dateOrders) assert.deepEqual(readDate(text, { order, today }), { date: '2026-12-31' }, text)
    for (const text of ['31 Foo 2026', 'Sunday 2026', '31 December', 'December 2026'])
      assert.deepEqual(readDate(text, { order: 'dmy', today }), { problem: 'not a date' }, text)
  })

  it('has the year of two digits that is nearest, at most twenty years ahead', () => {
    for (const [text, year] of [
      ['1/1/27', 2027],
      ['1/1/00', 2000],
      ['1/1/46', 2046],
      ['1/1/47', 1947],
      ['1/1/99', 1999],
    ] as const)
      assert.deepEqual(readDate(text, { order: 'dmy', today }), { date: `${year}-01-01` }, text)
    assert.deepEqual(readDate('1/1/05', { order: 'dmy', today: '2095-01-01' }), { date: '2105-01-01' })
  })

  it('has one that has been where the date is past, to the day', () => {
    for (const [text, date] of [
      ['1/1/27', '1927-01-01'],
      ['31/12/85', '1985-12-31'],
      ['10/5/26', '2026-05-10'],
      ['11/5/26', '1926-05-11'],
      ['29/2/24', '2024-02-29'],
    ] as const)
      assert.deepEqual(readDate(text, { order: 'dmy', today }, true), { date }, text)
    assert.deepEqual(
      readDate('2027-01-01', { order: 'dmy', today }, true),
      { date: '2027-01-01' },
      'four digits are said',
    )
  })

  it('has four digits where it is not known when it was written', () => {
    assert.deepEqual(readDate('31/12/26', { order: 'dmy' }), { problem: 'not a date' })
    assert.deepEqual(readDate('31/12/2026', { order: 'dmy' }), { date: '2026-12-31' })
  })

  it('is read as pages show it', () => {
    for (const order of dateOrders)
      for (const date of ['2026-12-31', '2027-01-05', '2027-05-01', '1900-01-01', '2200-12-31']) {
        const shown = datesFor({ dateOrder: order, timeZone: 'Europe/Lisbon' })
        assert.deepEqual(readDate(shown.date(date), { order, today }), { date }, `${date}, ${order}`)
        assert.deepEqual(readDate(shown.time(`${date}T12:00:00.000Z`), { order, today }), { date }, `${date}, ${order}`)
      }
  })

  it('is none where nothing is written', () => {
    for (const text of ['', '  ', '0/0/00', '00/00/0000'])
      assert.deepEqual(readDate(text, { order: 'dmy', today }), { date: null })
  })

  it('is refused where it is no day of the calendar or something else', () => {
    for (const text of [
      'soon',
      '2026',
      '12/2026',
      '31/12',
      '2026-13-01',
      '2026-02-30',
      '45/45/2026',
      '13/13/2026',
      '29/02/2027',
      '31/04/27',
      '31/12/126',
      '31/12-2026',
      '31/12/2026/1',
      '+31/12/2026',
      '31/12/2026x',
      '31/12/2026 or so',
      '١/١/٢٠٢٦',
      '2026123',
      '1e3/1/2026',
    ])
      for (const order of dateOrders)
        assert.deepEqual(readDate(text, { order, today }), { problem: 'not a date' }, text)
    assert.deepEqual(readDate('--03-14', { order: 'dmy', today }), { problem: 'date without a year' })
  })

  it('is refused before 1900 and after 2200', () => {
    for (const text of ['1900-01-01', '31/12/2200']) assert.ok('date' in readDate(text, { order: 'dmy', today }), text)
    for (const text of ['31/12/1899', '1/1/2201', '0026-12-31', '9999-12-31', '31.12.0026'])
      assert.deepEqual(readDate(text, { order: 'dmy', today }), { problem: 'year out of range' }, text)
  })
})

describe('the order of a country', () => {
  it('is the one in which its people write dates', () => {
    for (const country of ['PT', 'GB', 'IE', 'ES', 'FR', 'DE', 'BR', 'AO', 'MZ', 'CV', 'LU', 'CH', 'NL', 'BE', 'IT'])
      assert.equal(dateOrderIn(country), 'dmy', country)
    assert.equal(dateOrderIn('US'), 'mdy')
    for (const country of ['HU', 'SE', 'JP', '', 'XX']) assert.equal(dateOrderIn(country), 'dmy', country)
  })
})
