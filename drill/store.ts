import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from '#src/demo/dice.ts'
import { startS3 } from '#src/testing/s3-server.ts'
import { type Crew, crewOf } from './crew.ts'
import { newSite } from './firm.ts'
import { ask } from './http.ts'
import { peopleGoOn } from './meanwhile.ts'
import { faultyProxy, storeFaults } from './proxy.ts'
import { count, must, type Report } from './report.ts'
import type { Extent } from './run.ts'
import { sha256 } from './site.ts'
import { newMark, upload, write } from './writers.ts'

type Proxy = Awaited<ReturnType<typeof faultyProxy>>

/** A store of files that fails, under people who upload and read. */
export async function store(report: Report, dice: Dice, { isTime }: Extent): Promise<void> {
  const s3 = await startS3()
  const proxy = await faultyProxy(new URL(s3.bucket.endpoint), dice)
  const { name, region, accessKeyId, secretAccessKey } = s3.bucket
  const site = await newSite({
    FILES_URL: `s3://${name}`,
    S3_ENDPOINT: proxy.url,
    S3_REGION: region,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
  })
  await site.start()
  try {
    const crew = await crewOf(site, dice)
    for (const fault of storeFaults) {
      if (!isTime()) break
      await storeFails(crew, proxy, fault, report)
      must(report, site.isAlive, `the process ended while S3 was ${fault}`)
    }
    await site.inside((app) => crew.ledger.check(app, report, { all: true }))
    must(
      report,
      [...s3.stored].every(([key, { bytes }]) => key.endsWith(sha256(bytes))),
      'the store has a file whose name is not its hash',
    )
    count(report, 'files in the store that are whole', s3.stored.size)
  } finally {
    await site.end('SIGTERM')
    proxy.become(null)
  }
  for (const wrong of await site.doctor()) must(report, false, `the doctor says: ${wrong}`)
  proxy.close()
  await s3.close()
}

async function storeFails(
  crew: Crew,
  proxy: Proxy,
  fault: (typeof storeFaults)[number],
  report: Report,
): Promise<void> {
  const { site, owner, places } = crew
  const when = `S3 is ${fault}`
  proxy.become(fault)
  // Under way while the rest is looked at: an upload, an import, a document's content.
  const under = [
    upload(
      crew,
      `/accounts/${places.accounts[1]}/documents`,
      [['folder', 'top']],
      `${newMark()}.txt`,
      Buffer.from('drill'),
    ),
    upload(crew, '/imports', [], `${newMark()}.csv`, Buffer.from('Account Name\nDrill\n'), 'file'),
    ask(site.origin, {
      path: `/accounts/${places.document.account}/documents/${places.document.id}/content`,
      headers: { cookie: owner.cookie },
    }),
  ].map((one) =>
    one.then(
      ({ status }) => String(status),
      (error: Error) => error.message,
    ),
  )
  await sleep(1000)
  await peopleGoOn(crew, report, when)
  const path = `/accounts/${places.document.account}/documents/${places.document.id}`
  const page = await ask(site.origin, { path, headers: { cookie: owner.cookie } }, 40_000).catch(() => null)
  must(
    report,
    page?.status === 200 || page?.status === 503,
    `a document's page is answered ${page?.status ?? 'not'} while ${when}`,
  )
  must(report, /<h1|<h2/.test(page?.text ?? ''), `a document's page says nothing while ${when}`)
  proxy.become(null)
  for (const outcome of await Promise.all(under)) {
    must(report, outcome !== '500', `what needs the store is answered a bare 500 when ${when}`)
    count(report, 'uploads and downloads while the store failed')
  }
  const again = await ask(site.origin, { path, headers: { cookie: owner.cookie } }).catch(() => null)
  must(report, again?.status === 200, `a document's page is answered ${again?.status ?? 'not'} after ${when}`)
  must(report, await write(crew, 'document', places.accounts[1]!), `no document can be stored after ${when}`)
  count(report, 'documents stored after a fault')
}
