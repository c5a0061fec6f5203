import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { currencies } from '#src/fields/rules.ts'

import { languages } from './language/language.ts'
import {
  amountOf,
  amountText,
  compare,
  decimalsOf,
  decimalText,
  minorNumber,
  money,
  plainAmount,
  readAmount,
  sum,
  times,
  typedAmount,
} from './money.ts'

/** Amounts of every shape: none, two and three decimals, both signs, and beyond what a number holds exactly. */
const amounts = ['EUR', 'JPY', 'TND'].flatMap((currency) =>
  ['0', '1', '-1', '5', '99', '100', '-1234', '123456', '9007199254740993', '-999999999999999999'].map((minor) =>
    money(minor, currency),
  ),
)

describe('an amount', () => {
  it('is kept in the smallest units of its currency, exactly', () => {
    for (const [decimal, currency, minor] of [
      ['12.5', 'EUR', 1250n],
      ['-0.05', 'EUR', -5n],
      ['0', 'EUR', 0n],
      ['999999999999999.99', 'EUR', 99999999999999999n],
      ['1234', 'JPY', 1234n],
      ['-1234', 'JPY', -1234n],
      ['1.234', 'TND', 1234n],
    ] as const)
      assert.deepEqual(amountOf(decimal, currency), { minor, currency })
    assert.equal(amountOf('1.005', 'EUR'), null)
    assert.equal(amountOf('1.5', 'JPY'), null)
    assert.equal(amountOf('1.2345', 'TND'), null)
  })

  it('is written with all places of its currency', () => {
    for (const [minor, currency, text] of [
      [-5, 'EUR', '-0.05'],
      [0, 'EUR', '0.00'],
      ['99999999999999999', 'EUR', '999999999999999.99'],
      [12, 'JPY', '12'],
      [-12, 'JPY', '-12'],
      [1234, 'TND', '1.234'],
      [-4, 'TND', '-0.004'],
    ] as const)
      assert.equal(decimalText(money(minor, currency)), text)
    assert.equal(plainAmount(money(1250, 'EUR')), '12.50 EUR')
    for (const amount of amounts) assert.deepEqual(amountOf(decimalText(amount), amount.currency), amount)
  })

  it('has the decimals of its currency, whatever the runtime takes them for', () => {
    const withNone = currencies.filter((currency) => decimalsOf(currency) === 0)
    assert.deepEqual(withNone, ['XOF', 'HUF', 'JPY'])
    assert.deepEqual(['EUR', 'CLP', 'ISK', 'BHD', 'KWD', 'TND', 'IDR'].map(decimalsOf), [2, 0, 0, 3, 3, 3, 2])
  })

  it('stands in a column of numbers as long as one is exact', () => {
    assert.equal(minorNumber(money(-1250, 'EUR')), -1250)
    assert.equal(minorNumber(money(Number.MAX_SAFE_INTEGER, 'EUR')), Number.MAX_SAFE_INTEGER)
    assert.throws(() => minorNumber(money('9007199254740993', 'EUR')), /too large/)
    assert.throws(() => money(12.5, 'EUR'))
    assert.throws(() => money('12.5', 'EUR'))
  })
})

describe('an amount for its reader', () => {
  const shown = (minor: bigint | number, currency: string) =>
    languages.map((language) => amountText(money(minor, currency), language).replace(/\s/g, ' '))

  it('is written as the language writes money, none of it rounded', () => {
    assert.deepEqual(shown(123456, 'EUR'), ['€1,234.56', '1234,56 €'])
    assert.deepEqual(shown(-5, 'EUR'), ['-€0.05', '-0,05 €'])
    assert.deepEqual(shown(1234, 'JPY'), ['JP¥1,234', '1234 JP¥'])
    assert.deepEqual(shown(1234567, 'TND'), ['TND 1,234.567', '1234,567 TND'])
    assert.deepEqual(shown(99999999999999999n, 'EUR'), ['€999,999,999,999,999.99', '999 999 999 999 999,99 €'])
  })

  it('is read again as it is shown and as it is typed, in every currency that there is to choose', () => {
    for (const language of languages)
      for (const currency of currencies)
        for (const minor of [5, -150, 1234567, -98765432101]) {
          const amount = money(minor, currency)
          for (const text of [amountText(amount, language), typedAmount(amount, language), plainAmount(amount)]) {
            const read = readAmount(text, currency, language)
            assert.ok('meanings' in read, text)
            assert.deepEqual(read.meanings[0], amount, text)
          }
        }
  })

  it('is typed so that it has but one meaning', () => {
    for (const language of languages)
      for (const amount of amounts.filter(({ minor }) => minor < 10n ** 15n && minor > -(10n ** 15n)))
        assert.deepEqual(readAmount(typedAmount(amount, language), amount.currency, language), {
          meanings: [amount],
          isCertain: true,
        })
  })
})

describe('a typed amount', () => {
  it('is read with its currency before or after it, or without', () => {
    for (const text of ['1234.5', '1.234,50 €', '€ 1,234.50', 'eur 1234,5', '1 234,50 EUR', '€1234.50 EUR', '+1234.5'])
      assert.deepEqual(readAmount(text, 'EUR', 'pt'), { meanings: [money(123450, 'EUR')], isCertain: true }, text)
    for (const text of ['-€5', '€-5', '−5,00', '- 5 EUR'])
      assert.deepEqual(readAmount(text, 'EUR'), { meanings: [money(-500, 'EUR')], isCertain: true }, text)
    for (const text of ['US$5', '$5', 'usd 5.00', 'US$ 5 USD'])
      assert.deepEqual(readAmount(text, 'USD'), { meanings: [money(500, 'USD')], isCertain: true }, text)
  })

  it('has two meanings where its sign may set thousands apart or begin decimals, of which those count that the currency has', () => {
    assert.deepEqual(readAmount('1.234', 'TND', 'en'), {
      meanings: [money(1234, 'TND'), money(1234000, 'TND')],
      isCertain: false,
    })
    assert.deepEqual(readAmount('1.234', 'EUR', 'en'), { meanings: [money(123400, 'EUR')], isCertain: false })
  })

  it('is none where it is something else, of another currency, or has more decimals than its own', () => {
    for (const text of ['', '-', 'x', '€', '1e5', '$5', '5 GBP', '--5', '-€-5'])
      assert.deepEqual(readAmount(text, 'EUR'), { problem: 'not an amount' }, text)
    for (const [text, currency] of [
      ['1.2345', 'EUR'],
      ['1.5', 'JPY'],
      ['0,1234', 'TND'],
    ] as const)
      assert.deepEqual(readAmount(text, currency), { problem: 'too many decimals' }, text)
  })
})

describe('amounts', () => {
  it('add up exactly, of one currency alone', () => {
    assert.deepEqual(sum([money('9007199254740993', 'EUR'), money(-1, 'EUR')], 'EUR'), money('9007199254740992', 'EUR'))
    assert.deepEqual(sum([], 'JPY'), money(0, 'JPY'))
    assert.throws(() => sum([money(1, 'EUR'), money(1, 'USD')], 'EUR'), /USD is not EUR/)
  })

  it('are compared within one currency', () => {
    const [less, more] = [money('9007199254740992', 'EUR'), money('9007199254740993', 'EUR')]
    assert.deepEqual([compare(less, more), compare(more, less), compare(less, less)], [-1, 1, 0])
    assert.ok(compare(money(-2, 'EUR'), money(-1, 'EUR')) < 0)
    assert.throws(() => compare(money(1, 'EUR'), money(1, 'JPY')), /JPY is not EUR/)
  })

  it('are multiplied with half a unit away from zero, in both directions alike', () => {
    for (const [minor, count, parts, result] of [
      [4500, 90, 60, 6750],
      [1, 30, 60, 1],
      [1, 29, 60, 0],
      [-1, 30, 60, -1],
      [-1, 29, 60, 0],
      [1, -30, 60, -1],
      [5, 1, 2, 3],
      [-5, 1, 2, -3],
      [10, 1, 3, 3],
      [20, 1, 3, 7],
      [1250, 3, 1, 3750],
    ] as const)
      assert.deepEqual(times(money(minor, 'EUR'), count, parts), money(result, 'EUR'), `${minor} × ${count} / ${parts}`)
    assert.deepEqual(times(money('9007199254740993', 'EUR'), 3), money('27021597764222979', 'EUR'))
  })
})
