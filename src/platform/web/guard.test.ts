import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, it } from 'node:test'
import { formTokenFor } from './guard.ts'

describe('the token of a form', () => {
  const [secret, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const made = (by: Buffer, base: string) =>
    createHmac('sha256', by).update('form token:').update(base).digest('base64url')

  it('is each session’s and each secret’s own, the first time and when it is kept', () => {
    for (const by of [secret, other, secret, other])
      for (const base of ['one', 'two', 'one']) assert.equal(formTokenFor(by, base), made(by, base))
  })

  it('is the same again when so many others were made that it is not kept any more', () => {
    const token = formTokenFor(secret, 'early')
    for (let i = 0; i < 12_000; i++) formTokenFor(secret, `session ${i}`)
    assert.equal(formTokenFor(secret, 'early'), token)
  })
})
