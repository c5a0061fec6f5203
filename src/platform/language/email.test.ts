import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
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
})
