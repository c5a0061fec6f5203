import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { type Reading, readCsv } from './csv.ts'
import { collected } from './fixtures/files.ts'
import { guessFromCells, guessMapping, sourceOf } from './headings.ts'
import { candidateOf, toCandidate } from './row.ts'
import { readVCards } from './vcard.ts'

const today = '2026-05-10'
const opens = (name: string) => () => createReadStream(join(import.meta.dirname, 'fixtures/cases', name))

async function tableIn(name: string, said: Reading = {}) {
  const file = await readCsv(opens(name), said)
  assert.equal(file.problem, null, name)
  const mapping = file.hasHeading ? guessMapping(file.headings) : guessFromCells(file.sample, file.headings.length)
  const rows = (await collected(file.rows)).map((row) => ({
    ...row,
    ...toCandidate(mapping, row.cells, { order: 'dmy', today }),
  }))
  const mapped = Object.fromEntries(file.headings.map((heading, i) => [heading, mapping[i]]))
  return { ...file, mapping, mapped, rows }
}

async function cardsIn(name: string) {
  const file = await readVCards(opens(name))
  assert.equal(file.problem, null, name)
  return (await collected(file.rows)).map(({ fields, problem }) => ({
    problem,
    ...candidateOf(fields, { order: 'dmy', today }),
  }))
}

const names = (rows: { contacts: { first_name: string; last_name: string }[] }[]) =>
  rows.map(({ contacts }) => [contacts[0]?.first_name, contacts[0]?.last_name])
const codes = (rows: { problems: { code: string }[] }[]) => rows.map(({ problems }) => problems.map(({ code }) => code))

describe('a file as a program writes it', () => {
  it('of Xero has the client beside its first person', async () => {
    const short = await tableIn('03-xero-contact-name.csv')
    assert.equal(sourceOf(short.headings), 'Xero')
    const [row] = short.rows
    assert.deepEqual([row!.account.name, row!.account.type], ['River Plumbing Ltd', 'company'])
    assert.deepEqual(names(short.rows), [['Kiri', 'Moana']])
    const [whole] = (await tableIn('03b-xero-full.csv')).rows
    assert.deepEqual(whole!.problems, [])
    assert.equal(whole!.account.name, 'Harbour Cafe Ltd')
    const { first_name, last_name, street, city, postcode, country, phones } = whole!.contacts[0]!
    assert.deepEqual(
      [first_name, last_name, street, city, postcode, country],
      ['Mere', 'Tane', '1 Quay St', 'Auckland', '1010', 'NZ'],
    )
    assert.deepEqual(
      phones.map(({ number }) => number),
      ['+64 9 000 0000', '+64 21 000 000'],
    )
  })

  it('names countries in many ways', async () => {
    const country = async (name: string) => (await tableIn(name)).rows.map(({ contacts }) => contacts[0]!.country)
    assert.deepEqual(await country('04-countries.csv'), ['CI', 'TR', 'NL', 'JE'])
    assert.deepEqual(
      (await country('04b-countries-more.csv')).join(' '),
      'JE GI PR KY IM XK TR BR DE RU KR IE CI CI NL GB MK PT',
    )
  })

  it('has birthdays without a year, as Apple’s', async () => {
    const cards = await cardsIn('05-apple-birthday-without-year.vcf')
    assert.deepEqual(
      cards.map(({ contacts }) => contacts[0]!.birth_date),
      [null, '1980-03-04', null],
    )
    assert.deepEqual(codes(cards), [['date without a year'], [], ['date without a year']])
  })

  it('has cards of groups and of places, which are no clients', async () => {
    const problems = async (name: string) => (await cardsIn(name)).map(({ problem }) => problem)
    assert.deepEqual(await problems('06-apple-group-card.vcf'), ['card of a group', null])
    assert.deepEqual(await problems('24-kind-location.vcf'), ['card of a place', null, 'card of a group'])
    assert.equal((await cardsIn('24-kind-location.vcf'))[1]!.account.name, 'Acme Portugal')
  })

  it('has lines that belong to the one before', async () => {
    for (const [name, person, address] of [
      ['07-card-with-loose-lines.vcf', ['Nelo', 'Barros'], undefined],
      ['07b-photo-lines-not-indented.vcf', ['Vera', 'Costa'], 'vera@example.pt'],
      ['07c-photo-url-broken-over-lines.vcf', ['Olga', 'Reis'], 'olga@example.com'],
    ] as const) {
      const cards = await cardsIn(name)
      assert.deepEqual(names(cards), [person], name)
      assert.deepEqual([codes(cards), cards[0]!.problem], [[[]], null], name)
      assert.equal(cards[0]!.contacts[0]!.emails[0], address, name)
    }
  })

  it('has a card within a card, which is passed over', async () => {
    const cards = await cardsIn('08-agent-nested.vcf')
    assert.deepEqual(names(cards), [['Big', 'Boss']])
    assert.deepEqual(cards[0]!.contacts[0]!.phones, [{ label: 'work', number: '555010100' }])
  })

  it('is in an encoding of its own', async () => {
    assert.deepEqual(names(await cardsIn('09-card-21-charset-1251.vcf')), [['Мария', 'Петрова']])
    assert.deepEqual(names(await cardsIn('09b-card-21-qp-latin1-no-charset.vcf')), [['João', 'Gonçalves']])
    for (const [name, encoding, text] of [
      ['10-csv-cp1251.csv', 'windows-1251', 'Петрова Мария'],
      ['10b-excel-msdos-cp850.csv', 'ibm850', 'José da Conceição'],
      ['10c-utf16-without-bom.csv', 'utf-16le', 'João Neves'],
    ] as const) {
      const file = await tableIn(name)
      assert.equal(file.encoding, encoding)
      assert.equal(file.rows[0]!.cells[0], text)
      assert.equal((await tableIn(name, { encoding })).rows[0]!.cells[0], text)
    }
    const wrong = await tableIn('10-csv-cp1251.csv', { encoding: 'windows-1252' })
    assert.equal(wrong.rows[0]!.cells[0], 'Ïåòðîâà Ìàðèÿ', 'as somebody chose')
  })

  it('has endings after names', async () => {
    assert.deepEqual(names((await tableIn('11-names-with-credentials.csv')).rows), [
      ['Jane', 'Roe, CPA'],
      ['Tom', 'Poe, MD'],
      ['Ann', 'Lee, Esq.'],
      ['Sam', 'Fox, PhD'],
      ['Lou', 'Day, EA'],
      ['Kim', 'Ray, Jr.'],
    ])
    assert.deepEqual(names(await cardsIn('12-father-and-son.vcf')), [
      ['John', 'Hall Sr.'],
      ['John', 'Hall Jr.'],
    ])
    const google = await tableIn('12b-father-and-son-google.csv')
    assert.deepEqual(names(google.rows), [
      ['Peter', 'Quill Sr.'],
      ['Peter', 'Quill Jr.'],
    ])
    assert.deepEqual(
      google.rows.flatMap(({ unused, account }) => [...unused, ...account.tags]),
      [],
    )
  })

  it('has companies that Apple shows as such', async () => {
    const cards = await cardsIn('13-apple-show-as-company.vcf')
    assert.deepEqual(
      cards.map(({ account }) => [account.type, account.name]),
      [
        ['company', 'Padaria Central Lda'],
        ['company', 'Zé Auto Unipessoal Lda'],
      ],
    )
    assert.deepEqual(names(cards)[0], ['Tomé', 'Reis'])
  })

  it('has groups of Google’s own, which are no tags', async () => {
    assert.deepEqual((await cardsIn('14-google-mycontacts.vcf'))[0]!.account.tags, [])
  })

  it('has long headings in Portuguese', async () => {
    assert.deepEqual(Object.values((await tableIn('15-headings-pt.csv')).mapped), [
      'account.name',
      'contact1.email',
      'contact1.phone',
      'contact1.street',
    ])
    const outlook = await tableIn('15b-headings-outlook-style-pt.csv')
    assert.equal(sourceOf(outlook.headings), 'Outlook')
    const { first_name, last_name, company, emails, phones, street, city, country, birth_date, description } =
      outlook.rows[0]!.contacts[0]!
    assert.deepEqual(
      [first_name, last_name, company, emails, street, city, country, birth_date, description],
      [
        'Manuel Maria',
        'Sousa Pinto Jr.',
        'Pinto & Filhos, Lda.',
        ['manuel@example.pt', 'm.pinto@example.pt'],
        'Rua A, 1',
        'Braga',
        'PT',
        '1970-02-14',
        'Gerente',
      ],
    )
    assert.deepEqual(
      phones.map(({ number }) => number),
      ['912000003', '253000001', '220000002'],
    )
    assert.equal(outlook.rows[0]!.account.type, 'individual')
  })

  it('says home and work, taxpayer and spouse in its headings', async () => {
    assert.deepEqual((await tableIn('16-headings-home-work.csv')).mapped, {
      'First Name': 'contact1.first_name',
      'Last Name': 'contact1.last_name',
      'Email Home': 'contact1.email',
      'Email Work': 'contact1.email_2',
      'Home Zip': 'contact1.postcode',
      'Work City': 'contact1.city',
    })
    const family = await tableIn('16b-headings-taxpayer.csv')
    assert.deepEqual(family.mapped, {
      'TaxPayer First': 'contact1.first_name',
      'TaxPayer Last': 'contact1.last_name',
      'Spouse First': 'contact2.first_name',
      'Spouse Last': 'contact2.last_name',
      'TP SSN': 'account.tax_id',
      'SP SSN': null,
      Address: 'contact1.street',
      City: 'contact1.city',
      State: 'contact1.region',
      Zip: 'contact1.postcode',
      'TP Email': 'contact1.email',
      'Home Phone': 'contact1.phone',
      'TP DOB': 'contact1.birth_date',
    })
    assert.deepEqual(codes(family.rows), [[]])
  })

  it('has people with where they work, who are no companies', async () => {
    for (const [name, employer] of [
      ['17-thunderbird.csv', 'Fjord AS'],
      ['17b-person-with-employer.csv', 'Câmara Municipal'],
    ] as const) {
      const [row] = (await tableIn(name)).rows
      assert.deepEqual([row!.account.type, row!.account.company_name], ['individual', ''], name)
      assert.equal(row!.contacts[0]!.company, employer, name)
    }
  })

  it('has dates with names of months', async () => {
    const { rows } = await tableIn('18-dates-with-month-names.csv')
    assert.deepEqual(
      rows.map(({ contacts }) => contacts[0]!.birth_date),
      Array(4).fill('1980-12-31'),
    )
  })

  it('says in words that there is nothing', async () => {
    const { rows } = await tableIn('19-placeholders.csv')
    assert.deepEqual(codes(rows), [[], []])
    assert.deepEqual(
      rows.flatMap(({ contacts }) => [...contacts[0]!.emails, ...contacts[0]!.phones]),
      [],
    )
    const odd = candidateOf({ 'contact1.first_name': 'Nil', 'contact1.last_name': 'None', 'contact1.notes': 'none' })
    assert.deepEqual(names([odd]), [['Nil', 'None']])
  })

  it('has a bar between its cells', async () => {
    for (const name of ['20-sep-pipe.csv', '20b-pipe.csv']) {
      const file = await tableIn(name)
      assert.equal(file.delimiter, '|')
      assert.deepEqual(
        [file.rows[0]!.account.name, file.rows[0]!.contacts[0]!.emails, file.rows[0]!.account.tax_id],
        ['Carla Nunes', ['carla@example.pt'], '123456789'],
      )
    }
  })

  it('has no headings', async () => {
    const file = await tableIn('21-no-heading-row.csv')
    assert.equal(file.hasHeading, false)
    assert.deepEqual(file.mapping, ['account.name', 'contact1.email', 'contact1.phone'])
    assert.deepEqual(names(file.rows), [
      ['Ana', 'Dias'],
      ['Bruno', 'Reis'],
    ])
    const wrong = await tableIn('21-no-heading-row.csv', { hasHeading: true })
    assert.deepEqual([wrong.headings[0], wrong.rows.length], ['Ana Dias', 1], 'as somebody chose')
  })

  it('ends with MS-DOS’s Ctrl-Z', async () => {
    assert.deepEqual(names((await tableIn('25-ctrl-z-at-end.csv')).rows), [['Eof', 'One']])
  })

  it('asks about a birth date that is to come, or of another century', () => {
    const born = (birth_date: string) =>
      candidateOf({ 'contact1.first_name': 'A', 'contact1.birth_date': birth_date }, { order: 'dmy', today })
    for (const text of ['2026-05-11', '1/1/2190', '1874-12-31', '1066-10-14']) {
      const row = born(text)
      assert.deepEqual([row.contacts[0]!.birth_date, codes([row])], [null, [['born in another time']]], text)
    }
    for (const text of ['2026-05-10', '1875-01-01']) assert.equal(born(text).contacts[0]!.birth_date, text)
  })
})
