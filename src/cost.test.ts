import assert from 'node:assert/strict'
import { once } from 'node:events'
import { describe, it } from 'node:test'
import { Worker } from 'node:worker_threads'

interface Cost {
  what: string
  some: number
  more: number
}

describe('what somebody sends', () => {
  it('costs as much as it is long', async () => {
    const worker = new Worker(new URL('./testing/steps.ts', import.meta.url), { workerData: { some: 300, more: 1200 } })
    const costs: Cost[] = []
    worker.on('message', (cost: Cost) => costs.push(cost))
    const [code] = await once(worker, 'exit')
    assert.equal(code, 0)
    assert.ok(costs.length > 40)
    // The square would be sixteen times as much. Blocks that run as often as the one around them are counted with it, now and then.
    const steep = costs.filter(({ some, more }) => more > 7 * some)
    assert.deepEqual(steep, [])
    const uncounted = costs.filter(({ some }) => some === 0)
    assert.deepEqual(uncounted, [])
  })
})
