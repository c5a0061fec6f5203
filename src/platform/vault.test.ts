import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isSealed, makeVault, NoKey } from './vault.ts'

const old = Buffer.alloc(32, 1)
const fresh = Buffer.alloc(32, 2)

describe('the vault', () => {
  const vault = makeVault([old])

  it('opens what it has sealed, and shows nothing of it meanwhile', () => {
    const sealed = vault.seal('João, NIF 123456789 👩‍👩‍👧')
    assert.ok(isSealed(sealed))
    assert.doesNotMatch(sealed, /123456789/)
    assert.equal(vault.open(sealed), 'João, NIF 123456789 👩‍👩‍👧')
  })

  it('seals the same text differently each time, and nothing as nothing', () => {
    assert.notEqual(vault.seal('same'), vault.seal('same'))
    assert.equal(vault.seal(''), '')
    assert.equal(vault.open(''), '')
  })

  it('gives back what was never sealed', () => assert.equal(vault.open('plain'), 'plain'))

  it('refuses what somebody has changed', () => {
    const sealed = vault.seal('a text of some length')
    const [body, last] = [sealed.slice(0, -1), sealed.at(-1)]
    assert.throws(() => vault.open(`${body.slice(0, -3)}${body.at(-3) === 'A' ? 'B' : 'A'}${body.slice(-2)}${last}`))
  })

  it('opens with an older key, seals with the newest, and tells which is which', () => {
    const sealed = vault.seal('text')
    const both = makeVault([fresh, old])
    assert.equal(both.open(sealed), 'text')
    assert.ok(both.isStale(sealed))
    assert.ok(!both.isStale(both.seal('text')))
    assert.throws(() => makeVault([fresh]).open(sealed), NoKey)
  })

  it('seals anew so that equal ones stay equal, and others do not become so', () => {
    const both = makeVault([fresh, old])
    const [one, other] = [vault.seal('text'), vault.seal('text')]
    assert.equal(both.reseal(one), makeVault([fresh, old]).reseal(one))
    assert.notEqual(both.reseal(one), both.reseal(other))
    assert.equal(makeVault([fresh]).open(both.reseal(one)), 'text')
  })
})
