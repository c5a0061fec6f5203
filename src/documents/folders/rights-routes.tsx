import { type Context, Hono } from 'hono'
import { profileIn } from '#src/accounts/page.ts'
import { write } from '#src/audit/write.ts'
import { folderPath } from '#src/documents/list-routes.tsx'
import { answer, done } from '#src/platform/web/answer.tsx'
import { notAllowed } from '#src/platform/web/errors.ts'
import { type Posted, readPosted, toId } from '#src/platform/web/form.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { words } from '#views/documents/folder-words.ts'
import { FolderRightsPage } from '#views/documents/rights.tsx'
import { lockedFolder } from './folder.ts'
import { setFolderRights } from './rights.ts'
import { type PersonInFolder, peopleIn } from './rights-list.ts'
import { type Level, levels } from './rules.ts'
import { placeIn } from './tree.ts'

/** Who may do what in a folder. */
export const folderRightsRoutes = new Hono()

const folderIn = async (c: Context) => {
  const { head } = await profileIn(c)
  const place = await placeIn(c.var.app, staffOf(c), head.id, toId(c.req.param('folderId')) ?? 0)
  if (place.level !== 'edit') throw notAllowed()
  return { head, place, folder: place.folder!, people: await peopleIn(c.var.db, head.id, place.folder!) }
}

folderRightsRoutes.get('/accounts/:id/documents/folders/:folderId/rights', may('manage documents'), async (c) => {
  const { head, place, folder, people } = await folderIn(c)
  const viewer = await viewerOf(c)
  return answer(c, {
    page: <FolderRightsPage viewer={viewer} head={head} folder={folder} folders={place.folders} people={people} />,
  })
})

folderRightsRoutes.post('/accounts/:id/documents/folders/:folderId/rights', may('manage documents'), async (c) => {
  const { head, folder, people } = await folderIn(c)
  const wanted = wantedIn(await readPosted(c), people)
  const names = new Map(people.map((person) => [person.id, person.name]))
  await write(c, async (act) => {
    const held = await lockedFolder(act.trx, head.id, folder.id)
    await setFolderRights(act, { ...held, accountName: head.name }, wanted, names)
  })
  const left = wanted.get(staffOf(c).id) === 'none'
  const to = folderPath(head.id, left ? null : folder.id)
  return done(c, { to, flash: words[languageOf(c)].rightsSaved(folder.name) })
})

/** What was chosen otherwise than it stood when the page was made: what another has set meanwhile stays. */
function wantedIn(posted: Posted, people: readonly PersonInFolder[]): Map<number, Level | null> {
  const chosen = (name: string) => posted.get(name)?.[0]
  return new Map(
    people
      .filter(({ id, isLimited }) => isLimited && chosen(`level_${id}`) !== chosen(`was_${id}`))
      .filter(({ id }) => chosen(`level_${id}`) === '' || levels.includes(chosen(`level_${id}`) as Level))
      .map(({ id }) => [id, (chosen(`level_${id}`) || null) as Level | null]),
  )
}
