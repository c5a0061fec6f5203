import ICAL from 'ical.js'
import { bytesOfWindows, decoded, detectEncoding, type Encoding, type Opens, textOfBytes } from './encoding.ts'
import { type AccountField, accountField, type ContactField, contactField, type Fields } from './fields.ts'
import type { RowProblem, Tried } from './problems.ts'

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
 * card rejects itself alone. Each card becomes the fields of one row: a person is the first contact, a company (KIND:org, Apple's
 * X-ABShowAs:COMPANY, or a card with an organization and no name of a person) the account too. Pictures, other X- properties and cards
 * within a card are left out. Resolves to a problem for a file without a card; throws only what the store throws.
 */
export async function readVCards(open: Opens, chosen?: Encoding): Promise<Tried<VCardFile>> {
  const found = await detectEncoding(open, chosen)
  if (found.problem) return found
  const { encoding } = found
  const isUnicode = encoding.startsWith('utf-')
  // A card of 2.1 may say for each property in what it is written: its bytes are kept, as signs of Windows-1252.
  const rows = {
    [Symbol.asyncIterator]: () =>
      rowsOf(decoded(open, isUnicode ? encoding : 'windows-1252'), isUnicode ? null : encoding),
  }
  for await (const _ of rows) return { problem: null, encoding, rows }
  return { problem: 'no cards' }
}

async function* rowsOf(
  pieces: AsyncIterable<string>,
  encoding: Encoding | null,
): AsyncGenerator<VCardRow, void, undefined> {
  let number = 0
  for await (const { lines, whole } of cardsOf(linesOf(pieces))) {
    number++
    const properties = propertiesOf(lines).map((line) => inItsCharset(line, encoding))
    const text = properties.join('\r\n')
    const read = whole ? fieldsOfCard(properties) : 'broken card'
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
const agent = /^(?:[\w-]+\.)?agent[;:]/i
// What begins a property: a name, perhaps with parameters, before a colon. Anything else belongs to the line before it.
const property = /^(?:[\w-]+\.)?[a-z][\w-]*(?:;[^:]*)?:/i
const mostLines = 1000
const mostCharactersInCard = 1_000_000

/**
 * Cards from BEGIN to END, without their pictures. One that another BEGIN, or the end of the file, cuts off is not whole; but one that
 * stands within another as its agent is passed over with all that it says.
 */
async function* cardsOf(lines: AsyncIterable<string>): AsyncGenerator<{ lines: string[]; whole: boolean }> {
  let card: string[] | null = null
  let characters = 0
  let passing: 'nothing' | 'picture' | 'agent' = 'nothing'
  let within = false
  const hasRoom = (lines: string[]) => lines.length < mostLines && characters < mostCharactersInCard
  for await (const line of lines) {
    const mark = line.trim().toUpperCase()
    if (mark === 'BEGIN:VCARD') {
      if (card && passing === 'agent' && !within) {
        within = true
        continue
      }
      if (card) yield { lines: card, whole: false }
      card = [line.trim()]
      characters = 0
      within = false
      passing = 'nothing'
    } else if (card && mark === 'END:VCARD') {
      if (within) {
        within = false
        passing = 'nothing'
        continue
      }
      card.push(line.trim())
      yield { lines: card, whole: hasRoom(card) }
      card = null
    } else if (card && !within && hasRoom(card)) {
      if (picture.test(line)) passing = 'picture'
      else if (agent.test(line)) passing = 'agent'
      else if (property.test(line)) passing = 'nothing'
      if (passing !== 'nothing') continue
      card.push(line)
      characters += line.length
    }
  }
  if (card) yield { lines: card, whole: false }
}

const isQuoted = (line: string): boolean => /^[^:]*;(?:encoding=)?quoted-printable/i.test(line)

/** Lines as properties: what begins none belongs to the one before, and a quoted-printable one goes on after its = (RFC 2045, 6.7). */
function propertiesOf(lines: readonly string[]): string[] {
  const properties: string[][] = []
  let goesOn = false
  let quoted = false
  for (const line of lines) {
    if (goesOn || (properties.length > 0 && !property.test(line))) {
      if (line.trim() !== '' || goesOn) properties.at(-1)!.push(goesOn ? line : ` ${line.trim()}`)
    } else {
      properties.push([line])
      quoted = isQuoted(line)
    }
    const parts = properties.at(-1)!
    goesOn = quoted && line.endsWith('=')
    if (goesOn) parts.push(parts.pop()!.slice(0, -1))
  }
  return properties.map((parts) => parts.join(''))
}

type Property = InstanceType<typeof ICAL.Property>
type Card = InstanceType<typeof ICAL.Component>

const places = new Set(['location', 'device', 'application', 'thing'])

function fieldsOfCard(lines: readonly string[]): Fields | RowProblem {
  try {
    const kept = readable(lines)
    const card = new ICAL.Component(ICAL.parse(kept.join('\r\n')) as ConstructorParameters<typeof ICAL.Component>[0])
    const kind = textOf(card, 'kind').toLowerCase()
    if (kind === 'group' || says(lines, 'x-addressbookserver-kind', 'group')) return 'card of a group'
    if (places.has(kind)) return 'card of a place'
    return fieldsIn(card, kind === 'org', says(lines, 'x-abshowas', 'company'))
  } catch {
    return 'broken card'
  }
}

/** Whether a card has that property with that value. */
const says = (lines: readonly string[], name: string, value: string): boolean =>
  lines.some((line) => {
    const lower = line.toLowerCase()
    return (lower.startsWith(`${name}:`) || lower.startsWith(`${name};`)) && lower.trimEnd().endsWith(`:${value}`)
  })

/** A card as ical.js takes it: no X- property, and those of 2.1 written as 3.0 writes them. */
function readable(lines: readonly string[]): string[] {
  const version = lines.find((line) => /^version:/i.test(line)) ?? ''
  const rest = lines.filter((line) => line.trim() !== '' && !/^(?:[\w-]+\.)?(?:x-|version:)/i.test(line)).slice(1)
  const plain = /^version:\s*2\.1/i.test(version) ? rest.map(withTypeNamed) : rest
  return ['BEGIN:VCARD', version.includes('4.0') ? 'VERSION:4.0' : 'VERSION:3.0', ...plain]
}

/**
 * A property in the characters that it says it is written in, or that its file is: "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Jo=C3=A3o"
 * → "N:João". `encoding` is the file's where each sign stands for one of its bytes, as in Windows-1252; null for Unicode.
 */
function inItsCharset(line: string, encoding: Encoding | null): string {
  const colon = line.indexOf(':')
  const head = line.slice(0, colon)
  const charset = /;charset=([^;:]+)/i.exec(head)?.[1]
  if (isQuoted(line)) {
    const value = textOfBytes(quotedBytes(line.slice(colon + 1), encoding !== null), charset, encoding)
    const plainHead = head.replace(/;(?:encoding=)?quoted-printable|;charset=[^;:]*/gi, '')
    return `${plainHead}:${value.replace(/\r?\n/g, '\\n')}`
  }
  const plain = line.replace(/^([^:]*?);charset=[^;:]*/i, '$1')
  const isWritten = encoding !== null && (charset ?? encoding) !== 'windows-1252' && /[^\0-\x7F]/.test(plain)
  return isWritten ? textOfBytes(bytesOfWindows(plain), charset ?? encoding) : plain
}

function quotedBytes(text: string, isBytes: boolean): Buffer {
  const bytes: Uint8Array[] = []
  for (const [part] of text.matchAll(/=[0-9A-F]{2}|[^=]+|=/gi)) {
    if (/^=[0-9A-F]{2}$/i.test(part)) bytes.push(Buffer.from(part.slice(1), 'hex'))
    else bytes.push(isBytes ? bytesOfWindows(part) : Buffer.from(part))
  }
  return Buffer.concat(bytes)
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

function fieldsIn(card: Card, isOrganization: boolean, isShownAsCompany: boolean): Fields {
  const fields: Fields = {}
  const contact = (name: ContactField, value: string | undefined) => {
    if (value) fields[contactField(1, name)] = value
  }
  const account = (name: AccountField, value: string | undefined) => {
    if (value) fields[accountField(name)] = value
  }
  const [last, first, middle, , suffix] = partsOf(card.getFirstProperty('n'))
  const full = textOf(card, 'fn')
  const [organization = ''] = partsOf(card.getFirstProperty('org'))
  const isCompany =
    isOrganization ||
    isShownAsCompany ||
    (!last && !first && organization !== '' && (full === '' || full === organization))
  const [box, extended, street, city, region, postcode, country] = partsOf(
    preferredFirst(card.getAllProperties('adr'))[0] ?? null,
  )

  if (isCompany) {
    const name = organization || full
    account('type', 'company')
    account('name', isShownAsCompany ? name : full || name)
    account('company_name', name)
    account('company_street', [street || box, extended].filter(Boolean).join(', '))
    account('company_city', city)
    account('company_region', region)
    account('company_postcode', postcode)
    account('company_country', country)
    contact('company', name)
    // Apple keeps who is spoken to there in the name.
    if (isShownAsCompany && ![name, full].includes([first, last].filter(Boolean).join(' '))) {
      contact('first_name', first)
      contact('last_name', last)
    }
  } else {
    contact('first_name', first)
    contact('middle_name', middle)
    contact('last_name', last)
    contact('suffix', suffix)
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
