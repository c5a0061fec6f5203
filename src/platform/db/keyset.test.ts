import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Cursor, everyPage, readCursor, writeCursor } from './keyset.ts'

describe('a cursor', () => {
  it('is read as it is written, and nothing that nobody wrote is one', () => {
    const cursor: Cursor = { value: 'joão\tx', id: 7, back: true }
    assert.deepEqual(readCursor(writeCursor(cursor)), cursor)
    for (const text of [undefined, '', 'rubbish', writeCursor({ ...cursor, id: 0 }), 'x'.repeat(1001)])
      assert.equal(readCursor(text), null)
  })
})

describe('every page of a list', () => {
  const taken = async <T>(pages: AsyncIterable<T>) => {
    const all: T[] = []
    for await (const page of pages) all.push(page)
    return all
  }
  /** Reads numbers two at a time; notes where each page began. */
  const reading = (numbers: number[], begun: (number | undefined)[]) => (cursor: Cursor | null) => {
    begun.push(cursor?.id)
    const left = numbers.filter((id) => id > (cursor?.id ?? 0))
    const rows = left.slice(0, 2)
    const next = left.length > 2 ? writeCursor({ value: '', id: rows.at(-1)!, back: false }) : undefined
    return Promise.resolve({ rows, previous: undefined, next })
  }

  it('comes once, in order, until there is no next', async () => {
    const begun: (number | undefined)[] = []
    assert.deepEqual(await taken(everyPage(reading([1, 2, 3, 4, 5], begun))), [[1, 2], [3, 4], [5]])
    assert.deepEqual(begun, [undefined, 2, 4])
  })

  it('is none where there is nothing', async () => {
    assert.deepEqual(await taken(everyPage(reading([], []))), [])
  })
})
