import ICAL from 'ical.js'
import { decoded, detectEncoding, type Encoding, type Opens } from './encoding.ts'
import { type AccountField, accountField, type ContactField, contactField, type Fields } from './fields.ts'
import type { Reading, RowProblem } from './problems.ts'

export interface VCardRow {
  /** Which card of the file; the first is 1. */
  number: number
  /** Empty where `problem` says why the card could not be read. */
  fields: Fields
  problem: RowProblem | null
  /** The card as it stands in the file, for the report of rejected cards; pictures left out. */
  text: string
}

export interface VCardFile {
  encoding: Encoding
  /** Each iteration reads the file anew as a stream; stopping early closes it. */
  rows: AsyncIterable<VCardRow>
}

/**
 * Reads a vCard file (4.0, RFC 6350; 3.0, RFC 2426; the usual cards of 2.1, quoted-printable ones too) card by card, so that a bad
 * card rejects itself alone. Each card becomes the fields of one row: a person is the first contact, a company (KIND:org, or a card
 * with an organization and no name of a person) the account too. X- properties and pictures are left out. Resolves to a problem for
 * a file without a card; throws only what the store throws.
 */
export async function readVCards(open: Opens): Promise<Reading<VCardFile>> {
  const found = await detectEncoding(open)
  if (found.problem) return found
  const { encoding } = found
  const rows = { [Symbol.asyncIterator]: () => rowsOf(decoded(open, encoding)) }
  for await (const _ of rows) return { problem: null, encoding, rows }
  return { problem: 'no cards' }
}

async function* rowsOf(pieces: AsyncIterable<string>): AsyncGenerator<VCardRow, void, undefined> {
  let number = 0
  for await (const { lines, whole } of cardsOf(linesOf(pieces))) {
    number++
    const text = lines.join('\r\n')
    const read = whole ? fieldsOfCard(lines) : 'broken card'
    yield typeof read === 'string'
      ? { number, fields: {}, problem: read, text }
      : { number, fields: read, problem: null, text }
  }
}

const mostCharactersInLine = 100_000

/** Lines, those that go on in the next one (a space before it) joined; one that is too long is given in part. */
async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let text = ''
  let line: string | null = null
  const add = function* (part: string): Generator<string> {
    if (line !== null && /^[ \t]/.test(part)) {
      if (line.length < mostCharactersInLine) line += part.slice(1)
      return
    }
    if (line !== null) yield line
    line = part
  }
  for await (const piece of pieces) {
    const parts = (text + piece).split('\n')
    text = parts.pop() ?? ''
    if (text.length > mostCharactersInLine) text = text.slice(0, mostCharactersInLine)
    for (const part of parts) yield* add(part)
  }
  yield* add(text)
  if (line !== null) yield line
}

const picture = /^(?:[\w-]+\.)?(?:photo|logo|sound|key)[;:]/i
const mostLines = 1000
const mostCharactersInCard = 1_000_000

/** Cards from BEGIN to END. One that another BEGIN, or the end of the file, cuts off is not whole. */
async function* cardsOf(lines: AsyncIterable<string>): AsyncGenerator<{ lines: string[]; whole: boolean }> {
  let card: string[] | null = null
  let characters = 0
  const hasRoom = (lines: string[]) => lines.length < mostLines && characters < mostCharactersInCard
  for await (const line of lines) {
    const mark = line.trim().toUpperCase()
    if (mark === 'BEGIN:VCARD') {
      if (card) yield { lines: card, whole: false }
      card = [line.trim()]
      characters = 0
    } else if (card && mark === 'END:VCARD') {
      card.push(line.trim())
      yield { lines: card, whole: hasRoom(card) }
      card = null
    } else if (card && hasRoom(card) && !picture.test(line)) {
      card.push(line)
      characters += line.length
    }
  }
  if (card) yield { lines: card, whole: false }
}

type Property = InstanceType<typeof ICAL.Property>
type Card = InstanceType<typeof ICAL.Component>

function fieldsOfCard(lines: readonly string[]): Fields | RowProblem {
  try {
    const wanted = readable(lines)
    const card = new ICAL.Component(ICAL.parse(wanted.join('\r\n')) as ConstructorParameters<typeof ICAL.Component>[0])
    if (textOf(card, 'kind').toLowerCase() === 'group') return 'card of a group'
    return fieldsIn(card)
  } catch {
    return 'broken card'
  }
}

/** A card as ical.js takes it: no X- property, and those of 2.1 written as 3.0 writes them. */
function readable(lines: readonly string[]): string[] {
  const version = lines.find((line) => /^version:/i.test(line)) ?? ''
  const rest = lines.filter((line) => line.trim() !== '' && !/^(?:[\w-]+\.)?(?:x-|version:)/i.test(line)).slice(1)
  const plain = version.endsWith('2.1') ? withoutQuotedPrintable(rest).map(withTypeNamed) : rest
  return ['BEGIN:VCARD', version.includes('4.0') ? 'VERSION:4.0' : 'VERSION:3.0', ...plain]
}

/** "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Jo=C3=A3o" → "N:João" (RFC 2045, 6.7; a last = goes on in the next line). */
function withoutQuotedPrintable(lines: readonly string[]): string[] {
  const plain: string[] = []
  for (let i = 0; i < lines.length; i++) {
    let line = lines[i]!
    const colon = line.indexOf(':')
    const head = line.slice(0, colon)
    if (!/;(?:encoding=)?quoted-printable/i.test(head)) {
      plain.push(line.replace(/;charset=[^;:]*/i, ''))
      continue
    }
    while (line.endsWith('=') && i + 1 < lines.length) line = line.slice(0, -1) + lines[++i]
    const charset = /;charset=([^;:]+)/i.exec(head)?.[1] ?? 'utf-8'
    const value = fromQuotedPrintable(line.slice(colon + 1), charset).replace(/\r?\n/g, '\\n')
    plain.push(`${head.replace(/;(?:encoding=)?quoted-printable|;charset=[^;:]*/gi, '')}:${value}`)
  }
  return plain
}

function fromQuotedPrintable(text: string, charset: string): string {
  const bytes: Buffer[] = []
  for (const [part] of text.matchAll(/=[0-9A-F]{2}|[^=]+|=/gi)) {
    bytes.push(/^=[0-9A-F]{2}$/i.test(part) ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part))
  }
  return new TextDecoder(charset).decode(Buffer.concat(bytes))
}

/** "TEL;CELL;PREF:…" → "TEL;TYPE=CELL;TYPE=PREF:…". */
function withTypeNamed(line: string): string {
  const colon = line.indexOf(':')
  const [name, ...parameters] = line.slice(0, colon).split(';')
  const named = parameters.map((parameter) => (parameter.includes('=') ? parameter : `TYPE=${parameter}`))
  return [name, ...named].join(';') + line.slice(colon)
}

// ical.js leaves the escaped semicolon of a plain text as it is.
const flat = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.flatMap(flat)
    : [
        String(value ?? '')
          .replaceAll('\\;', ';')
          .trim(),
      ]

/** All that a property says, in one text. */
const saidBy = (property: Property | null): string =>
  property ? property.getValues().flatMap(flat).filter(Boolean).join(' ') : ''

const textOf = (card: Card, name: string): string => saidBy(card.getFirstProperty(name))

/** The parts of a structured value (N, ADR, ORG), each as one text. */
function partsOf(property: Property | null): string[] {
  const value: unknown = property?.getFirstValue()
  return (Array.isArray(value) ? value : [value]).map((part) => flat(part).filter(Boolean).join(' '))
}

const typesOf = (property: Property): string[] => flat(property.getParameter('type')).map((type) => type.toLowerCase())

/** The preferred ones first (PREF=1, or TYPE=PREF before 4.0), the others as they stand. */
function preferredFirst(properties: readonly Property[]): Property[] {
  const rank = (property: Property): number => {
    const pref = property.getParameter('pref')
    if (pref !== undefined) return Number(pref) || 1
    return typesOf(property).includes('pref') ? 1 : 101
  }
  return [...properties].sort((a, b) => rank(a) - rank(b))
}

const labels = ['cell', 'mobile', 'work', 'home', 'main', 'iphone', 'pager', 'car']

/** "cell: +351 912 345 678", as row.ts reads a phone with its label. */
function phoneOf(property: Property): string {
  const number = saidBy(property).replace(/^tel:/i, '').replace(/;ext=/i, ' ext. ').replace(/;.*$/, '')
  const types = typesOf(property)
  const label = labels.find((known) => types.includes(known))
  return label ? `${label === 'cell' ? 'mobile' : label}: ${number}` : number
}

const isFax = (property: Property): boolean => typesOf(property).includes('fax')

function fieldsIn(card: Card): Fields {
  const fields: Fields = {}
  const contact = (name: ContactField, value: string | undefined) => {
    if (value) fields[contactField(1, name)] = value
  }
  const account = (name: AccountField, value: string | undefined) => {
    if (value) fields[accountField(name)] = value
  }
  const [last, first, middle] = partsOf(card.getFirstProperty('n'))
  const full = textOf(card, 'fn')
  const [organization = ''] = partsOf(card.getFirstProperty('org'))
  const kind = textOf(card, 'kind').toLowerCase()
  const isCompany = kind === 'org' || (!last && !first && organization !== '' && (full === '' || full === organization))
  const [box, extended, street, city, region, postcode, country] = partsOf(
    preferredFirst(card.getAllProperties('adr'))[0] ?? null,
  )

  if (isCompany) {
    const name = organization || full
    account('type', 'company')
    account('name', full || name)
    account('company_name', name)
    account('company_street', [street || box, extended].filter(Boolean).join(', '))
    account('company_city', city)
    account('company_region', region)
    account('company_postcode', postcode)
    account('company_country', country)
    contact('company', name)
  } else {
    contact('first_name', first)
    contact('middle_name', middle)
    contact('last_name', last)
    contact('full_name', full)
    contact('company', organization)
    contact('street', street || box)
    contact('street_2', extended)
    contact('city', city)
    contact('region', region)
    contact('postcode', postcode)
    contact('country', country)
    contact('birth_date', textOf(card, 'bday'))
  }
  const emails = preferredFirst(card.getAllProperties('email')).map(saidBy)
  const phones = preferredFirst(card.getAllProperties('tel'))
    .filter((phone) => !isFax(phone))
    .map(phoneOf)
  contact('email', emails.join('\n'))
  contact('phone', phones.join('\n'))
  contact('description', textOf(card, 'title') || textOf(card, 'role'))
  contact('language', textOf(card, 'lang'))
  // ical.js splits a 3.0 note at its bare commas, which belong to the text (RFC 2426, 3.6.2).
  contact(
    'notes',
    card
      .getAllProperties('note')
      .map((note) => note.getValues().flatMap(flat).join(', '))
      .join('\n'),
  )
  account(
    'tags',
    card
      .getAllProperties('categories')
      .flatMap((tags) => tags.getValues().flatMap(flat))
      .join('; '),
  )
  return fields
}
