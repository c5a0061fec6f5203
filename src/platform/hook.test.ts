import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hook, on } from './hook.ts'
import type { Module } from './module.ts'

describe('a hook', () => {
  const told = hook<[teller: { modules: readonly Module[] }, of: string]>()
  const other = hook<[teller: { modules: readonly Module[] }, of: string]>()
  const heard: string[] = []
  const hearing = (name: string, wait = 0): Module => ({
    name,
    hears: [
      on(other, async () => void heard.push(`${name} of another hook`)),
      on(told, async (_teller, of) => {
        await new Promise((resolve) => setTimeout(resolve, wait))
        heard.push(`${name}: ${of}`)
      }),
    ],
  })

  it('tells each noun after the one before it, in the order of the modules and not in that of their making', async () => {
    const [last, first] = [hearing('last'), hearing('first', 10)]
    await told.tell({ modules: [first, { name: 'deaf' }, last] }, 'rain')
    assert.deepEqual(heard.splice(0), ['first: rain', 'last: rain'])
    await told.tell({ modules: [last] }, 'sun')
    assert.deepEqual(heard.splice(0), ['last: sun'])
  })

  it('lets what one of them throws through to whoever tells, and tells nobody else', async () => {
    const failing: Module = { name: 'failing', hears: [on(told, () => Promise.reject(new Error('no')))] }
    await assert.rejects(told.tell({ modules: [hearing('before'), failing, hearing('after')] }, 'snow'), /^Error: no$/)
    assert.deepEqual(heard.splice(0), ['before: snow'])
  })
})
