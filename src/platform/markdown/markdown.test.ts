import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type HTMLElement, parse } from 'node-html-parser'
import { MarkdownText } from '#views/ui/markdown.tsx'
import { mentionsIn, readMarkdown } from './markdown.ts'

const shown = (text: string, names?: string[]) => String(MarkdownText({ text, names }))
const html = (text: string, names?: string[]): HTMLElement => parse(shown(text, names))
/** What stands in the one paragraph of a text. */
const line = (text: string, names?: string[]) => html(text, names).querySelector('p')!.innerHTML

describe('the text of a note', () => {
  it('has paragraphs and line breaks', () => {
    assert.deepEqual(
      html('One\ntwo\n\n\nThree')
        .querySelectorAll('p')
        .map((p) => p.innerHTML),
      ['One<br>two', 'Three'],
    )
  })

  it('has bold and italic, in each other too', () => {
    for (const [text, says] of [
      ['a **b** c', 'a <strong>b</strong> c'],
      ['*b*', '<em>b</em>'],
      ['***both***', '<strong><em>both</em></strong>'],
      ['**bold *it***', '<strong>bold <em>it</em></strong>'],
      ['*it **bold***', '<em>it <strong>bold</strong></em>'],
      ['*it **bold** it*', '<em>it <strong>bold</strong> it</em>'],
      ['**two\nlines**', '<strong>two<br>lines</strong>'],
      ['**á** *😀*', '<strong>á</strong> <em>😀</em>'],
    ] as const)
      assert.equal(line(text), says, text)
  })

  it('leaves marks that mark nothing as they are', () => {
    for (const text of [
      '2 * 3 * 4',
      '**open',
      '*open',
      'a** b',
      '****',
      'a****b',
      'x * * y',
      '***',
      '[open',
      '[a](',
      '`',
      'x``y',
    ])
      assert.equal(html(text).text, text, text)
    assert.equal(line('**a *b**'), '<strong>a *b</strong>')
    assert.equal(line('*a **b*'), '<em>a **b</em>')
    assert.equal(line('**a\\*b**'), '<strong>a*b</strong>')
    assert.equal(line('\\\\server\\share C:\\*x'), '\\\\server\\share C:*x')
    assert.equal(html('**a\n\nb**').querySelectorAll('strong').length, 0)
  })

  it('has code, in which nothing else is read', () => {
    assert.equal(line('`**a** <b> @Eva`', ['Eva']), '<code>**a** &lt;b&gt; @Eva</code>')
    assert.deepEqual(mentionsIn(readMarkdown('`@Eva`', ['Eva'])), [])
  })

  it('has lists, numbered and in each other', () => {
    const list = html('Todo:\n- one\n- two **b**\n  goes on\n  1. first\n  2. second\n- three\nAfter')
    assert.deepEqual(
      list.querySelectorAll('.note-text > ul > li').map((item) => item.firstChild?.text.trim()),
      ['one', 'two', 'three'],
    )
    assert.equal(list.querySelectorAll('.note-text > ul > li:nth-child(2) > ol > li').length, 2)
    assert.match(list.querySelectorAll('li')[1]!.innerHTML, /<strong>b<\/strong><br>goes on/)
    assert.deepEqual(
      list.querySelectorAll('p').map((p) => p.text),
      ['Todo:', 'After'],
    )
    assert.equal(html('3. three\n4. four').querySelector('ol')!.getAttribute('start'), '3')
    assert.equal(html('1. one\n- other').querySelectorAll('.note-text > ol, .note-text > ul').length, 2)
  })

  it('leads to web and mail addresses alone, and tells them nothing', () => {
    const link = html('[the *law*](https://dre.pt/a_(b)?x=1&y=2)').querySelector('a')!
    assert.equal(link.getAttribute('href'), 'https://dre.pt/a_(b)?x=1&y=2')
    assert.equal(link.getAttribute('rel'), 'noopener noreferrer')
    assert.equal(link.innerHTML, 'the <em>law</em>')
    assert.equal(html('[write](mailto:eva@firm.test)').querySelector('a')!.getAttribute('href'), 'mailto:eva@firm.test')
    assert.equal(html('see https://firm.test/x, then').querySelector('a')!.getAttribute('href'), 'https://firm.test/x')
    assert.equal(html('**https://firm.test**').querySelector('strong > a')!.text, 'https://firm.test')
    for (const href of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      '//evil.test',
      '/me',
      'file:///etc/passwd',
      'https:evil',
      'http://',
    ]) {
      const text = `[click](${href})`
      assert.equal(html(text).querySelectorAll('a').length, 0, text)
      assert.equal(html(text).text, text)
    }
  })

  it('is never HTML', () => {
    for (const text of [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '[<b>](https://a.test/"><script>)',
      '**<i>**',
      '- <u>',
      '`</code><script>`',
      "[x](https://a.test/'onmouseover=alert(1))",
    ]) {
      const made = html(text)
        .querySelectorAll('*')
        .map((element) => element.rawTagName)
      for (const name of made) assert.match(name, /^(div|p|ul|li|strong|code|a)$/, text)
      for (const element of html(text).querySelectorAll('*'))
        for (const attribute of Object.keys(element.attributes))
          assert.match(attribute, /^(class|dir|href|rel|target)$/, text)
    }
  })

  it('mentions whoever is named behind an @, as their name stands', () => {
    const names = ['Eva', 'Eva Employee', 'João Visto']
    const mentioned = (text: string) => mentionsIn(readMarkdown(text, names))
    assert.deepEqual(mentioned('@Eva Employee, look'), ['Eva Employee'])
    assert.deepEqual(mentioned('**@eva** and (@João Visto) and @Eva'), ['Eva', 'João Visto'])
    assert.deepEqual(mentioned('- @Eva\n  - @João Visto'), ['Eva', 'João Visto'])
    assert.deepEqual(mentioned('eva@Eva.test \\@Eva @Evaristo @Nobody @'), [])
    assert.equal(line('@Eva!', names), '<span class="mention">@Eva</span>!')
  })

  it('keeps the direction of each paragraph, and every sign whole', () => {
    const arabic = 'مرحبا **بالعالم** 👩‍👩‍👧‍👦'
    assert.equal(html(arabic).querySelector('p')!.getAttribute('dir'), 'auto')
    assert.equal(html(arabic).text, 'مرحبا بالعالم 👩‍👩‍👧‍👦')
    assert.ok(shown('👍🏽*👍🏽*').isWellFormed())
  })

  it('is read up to some thousands of signs and lines, and shown as it was typed after them', () => {
    for (const piece of ['*', '**a', '`a` ', '- a\n', 'a\n', 'a\n\n', '[a](https://a.test) ']) {
      const text = piece.repeat(102_400 / piece.length)
      assert.ok(html(text).querySelectorAll('*').length < 9000, piece)
    }
    assert.equal(html('*'.repeat(50_000)).text, '*'.repeat(50_000))
    assert.equal(html(`${'**a** '.repeat(5000)}<b>end`).text.endsWith('**a** <b>end'), true)
    const deep = Array.from({ length: 1400 }, (_, i) => `${' '.repeat(2 * i)}- a`).join('\n')
    assert.equal(html(deep).querySelectorAll('li').length, 1400)
    assert.equal(html(deep).querySelectorAll('ul ul ul ul ul ul').length, 0)
  })
})
