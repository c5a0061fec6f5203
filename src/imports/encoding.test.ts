import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decoded, detectEncoding, encodings } from './encoding.ts'
import { collected, fileOf } from './fixtures/files.ts'

const utf16be = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()

async function read(content: string | Uint8Array) {
  const open = fileOf(content)
  const found = await detectEncoding(open)
  if (found.problem) return found.problem
  return [found.encoding, (await collected(decoded(open, found.encoding))).join('')]
}

describe('the encoding of a file', () => {
  it('is UTF-8, with and without a byte order mark, which is no part of the text', async () => {
    assert.deepEqual(await read('João,€'), ['utf-8', 'João,€'])
    assert.deepEqual(await read('\uFEFFJoão'), ['utf-8', 'João'])
  })

  it('is UTF-16 where its byte order mark says so', async () => {
    assert.deepEqual(await read(Buffer.from('\uFEFFJoão\t€', 'utf16le')), ['utf-16le', 'João\t€'])
    assert.deepEqual(await read(utf16be('João')), ['utf-16be', 'João'])
  })

  it('is Windows-1252 where the bytes are not UTF-8, however late that shows', async () => {
    assert.deepEqual(await read(Buffer.from('Jo\xe3o \x80 5', 'latin1')), ['windows-1252', 'João € 5'])
    const late = await read(Buffer.concat([Buffer.alloc(200_000, 'a'), Buffer.from('Jos\xe9', 'latin1')]))
    assert.equal(late[0], 'windows-1252')
    assert.ok(late[1]!.endsWith('José'))
  })

  it('is one that is not Western Windows where its letters are likelier to be another’s', async () => {
    const dos = Buffer.from('Jos\x82 da Concei\x87\xc6o, Guimar\xc6es', 'latin1')
    assert.deepEqual(await read(dos), ['ibm850', 'José da Conceição, Guimarães'])
    const cyrillic = Buffer.from('\xcf\xe5\xf2\xf0\xee\xe2\xe0 Ltd', 'latin1')
    assert.deepEqual(await read(cyrillic), ['windows-1251', 'Петрова Ltd'])
    for (const [bytes, text] of [
      ['It\x92s \x93fine\x94 \x96 5 \x80', 'It’s “fine” – 5 €'],
      ['L\x92\xe9t\xe9 \x85 \xe0 No\xebl', 'L’été … à Noël'],
      ['S\xe3o Jo\xe3o, A\xe7\xfacar', 'São João, Açúcar'],
      ['M\xfcller, Stra\xdfe, Gr\xf6\xdfe', 'Müller, Straße, Größe'],
    ] as const)
      assert.deepEqual(await read(Buffer.from(bytes, 'latin1')), ['windows-1252', text])
  })

  it('is UTF-16 without its mark where every other byte is a zero and the text can be read', async () => {
    assert.deepEqual(await read(Buffer.from('João\tNeves', 'utf16le')), ['utf-16le', 'João\tNeves'])
    assert.deepEqual(await read(Buffer.from('João\tNeves', 'utf16le').swap16()), ['utf-16be', 'João\tNeves'])
    assert.equal(await read(Buffer.from('\x01\x02\x03\x04\x05\x06', 'utf16le')), 'not text')
  })

  it('is the chosen one, whatever is likelier', async () => {
    const open = fileOf(Buffer.from('Jo\xe3o', 'latin1'))
    assert.deepEqual(await detectEncoding(open, 'ibm850'), { problem: null, encoding: 'ibm850' })
    for (const encoding of encodings) await collected(decoded(open, encoding))
  })

  it('has no Ctrl-Z at its end, and one within stays', async () => {
    assert.deepEqual(await read('a\nb\x1A'), ['utf-8', 'a\nb'])
    assert.deepEqual(await read('a\x1Ab'), ['utf-8', 'a\x1Ab'])
    assert.deepEqual(await read(`${'x'.repeat(65_535)}\x1A`), ['utf-8', 'x'.repeat(65_535)])
  })

  it('is still UTF-8 where a letter lies across two chunks of the stream', async () => {
    const text = `a${'é'.repeat(100_000)}`
    assert.deepEqual(await read(text), ['utf-8', text])
  })

  it('keeps a marked UTF-8 file UTF-8 and shows what is broken in it', async () => {
    assert.deepEqual(await read(Buffer.from([0xef, 0xbb, 0xbf, 0x41, 0xff])), ['utf-8', 'A\uFFFD'])
  })

  it('does not matter to line breaks, which all come out as one sign', async () => {
    assert.deepEqual(await read('a\r\nb\rc\nd\r'), ['utf-8', 'a\nb\nc\nd\n'])
    const across = `${'x'.repeat(65_535)}\r\ny`
    assert.deepEqual(await read(across), ['utf-8', `${'x'.repeat(65_535)}\ny`])
  })

  it('is refused for spreadsheets, for other binary files and for empty ones', async () => {
    assert.equal(await read(Buffer.from('PK\x03\x04xl/workbook', 'latin1')), 'spreadsheet')
    assert.equal(await read(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1])), 'spreadsheet')
    assert.equal(await read('%PDF-1.7 …'), 'not text')
    assert.equal(await read(Buffer.from([0x41, 0x00, 0x42])), 'not text')
    assert.equal(await read(Buffer.concat([Buffer.alloc(200_000, 'a'), Buffer.from([0])])), 'not text')
    assert.equal(await read(''), 'empty')
  })
})
