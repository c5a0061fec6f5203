import { z } from 'zod'
import { piecesOf } from '#src/chats/text.ts'
import { readChoices } from '#src/fields/form.ts'
import { readCsv } from '#src/imports/csv.ts'
import type { FieldKey } from '#src/imports/fields.ts'
import { collected, fileOf } from '#src/imports/fixtures/files.ts'
import { Known } from '#src/imports/known.ts'
import { matchOf } from '#src/imports/match.ts'
import { mostCharactersInCell, recordsOf } from '#src/imports/records.ts'
import { candidateOf } from '#src/imports/row.ts'
import { readVCards } from '#src/imports/vcard.ts'
import { namesOnce } from '#src/platform/files/names.ts'
import { tableOf } from '#src/platform/files/reading.ts'
import { readDate } from '#src/platform/language/typed-date.ts'
import { readMarkdown } from '#src/platform/markdown/markdown.ts'
import { sniffDelimiter } from '#src/platform/web/delimiter.ts'
import { idField, line, lines, parseForm, several } from '#src/platform/web/form.ts'
import { reordered } from '#src/platform/web/order.ts'
import { readingsOf } from '#src/search/folded.ts'

const csv = async (text: string) => {
  const file = await readCsv(fileOf(text))
  if (file.problem === null) await collected(file.rows)
}
const cards = async (text: string) => {
  const file = await readVCards(fileOf(text))
  if (file.problem === null) await collected(file.rows)
}
const cell = (key: FieldKey, text: string) => candidateOf({ [key]: text })
const form = (name: string, value: string) =>
  parseForm(z.object({ several: several(idField), line: line(200), lines: lines(1000) }), new Map([[name, [value]]]))

/** What reads what somebody sends, with what is worst for it, as long as n says. */
export const readers: Record<string, (n: number) => unknown> = {
  'headings that are all alike': (n) => csv(`${'a,'.repeat(n)}a\nx\n`),
  'headings that are numbered already': (n) =>
    csv(`${Array.from({ length: n }, (_, i) => (i % 2 ? 'a' : `a (${i})`)).join(',')}\nx\n`),
  'short rows': (n) => csv(`a,b\n${'1,2\n'.repeat(n)}`),
  'quotes that nothing closes': (n) => collected(recordsOf(['"a\n'.repeat(n)], ',')),
  'quotes within quotes': (n) => collected(recordsOf([`${'""'.repeat(n)}\n`], ',')),
  'a row of too many cells': (n) => csv(`a,b\n${','.repeat(n)}x\n`),
  'a sample to sniff': (n) => sniffDelimiter('a;b,c\t"'.repeat(n)),
  'a table to preview': (n) => tableOf('a,b\n'.repeat(n), true),
  'a card of many lines': (n) => cards(`BEGIN:VCARD\nVERSION:3.0\nFN:A\n${'EMAIL:a@a.test\n'.repeat(n)}END:VCARD\n`),
  'a folded line': (n) => cards(`BEGIN:VCARD\nVERSION:3.0\nFN:A\nNOTE:a\n${' a,b\n'.repeat(n)}END:VCARD\n`),
  'quoted-printable lines': (n) =>
    cards(`BEGIN:VCARD\nVERSION:2.1\nNOTE;QUOTED-PRINTABLE:=\n${'=41=\n'.repeat(n)}=41\nEND:VCARD\n`),
  'cards that nothing ends': (n) => cards('BEGIN:VCARD\n'.repeat(n)),
  'phones of one cell': (n) => cell('contact1.phone', 'a:1;'.repeat(Math.min(n, mostCharactersInCell))),
  'addresses of one cell': (n) => cell('contact1.email', '<a>'.repeat(n)),
  'tags of one cell': (n) => cell('account.tags', Array.from({ length: n }, (_, i) => i).join(';')),
  'a full name': (n) => cell('contact1.full_name', 'da '.repeat(n)),
  'rows of an import that share an address': (n) => {
    const known = new Known('PT')
    for (let i = 0; i < n; i++) {
      const row = candidateOf({
        'account.name': `Client ${i}`,
        'contact1.first_name': `Ana ${i}`,
        'contact1.email': 'one@a.test',
      })
      known.addRow(row, i, matchOf(row, i, known).account)
    }
  },
  'a note’s stars': (n) => readMarkdown('*'.repeat(n)),
  'a note’s lists': (n) => readMarkdown(Array.from({ length: n }, (_, i) => `${' '.repeat(i % 40)}- a`).join('\n')),
  'a date among blanks': (n) => readDate(`1${' '.repeat(n)}1`, { order: 'dmy' }),
  'a message’s addresses': (n) => piecesOf(`http://a${'.'.repeat(n)}b `),
  'a search': (n) => readingsOf('a '.repeat(n)),
  'a list in an order': (n) =>
    reordered(
      Array.from({ length: n }, (_, i) => String(i)),
      { typed: new Map([['1', 3]]), move: null },
    ),
  'ticks of a form': (n) =>
    parseForm(z.object({ several: several(idField) }), new Map([['several', Array(n).fill('1')]])),
  'a line of a form': (n) => form('line', 'a\u0301 '.repeat(n)),
  'lines of a form': (n) => form('lines', 'a\n'.repeat(n)),
  'choices of a field': (n) => readChoices(null, new Map(), Array.from({ length: n }, (_, i) => i).join('\n')),
  'names of one archive': (n) => Array(n).fill('invoice.pdf').map(namesOnce()),
}

/** Pieces that are read in ways of their own: none may be looked at again and again. */
const marks = ['a', '**a', '*a ', '`', '``', '`a', '[', '[a](', '[a](b', '[a](https://', '](', '@', '@E', '\\*', 'h']
const moreMarks = ['http://', 'https://a....', '- ', '- a\n', '1. ', '\n', '*a**b', '** *', 'a*', '😀', 'http://%', '(']
for (const mark of [...marks, ...moreMarks])
  readers[`a note of ${JSON.stringify(mark)}`] = (n) => readMarkdown(mark.repeat(n), ['Eva', 'E'])
