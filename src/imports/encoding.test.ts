import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decoded, detectEncoding } from './encoding.ts'
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
