import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import type { Dice } from '#src/demo/dice.ts'
import { type Places, placesIn, signedIn, type Visitor } from './cast.ts'
import { damagedBy, damages } from './damage.ts'
import { newSite } from './firm.ts'
import { ask, raw, wire } from './http.ts'
import { multipart } from './multipart.ts'
import { count, must, type Report } from './report.ts'
import type { Extent } from './run.ts'
import { type Site, sha256 } from './site.ts'
import { newMark } from './writers.ts'

interface Place {
  path: string
  field: string
  by: Visitor
  fields: [string, string][]
}

const lanes = 8
/** After how many a whole upload is sent, which must be taken. */
const wholeEvery = 20

/** Uploads that break off, with a right token, wherever files are taken. */
export async function uploads(report: Report, dice: Dice, extent: Extent): Promise<void> {
  const site = await newSite()
  await site.start()
  const cast = { owner: await signedIn(site, 'owner'), client: await signedIn(site, 'client') }
  const places = placesOf(cast, await placesIn(site), await threadIn(site))
  const sent = new Map<string, string>()
  let left = extent.uploads
  const lane = async () => {
    while (left > 0 && extent.isTime()) {
      left--
      await damaged(site, dice.pick(places), report, dice, sent)
      if (left % wholeEvery === 0) for (const place of places) await whole(site, place, report, dice)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  must(report, await site.answersWithin(10), 'the server does not answer in the end')
  await nothingHalf(site, sent, report)
  await site.end('SIGTERM')
  for (const wrong of await site.doctor()) must(report, false, `the doctor says: ${wrong}`)
}

/** A thread of the first account, for a message of the staff. */
const threadIn = (site: Site) =>
  site.inside(({ db }) => db.read.selectFrom('thread').select(['id', 'account_id']).executeTakeFirstOrThrow())

function placesOf(
  { owner, client }: Record<'owner' | 'client', Visitor>,
  places: Places,
  thread: { id: number; account_id: number },
): Place[] {
  const account = places.accounts[0]!
  const { document } = places
  const portal = `/portal/accounts/${places.client.account}`
  return [
    { path: `/accounts/${account}/documents`, field: 'files', by: owner, fields: [['folder', 'top']] },
    { path: `/accounts/${document.account}/documents/${document.id}/versions`, field: 'file', by: owner, fields: [] },
    { path: '/imports', field: 'file', by: owner, fields: [] },
    {
      path: `/accounts/${thread.account_id}/chats/${thread.id}/messages`,
      field: 'files',
      by: owner,
      fields: [['text', 'Drill']],
    },
    { path: `/accounts/${account}/photo`, field: 'photo', by: owner, fields: [] },
    { path: `${portal}/documents`, field: 'files', by: client, fields: [] },
    {
      path: `${portal}/chats/${places.client.thread}/messages`,
      field: 'files',
      by: client,
      fields: [['text', 'Drill']],
    },
  ]
}

const pictureBytes = () =>
  sharp({ create: { width: 64, height: 64, channels: 3, background: '#336' } })
    .png()
    .toBuffer()

async function fileFor({ path }: Place, dice: Dice): Promise<{ name: string; bytes: Buffer }> {
  const mark = newMark()
  if (path === '/imports')
    return { name: `${mark}.csv`, bytes: Buffer.from(`Account Name\n${mark}\n`.repeat(1 + dice.below(300))) }
  if (path.endsWith('/photo')) return { name: `${mark}.png`, bytes: await pictureBytes() }
  return { name: `${mark}.txt`, bytes: Buffer.from(randomBytes(1 + dice.below(150_000)).toString('hex')) }
}

async function damaged(site: Site, place: Place, report: Report, dice: Dice, sent: Map<string, string>): Promise<void> {
  await site.revived()
  const file = await fileFor(place, dice)
  sent.set(file.name, sha256(file.bytes))
  const form = multipart([['form_token', place.by.formToken], ...place.fields], [{ field: place.field, ...file }])
  const damage = dice.pick(damages)
  const { length, pieces, ending } = damagedBy(damage, form, dice)
  const headers = {
    cookie: place.by.cookie,
    'content-type': form.type,
    'content-length': String(length),
    connection: 'close',
  }
  const head = wire(site.origin, { method: 'POST', path: place.path, headers })
  const said = await raw(
    site.origin,
    [Buffer.concat([head, pieces[0]!]), ...pieces.slice(1)],
    ending,
    5000,
    damage === 'slow' ? 40 : 0,
  )
  count(report, `uploads: ${damage}`)
  const status = Number(/^HTTP\/1.1 (\d{3})/.exec(said)?.[1] ?? 0)
  must(
    report,
    status < 500 || status === 503,
    `an upload with ${damage} is answered ${status} at ${withoutIds(place.path)}`,
  )
  await sleep(50)
  if (await site.revived())
    must(
      report,
      false,
      `the process ended by an upload with ${damage} (${ending}), or one beside it, at ${withoutIds(place.path)}`,
    )
}

async function whole(site: Site, place: Place, report: Report, dice: Dice): Promise<void> {
  await site.revived()
  const { pid } = site
  const file = await fileFor(place, dice)
  const { type, body } = multipart(
    [['form_token', place.by.formToken], ...place.fields],
    [{ field: place.field, ...file }],
  )
  const headers = { cookie: place.by.cookie, 'content-type': type }
  const answer = await ask(site.origin, { method: 'POST', path: place.path, headers, body }).catch(() => null)
  // Where it was cut off by an upload beside it, that is counted there; that the process ended is known a little later.
  if (!answer) await sleep(100)
  if (!answer && (!site.isAlive || site.pid !== pid)) return
  must(
    report,
    answer?.status === 303,
    `a whole upload is answered ${answer?.status ?? 'not'} at ${withoutIds(place.path)}`,
  )
  count(report, 'uploads: whole')
}

const withoutIds = (path: string) => path.replace(/\d+/g, ':id')

/** Every document that came of it has all its bytes, and nothing is arriving any more. */
async function nothingHalf(site: Site, sent: Map<string, string>, report: Report): Promise<void> {
  await site.inside(async ({ db }) => {
    const rows = await db.read.selectFrom('document_version').select(['name', 'hash']).execute()
    for (const { name, hash } of rows.filter(({ name }) => sent.has(name)))
      must(report, hash === sent.get(name), `a document has half of its bytes: ${name}`)
    count(
      report,
      'damaged uploads that were whole when they broke off',
      rows.filter(({ name }) => sent.has(name)).length,
    )
  })
  const arriving = () => {
    try {
      return readdirSync(join(site.dataDir, 'files/arriving')).length
    } catch {
      return 0
    }
  }
  for (let tries = 0; arriving() > 0 && tries < 50; tries++) await sleep(200)
  must(report, arriving() === 0, `${arriving()} uploads that broke off are still arriving`)
}
