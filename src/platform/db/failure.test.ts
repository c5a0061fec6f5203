import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isDatabaseAway, isDiskFull, isPassingDatabaseFailure, namedFailure } from './failure.ts'

describe('what a database fails with', () => {
  const coded = (code: string, message = code) => Object.assign(new Error(message), { code })

  it('is told apart: away, a full disk, and what is wrong with the statement', () => {
    const named = (code: string, message?: string) => namedFailure(coded(code, message))
    for (const code of [
      '08006',
      '57P01',
      '57P02',
      '57P03',
      '53300',
      'ECONNREFUSED',
      'ECONNRESET',
      'ETIMEDOUT',
      'EAI_AGAIN',
    ])
      assert.ok(isDatabaseAway(named(code)), code)
    for (const words of [
      'Connection terminated unexpectedly',
      'timeout exceeded when trying to connect',
      'Client has encountered a connection error and is not queryable',
      'Query read timeout',
    ])
      assert.ok(isDatabaseAway(namedFailure(new Error(words))), words)
    for (const code of ['SQLITE_CANTOPEN', 'SQLITE_IOERR_READ', 'SQLITE_BUSY'])
      assert.ok(isDatabaseAway(coded(code)), code)
    for (const code of ['SQLITE_FULL', '53100', 'ENOSPC', 'EDQUOT']) {
      assert.ok(isDiskFull(named(code)), code)
      assert.ok(isPassingDatabaseFailure(named(code)), code)
    }
    for (const code of [
      '23505',
      '40001',
      '28P01',
      '3D000',
      'SQLITE_CONSTRAINT_UNIQUE',
      'SQLITE_ERROR',
      'ERR_ASSERTION',
    ])
      assert.ok(!isPassingDatabaseFailure(named(code)), code)
    // A mail server's refusal is not the database's.
    assert.ok(!isPassingDatabaseFailure(coded('ECONNREFUSED')))
  })

  it('has a reason in words where Node gives a code alone', () => {
    const { message } = namedFailure(coded('ECONNREFUSED', '')) as Error
    assert.equal(message, "The database can't be reached: ECONNREFUSED")
  })
})
