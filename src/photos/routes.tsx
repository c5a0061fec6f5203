import { type Context, Hono } from 'hono'
import { accountIn, profileIn } from '#src/accounts/page.ts'
import { write } from '#src/audit/write.ts'
import { BadPicture } from '#src/platform/files/pixels.ts'
import { orDiscard } from '#src/platform/files/removal.ts'
import { readUploadedBytes } from '#src/platform/files/upload.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { notFound } from '#src/platform/web/errors.ts'
import { type Posted, parseForm, toId } from '#src/platform/web/form.ts'
import type { Problem } from '#src/platform/web/problems.ts'
import { may, viewerOf } from '#src/staff/gate.ts'
import { Photo, PhotoForm, PhotoPage } from '#views/photos/photo.tsx'
import { words } from '#views/photos/words.ts'
import { AccountActions } from '#views/profile/actions.tsx'
import { ProfileBar } from '#views/profile/page.tsx'
import { squareForm } from './form.ts'
import { photoBytes, setPhoto, storePhoto } from './photo.ts'
import { type Photo as Pictures, photoFrom } from './picture.ts'
import { isCurrent } from './rules.ts'

const mostBytes = 20 * 1024 ** 2

export const photoRoutes = new Hono()

const _idIn = (c: Context) => toId(c.req.param('id'))
const infoOf = (id: number) => `/accounts/${id}/info`

const formFor = async (c: Context, problem?: Problem) => {
  const { account, head } = await profileIn(c)
  const viewer = await viewerOf(c)
  const actions = <AccountActions viewer={viewer} account={account} />
  return answer(c, {
    page: <PhotoPage viewer={viewer} head={head} actions={actions} problem={problem} />,
    part: <PhotoForm viewer={viewer} head={head} problem={problem} />,
    status: problem === 'file too large' ? 413 : problem ? 422 : 200,
  })
}

/** After a change: the photo in its place, and the bar on top with it. */
const changed = async (c: Context, says: 'saved' | 'removed') => {
  const { account, head } = await profileIn(c)
  const viewer = await viewerOf(c)
  const actions = <AccountActions viewer={viewer} account={account} />
  return done(c, {
    to: infoOf(account.id),
    flash: words[viewer.language][says],
    part: <Photo viewer={viewer} head={head} justEdited />,
    also: { target: '#profile-bar', region: <ProfileBar viewer={viewer} head={head} actions={actions} /> },
  })
}

photoRoutes.get('/accounts/:id/photo', may('signed in'), async (c) => {
  const { head } = await profileIn(c)
  if (!wantsPart(c)) return c.redirect(infoOf(head.id), 303)
  return answer(c, { page: '', part: <Photo viewer={await viewerOf(c)} head={head} justEdited /> })
})

photoRoutes.get('/accounts/:id/photo/edit', may('manage accounts'), (c) => formFor(c))

photoRoutes.get('/accounts/:id/photo/:size', may('signed in'), async (c) => {
  const account = await accountIn(c)
  const size = c.req.param('size')
  const hash = size === 'small' ? account.photo_small : size === 'large' ? account.photo_large : null
  if (hash === null) throw notFound()
  const version = `"${hash}"`
  const kept = isCurrent(hash, c.req.query('v')) ? 'private, max-age=31536000, immutable' : 'private, no-cache'
  const headers = { 'Cache-Control': kept, ETag: version }
  if (c.req.header('if-none-match')?.includes(version)) return c.body(null, 304, headers)
  const bytes = await photoBytes(c.var.app, hash)
  if (!bytes) throw notFound()
  return c.body(new Uint8Array(bytes), 200, { ...headers, 'Content-Type': 'image/webp' })
})

photoRoutes.post('/accounts/:id/photo', may('manage accounts'), async (c) => {
  const { id } = await accountIn(c)
  const { file, posted, tooLarge } = await readUploadedBytes(c, mostBytes)
  if (tooLarge) return formFor(c, 'file too large')
  if (!file) return formFor(c, 'file missing')
  if (file.size === 0) return formFor(c, 'file empty')
  const photo = await pictured(file.bytes, posted)
  if (typeof photo === 'string') return formFor(c, photo)
  await keep(c, id, photo)
  return changed(c, 'saved')
})

/** Both sizes are stored before the row names them. */
const keep = async (c: Context, id: number, photo: Pictures) => {
  const files = await storePhoto(c.var.app, photo)
  const keeping = write(c, (act) => setPhoto(act, id, files))
  await orDiscard(
    c.var.app,
    [files.small, files.large].map((hash) => ({ hash })),
    keeping,
  )
}

photoRoutes.post('/accounts/:id/photo/removal', may('manage accounts'), async (c) => {
  const { id } = await accountIn(c)
  await write(c, (act) => setPhoto(act, id, null))
  return changed(c, 'removed')
})

/** The photo of an uploaded picture, or what is wrong with it. */
async function pictured(bytes: Buffer, posted: Posted): Promise<Pictures | Problem> {
  const square = parseForm(squareForm, posted)
  if (!square.ok) return 'not a number'
  const { crop_x: x, crop_y: y, crop_size: size } = square.data
  try {
    return await photoFrom(bytes, x === null || y === null || size === null ? null : { x, y, size })
  } catch (error) {
    if (!(error instanceof BadPicture)) throw error
    return error.problem
  }
}
