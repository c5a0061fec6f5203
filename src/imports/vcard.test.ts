import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { collected, fileOf } from './fixtures/files.ts'
import { candidateOf } from './row.ts'
import { readVCards } from './vcard.ts'

async function read(...cards: string[]) {
  const file = await readVCards(fileOf(cards.join('\r\n')))
  assert.equal(file.problem, null)
  return collected(file.rows)
}

const version3 = `BEGIN:VCARD
VERSION:3.0
N:Gonçalves;João;Maria;Dr.;
FN:Dr. João Maria Gonçalves
ORG:Padaria\\, Pão e Companhia;Vendas
TITLE:Gerente
item1.EMAIL;type=INTERNET;type=HOME:joao@casa.example.pt
EMAIL;TYPE=INTERNET,WORK,PREF:joao@padaria.example.pt
TEL;TYPE=CELL,VOICE:+351 912 345 678
TEL;TYPE=WORK,FAX:+351 210 000 001
TEL;TYPE=WORK:+351 210 000 000
ADR;TYPE=WORK:;2.º Esq.;Rua do Forno\\, 7;Évora;;7000-001;Portugal
BDAY:1980-03-14
NOTE:Prefere a manhã\\, liga cedo.\\nFala devagar\\; e é lo
 nga.
CATEGORIES:VIP,Padarias
X-ABUID:123
PHOTO;ENCODING=b;TYPE=JPEG:AAAA
 BBBB
END:VCARD`

const version4 = `BEGIN:VCARD
VERSION:4.0
FN:Ana Silva
N:Silva;Ana;;;
EMAIL;PREF=2:ana2@example.com
EMAIL;PREF=1:ana@example.com
TEL;VALUE=uri;TYPE="cell,voice":tel:+351-912-000-111
TEL;TYPE=home:tel:+351-210-000-111;ext=5
BDAY:19850102
LANG:pt-PT
CATEGORIES:family
END:VCARD`

const company4 = `BEGIN:VCARD
VERSION:4.0
KIND:org
FN:Oliveira & Filhos, Lda
ORG:Oliveira & Filhos\\, Lda
EMAIL:geral@oliveira.example.pt
ADR:;;Av. Central 1;Braga;Braga;4700-001;Portugal
END:VCARD`

describe('a vCard file', () => {
  it('gives a 3.0 card as the fields of a row', async () => {
    const [row] = await read(version3)
    const { account, contacts, problems } = candidateOf(row!.fields)
    assert.deepEqual(problems, [])
    assert.deepEqual(account.tags, ['VIP', 'Padarias'])
    assert.equal(account.type, 'individual')
    const [contact] = contacts
    assert.equal(contact!.first_name, 'João Maria')
    assert.equal(contact!.last_name, 'Gonçalves')
    assert.equal(contact!.company, 'Padaria, Pão e Companhia')
    assert.equal(contact!.description, 'Gerente')
    assert.deepEqual(contact!.emails, ['joao@padaria.example.pt', 'joao@casa.example.pt'])
    assert.deepEqual(contact!.phones, [
      { label: 'mobile', number: '+351 912 345 678' },
      { label: 'work', number: '+351 210 000 000' },
    ])
    assert.equal(contact!.street, 'Rua do Forno, 7')
    assert.equal(contact!.street_2, '2.º Esq.')
    assert.equal(contact!.city, 'Évora')
    assert.equal(contact!.postcode, '7000-001')
    assert.equal(contact!.country, 'PT')
    assert.equal(contact!.birth_date, '1980-03-14')
    assert.equal(contact!.notes, 'Prefere a manhã, liga cedo.\nFala devagar; e é longa.')
    assert.ok(!row!.text.includes('PHOTO'))
  })

  it('gives a 4.0 card too, with tel: addresses and preferences', async () => {
    const [row] = await read(version4)
    const { contacts, problems } = candidateOf(row!.fields)
    assert.deepEqual(problems, [])
    assert.deepEqual(contacts[0]!.emails, ['ana@example.com', 'ana2@example.com'])
    assert.deepEqual(contacts[0]!.phones, [
      { label: 'mobile', number: '+351-912-000-111' },
      { label: 'home', number: '+351-210-000-111 ext. 5' },
    ])
    assert.equal(contacts[0]!.birth_date, '1985-01-02')
    assert.equal(contacts[0]!.language, 'pt')
  })

  it('makes a company of a card of an organization', async () => {
    const company3 = 'BEGIN:VCARD\nVERSION:3.0\nN:;;;;\nFN:Quinta do Vale\nORG:Quinta do Vale\nEND:VCARD'
    const [org, old] = await read(company4, company3)
    const { account, contacts, problems } = candidateOf(org!.fields)
    assert.deepEqual(problems, [])
    assert.equal(account.type, 'company')
    assert.equal(account.company_name, 'Oliveira & Filhos, Lda')
    assert.equal(account.company_city, 'Braga')
    assert.equal(account.company_country, 'PT')
    assert.equal(contacts[0]!.company, 'Oliveira & Filhos, Lda')
    assert.equal(contacts[0]!.first_name, '')
    assert.equal(candidateOf(old!.fields).account.type, 'company')
  })

  it('reads the cards of 2.1, quoted-printable ones too', async () => {
    const [row] = await read(
      'BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Concei=C3=A7=C3=A3o;Jo=\n=C3=A3o\nTEL;CELL;PREF:912345678\nEMAIL;INTERNET:joao@example.pt\nNOTE;ENCODING=QUOTED-PRINTABLE:um=0D=0Adois\nEND:VCARD',
    )
    const { contacts, problems } = candidateOf(row!.fields)
    assert.deepEqual(problems, [])
    assert.equal(contacts[0]!.first_name, 'João')
    assert.equal(contacts[0]!.last_name, 'Conceição')
    assert.deepEqual(contacts[0]!.phones, [{ label: 'mobile', number: '912345678' }])
    assert.equal(contacts[0]!.notes, 'um\ndois')
  })

  it('rejects only the card that is bad', async () => {
    const rows = await read(
      version4,
      'BEGIN:VCARD\nVERSION:3.0\n;no:property\nFN;=:x\nEND:VCARD',
      'BEGIN:VCARD\nVERSION:3.0\nFN:Cut off',
      version3,
      'BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Friends\nEND:VCARD',
      'BEGIN:VCARD\nVERSION:3.0\nFN:At the end',
    )
    assert.deepEqual(
      rows.map(({ number, problem }) => [number, problem]),
      [
        [1, null],
        [2, 'broken card'],
        [3, 'broken card'],
        [4, null],
        [5, 'card of a group'],
        [6, 'broken card'],
      ],
    )
  })

  it('leaves a birthday without its year, and nothing else, out', async () => {
    const [row] = await read('BEGIN:VCARD\nVERSION:4.0\nFN:Rui Costa\nBDAY:--0314\nEND:VCARD')
    const { contacts, problems } = candidateOf(row!.fields)
    assert.equal(contacts[0]!.last_name, 'Costa')
    assert.equal(contacts[0]!.birth_date, null)
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['date without a year'],
    )
  })

  it('is read in Latin-1 as well', async () => {
    const file = await readVCards(
      fileOf(Buffer.from('BEGIN:VCARD\nVERSION:3.0\nFN:José Conceição\nEND:VCARD\n', 'latin1')),
    )
    assert.equal(file.problem, null)
    const [row] = await collected(file.rows)
    assert.equal(row!.fields['contact1.full_name'], 'José Conceição')
  })

  it('is refused with its reason where it holds no card', async () => {
    assert.equal((await readVCards(fileOf('Name,City\nAna,Faro\n'))).problem, 'no cards')
    assert.equal((await readVCards(fileOf(''))).problem, 'empty')
  })

  it('of many cards with pictures is read in flat memory', async () => {
    const card = version4.replace('END:', `PHOTO:data:image/jpeg;base64,${'A'.repeat(20_000)}\nEND:`)
    const file = await readVCards(fileOf(`${card}\n`.repeat(3000)))
    assert.equal(file.problem, null)
    const before = process.memoryUsage().heapUsed
    let most = 0
    let count = 0
    for await (const _ of file.rows) {
      if (++count % 100 === 0) most = Math.max(most, process.memoryUsage().heapUsed - before)
    }
    assert.equal(count, 3000)
    assert.ok(most < 120_000_000, `${most} bytes more`)
  })
})
