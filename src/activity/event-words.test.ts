import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { auditKinds, fieldWords, kindGroups, kindText } from '#views/audit/event-words.ts'
import { type EventWords, sharedEvents } from '#views/audit/words.ts'

const views = join(import.meta.dirname, '../../views')
const files = globSync('*/event-words.ts', { cwd: views }).filter((file) => !file.startsWith('audit/'))

describe('the words of events', () => {
  it('are those of every noun together, and none gives another’s kind or field words of its own', async () => {
    assert.ok(files.length > 20)
    const nouns = new Map<string, EventWords>([['what is shared', sharedEvents]])
    for (const file of files)
      for (const [name, words] of Object.entries(await import(join(views, file)))) nouns.set(name, words as EventWords)
    const known: Readonly<Record<string, object>> = fieldWords
    const kinds = [...nouns.values()].flatMap((words) => Object.entries(words.kinds ?? {}))
    assert.deepEqual(kinds.map(([kind]) => kind).toSorted(), auditKinds.toSorted())
    for (const [name, { fields = {} }] of nouns)
      for (const [field, words] of Object.entries(fields)) assert.equal(known[field], words, `${field} of ${name}`)
  })

  it('are asked for in groups, each kind in one', () => {
    const grouped = kindGroups.flatMap((one) => one.kinds)
    assert.deepEqual(grouped.toSorted(), auditKinds.toSorted())
    assert.ok(kindGroups.length > 10)
  })

  it('of a kind that nobody knows any more are its name', () => {
    assert.equal(kindText('pt', 'note written'), 'escreveu uma nota')
    assert.equal(kindText('en', 'constructor' as never), 'constructor')
  })
})
