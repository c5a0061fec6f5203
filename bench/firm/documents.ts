import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { seeded } from '#src/demo/dice.ts'
import type { Files } from '#src/platform/files/store.ts'
import { asWords, fold } from '#src/platform/language/fold.ts'
import { type Account, archive, large, type Noun } from './firm.ts'
import { ownerId } from './staff.ts'

/** The few files that all documents of the bench have as their content. */
const papers = [
  { name: 'Invoice.csv', type: 'text/csv', content: 'day;amount\n2026-11-24;12,50\n' },
  { name: 'Letter.txt', type: 'text/plain', content: 'Please send us the papers by Friday.\n' },
  { name: 'Minutes.txt', type: 'text/plain', content: 'All agreed.\n' },
].map((paper) => ({
  ...paper,
  hash: createHash('sha256').update(paper.content).digest('hex'),
  size: Buffer.byteLength(paper.content),
}))

export async function storePapers(files: Files): Promise<void> {
  for (const { content, size } of papers) await files.put(Readable.from([content]), size)
}

/** Up to five for each account; a third is shared with the client, a fifth came from them and has nearly always been seen. */
export const documentsOf: Noun = ({ bulk, now }) => {
  const dice = seeded(7)
  let folderId = large.folder + large.folders - 1
  let documentId = 0

  const addFolder = (id: number, { id: account_id, created_at }: Account, name: string, parent_id: number | null) => {
    bulk.add('folder', {
      ...{ id, account_id, parent_id, name, name_key: fold(name), sort_name: asWords(name) },
      ...{ created_at, created_by: ownerId },
    })
    return id
  }

  /** Where an account's documents lie; null is outside of any folder. */
  const foldersOf = (account: Account): (number | null)[] => {
    if (account.id === archive.account) return [addFolder(archive.folder, account, 'Archive', null)]
    const folders: (number | null)[] = [null]
    if (account.id === large.account)
      for (let n = 0; n < large.folders; n++)
        folders.push(addFolder(large.folder + n, account, `Year ${n}`, n % 3 === 0 ? null : folders[n]!))
    else if (account.id % 3 === 1) folders.push(addFolder(++folderId, account, 'Tax returns', null))
    return folders
  }

  return (account) => {
    const { id: account_id, preparer: added_by } = account
    const few = () => dice.below(6)
    const count =
      account_id === large.account ? large.documents : account_id === archive.account ? archive.documents : few()
    const folders = foldersOf(account)
    for (let n = 0; n < count; n++) {
      const { hash, size, type, name: paper } = dice.pick(papers)
      const from_client = dice.chance(0.2) ? 1 : 0
      const name = `${n} ${paper}`
      const added_at = new Date(now - dice.below(3000) * 3_600_000).toISOString()
      const content = { hash, size, type, from_client, added_at, added_by, added_by_name: `Staff ${added_by}` }
      bulk.add('document', {
        id: ++documentId,
        ...content,
        account_id,
        folder_id: folders[n % folders.length]!,
        ...{ name, name_key: fold(name), sort_name: asWords(name) },
        is_shared: from_client || dice.chance(0.2) ? 1 : 0,
        seen_at: from_client && dice.chance(0.995) ? added_at : null,
      })
      bulk.add('document_version', { document_id: documentId, number: 1, name, ...content })
    }
  }
}
