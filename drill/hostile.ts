import type { Dice } from '#src/demo/dice.ts'
import { type Attack, attackOn, bodyOf, type Who } from './attack.ts'
import { type Person, signedIn } from './cast.ts'
import { hiddenMark, newSite } from './firm.ts'
import { type Answer, ask, patience, raw, Silence, wire } from './http.ts'
import { restartablePostgres } from './postgres.ts'
import { count, must, type Report } from './report.ts'
import { oddHeaders, pathOf } from './requests.ts'
import type { Extent } from './run.ts'
import type { Site } from './site.ts'

const lanes = 12
/** The owner may open the hidden account to others: what they must not see is looked at in the requests before. */
const beforeOwner = 0.6
const mostGrowth = 3

/** Requests that nobody should send, to every route, by everybody, on both engines. */
export async function hostile(report: Report, dice: Dice, extent: Extent): Promise<void> {
  const onSqlite = Math.ceil(extent.requests / 2)
  await attacked(await newSite(), report, dice, { ...extent, requests: onSqlite })
  const postgres = await restartablePostgres()
  try {
    await attacked(await newSite({}, { postgres }), report, dice, { ...extent, requests: extent.requests - onSqlite })
  } finally {
    await postgres.close()
  }
}

async function attacked(site: Site, report: Report, dice: Dice, { requests, isTime }: Extent): Promise<void> {
  await site.start()
  await site.inside(async (app) => {
    const attack = await attackOn(site, app, report, dice)
    let sent = 0
    let warm = 0
    const lane = async () => {
      while (sent < requests && isTime()) {
        const place = sent++
        await once(attack, place < requests * beforeOwner)
        if (place === Math.floor(requests / 10)) warm = site.memory
        if (place % 200 === 0) await pipelinedAfterRefusal(attack)
      }
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    must(report, await site.answersWithin(10), 'the server does not answer in the end')
    report.figures.set(
      `routes that took a request (${app.db.engine})`,
      `${attack.reached.size} of ${attack.routes.length}`,
    )
    if (warm > 0 && site.isAlive) {
      const growth = site.memory / warm
      report.figures.set(`memory at the end ÷ after a tenth (${app.db.engine})`, growth.toFixed(2))
      must(report, growth <= mostGrowth, `memory grew ${growth.toFixed(1)} times on ${app.db.engine}`)
    }
  })
  await site.end('SIGTERM')
  for (const error of errorsIn(site.said)) must(report, false, `in the log: ${error}`)
  for (const wrong of await site.doctor()) must(report, false, `the doctor says: ${wrong}`)
}

const errorsIn = (said: string) =>
  new Set([...said.matchAll(/"error":"((?:[^"\\]|\\.){1,200})/g)].map(([, error]) => error))

async function once(attack: Attack, isBeforeOwner: boolean): Promise<void> {
  const { site, dice, report, cast, routes, pools, own } = attack
  const who = dice.pick<Who>(
    isBeforeOwner ? ['employee', 'employee', 'client', 'nobody'] : ['owner', 'owner', 'owner', 'employee', 'client'],
  )
  const portal = routes.filter(({ path }) => path.startsWith('/portal'))
  const route = dice.pick(who === 'client' && dice.chance(0.8) ? portal : routes)
  const path = pathOf(route.path, pools, own[who], dice)
  const odd = oddHeaders(dice, site.origin)
  const method = dice.chance(0.03)
    ? dice.pick(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE', 'PROPFIND', 'M-SEARCH'])
    : route.method
  const visitor = cast[who]
  const { type, body } = method === 'POST' ? bodyOf(attack, who, `POST ${route.path}`) : { type: '', body: undefined }
  const headers = {
    ...odd,
    cookie: dice.chance(0.02) ? `session=${'x'.repeat(5000)}; portal=;;=` : visitor.cookie,
    ...(type ? { 'content-type': type } : {}),
  }
  const what = `${method} ${route.path} by ${who}${type ? `, ${type.split(';')[0]}` : ''}`
  count(report, `requests by ${who}`)
  try {
    const answer = await ask(site.origin, { method, path, headers, body })
    look(report, answer, what, who !== 'owner' && isBeforeOwner)
    const to = answer.headers.location ?? ''
    if (who !== 'nobody' && to.startsWith(who === 'client' ? '/portal/sign-in' : '/sign-in')) await backIn(attack, who)
    else if (answer.status < 400 && method === route.method) attack.reached.add(`${method} ${route.path}`)
  } catch (error) {
    if (error instanceof Silence) must(report, false, `no answer to ${what}`)
    else count(report, 'connections broken off by the server')
    await new Promise((resolve) => setTimeout(resolve, 20))
    if (await site.revived()) must(report, false, `the process ended at about ${what}`)
  }
}

function look(report: Report, { status, text, headers }: Answer, what: string, isHidden: boolean): void {
  count(report, `answers ${String(status)[0]}xx`)
  must(report, status < 500 || status === 503, `${status} to ${what}`)
  const shows = isHidden && (text + JSON.stringify(headers)).toLowerCase().includes(hiddenMark)
  must(report, !shows, `the hidden account shows in ${what}`)
}

/** Somebody signed out, changed their password or ended their sessions: they sign in again, where they still may. */
async function backIn({ site, cast, report }: Attack, who: Person): Promise<void> {
  const left = cast[who]
  const back = await signedIn(site, who).catch(() => null)
  // Another lane was quicker.
  if (cast[who] !== left) return
  if (back) cast[who] = back
  else count(report, 'people who may no longer sign in')
}

/** A body that is too large, and the next request behind it on the same connection: it is answered, or was told that it would not be. */
async function pipelinedAfterRefusal({ site, cast, report }: Attack): Promise<void> {
  const headers = {
    cookie: cast.employee.cookie,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': '1500000',
  }
  const large = wire(site.origin, { method: 'POST', path: '/access-requests', headers, body: 'x'.repeat(1_500_000) })
  const next = wire(site.origin, { path: '/health', headers: { connection: 'close' } })
  const said = await raw(site.origin, [large, next], 'left open', patience)
  const answers = said.split(/(?=HTTP\/1\.1 \d{3} )/)
  const wasClosed = /^connection: close/im.test(answers[0]!.split('\r\n\r\n')[0]!)
  const statuses = answers.map((answer) => answer.slice(9, 12)).join(', ')
  count(report, 'requests behind one that is too large')
  must(
    report,
    wasClosed || answers[1]?.startsWith('HTTP/1.1 200') === true,
    `a request behind one that is too large is lost, on a connection said to be kept: ${statuses || 'nothing'}`,
  )
}
