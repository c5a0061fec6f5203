import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isEmail } from '../web/form.ts'
import { emailKey } from './email.ts'

describe('an e-mail address', () => {
  it('is the same in other case, composition and alphabet of its domain', () => {
    const key = emailKey('jose@café.example')
    for (const spelling of ['JOSE@CAFÉ.example', 'jose@cafe\u0301.example', 'Jose@xn--caf-dma.EXAMPLE'])
      assert.equal(emailKey(spelling), key, spelling)
    assert.notEqual(emailKey('josé@café.example'), key)
  })

  it('that is none is compared as it is written', () => {
    for (const text of ['nobody', 'a@b@', '@', 'a@%', 'x@xn--']) assert.equal(emailKey(text), text)
  })

  it('whose domain only a URL would read as another one is not that one, and none to be typed', () => {
    for (const domain of [
      'client.test/.evil.test',
      'client.test?.evil.test',
      'client.test#x.evil.test',
      '%63lient.test',
    ])
      for (const text of [`bob@${domain}`, `bob@${domain.toUpperCase()}`]) {
        assert.notEqual(emailKey(text), 'bob@client.test', text)
        assert.equal(isEmail(text), false, text)
      }
    for (const text of ['bob@ｃlient.test', 'bob@client.te\u00ADst', 'bob@client。test'])
      assert.equal(isEmail(text), false, text)
    for (const text of [
      'bob@client.test',
      'José@CAFÉ.example',
      'a@xn--caf-dma.example',
      'a@b-c.straße.de',
      'a@b_c.пример.рф',
    ])
      assert.equal(isEmail(text), true, text)
  })
})
