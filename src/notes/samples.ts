import { parameters, sent } from '#src/testing/sample-world.ts'
import { noteHistory } from './history.ts'
import { editNote, pinNote, writeNote } from './note.ts'

export const samples = parameters({
  // The owner's, edited and pinned.
  '/accounts/:id/notes/:noteId': async (world, { id }) => {
    const owner = await world.staff(world.people.owner)
    return world.perform(async (act) => {
      const note = await writeNote(act, id, owner.id, 'First')
      await editNote(act, owner, id, note, 1, '**Second** [link](https://example.com) @Adam Admin')
      await pinNote(act, owner, id, note, true)
      return note
    })
  },
  '/accounts/:id/notes/:noteId/history/:versionId': async (world, { noteId }) =>
    (await noteHistory(world.app.db.read, noteId)).versions[0]!.id,
  // A mention stands in a text of a noun's: here in a note.
  '/mentions/:mentionId': async (world) => {
    const account = await world.openAccount('Mentioned', world.team)
    const note = await world.perform((act) => writeNote(act, account, world.people.owner, '@Adam Admin'))
    const mention = world.app.db.read.selectFrom('mention').select('id').where('note_id', '=', note)
    return (await mention.executeTakeFirstOrThrow()).id
  },
})

export const forms = sent({
  '/accounts/:id/notes': () => ({ text: 'New' }),
  '/accounts/:id/notes/:noteId': () => ({ text: 'Other', version: 2 }),
  '/accounts/:id/notes/:noteId/pin': () => ({ wanted: 'off' }),
  '/accounts/:id/notes/:noteId/removal': () => ({}),
  '/accounts/:id/notes/:noteId/history/:versionId/restoration': () => ({ version: 2 }),
})
