import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Body, textOf } from './body.ts'

const bodyOf = (...chunks: string[]): Body => ({
  isRead: false,
  next: async () => {
    const chunk = chunks.shift()
    return chunk === undefined ? null : Buffer.from(chunk)
  },
})

const status = (wanted: number) => (error: unknown) => (error as { status?: number }).status === wanted

describe('the body of a small form', () => {
  it('is read whole, wherever its letters are cut', async () => {
    const bytes = Buffer.from('name=Jo\u00e3o')
    const cut: Body = { isRead: false, next: async () => parts.shift() ?? null }
    const parts = [bytes.subarray(0, 8), bytes.subarray(8)]
    assert.equal(await textOf(cut, 100, 1000), 'name=João')
  })

  it('is refused as soon as it is too large', async () => {
    let read = 0
    const endless: Body = { isRead: false, next: async () => Buffer.alloc(60, ++read) }
    await assert.rejects(textOf(endless, 100, 10_000), status(413))
    assert.equal(read, 2)
  })

  it('is refused when it takes too long, though it is never silent', async () => {
    const dripping: Body = {
      isRead: false,
      next: () => new Promise((resolve) => setTimeout(() => resolve(Buffer.from('.')), 5)),
    }
    await assert.rejects(textOf(dripping, 100_000, 50), status(408))
  })

  it('is empty where nothing was sent', async () => {
    assert.equal(await textOf(bodyOf(), 100, 1000), '')
  })
})
