import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { candidateOf } from '#src/imports/row.ts'
import { plainFileName } from '#src/platform/files/upload.ts'
import { email, line, lines, requiredLine, searchText } from '#src/platform/web/form.ts'
import { safeName } from '../files/names.ts'
import { fold } from './fold.ts'
import { cleanLine, cleanLines } from './invisible.ts'
import { catalogue } from './language.ts'

const signs =
  '\u00AD\u061C\u200B\u200C\u200D\u200E\u200F\u202A\u202E\u2060\u2064\u2066\u2069\uFEFF\u{E0041}\uFE0F\u3164'

describe('signs that can’t be seen or that turn a text', () => {
  it('leave a line and a name, which may be nothing then', () => {
    assert.equal(cleanLine(`${signs} fatura\u202Efdp.exe${signs}`), 'faturafdp.exe')
    assert.equal(cleanLine(` ${signs}`), '')
    assert.equal(cleanLine('cafe\u200B\u0301'), 'café')
    assert.equal(cleanLine('\u2800 \u{1D159}\u3164'), '')
    assert.equal(cleanLine('⠋⠀⠊'), '⠋⠀⠊')
    assert.equal(line(20).parse(`a${signs}b`), 'ab')
    assert.equal(requiredLine(20).safeParse(signs).error?.issues[0]?.message, 'required')
    assert.equal(email.parse(`${signs}ana@a\u200B.test`), 'ana@a.test')
    assert.equal(searchText(`a${signs}b\u0000c`), 'ab c')
    assert.equal(plainFileName(`C:\\fatura\u202Efdp.exe${signs}`), 'faturafdp.exe')
    assert.equal(plainFileName(signs), 'file')
    assert.equal(safeName(`a${signs}.pdf`), 'a.pdf')
    const { account } = candidateOf({ 'account.name': `Ana${signs}`, 'account.tags': `${signs};VAT${signs}` })
    assert.deepEqual([account.name, account.tags], ['Ana', ['VAT']])
  })

  it('stay where they make one picture of several, or choose its look', () => {
    for (const text of ['👩‍👩‍👧‍👦', '👩🏽‍🚀', '❤️‍🔥', '☎️ 912', '葛󠄀城', 'नि', 'שלום', 'العربية'])
      assert.equal(cleanLine(text), text)
    assert.equal(cleanLine('a\u200D👩\u200D'), 'a👩')
  })

  it('leave texts of several lines where they reach further than a word; what is written with the others stays', () => {
    assert.equal(cleanLines('a\u202Eb\r\n\u2066c\uFEFF'), 'ab\nc')
    assert.equal(cleanLines('می\u200Cخواهم \u200Fx'), 'می\u200Cخواهم \u200Fx')
    assert.equal(cleanLines('\u200B\n\u200F'), '')
    assert.equal(cleanLines('\u2800\n\u2800'), '')
    assert.equal(lines(20).parse('\u202E\u200B'), '')
  })

  it('and marks without end cost no more than others: thirty on a letter are left', () => {
    const marks = `a${'\u0315\u0300'.repeat(200_000)}`
    for (const clean of [cleanLine, cleanLines]) assert.ok(clean(marks).length <= 31)
    assert.equal(fold(marks), 'a')
    assert.equal(line(200).safeParse(marks).success, true)
  })
})

describe('a sentence with a name in it', () => {
  const words = catalogue({
    en: { says: (name: string, n: number) => `${name} (${n})`, deep: { by: (name: string) => `by ${name}` } },
    pt: { says: (name: string, n: number) => `${name} (${n})`, deep: { by: (name: string) => `por ${name}` } },
  })

  it('is not turned by one that is written from right to left, and is as it was with any other', () => {
    assert.equal(words.en.says('שלום', 2), '\u2068שלום\u2069 (2)')
    assert.equal(words.pt.deep.by('علي'), 'por \u2068علي\u2069')
    assert.equal(words.en.says('João', 2), 'João (2)')
  })
})
