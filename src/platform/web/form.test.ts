import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { line, parseForm, problem, several } from './form.ts'

const schema = z.object({
  name: line(5),
  short: z.string().max(2, problem('taken')),
  mute: z.string().max(2),
  mutes: several(z.string().max(2)),
})
const read = (fields: Record<string, string[]>) => parseForm(schema, new Map(Object.entries(fields)))

describe('what is wrong with a form', () => {
  it('is what the schema of the field says', () =>
    assert.deepEqual(read({ name: ['longer'], short: ['abc'] }).form.problems, { name: 'too long', short: 'taken' }))

  it('is no choice of ours where the schema has no words for it', () =>
    assert.deepEqual(read({ mute: ['abc'], mutes: ['a', 'abc'] }).form.problems, {
      mute: 'not a choice',
      mutes: 'not a choice',
    }))

  it('is nothing where the schema lets it pass', () => assert.ok(read({ name: ['name'], mutes: ['a'] }).ok))
})
