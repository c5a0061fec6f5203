import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { countryOptions } from '../language/countries.ts'
import { csvOf, decimalOf, guarded, separatorIn, unguarded } from './csv.ts'

const rows = async function* (...all: unknown[][]) {
  yield* all
}

describe('CSV for a spreadsheet', () => {
  it('has each cell in quotes, and the separator of its country', async () => {
    assert.equal(
      String(await buffer(csvOf(rows(['a', '', 'b"c'], [1, null, 'd\ne']), 'GB'))),
      '\uFEFF"a","","b""c"\r\n"1","","d\ne"\r\n',
    )
    assert.equal(String(await buffer(csvOf(rows(['a', 'b']), 'PL'))), '\uFEFF"a";"b"\r\n')
  })

  it('has the semicolon where the comma is the decimal sign, and in Switzerland beside a point', () => {
    const comma = 'PT ES FR DE BR AO MZ CV LU NL BE IT AT PL SE DK NO FI GR CZ RO HU TR SK SI HR BG EE LV LT CY'.split(
      ' ',
    )
    for (const country of comma)
      assert.deepEqual([separatorIn(country), decimalOf('1.5', country)], [';', '1,5'], country)
    for (const country of ['GB', 'IE', 'US', 'CA', 'AU', 'IN', 'MT', 'EG', '', 'XX'])
      assert.deepEqual([separatorIn(country), decimalOf('1.5', country)], [',', '1.5'], country)
    for (const country of ['CH', 'LI'])
      assert.deepEqual([separatorIn(country), decimalOf('1.5', country)], [';', '1.5'])
    for (const { value } of countryOptions('en')) assert.match(separatorIn(value), /^[;,]$/)
  })

  it('runs nothing, and leaves numbers and telephone numbers as they are', () => {
    for (const cell of ['=1+1', '+cmd|x', '@x', '-2+3', '\tx', '\rx', '+1-555-010', '＝1', "'=x", '-x']) {
      assert.equal(guarded(cell), `'${cell}`)
      assert.equal(unguarded(guarded(cell)), cell)
    }
    for (const cell of ['+351 912 345 678', '+44 (0)20 7946 0958', '-12,50', '-3', 'a=b', "'a", '']) {
      assert.equal(guarded(cell), cell)
      assert.equal(unguarded(cell), cell)
    }
  })
})
