import { type Context, Hono } from 'hono'
import { findProfile } from '#src/accounts/profile.ts'
import { perform } from '#src/audit/audit.ts'
import { folderPath } from '#src/documents/list-routes.tsx'
import type { App } from '#src/platform/app.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { notAllowed } from '#src/platform/web/errors.ts'
import { type Posted, readPosted, toId } from '#src/platform/web/form.ts'
import { actorOf, languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { words } from '#views/documents/folder-words.ts'
import { FolderRightsPage } from '#views/documents/rights.tsx'
import { lockedFolder } from './folder.ts'
import { type Level, levels } from './level.ts'
import { setFolderRights } from './rights.ts'
import { type PersonInFolder, peopleIn } from './rights-list.ts'
import { placeIn } from './tree.ts'

/** Who may do what in a folder. */
export function folderRightsRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read

  const folderIn = async (c: Context) => {
    const { head } = await findProfile(db, staffOf(c), toId(c.req.param('id')))
    const place = await placeIn(app, staffOf(c), head.id, toId(c.req.param('folderId')) ?? 0)
    if (place.level !== 'edit') throw notAllowed()
    return { head, place, folder: place.folder!, people: await peopleIn(db, head.id, place.folder!) }
  }

  routes.get('/accounts/:id/documents/folders/:folderId/rights', may('manage documents'), async (c) => {
    const { head, place, folder, people } = await folderIn(c)
    const viewer = await viewerOf(c, app)
    return answer(c, {
      page: <FolderRightsPage viewer={viewer} head={head} folder={folder} folders={place.folders} people={people} />,
    })
  })

  routes.post('/accounts/:id/documents/folders/:folderId/rights', may('manage documents'), async (c) => {
    const { head, folder, people } = await folderIn(c)
    const wanted = wantedIn(await readPosted(c), people)
    const names = new Map(people.map((person) => [person.id, person.name]))
    await perform(app, actorOf(c), async (act) => {
      const held = await lockedFolder(act.trx, head.id, folder.id)
      await setFolderRights(act, { ...held, accountName: head.name }, wanted, names)
    })
    const left = wanted.get(staffOf(c).id) === 'none'
    const to = folderPath(head.id, left ? null : folder.id)
    return done(c, app, { to, flash: words[languageOf(c, app)].rightsSaved(folder.name) })
  })

  return routes
}

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
