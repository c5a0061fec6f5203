import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { languages } from './language.ts'
import { readingsOf, typed } from './number.ts'

describe('a typed number', () => {
  it('has one meaning where it can have but one', () => {
    for (const [text, meant] of [
      ['12', '12'],
      ['0012', '12'],
      ['-0', '0'],
      ['+3', '3'],
      ['−4,5', '-4.5'],
      ['1.5', '1.5'],
      ['1,50', '1.5'],
      ['.5', '0.5'],
      ['0.123', '0.123'],
      ['0,123', '0.123'],
      ['1234.567', '1234.567'],
      ['1.234,567', '1234.567'],
      ['1,234.5', '1234.5'],
      ['1.234.567', '1234567'],
      ['1,234,567', '1234567'],
      ['1 234 567,8', '1234567.8'],
      ['1\u00a0234,5', '1234.5'],
      ['1’234.5', '1234.5'],
      ['123456789012345', '123456789012345'],
    ] as const)
      assert.deepEqual(readingsOf(text), [meant], text)
  })

  it('has two where its sign may set thousands apart or begin decimals, the reader’s own first', () => {
    assert.deepEqual(readingsOf('1.234', 'pt'), ['1234', '1.234'])
    assert.deepEqual(readingsOf('1.234', 'en'), ['1.234', '1234'])
    assert.deepEqual(readingsOf('-12,345', 'pt'), ['-12.345', '-12345'])
    assert.deepEqual(readingsOf('123,400', 'en'), ['123400', '123.4'])
  })

  it('is none where it is something else', () => {
    for (const text of [
      '',
      '-',
      'abc',
      '1e5',
      '1e999',
      'Infinity',
      'NaN',
      '0x10',
      '=1+1',
      '1.2.3',
      '1,2,3',
      '12 34',
      '1.23,4',
      '1.',
      '--1',
      '1-2',
      '١٢',
      '1234567890123456',
      '0.12345678901',
    ])
      assert.deepEqual(readingsOf(text), [], text)
  })

  it('is shown so that it is read the same again', () => {
    for (const language of languages)
      for (const decimal of ['0', '-1', '1.5', '1.234', '-12.345', '0.123', '1234.567', '999.1'])
        assert.deepEqual(readingsOf(typed(decimal, language), language), [decimal], `${decimal} in ${language}`)
  })
})
