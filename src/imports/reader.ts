import { countryCode } from '#src/platform/language/countries.ts'
import { digitsOf, fold } from '#src/platform/language/fold.ts'
import { cleanLine, cleanLines } from '#src/platform/language/invisible.ts'
import { isLanguage, type Language } from '#src/platform/language/language.ts'
import { type DateOrder, readDate } from '#src/platform/language/typed-date.ts'
import { unguarded } from '#src/platform/web/csv.ts'
import { isEmail } from '#src/platform/web/form.ts'
import { type FieldKey, type FieldKind, type Fields, fieldOf } from './fields.ts'
import type { CandidateProblem, ProblemCode } from './problems.ts'

export interface RowOptions {
  /** For dates such as 03/04/1980. */
  order: DateOrder
  /** The day on which the file was brought: nobody is born after it. */
  today?: string
}

export interface CandidatePhone {
  /** As the file says it, "mobile", or ''. */
  label: string
  number: string
}

/** The most items of one cell: tags, addresses, phones. */
const mostItems = 50

// As programs and people write that there is nothing. In a name, a note or a tag a word is taken at its word: somebody is called None.
const dash = /^(?:[-–—_.]+|n\/[ad]|n\.[ad]\.?|#n\/[ad]|#n\/disp)$/i
const nothing =
  /^(?:none|null|nil|nan|na|unknown|not available|not applicable|no (?:email|phone)|nenhum[a]?|nao (?:tem|aplicavel|disponivel)|sem (?:email|e-mail|telefone|nif)|s\/[in]|desconhecid[oa])$/
const wordKinds: ReadonlySet<FieldKind> = new Set(['e-mails', 'phones', 'country', 'language', 'date', 'type'])

const isPlaceholder = (key: FieldKey, text: string): boolean =>
  text.length <= 20 &&
  (dash.test(text) || ((wordKinds.has(fieldOf(key).kind) || key.includes('tax_')) && nothing.test(fold(text))))

// Nobody is a client who was born before.
const firstBirthYear = 1875

const unreadable = /[^\P{Cc}\n]|\uFFFD/u

/** Reads the fields of one row, each by its kind, and collects what is wrong with them. A value with a problem comes out empty. */
export class Reader {
  readonly #fields: Fields
  readonly #problems: CandidateProblem[]
  readonly options: RowOptions

  constructor(fields: Fields, problems: CandidateProblem[], options: RowOptions) {
    this.#fields = fields
    this.#problems = problems
    this.options = options
  }

  problem(field: FieldKey | null, code: ProblemCode, value: string): void {
    this.#problems.push({ field, code, value: value.slice(0, 200).toWellFormed() })
  }

  /** The text of a field with \n as its line break; '' where it is unreadable, which is a problem. */
  lines(key: FieldKey): string {
    const raw = this.#fields[key]
    if (!raw) return ''
    const text = cleanLines(unguarded(raw).replace(/\t/g, ' '))
    if (isPlaceholder(key, text)) return ''
    if (text.isWellFormed() && !unreadable.test(text)) return text
    this.problem(key, 'unreadable characters', text)
    return ''
  }

  /** What a field says between these signs, each as one clean line, without blank ones. */
  parts(key: FieldKey, between: string | RegExp): string[] {
    return this.lines(key).split(between).map(cleanLine).filter(Boolean)
  }

  /** All that a field says, each of its lines clean. */
  cleanText(key: FieldKey): string {
    return this.parts(key, '\n').join('\n')
  }

  /** One text, line breaks made into commas. */
  line(key: FieldKey): string {
    return this.within(key, this.parts(key, '\n').join(', ').replace(/ {2,}/g, ' '))
  }

  notes(key: FieldKey): string {
    return this.within(key, this.lines(key))
  }

  within(key: FieldKey, text: string): string {
    if (text.length <= fieldOf(key).most) return text
    this.problem(key, 'too long', text)
    return ''
  }

  /** Split at ; , | line breaks and Google's ":::", each one once; at ; alone where one ends it, as an export of ours does for commas. */
  list(key: FieldKey): string[] {
    const separator = this.#fields[key]?.trimEnd().endsWith(';') ? ';' : /:::|[;,|\n]/
    const items = this.few(key, once(this.parts(key, separator)))
    return items.map((item) => this.within(key, item)).filter(Boolean)
  }

  few<T>(key: FieldKey, items: T[]): T[] {
    if (items.length <= mostItems) return items
    this.problem(key, 'too many', String(items.length))
    return []
  }

  emails(key: FieldKey): string[] {
    const found = this.few(key, emailsIn(this.cleanText(key)))
    for (const email of found) if (!isEmail(email)) this.problem(key, 'not an e-mail address', email)
    return found.filter(isEmail)
  }

  phones(key: FieldKey): CandidatePhone[] {
    const phones = this.few(key, phonesIn(this.cleanText(key)))
    for (const { number } of phones) {
      if (number.length > fieldOf(key).most) this.problem(key, 'too long', number)
      else if (!isPhone(number)) this.problem(key, 'not a phone number', number)
    }
    return phones.filter(({ number }) => number.length <= fieldOf(key).most && isPhone(number))
  }

  country(key: FieldKey): string {
    const text = this.line(key)
    const code = text === '' ? '' : countryCode(text)
    if (text !== '' && code === '') this.problem(key, 'unknown country', text)
    return code
  }

  language(key: FieldKey): Language | null {
    const text = this.line(key)
    if (text === '') return null
    const word = fold(text)
    const code = /^(portugu|pt\b)/.test(word) ? 'pt' : /^(english|ingles|en\b)/.test(word) ? 'en' : word
    if (isLanguage(code)) return code
    this.problem(key, 'unknown language', text)
    return null
  }

  /** A date of birth. One that nobody living can have is left out and asked about. */
  birthDate(key: FieldKey): string | null {
    const text = this.line(key)
    const found = readDate(text, { ...this.options, firstYear: firstBirthYear }, true)
    // Apple writes a birthday without its year in a leap year of long ago.
    if ('problem' in found && /\b1604\b|^1604/.test(text)) this.problem(key, 'date without a year', text)
    else if ('problem' in found)
      this.problem(key, found.problem === 'year out of range' ? 'born in another time' : found.problem, text)
    else if (found.date && found.date > (this.options.today ?? found.date))
      this.problem(key, 'born in another time', text)
    else return found.date
    return null
  }
}

/** Each item once, whatever its case and accents. */
export function once(items: readonly string[]): string[] {
  const seen = new Set<string>()
  return items.filter((item) => {
    const folded = fold(item)
    return !seen.has(folded) && seen.add(folded)
  })
}

/** "Ana <ana@a.pt>; ana@b.pt" → both addresses. */
function emailsIn(text: string): string[] {
  const inBrackets = [...text.matchAll(/<([^<>]*)>/g)].map((found) => found[1]!)
  const parts = inBrackets.length > 0 ? inBrackets : text.split(/:::|[;,\s]+/)
  return once(parts.map((part) => part.trim().replace(/^mailto:/i, '')).filter((part) => part !== ''))
}

const phoneLabel = /(?:^|\s)(\p{L}[\p{L} .-]{0,38}):/gu

/** "Phone:(555) 010-1234 Mobile:555 010 4321" and "912 345 678; 210 000 000" → each number with its label. */
function phonesIn(text: string): CandidatePhone[] {
  return text
    .split(/:::|[;|\n]/)
    .flatMap((part) => part.replace(phoneLabel, '\n$1:').split('\n'))
    .flatMap((part) => {
      const [, label = '', rest = ''] = /^\s*(?:(\p{L}[^:]*):)?(.*)$/su.exec(part) ?? []
      return severalNumbers(rest).map((number) => ({ label: meaningful(label), number: number.trim() }))
    })
    .filter(({ number }) => number !== '')
}

const meaningful = (label: string): string =>
  /^(phone|tel|telephone|telefone)$/i.test(label.trim()) ? '' : label.trim()

function severalNumbers(text: string): string[] {
  const parts = text.split(/[,/]/)
  return parts.length > 1 && parts.every((part) => digitsOf(part).length >= 6) ? parts : [text]
}

/** Digits with what is written between and after them; not 3.5191E+11, which a spreadsheet has made of one. */
const isPhone = (text: string): boolean => digitsOf(text).length >= 3 && !/^\d+([.,]\d+)?E\+?\d+$/i.test(text)
