import { makeDocument } from '#src/testing/documents.ts'
import { aPicture } from '#src/testing/pictures.ts'
import { parameters, type SampleWorld, sent } from '#src/testing/sample-world.ts'
import { createFolder } from './folders/folder.ts'
import { trashDocument, trashFolder } from './trash/trash.ts'

const aFolder = (world: SampleWorld, account: number) =>
  world.perform((act) => createFolder(act, account, null, crypto.randomUUID()))

/** A picture in a folder, of which there are two versions. */
async function twice(world: SampleWorld, account: number, isShared = false): Promise<number> {
  const place = { folderId: await aFolder(world, account), isShared }
  await makeDocument(world, account, 'Dot.png', await aPicture(1), place)
  return makeDocument(world, account, 'Dot.png', await aPicture(2), place)
}

// What is to be taken out of the trash must be in it.
export const samples = parameters({
  '/accounts/:id/documents/folders/:folderId': async (world, { id }, route) => {
    const folder = await aFolder(world, id)
    await makeDocument(world, id, 'Letter.txt', 'Dear client', { folderId: folder })
    if (route.endsWith('/restoration')) await world.perform((act) => trashFolder(act, id, folder))
    return folder
  },
  '/accounts/:id/documents/:documentId': async (world, { id }, route) => {
    const document = await twice(world, id)
    if (route.endsWith('/restoration')) await world.perform((act) => trashDocument(act, id, document))
    return document
  },
  '/accounts/:id/documents/:documentId/versions/:number': () => 1,
  '/accounts/:id/documents/:documentId/picture/:size': () => 'small',
  '/portal/accounts/:id/documents/:documentId': (world, { id }) => twice(world, id, true),
})

const aFile = () => new File([crypto.randomUUID()], 'sent.txt')

export const forms = sent({
  '/accounts/:id/documents/:documentId/restoration': () => ({}),
  '/accounts/:id/documents/folders/:folderId/restoration': () => ({}),
  '/accounts/:id/documents/folders': () => ({ name: 'New' }),
  '/accounts/:id/documents/folders/:folderId': () => ({ name: 'Renamed', version: 1 }),
  '/accounts/:id/documents/folders/:folderId/removal': () => ({}),
  '/accounts/:id/documents/folders/:folderId/rights': (world) => ({
    [`level_${world.people.eva}`]: 'none',
    [`was_${world.people.eva}`]: '',
  }),
  '/accounts/:id/documents': () => ({ files: aFile() }),
  '/accounts/:id/documents/selection': async (world, { id }) => ({
    act: 'share',
    document: await makeDocument(world, id!, 'Top.txt', crypto.randomUUID()),
  }),
  '/accounts/:id/documents/folders/:folderId/selection': async (world, { id, folderId }) => ({
    act: 'trash',
    document: await makeDocument(world, id!, 'In.txt', crypto.randomUUID(), { folderId: folderId! }),
  }),
  '/accounts/:id/documents/:documentId': () => ({ name: 'Renamed.png', version: 2 }),
  '/accounts/:id/documents/:documentId/sharing': () => ({ wanted: 'on' }),
  '/accounts/:id/documents/:documentId/removal': () => ({}),
  '/accounts/:id/documents/:documentId/versions': () => ({ file: aFile() }),
  '/accounts/:id/documents/:documentId/versions/:number/current': () => ({ version: 2 }),
  '/portal/accounts/:id/documents': () => ({ files: aFile() }),
})
