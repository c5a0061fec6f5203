import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from '#src/demo/dice.ts'
import { temporaryFolder } from '../bench/children.ts'
import { type Crew, crewOf } from './crew.ts'
import { newSite } from './firm.ts'
import { ask } from './http.ts'
import { quiet } from './kill.ts'
import { checkImports } from './ledger.ts'
import { count, must, type Report } from './report.ts'
import type { Extent } from './run.ts'
import { write, writeUntil } from './writers.ts'

/** A file system that is full, under people who write. */
export async function disk(report: Report, dice: Dice, extent: Extent): Promise<void> {
  const folder = temporaryFolder('ficha-drill-disk-')
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', folder], { encoding: 'utf8' })
  if (mounted.status !== 0) {
    report.notRun = `a small file system can't be mounted here: ${(mounted.error?.message ?? mounted.stderr).trim()}`
    return
  }
  // Before the folder is removed, whatever ends this process: it can't be while something is mounted there.
  const unmount = () => void spawnSync('umount', ['-l', folder])
  process.prependListener('exit', unmount)
  try {
    await full(folder, report, dice, extent)
  } finally {
    unmount()
    process.off('exit', unmount)
  }
}

async function full(folder: string, report: Report, dice: Dice, { isTime }: Extent): Promise<void> {
  const site = await newSite({}, { dataDir: folder })
  await site.start()
  try {
    const crew = await crewOf(site, dice)
    const { ledger } = crew
    for (let round = 0; round < 3 && isTime(); round++) {
      await write(crew, 'import', crew.places.accounts[0]!)
      const stop = new AbortController()
      const writing = writeUntil(crew, stop.signal)
      await sleep(dice.below(400))
      fill(folder)
      await sleep(1500)
      await readsGoOn(crew, report)
      await writesAreRefused(crew, report)
      stop.abort()
      await writing
      must(report, site.isAlive, 'the process ended when the disk was full')
      if (!site.isAlive) await site.start()
      rmSync(join(folder, 'ballast'))
      count(report, 'times that the disk was full')
      must(report, await site.answersWithin(30), '/health does not say that all is well once there is room')
      must(report, await write(crew, 'note', crew.places.accounts[0]!), 'no note can be written once there is room')
      await site.inside((app) => ledger.check(app, report))
    }
    // What was in hand when not even its failure could be written waits out its lease.
    await quiet(site, isTime, 120)
    await site.inside(async (app) => {
      await ledger.check(app, report, { all: true })
      await checkImports(app, ledger.writes, report)
    })
    ledger.tally(report)
    for (const [outcome, times] of [...crew.outcomes].sort()) {
      count(report, `answered ${outcome}`, times)
      must(report, /^(2|3|4)\d\d$|^50[37]$/.test(outcome), `${times} writes: ${outcome}`)
    }
  } finally {
    await site.end('SIGTERM')
  }
  for (const wrong of await site.doctor()) must(report, false, `the doctor says: ${wrong}`)
}

/** Takes all the room there is, to the last block, in smaller and smaller pieces: the server goes on taking room meanwhile. */
function fill(folder: string): void {
  for (let piece = 1_048_576; piece >= 4096; piece /= 4)
    for (let isMore = true; isMore; )
      try {
        writeFileSync(join(folder, 'ballast'), Buffer.alloc(piece), { flag: 'a' })
      } catch {
        isMore = false
      }
}

async function readsGoOn({ site, owner, places }: Crew, report: Report): Promise<void> {
  const account = places.accounts[3]!
  const paths = [
    '/accounts',
    `/accounts/${account}`,
    `/accounts/${account}/info`,
    `/accounts/${account}/notes`,
    '/sign-in',
  ]
  for (const path of paths) {
    const answer = await ask(site.origin, { path, headers: { cookie: owner.cookie } }).catch(() => null)
    must(
      report,
      answer?.status === 200 || (path === '/sign-in' && answer?.status === 303),
      `${path} is ${answer?.status ?? 'not'} answered while the disk is full`,
    )
    count(report, 'pages read while it was full')
  }
  const health = await ask(site.origin, { path: '/health' }).catch(() => null)
  must(report, health?.status === 503, `/health answers ${health?.status ?? 'nothing'} while the disk is full`)
}

async function writesAreRefused({ site, owner, places }: Crew, report: Report): Promise<void> {
  const answer = await ask(site.origin, {
    method: 'POST',
    path: `/accounts/${places.accounts[0]}/notes`,
    headers: { cookie: owner.cookie, 'content-type': 'application/x-www-form-urlencoded' },
    // More than what may be left of a page of the journal.
    body: String(new URLSearchParams({ form_token: owner.formToken, text: 'x'.repeat(9000) })),
  }).catch(() => null)
  const inWords = answer !== null && [503, 507].includes(answer.status) && /disk|space|room/i.test(answer.text)
  must(
    report,
    inWords || answer?.status === 303,
    `a note is answered ${answer?.status ?? 'not'}, without the reason, while the disk is full`,
  )
}
