import { formatsIn } from './language/format.ts'
import { type Language, languages } from './language/language.ts'
import { readingsOf, typed } from './language/number.ts'

/** An amount of money: whole smallest units of a currency (ISO 4217), 1250n EUR for 12.50 €. Nowhere a bare number. */
export interface Money {
  readonly minor: bigint
  readonly currency: string
}

/** An amount from what a row holds of it: its smallest units, and the currency beside them. */
export const money = (minor: bigint | number | string, currency: string): Money => ({ minor: BigInt(minor), currency })

// ISO 4217. Not asked of the runtime, whose table changes with its version: stored amounts would be others. The forint is whole, as the
// runtime has it and as it is paid, though ISO counts its hundredths: so it is stored.
const withNone = new Set('BIF CLP DJF GNF HUF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '))
const withThree = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '))

/** How many decimals an amount in that currency has: 0, 2 or 3. */
export const decimalsOf = (currency: string): number => (withNone.has(currency) ? 0 : withThree.has(currency) ? 3 : 2)

/** The amount that a decimal like "-12.5" says; null where it has more decimals than the currency. */
export function amountOf(decimal: string, currency: string): Money | null {
  const [whole = '0', decimals = ''] = decimal.split('.')
  const places = decimalsOf(currency)
  return decimals.length > places ? null : money(whole + decimals.padEnd(places, '0'), currency)
}

/** An amount as a decimal with all its places: "12.50". */
export function decimalText({ minor, currency }: Money): string {
  const places = decimalsOf(currency)
  const text = String(minor < 0n ? -minor : minor).padStart(places + 1, '0')
  const sign = minor < 0n ? '-' : ''
  return places === 0 ? sign + text : `${sign}${text.slice(0, -places)}.${text.slice(-places)}`
}

/** The same with its currency, in words that need no language: "12.50 EUR". */
export const plainAmount = (amount: Money): string => `${decimalText(amount)} ${amount.currency}`

/** An amount as its reader writes money: "1234,50 €". */
export const amountText = (amount: Money, language: Language): string =>
  formatsIn(language).money(decimalText(amount), amount.currency)

/** An amount as it is typed into a form, whose label names the currency. */
export const typedAmount = (amount: Money, language: Language): string => typed(decimalText(amount), language)

/** Its smallest units as a column of numbers holds them. Throws where it is too large to be exact in one. */
export function minorNumber({ minor }: Money): number {
  const number = Number(minor)
  if (!Number.isSafeInteger(number)) throw new Error('an amount is too large for its column')
  return number
}

/** What a typed amount may mean, what the reader would take it for first. It is certain where its text can be read in but one way. */
export type ReadAmount = { meanings: Money[]; isCertain: boolean } | { problem: 'not an amount' | 'too many decimals' }

/** Reads an amount as people type it, with the currency beside it or without. */
export function readAmount(text: string, currency: string, language?: Language): ReadAmount {
  const readings = readingsOf(withoutSign(text, currency), language)
  if (readings.length === 0) return { problem: 'not an amount' }
  const meanings = readings.map((reading) => amountOf(reading, currency)).filter((amount) => amount !== null)
  if (meanings.length === 0) return { problem: 'too many decimals' }
  return { meanings, isCertain: readings.length === 1 }
}

const knownSigns = new Map<string, string[]>()

/** What stands beside an amount of that currency, as our pages write it and as people do: "EUR", "€". */
function signsOf(currency: string): string[] {
  const known = knownSigns.get(currency)
  if (known) return known
  const written = languages.flatMap((language) =>
    (['symbol', 'narrowSymbol'] as const).map((currencyDisplay) =>
      new Intl.NumberFormat(formatsIn(language).tag, { style: 'currency', currency, currencyDisplay })
        .formatToParts(0)
        .find((part) => part.type === 'currency')!
        .value.toUpperCase(),
    ),
  )
  // "US$" before "$", which it ends in.
  const signs = [...new Set([currency, ...written])].sort((a, b) => b.length - a.length)
  knownSigns.set(currency, signs)
  return signs
}

function withoutSign(text: string, currency: string): string {
  const [, minus = '', body = ''] = /^([-+−]?)\s*(.*)$/su.exec(text.trim()) ?? []
  const amount = signsOf(currency).reduce((left, sign) => {
    if (left.toUpperCase().startsWith(sign)) return left.slice(sign.length).trim()
    return left.toUpperCase().endsWith(sign) ? left.slice(0, -sign.length).trim() : left
  }, body)
  return minus + amount
}

/** The sum of amounts, nothing where there are none. Throws where one is of another currency. */
export const sum = (amounts: Iterable<Money>, currency: string): Money =>
  money(
    [...amounts].reduce((total, amount) => total + unitsIn(amount, currency), 0n),
    currency,
  )

/** Below zero where the first amount is less than the second, above where it is more. Throws where they are of two currencies. */
export const compare = (one: Money, other: Money): number => {
  const difference = one.minor - unitsIn(other, one.currency)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

function unitsIn({ minor, currency }: Money, wanted: string): bigint {
  if (currency !== wanted) throw new Error(`${currency} is not ${wanted}`)
  return minor
}

/** So many times an amount, or so many of as many parts of it. Half a smallest unit and more goes away from zero (as EN 16931 rounds). */
export function times({ minor, currency }: Money, count: number | bigint, parts: number | bigint = 1): Money {
  const [product, divisor] = [minor * BigInt(count), BigInt(parts)]
  const [size, sign] = product < 0n ? [-product, -1n] : [product, 1n]
  return money((sign * (2n * size + divisor)) / (2n * divisor), currency)
}
