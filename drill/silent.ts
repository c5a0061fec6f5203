import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from '#src/demo/dice.ts'
import { mailServer } from '#src/testing/mail-server.ts'
import { type Crew, crewOf } from './crew.ts'
import { newSite } from './firm.ts'
import { ask } from './http.ts'
import { dueNow } from './kill.ts'
import { checkImports } from './ledger.ts'
import { peopleGoOn, within } from './meanwhile.ts'
import { faults, faultyProxy } from './proxy.ts'
import { count, must, type Report } from './report.ts'
import type { Extent } from './run.ts'
import { store } from './store.ts'
import { newMark, write } from './writers.ts'

/** A mail server and a store of files that say nothing, say it slowly, refuse or break off. */
export async function silent(report: Report, dice: Dice, extent: Extent): Promise<void> {
  await mail(report, dice, extent)
  await store(report, dice, extent)
}

async function mail(report: Report, dice: Dice, { isTime }: Extent): Promise<void> {
  const server = mailServer()
  const proxy = await faultyProxy(new URL(await server.listen()), dice)
  const site = await newSite({ SMTP_URL: proxy.url })
  await site.start()
  try {
    const crew = await crewOf(site, dice)
    for (const fault of faults) {
      if (!isTime()) break
      proxy.become(fault)
      const email = `${newMark()}${fault}@example.com`
      await invite(crew, email)
      must(report, await within(10, () => proxy.state.connections > 0), `no mail is tried while SMTP is ${fault}`)
      proxy.state.connections = 0
      await otherWorkGoesOn(crew, report, `SMTP is ${fault}`)
      proxy.become(null)
      const received = () => server.received.filter(({ to }) => to === email).length
      await within(60, async () => {
        await dueNow(site)
        return received() > 0
      })
      // A second one would come now.
      await dueNow(site)
      await sleep(2500)
      must(report, received() === 1, `a mail was accepted ${received()} times after SMTP was ${fault}`)
      count(report, 'mails accepted after a fault', received())
      must(report, site.isAlive, `the process ended while SMTP was ${fault}`)
    }
    await site.inside((app) => checkImports(app, crew.ledger.writes, report))
  } finally {
    await site.end('SIGTERM')
    proxy.close()
    await server.close()
  }
  for (const wrong of await site.doctor()) must(report, false, `the doctor says: ${wrong}`)
}

const invite = ({ site, owner }: Crew, email: string) =>
  ask(site.origin, {
    method: 'POST',
    path: '/settings/team',
    headers: { cookie: owner.cookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: String(
      new URLSearchParams({
        form_token: owner.formToken,
        email,
        name: 'New Person',
        role: 'employee',
        language: 'en',
        preset: '',
      }),
    ),
  })

/** An import comes to its end, pages answer and notes are written: quickly, by the clock of a service that says nothing. */
async function otherWorkGoesOn(crew: Crew, report: Report, when: string): Promise<void> {
  const { site, owner, places, ledger } = crew
  const [account] = places.accounts
  must(report, await write(crew, 'import', account!), `no import can be started while ${when}`)
  const [started] = ledger.writes.slice(-1)
  const ended = await within(60, () =>
    site.inside(
      async ({ db }) =>
        (await db.read
          .selectFrom('import')
          .select('id')
          .where('file_name', '=', `${started?.mark}.csv`)
          .where('status', '=', 'done')
          .executeTakeFirst()) !== undefined,
    ),
  )
  must(report, ended, `an import does not end while ${when}`)
  await peopleGoOn(crew, report, when)
  const page = await ask(site.origin, { path: '/settings/mail', headers: { cookie: owner.cookie } }, 10_000).catch(
    () => null,
  )
  must(report, page?.status === 200, `the outgoing mail is answered ${page?.status ?? 'not'} while ${when}`)
}
