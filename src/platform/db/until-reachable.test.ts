import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { DatabaseAway } from './failure.ts'
import { untilReachable } from './until-reachable.ts'

const refused = new DatabaseAway(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))

/** A clock that only waiting moves. */
const fakeTime = () => {
  const time = {
    at: 0,
    now: () => time.at,
    async wait(milliseconds: number) {
      time.at += milliseconds
    },
  }
  return time
}

describe('waiting for the database', () => {
  it('goes on as soon as it is there, and says so meanwhile, not at every try', async () => {
    const said: string[] = []
    let tries = 0
    const work = async () => {
      if (++tries < 20) throw refused
      return 'there'
    }
    assert.equal(await untilReachable(work, (line) => said.push(line), fakeTime()), 'there')
    assert.equal(tries, 20)
    assert.ok(said.length > 1 && said.length < 6, String(said.length))
    for (const line of said) assert.match(line, /^Waiting for the database\. .*ECONNREFUSED$/)
  })

  it('ends after a minute', async () => {
    const time = fakeTime()
    await assert.rejects(
      untilReachable(
        () => Promise.reject(refused),
        () => {},
        time,
      ),
      refused,
    )
    assert.equal(time.at, 60_000)
  })

  it('does not begin where something else is wrong', async () => {
    const wrong = Object.assign(new Error('password authentication failed'), { code: '28P01' })
    const said: string[] = []
    await assert.rejects(
      untilReachable(
        () => Promise.reject(wrong),
        (line) => said.push(line),
        fakeTime(),
      ),
      wrong,
    )
    assert.deepEqual(said, [])
  })
})
