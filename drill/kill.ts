import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from '#src/demo/dice.ts'
import type { App } from '#src/platform/app.ts'
import { hasEnded } from '#src/platform/queue/lease.ts'
import { crewOf } from './crew.ts'
import { newSite } from './firm.ts'
import { checkImports } from './ledger.ts'
import { restartablePostgres } from './postgres.ts'
import { count, must, type Report } from './report.ts'
import type { Extent } from './run.ts'
import type { Site } from './site.ts'
import { post, writeUntil } from './writers.ts'

/** kill -9 of the server under people who write, again and again, on both engines. */
export async function kill(report: Report, dice: Dice, extent: Extent): Promise<void> {
  const onSqlite = Math.ceil(extent.cycles / 2)
  await killed(await newSite(), report, dice, { ...extent, cycles: onSqlite })
  if (extent.cycles === onSqlite) return
  const postgres = await restartablePostgres()
  try {
    await killed(await newSite({}, { postgres }), report, dice, { ...extent, cycles: extent.cycles - onSqlite })
  } finally {
    await postgres.close()
  }
}

async function killed(site: Site, report: Report, dice: Dice, { cycles, isTime }: Extent): Promise<void> {
  await site.start()
  const crew = await crewOf(site, dice)
  const { ledger } = crew
  let ofSeveral = 0
  for (let cycle = 0; cycle < cycles && isTime(); cycle++) {
    const stop = new AbortController()
    const writing = writeUntil(crew, stop.signal)
    // Sometimes just after the start, while work of before is taken up again; else in the midst of so many writes.
    const wanted = ledger.acknowledged + (dice.chance(0.2) ? 0 : 1 + dice.below(30))
    for (let waited = 0; ledger.acknowledged < wanted && waited < 2000; waited++) await sleep(5)
    await sleep(dice.below(30))
    if (site.processes > 1 && dice.chance(0.7)) {
      must(report, await site.endOne(dice), 'a process ended, and no other has taken its place')
      stop.abort()
      await writing
      count(report, 'kill -9 of one process of several')
      ofSeveral++
    } else {
      const { workers } = site
      await site.end('SIGKILL')
      stop.abort()
      await writing
      count(report, 'kill -9')
      must(report, await areGone(workers), 'processes live on without the one that looks after them')
      await site.start()
    }
    const left = site.environment.DATABASE_URL ? 0 : await leasesOfTheDead(site)
    must(report, left === 0, 'work waits for a process that is dead, on SQLite')
    await endLeasesOfTheDead(site)
    await site.inside((app) => ledger.check(app, report))
  }
  await quiet(site, isTime)
  // What was killed eight times before it got on at all is given up, as it should be: an admin has it tried again.
  for (const id of await givenUp(site)) {
    await post(crew, `/settings/queue/${id}/retry`)
    count(report, 'work that an admin had tried again')
  }
  await quiet(site, isTime)
  must(report, (await givenUp(site)).length === 0, 'work was given up that nobody killed')
  await site.inside(async (app) => {
    await ledger.check(app, report, { all: true })
    await checkImports(app, ledger.writes, report)
  })
  await site.end('SIGTERM')
  ledger.tally(report)
  const lost = crew.outcomes.get('no answer') ?? 0
  if (lost > 0 && lost <= ofSeveral) count(report, 'connections on their way to a process that was killed', lost)
  else must(report, lost === 0, `${lost} writes had no answer`)
  for (const [outcome, times] of crew.outcomes)
    if (outcome.startsWith('5')) must(report, false, `${times} writes were answered ${outcome}`)
  count(report, 'uploads left arriving, for the hourly work', arriving(site))
  for (const wrong of await site.doctor()) must(report, false, `the doctor says: ${wrong}`)
}

const givenUp = (site: Site) =>
  site.inside(async ({ db }) =>
    (await db.read.selectFrom('queue_item').select('id').where('dead_at', 'is not', null).execute()).map(
      ({ id }) => id,
    ),
  )

const arriving = (site: Site): number => {
  try {
    return readdirSync(join(site.dataDir, 'files/arriving')).length
  } catch {
    return 0
  }
}

/** Whether these processes end within five seconds. */
async function areGone(pids: readonly number[]): Promise<boolean> {
  for (const until = Date.now() + 5000; Date.now() < until; await sleep(50))
    if (!pids.some((pid) => existsSync(`/proc/${pid}`))) return true
  return pids.length === 0
}

const leased = async ({ db }: App) => {
  const items = await db.read.selectFrom('queue_item').select(['id', 'lease']).where('lease', 'is not', null).execute()
  return items.filter(({ lease }) => hasEnded(lease!)).map(({ id }) => id)
}

/** How many pieces of work wait for a process that is dead, once the one after it has had the time to look. */
async function leasesOfTheDead(site: Site): Promise<number> {
  for (const until = Date.now() + 5000; ; await sleep(200)) {
    const left = (await site.inside(leased)).length
    if (left === 0 || Date.now() > until) return left
  }
}

/** On PostgreSQL the lease of a dead one is waited out, since other machines may be at it: this cuts that short. */
const endLeasesOfTheDead = (site: Site) =>
  site.inside(async (app) => {
    const ids = await leased(app)
    if (ids.length > 0)
      await app.db.write((trx) =>
        trx.updateTable('queue_item').set({ locked_until: null }).where('id', 'in', ids).execute(),
      )
  })

/** The same of all, whoever has them. */
export const endLeases = (site: Site) =>
  site.inside(({ db }) => db.write((trx) => trx.updateTable('queue_item').set({ locked_until: null }).execute()))

/** Until the imports have come to their end. What waits to be tried again is due at once, as after its time. */
export async function quiet(site: Site, isTime: () => boolean, seconds = 300): Promise<void> {
  for (const until = Date.now() + seconds * 1000; Date.now() < until && isTime(); await sleep(500)) {
    await dueNow(site)
    const waiting = await site.inside(({ db }) =>
      db.read
        .selectFrom('queue_item')
        .select('id')
        .where('dead_at', 'is', null)
        .where('kind', '=', 'run import')
        .execute(),
    )
    if (waiting.length === 0) return
  }
}

/** What waits to be tried again is due; what is in hand stays so. */
export const dueNow = (site: Site) =>
  site.inside(({ db }) =>
    db.write((trx) =>
      trx
        .updateTable('queue_item')
        .set({ run_at: new Date().toISOString() })
        .where('locked_until', 'is', null)
        .execute(),
    ),
  )
