import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { disposition } from './disposition.ts'

describe('a file’s name in a header', () => {
  const attached = (name: string) => disposition('attachment', name)

  it('stands as it is where it is plain', () => {
    assert.equal(attached('Report 2026.pdf'), 'attachment; filename="Report 2026.pdf"')
    assert.equal(disposition('inline', 'a.pdf'), 'inline; filename="a.pdf"')
  })

  it('stands in full beside a plain one where it is not', () => {
    assert.equal(
      attached('Relatório 😀.pdf'),
      `attachment; filename="Relatorio _.pdf"; filename*=UTF-8''Relat%C3%B3rio%20%F0%9F%98%80.pdf`,
    )
    assert.equal(attached("it's (1)*!.pdf"), 'attachment; filename="it\'s (1)*!.pdf"')
    assert.equal(attached("ç'().pdf"), `attachment; filename="c'().pdf"; filename*=UTF-8''%C3%A7%27%28%29.pdf`)
  })

  it('neither ends the header nor leads anywhere', () => {
    for (const nasty of [
      'a"; filename="b.exe',
      'a\r\nSet-Cookie: x=1',
      '../../etc/passwd',
      'a\\b.pdf',
      '\ud800.pdf',
      'a%22b.pdf',
    ]) {
      const header = attached(nasty)
      assert.match(header, /^attachment; filename="[^"\\/\r\n%]*"(; filename\*=UTF-8''[\w%.~-]+)?$/, nasty)
      assert.doesNotThrow(() => new Headers({ 'Content-Disposition': header }))
      assert.doesNotMatch(header, /%2F|%5C/i)
    }
  })
})
