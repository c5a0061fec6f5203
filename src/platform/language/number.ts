import { formatsIn } from './format.ts'
import type { Language } from './language.ts'

const mostDigits = 15
const mostDecimals = 10
const groupedBySpaces = /^\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?$/
const groupedByPoints = /^\d{1,3}(?:\.\d{3})+,\d+$/
const groupedByCommas = /^\d{1,3}(?:,\d{3})+\.\d+$/
const onlyGroups = /^\d{1,3}(?:(?:\.\d{3}){2,}|(?:,\d{3}){2,})$/
const either = /^([1-9]\d{0,2})([.,])(\d{3})$/
const plain = /^\d*(?:[.,]\d+)?$/

/** The one way in which a decimal is stored: "-1234.5". Null for one with more digits than are kept. */
function written(sign: string, whole: string, decimals = ''): string | null {
  const left = whole.replace(/^0+(?=\d)/, '') || '0'
  const right = decimals.replace(/0+$/, '')
  if (left.length > mostDigits || right.length > mostDecimals) return null
  const text = right ? `${left}.${right}` : left
  return sign === '-' && text !== '0' ? `-${text}` : text
}

/**
 * What a typed number may mean, as decimals like "-1234.5": none for a text that is no number, and two for one like "1.234", where the
 * sign may set thousands apart or begin the decimals. What the language's readers would take it for comes first.
 */
export function readingsOf(text: string, language: Language = 'en'): string[] {
  const [, sign = '', body = ''] = /^([-+]?)\s*(.*)$/u.exec(text.trim().replaceAll('−', '-').replace(/\s/gu, ' ')) ?? []
  if (!/\d/.test(body)) return []
  const [, left = '', separator = '', right = ''] = either.exec(body) ?? []
  if (separator) {
    const readings = [written(sign, left + right), written(sign, left, right)]
    if (separator === formatsIn(language).decimal) readings.reverse()
    return readings.filter((reading) => reading !== null)
  }
  const grouped = [groupedBySpaces, groupedByPoints, groupedByCommas].some((pattern) => pattern.test(body))
  if (!grouped && !onlyGroups.test(body) && !plain.test(body)) return []
  const last = onlyGroups.test(body) ? -1 : Math.max(body.lastIndexOf('.'), body.lastIndexOf(','))
  const digits = (part: string) => part.replace(/\D/g, '')
  const only = last < 0 ? written(sign, digits(body)) : written(sign, digits(body.slice(0, last)), body.slice(last + 1))
  return only === null ? [] : [only]
}

/** A text that is a decimal already, as one is stored; null for any other, and for a code like "0012", which would lose by it. */
export function decimalIn(text: string): string | null {
  const [, sign = '', whole = '', decimals = ''] = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/.exec(text) ?? []
  return whole === '' ? null : written(sign, whole, decimals)
}

/** A stored decimal as it is typed, so that reading it again gives the same: never like "1.234". */
export function typed(decimal: string, language: Language): string {
  const sign = formatsIn(language).decimal
  const text = decimal.replace('.', sign)
  return either.test(text.replace('-', '')) ? `${text}0` : text
}
