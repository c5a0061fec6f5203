import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sealedHomeless } from '#src/testing/sealing.ts'
import { type Home, isSealed, makeVault } from './vault.ts'

const old = Buffer.alloc(32, 1)
const fresh = Buffer.alloc(32, 2)
const home: Home = ['contact.iban', 7]

describe('the vault', () => {
  const vault = makeVault([old])

  it('opens what it has sealed, and shows nothing of it meanwhile', () => {
    const sealed = vault.seal('João, NIF 123456789 👩‍👩‍👧', home)
    assert.ok(isSealed(sealed))
    assert.doesNotMatch(sealed, /123456789/)
    assert.equal(vault.open(sealed, home), 'João, NIF 123456789 👩‍👩‍👧')
  })

  it('opens it in its own home alone', () => {
    const sealed = vault.seal('text', home)
    const others: Home[] = [
      ['contact.iban', 8],
      ['contact.tax_id', 7],
      ['contact form', 7, 'iban'],
    ]
    for (const other of others) assert.equal(vault.open(sealed, other), null)
    assert.equal(vault.open(vault.move(sealed, home, ['contact.iban', 8]), ['contact.iban', 8]), 'text')
  })

  it('seals the same text differently each time, and nothing as nothing', () => {
    assert.notEqual(vault.seal('same', home), vault.seal('same', home))
    assert.equal(vault.seal('', home), '')
    assert.equal(vault.open('', home), '')
  })

  it('gives back what was never sealed', () => {
    assert.equal(vault.open('plain', home), 'plain')
    assert.equal(vault.move('plain', home, home), 'plain')
  })

  it('opens nothing that somebody has changed, cut short or made up', () => {
    const sealed = vault.seal('a text of some length', home)
    const key = sealed.slice(0, 'sealed:2:12345678:'.length)
    const changed = `${sealed.slice(0, -3)}${sealed.at(-3) === 'A' ? 'B' : 'A'}${sealed.slice(-2)}`
    for (const wrong of [changed, sealed.slice(0, -8), key, `${key}AAAA`, 'sealed:2:', 'sealed:1:x:y']) {
      assert.equal(vault.open(wrong, home), null, wrong)
      assert.equal(vault.move(wrong, home, home), wrong)
    }
  })

  it('opens with an older key, seals with the newest, and tells which is which', () => {
    const sealed = vault.seal('text', home)
    const both = makeVault([fresh, old])
    assert.equal(both.open(sealed, home), 'text')
    assert.ok(both.isStale(sealed))
    assert.ok(!both.isStale(both.seal('text', home)))
    assert.equal(makeVault([fresh]).open(sealed, home), null)
  })

  it('still opens what was sealed for no home, and knows that it is to be sealed anew', () => {
    const homeless = sealedHomeless(old, 'text')
    assert.equal(vault.open(homeless, home), 'text')
    assert.ok(vault.isStale(homeless))
    assert.ok(!vault.isStale(vault.move(homeless, ['contact.iban', 8], home)))
    assert.equal(vault.open(homeless.replace('sealed:1', 'sealed:2'), home), null)
  })
})
