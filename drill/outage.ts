import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from '#src/demo/dice.ts'
import { type Crew, crewOf } from './crew.ts'
import { newSite } from './firm.ts'
import { ask } from './http.ts'
import { endLeases, quiet } from './kill.ts'
import { checkImports } from './ledger.ts'
import { type RestartablePostgres, restartablePostgres } from './postgres.ts'
import { count, must, type Report } from './report.ts'
import type { Extent } from './run.ts'
import type { Site } from './site.ts'
import { writeUntil } from './writers.ts'

/** PostgreSQL restarted, gone for a while, or closing single connections, under people who write. */
export async function postgres(report: Report, dice: Dice, extent: Extent): Promise<void> {
  const postgres = await restartablePostgres()
  try {
    const site = await newSite({}, { postgres })
    await site.start()
    const crew = await crewOf(site, dice)
    const { ledger } = crew
    for (let i = 0; i < extent.restarts && extent.isTime(); i++) await disturbed(crew, postgres, report, i)
    await endLeases(site)
    await quiet(site, extent.isTime)
    await site.inside(async (app) => {
      await ledger.check(app, report, { all: true })
      await checkImports(app, ledger.writes, report)
    })
    ledger.tally(report)
    tellOutcomes(crew, report)
    await startedTooEarly(site, postgres, report)
    await site.end('SIGTERM')
    for (const wrong of await site.doctor()) must(report, false, `the doctor says: ${wrong}`)
  } finally {
    await postgres.close()
  }
}

async function disturbed(crew: Crew, postgres: RestartablePostgres, report: Report, i: number): Promise<void> {
  const { site, dice, ledger } = crew
  const stop = new AbortController()
  const writing = writeUntil(crew, stop.signal)
  await sleep(300 + dice.below(700))
  const what = (['QUIT', 'INT', 'terminate'] as const)[i % 3]!
  if (what === 'terminate') {
    const database = new URL(site.environment.DATABASE_URL!).pathname.slice(1)
    for (let times = 0; times < 5; times++) {
      await postgres.terminate(database, 1 + dice.below(3))
      await sleep(dice.below(100))
    }
    count(report, 'times that connections were cut')
  } else {
    await postgres.stop(what)
    await sleep(200 + dice.below(1500))
    await health(site, report)
    await postgres.start()
    count(report, what === 'QUIT' ? 'PostgreSQL restarted at once' : 'PostgreSQL restarted fast')
  }
  await sleep(300)
  stop.abort()
  await writing
  const lives = site.isAlive
  must(
    report,
    lives,
    `the process ended when PostgreSQL was ${what === 'terminate' ? 'cut off' : `stopped by ${what}`}`,
  )
  if (!lives) await site.start()
  must(report, await site.answersWithin(30), 'service does not come back by itself')
  await site.inside((app) => ledger.check(app, report))
}

async function health(site: Site, report: Report): Promise<void> {
  const answer = await ask(site.origin, { path: '/health' }).catch(() => null)
  if (!site.isAlive) return
  must(report, answer?.status === 503, `/health answers ${answer?.status ?? 'nothing'} while PostgreSQL is away`)
}

function tellOutcomes({ outcomes }: Crew, report: Report): void {
  for (const [outcome, times] of [...outcomes].sort()) {
    count(report, `answered ${outcome}`, times)
    const allowed = /^(2|3|4)\d\d$|^503$/.test(outcome)
    must(report, allowed, `${times} writes: ${outcome}`)
  }
}

/** Ficha is started while its database is away, which comes a little later. */
async function startedTooEarly(site: Site, postgres: RestartablePostgres, report: Report): Promise<void> {
  await site.end('SIGTERM')
  await postgres.stop('INT')
  await site.begin()
  await sleep(4000)
  const waits = site.isAlive
  must(report, waits, 'ficha serve ends when PostgreSQL is not there yet')
  await postgres.start()
  if (!waits) return
  must(report, await site.answersWithin(60), 'ficha serve does not begin when PostgreSQL is there at last')
  count(report, 'started before PostgreSQL')
}
