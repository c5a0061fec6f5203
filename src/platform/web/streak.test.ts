import assert from 'node:assert/strict'
import { it } from 'node:test'
import { emptyApp, oneEngine } from '#src/testing/world.ts'
import { oncePerStreak } from './limits.ts'

it('a streak is written once, and at the next try where it could not be written', async () => {
  const once = oncePerStreak('test')
  const app = await emptyApp(oneEngine[0]!)
  const written: string[] = []
  const write = (text: string) => once(app, 7, async () => void written.push(text))
  await assert.rejects(
    once(app, 7, () => Promise.reject(new Error('no room'))),
    /no room/,
  )
  await write('second')
  await write('third')
  assert.deepEqual(written, ['second'])
  await once(app, 8, async () => void written.push('of another'))
  assert.deepEqual(written, ['second', 'of another'])
})
