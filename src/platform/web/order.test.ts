import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readReordering, reordered } from './order.ts'

const was = ['a', 'b', 'c', 'd']
const after = (fields: Record<string, string>) =>
  reordered(was, readReordering(new Map(Object.entries(fields).map(([name, value]) => [name, [value]])), was)).join('')

describe('a list that is put into order', () => {
  it('follows the numbers', () => {
    assert.equal(after({ place_a: '4', place_b: '3', place_c: '2', place_d: '1' }), 'dcba')
    assert.equal(after({}), 'abcd')
  })

  it('gives one item the place of another where only its number is changed', () => {
    assert.equal(after({ place_a: '1', place_b: '2', place_c: '1', place_d: '4' }), 'cabd')
    assert.equal(after({ place_a: '3' }), 'bcad')
    assert.equal(after({ place_d: '2' }), 'adbc')
    assert.equal(after({ place_b: '99' }), 'acdb')
  })

  it('moves one by a place with a button, and none past the ends', () => {
    assert.equal(after({ move: 'up c', place_a: '4' }), 'acbd')
    assert.equal(after({ move: 'down c' }), 'abdc')
    assert.equal(after({ move: 'up a' }), 'abcd')
    assert.equal(after({ move: 'down d' }), 'abcd')
  })

  it('takes what is no number for nothing', () => {
    for (const nonsense of ['x', '-1', '0', '1e3', '1.5', '99999', ''])
      assert.equal(after({ place_c: nonsense }), 'abcd')
    assert.equal(after({ move: 'sideways c' }), 'abcd')
    assert.equal(after({ move: 'up z' }), 'abcd')
  })
})
