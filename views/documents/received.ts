import type { Added } from '#src/documents/add.ts'
import type { Received } from '#src/documents/upload.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './list-words.ts'

const namedOneByOne = 3
const outcomes = [
  'added',
  'added beside',
  'new version',
  'there already',
] as const satisfies readonly Added['outcome'][]

/** What became of each file, in a sentence. Of those that were not stored it says why. */
export function receivedLines(viewer: Viewer, { added, refused }: Received, most: number): string[] {
  const w = words[viewer.language]
  const size = formatsIn(viewer.language).size(most)
  return [
    ...refused.map(({ name, why }) => w.outcomes[why](name, size)),
    ...added.map(({ document }) => w.outcomes[document.outcome](document.name)),
  ]
}

/** What became of files that were all taken: of few each in a sentence, of many how many. */
export function receivedText(viewer: Viewer, received: Received): string {
  const w = words[viewer.language]
  if (received.added.length <= namedOneByOne) return receivedLines(viewer, received, 0).join(' ')
  return outcomes
    .map((outcome) => [outcome, received.added.filter(({ document }) => document.outcome === outcome).length] as const)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => w.counts[outcome](count))
    .join(' ')
}
