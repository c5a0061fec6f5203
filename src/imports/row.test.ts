import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { FieldKey, Fields } from './fields.ts'
import { guessMapping } from './headings.ts'
import { isCompanyName, splitName } from './personal-name.ts'
import { rejects } from './problems.ts'
import { candidateOf, toCandidate } from './row.ts'

const codes = (fields: Fields) => candidateOf(fields).problems.map(({ field, code }) => [field, code])
const first = (fields: Fields) => candidateOf(fields).contacts[0]!

describe('a row', () => {
  it('is one account with two contacts where taxpayer and spouse share it', () => {
    const headings = [
      'Account name',
      'Account type',
      'First name',
      'Last name',
      'Email',
      'Spouse first name',
      'Spouse last name',
      'Spouse email',
    ]
    const { account, contacts, problems } = toCandidate(guessMapping(headings), [
      'Rui and Eva Costa',
      'Individual',
      'Rui',
      'Costa',
      'rui@a.pt',
      'Eva',
      'Costa',
      'eva@a.pt',
    ])
    assert.deepEqual(problems, [])
    assert.equal(account.name, 'Rui and Eva Costa')
    assert.deepEqual(
      contacts.map(({ number, first_name, emails }) => [number, first_name, emails]),
      [
        [1, 'Rui', ['rui@a.pt']],
        [2, 'Eva', ['eva@a.pt']],
      ],
    )
  })

  it('that names only an account makes its contact from it', () => {
    const person = candidateOf({ 'account.name': 'Maria da Silva', 'contact1.email': 'm@a.pt' })
    assert.equal(person.account.type, 'individual')
    assert.deepEqual([person.contacts[0]!.first_name, person.contacts[0]!.last_name], ['Maria', 'da Silva'])
    const company = candidateOf({ 'account.name': 'Silva & Filhos, Lda.' })
    assert.equal(company.account.type, 'company')
    assert.deepEqual([company.contacts[0]!.company, company.contacts[0]!.first_name], ['Silva & Filhos, Lda.', ''])
    const both = candidateOf({ 'account.name': 'Ana Reis', 'account.company_name': 'Reis Lda' })
    assert.deepEqual(
      [both.account.type, both.contacts[0]!.first_name, both.contacts[0]!.company],
      ['company', 'Ana', 'Reis Lda'],
    )
    const typed = candidateOf({ 'account.name': 'Café Central', 'account.type': 'Empresa' })
    assert.equal(typed.contacts[0]!.company, 'Café Central')
  })

  it('that names nobody is a problem', () => {
    assert.deepEqual(codes({}), [[null, 'nobody']])
    assert.deepEqual(codes({ 'contact1.phone': '912345678' }), [['contact1.full_name', 'contact without a name']])
    assert.deepEqual(codes({ 'contact1.first_name': 'Ana', 'contact2.city': 'Faro' }), [
      ['contact2.full_name', 'contact without a name'],
    ])
    assert.deepEqual(codes({ 'contact1.email': 'ana@a.pt' }), [])
  })

  it('says its type in many words, or has it guessed', () => {
    const type = (fields: Fields) => candidateOf({ 'contact1.first_name': 'A', ...fields }).account.type
    for (const word of [
      'Company',
      'Business',
      'EMPRESA',
      'Sociedade por quotas',
      'Lda',
      'S Corporation',
      'Organization',
      'LLC',
    ])
      assert.equal(type({ 'account.type': word }), 'company', word)
    for (const word of ['Individual', 'Person', 'Particular', 'Pessoa singular'])
      assert.equal(type({ 'account.type': word }), 'individual', word)
    for (const word of ['Other', 'Outro', 'Trust']) assert.equal(type({ 'account.type': word }), 'other', word)
    assert.equal(type({ 'account.company_name': 'X' }), 'company')
    assert.equal(type({}), 'individual')
    const odd = candidateOf({ 'account.name': 'A B', 'account.type': 'Prospect' })
    assert.equal(odd.account.type, 'individual')
    assert.deepEqual(
      odd.problems.map((problem) => [problem.code, rejects(problem)]),
      [['unknown type', false]],
    )
  })

  it('may have several e-mail addresses in a cell', () => {
    assert.deepEqual(
      first({ 'contact1.email': 'a@a.pt; b@a.pt, c@a.pt d@a.pt', 'contact1.email_2': 'A@a.pt' }).emails,
      ['a@a.pt', 'b@a.pt', 'c@a.pt', 'd@a.pt'],
    )
    assert.deepEqual(first({ 'contact1.email': 'Ana Silva <ana@a.pt>; mailto:x' }).emails, ['ana@a.pt'])
    assert.deepEqual(first({ 'contact1.email': 'a@a.pt ::: b@a.pt' }).emails, ['a@a.pt', 'b@a.pt'])
    assert.deepEqual(codes({ 'contact1.first_name': 'A', 'contact1.email': 'a@a.pt; nobody' }), [
      ['contact1.email', 'not an e-mail address'],
    ])
  })

  it('may have several phones in a cell, with labels', () => {
    const phones = (text: string) => first({ 'contact1.first_name': 'A', 'contact1.phone': text }).phones
    assert.deepEqual(phones('Phone:(555) 010-1234 Mobile:555 010 4321'), [
      { label: '', number: '(555) 010-1234' },
      { label: 'Mobile', number: '555 010 4321' },
    ])
    assert.deepEqual(phones('912 345 678 ::: 210 000 000').length, 2)
    assert.deepEqual(phones('912345678 / 210000000').length, 2)
    assert.deepEqual(phones('(555) 010-1234 x5, back door'), [{ label: '', number: '(555) 010-1234 x5, back door' }])
    assert.deepEqual(phones('\u202A+351 912 345 678\u202C'), [{ label: '', number: '+351 912 345 678' }])
    assert.deepEqual(codes({ 'contact1.first_name': 'A', 'contact1.phone': '3.51912E+11' }), [
      ['contact1.phone', 'not a phone number'],
    ])
    assert.deepEqual(codes({ 'contact1.first_name': 'A', 'contact1.phone': 'ask him' }), [
      ['contact1.phone', 'not a phone number'],
    ])
  })

  it('splits tags and team, each one once, without the groups that Google puts everybody in', () => {
    const { account } = candidateOf({
      'account.name': 'A',
      'account.tags': 'VIP; vip, IVA | 2026',
      'account.team': 'ana@firm.pt, Rui Costa',
    })
    assert.deepEqual(account.tags, ['VIP', 'IVA', '2026'])
    assert.deepEqual(account.team, ['ana@firm.pt', 'Rui Costa'])
    assert.deepEqual(candidateOf({ 'account.name': 'A', 'account.tags': 'Padarias ::: * myContacts' }).account.tags, [
      'Padarias',
    ])
  })

  it('gives countries as codes and languages as ours', () => {
    const contact = first({
      'contact1.first_name': 'A',
      'contact1.country': 'portugal',
      'contact1.language': 'Português (Portugal)',
    })
    assert.deepEqual([contact.country, contact.language], ['PT', 'pt'])
    assert.equal(first({ 'contact1.first_name': 'A', 'contact1.country': 'U.S.A.' }).country, 'US')
    assert.deepEqual(codes({ 'contact1.first_name': 'A', 'contact1.country': 'Atlantis' }), [
      ['contact1.country', 'unknown country'],
    ])
    assert.deepEqual(codes({ 'contact1.first_name': 'A', 'contact1.language': 'Klingon' }), [
      ['contact1.language', 'unknown language'],
    ])
  })

  it('refuses what is too long or unreadable and brings the rest to one form', () => {
    const long = (key: FieldKey, most: number) => {
      const letter = key.endsWith('phone') ? '1' : 'x'
      const text = (n: number) => (key.endsWith('email') ? `${'x'.repeat(n - 5)}@a.pt` : letter.repeat(n))
      assert.deepEqual(
        codes({ 'account.name': 'A', [key]: text(most) }).filter(([, code]) => code === 'too long'),
        [],
        key,
      )
      assert.ok(codes({ 'account.name': 'A', [key]: text(most + 1) }).length > 0, key)
    }
    for (const [key, most] of [
      ['contact1.first_name', 200],
      ['contact1.email', 254],
      ['contact1.phone', 40],
      ['contact1.street', 200],
      ['contact1.city', 200],
      ['contact1.notes', 10_000],
      ['account.tags', 50],
    ] as const)
      long(key, most)
    assert.deepEqual(codes({ 'account.name': 'A', 'contact1.city': 'Fa\u0007ro' }), [
      ['contact1.city', 'unreadable characters'],
    ])
    assert.deepEqual(codes({ 'account.name': 'A', 'contact1.city': 'Fa\uD800ro' }), [
      ['contact1.city', 'unreadable characters'],
    ])
    assert.deepEqual(codes({ 'account.name': 'A', 'contact1.city': 'Fa\uFFFDro' }), [
      ['contact1.city', 'unreadable characters'],
    ])
    const contact = first({
      'contact1.first_name': ' Joa\u0303o ',
      'contact1.street': '1 Main St\r\nSTE 4',
      'contact1.notes': 'a\r\nb',
    })
    assert.deepEqual([contact.first_name, contact.street, contact.notes], ['João', '1 Main St, STE 4', 'a\nb'])
  })

  it('takes back the apostrophe that an export put before a formula', () => {
    const contact = first({
      'contact1.first_name': "'=Ana",
      'contact1.last_name': "'t Hooft",
      'contact1.phone': "'+351 912 345 678",
    })
    assert.deepEqual(
      [contact.first_name, contact.last_name, contact.phones[0]!.number],
      ['=Ana', "'t Hooft", '+351 912 345 678'],
    )
  })

  it('reads its dates in the order that it is told', () => {
    const born = (text: string, order: 'dmy' | 'mdy') =>
      candidateOf({ 'contact1.first_name': 'A', 'contact1.birth_date': text }, { order }).contacts[0]!.birth_date
    assert.equal(born('03/04/1980', 'dmy'), '1980-04-03')
    assert.equal(born('03/04/1980', 'mdy'), '1980-03-04')
    assert.equal(born('0/0/00', 'dmy'), null, 'as Outlook writes that there is none')
    assert.deepEqual(codes({ 'contact1.first_name': 'A', 'contact1.birth_date': '31/02/1980' }), [
      ['contact1.birth_date', 'not a date'],
    ])
    for (const [text, problem] of [
      ['31/12/80', 'not a date'],
      ['31/12/1860', 'born in another time'],
      ['--12-31', 'date without a year'],
    ] as const)
      assert.deepEqual(
        codes({ 'contact1.first_name': 'A', 'contact1.birth_date': text }),
        [['contact1.birth_date', problem]],
        text,
      )
  })
})

describe('a full name', () => {
  it('ends with the last name, small words included, or begins with it before a comma', () => {
    const split = (name: string) => Object.values(splitName(name))
    assert.deepEqual(split('Maria Silva'), ['Maria', 'Silva'])
    assert.deepEqual(split('Silva, Maria'), ['Maria', 'Silva'])
    assert.deepEqual(split('Maria João da Silva'), ['Maria João', 'da Silva'])
    assert.deepEqual(split('Vincent van der Berg'), ['Vincent', 'van der Berg'])
    assert.deepEqual(split('John Smith Jr.'), ['John', 'Smith Jr.'])
    assert.deepEqual(split('John Smith, Jr.'), ['John', 'Smith, Jr.'])
    assert.deepEqual(split('Ana Neto'), ['Ana', 'Neto'])
    assert.deepEqual(split('Maria da Silva e Sousa'), ['Maria', 'da Silva e Sousa'])
    assert.deepEqual(split('Ana e Rui Costa'), ['Ana e Rui', 'Costa'])
    assert.deepEqual(split('Jane Roe, CPA'), ['Jane', 'Roe, CPA'])
    assert.deepEqual(split('Silva, Maria, Jr.'), ['Maria', 'Silva, Jr.'])
    assert.deepEqual(split('Tom Poe III'), ['Tom', 'Poe III'])
    assert.deepEqual(split('Ann Lee MD PhD'), ['Ann', 'Lee MD PhD'])
    assert.deepEqual(split('Yo-Yo Ma'), ['Yo-Yo', 'Ma'])
    assert.deepEqual(split('Ma, Jack'), ['Jack', 'Ma'])
    assert.deepEqual(split('Madonna'), ['Madonna', ''])
    assert.deepEqual(split('  '), ['', ''])
  })

  it('is a company where it ends in a legal form', () => {
    for (const name of ['Silva & Filhos, Lda.', 'Padaria Unipessoal Lda', 'Acme Inc.', 'Banco X, S.A.', 'Foo L.L.C.'])
      assert.ok(isCompanyName(name), name)
    for (const name of ['Maria Sá', 'Ana Silva', 'Bento Sousa', 'Inca']) assert.ok(!isCompanyName(name), name)
  })
})
