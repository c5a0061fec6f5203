import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

// One status, one tone: what is amber in a list is not blue above it.

const root = join(import.meta.dirname, '..')
const views = globSync('views/**/*.{ts,tsx}', { cwd: root }).map((file) => ({
  file,
  text: readFileSync(join(root, file), 'utf8'),
}))
const kit = 'views/ui/badge.tsx'

describe('the tone of a status', () => {
  it('stands with the status of its noun, and in no page', () => {
    const elsewhere = views.filter(({ file, text }) => /\bTones?\b/.test(text) && !file.endsWith('/status.ts'))
    assert.deepEqual(
      elsewhere.map(({ file }) => file),
      [kit],
    )
    const drawn = views.filter(({ file, text }) => /class="[^"]*\bbadge\b|`badge/.test(text) && file !== kit)
    assert.deepEqual(drawn, [])
  })

  it('is one for each kind of status', () => {
    const kinds = views.flatMap(({ text }) =>
      [...text.matchAll(/^export const \w+: Tones<(\w.*)> =/gm)].map(([, of]) => of),
    )
    assert.ok(kinds.includes('PortalState') && kinds.includes('TaskStatus'), kinds.join())
    assert.deepEqual(
      kinds.filter((kind, i) => kinds.indexOf(kind) !== i),
      [],
    )
  })

  it('is looked up wherever a badge has one', () => {
    const badges = views.flatMap(({ file, text }) =>
      [...text.matchAll(/<Badge\s+kind=(.{0,80})/g)].map(([, kind = '']) => ({ file, kind })),
    )
    assert.ok(badges.length > 40, `only ${badges.length} badges`)
    const byHand = badges.filter(({ kind }) => !/^\{\w+Tones(\.\w+|\[)/.test(kind))
    // A number in the menu: what waits has no status, and what has failed is red.
    assert.deepEqual(
      byHand.map(({ file }) => file),
      ['views/layout/page.tsx'],
    )
  })
})
