import { createReadStream, createWriteStream, readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { perform, systemActor } from '#src/audit/audit.ts'
import { firstNames, lastNames, streets } from '#src/demo/names.ts'
import { addImport, mapImport, mappingOf, readImport, startImport } from '#src/imports/import.ts'
import { readConfig } from '#src/platform/config.ts'
import { openApp } from '#src/start.ts'
import { startProduct, temporaryFolder } from './children.ts'
import { firmIn } from './generate.ts'
import { signIn } from './visitor.ts'

// Imports a large file through the running server's own queue, and asks that server for pages all the while from here.

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    accounts: { type: 'string', default: '1000' },
    minutes: { type: 'string', default: '10' },
  },
})
const rows = Number(options.rows)
const accounts = Number(options.accounts)
const mostMilliseconds = Number(options.minutes) * 60_000
const every = 50

async function writeCsv(path: string): Promise<void> {
  const file = createWriteStream(path)
  file.write('Account Name,Account Type,Tax ID,First Name,Last Name,Email,Phone,Street,City,Tags\n')
  const of = (names: readonly string[], i: number) => names[i % names.length]!
  for (let i = 0; i < rows; i++) {
    const first = of(firstNames.pt, i)
    const last = `${of(lastNames.pt, Math.floor(i / 40))} ${of(lastNames.pt, Math.floor(i / 2000))}`
    const line = `${first} ${last} ${i},Individual,${300_000_000 + i},${first},${last},row${i}@import.example,+351 93${String(i).padStart(7, '0')},${of(streets.pt, i)} ${i % 200},Porto,IRS\n`
    if (!file.write(line)) await new Promise<void>((resolve) => file.once('drain', () => resolve()))
  }
  file.end()
  await finished(file)
}

const agent = new Agent({ keepAlive: true })
const timed = (url: string, headers: Record<string, string>) =>
  new Promise<number>((resolve, reject) => {
    const sent = performance.now()
    request(url, { agent, headers, timeout: 60_000 }, (answer) => {
      answer
        .resume()
        .on('end', () =>
          answer.statusCode === 200
            ? resolve(performance.now() - sent)
            : reject(new Error(`${answer.statusCode} to ${url}`)),
        )
    })
      .on('error', reject)
      .end()
  })

const said = (name: string, times: number[]) => {
  times.sort((a, b) => a - b)
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))]?.toFixed(1)
  console.log(`${name}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms (${times.length} asked)`)
}

const dataDir = temporaryFolder()
await firmIn(dataDir, accounts)
const path = join(dataDir, 'rows.csv')
await writeCsv(path)
const server = await startProduct(dataDir)
const app = await openApp(readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }))
const owner = await signIn(server.origin, 'owner')
const pages = { '/health': [] as number[], '/accounts': [] as number[] }
const idle = { '/health': [] as number[], '/accounts': [] as number[] }

async function ask(into: Record<string, number[]>): Promise<void> {
  await Promise.all(
    Object.entries(into).map(async ([page, times]) =>
      times.push(await timed(server.origin + page, owner.get(page).headers)),
    ),
  )
}
for (let i = 0; i < 100; i++) {
  await ask(idle)
  await setTimeout(every)
}

const by = { ...systemActor, staffId: 1 }
const { hash } = await app.files.put(createReadStream(path), 2 ** 31)
const read = await readImport(app, { name: 'rows.csv', hash })
if (read.problem) throw new Error(read.problem)
const id = await perform(app, by, (act) => addImport(act, read))
const state = () => app.db.read.selectFrom('import').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const mapping = mappingOf(await state())
const started = performance.now()
await perform(app, by, async (act) => {
  await mapImport(act, id, mapping, { order: 'dmy', existing: 'fill' })
  await startImport(act, id, rows)
})
// The queue of this process is not started: the server does the work.
let asked = Promise.resolve()
let now = await state()
for (let i = 0; ['queued', 'running'].includes(now.status) && performance.now() - started < mostMilliseconds; i++) {
  await asked
  asked = ask(pages)
  await setTimeout(every)
  if (i % 10 === 0) now = await state()
}
await asked
const seconds = (performance.now() - started) / 1000
const { processed } = await state()
console.log(
  `\n${now.status}: ${processed} rows in ${seconds.toFixed(0)} s, ${(processed / seconds).toFixed(0)} rows/s; accounts ${now.accounts_created}, contacts ${now.contacts_created}, rejected ${now.rejected}`,
)
for (const [page, times] of Object.entries(idle)) said(`${page} before`, times)
for (const [page, times] of Object.entries(pages)) said(`${page} meanwhile`, times)
const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1024
console.log(`Peak resident memory of the server: ${peak.toFixed(0)} MiB`)
await app.db.close()
await server.stop()
process.exit()
