import { Readable } from 'node:stream'
import { addDocument } from '#src/documents/add.ts'
import type { SameName } from '#src/documents/rules.ts'
import { typeOf } from '#src/platform/files/type.ts'
import type { World } from './world.ts'

/** A document of that account; gives its number. With `contactId` the client brought it. */
export async function makeDocument(
  world: World,
  accountId: number,
  name: string,
  content: string | Buffer,
  {
    folderId = null as number | null,
    sameName = 'new version' as SameName,
    contactId = undefined as number | undefined,
    isShared = false,
  } = {},
): Promise<number> {
  const bytes = Buffer.from(content)
  const stored = await world.app.files.put(Readable.from([bytes]), 100_000_000)
  const file = { name, ...stored, type: await typeOf(bytes, name) }
  const place = { accountId, folderId, isShared, sameName }
  return (await world.perform((act) => addDocument(act, place, file, contactId))).id
}
