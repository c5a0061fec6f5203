import type { ChildProcess } from 'node:child_process'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { brotliDecompressSync } from 'node:zlib'
import { startPostgres } from '#src/testing/postgres.ts'
import { forked, message, type Server, startProduct, temporaryFolder } from './children.ts'
import type { Captured } from './floor.ts'
import { firmIn } from './generate.ts'
import type { Ask, Done, Job } from './load.ts'
import { type Measure, measuresOf } from './measures.ts'
import { queryCounter } from './queries.ts'
import { signIn } from './visitor.ts'

const { values: options } = parseArgs({
  options: {
    accounts: { type: 'string', default: '100000' },
    small: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '3' },
    compare: { type: 'boolean', default: false },
    postgres: { type: 'boolean', default: false },
    data: { type: 'string' },
    only: { type: 'string' },
  },
})
const accountCount = options.small ? 1000 : Number(options.accounts)
const milliseconds = Number(options.seconds) * 1000
if (!(accountCount > 0 && milliseconds > 0)) throw new Error('--accounts and --seconds want numbers above 0')
const rounds = 5
const smallFirm = 1000

interface Target {
  name: string
  pid: number
  origin: string
  asks(measure: Measure): Ask[]
}

interface Figures {
  perSecond: number
  p50: number
  p99: number
  /** Milliseconds of the server's processors for one request. */
  processor: number
}

const postgres = options.postgres ? await startPostgres() : undefined
async function main(): Promise<void> {
  // The product builds what is stale by itself, and must not do so while it is timed.
  spawnSync(process.execPath, [join(import.meta.dirname, '../bin/ficha.js'), '--help'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const large = await firm(accountCount, options.data)
  const starts: number[] = []
  let server: Server | undefined
  for (let i = 0; i < 3; i++) {
    await server?.stop()
    server = await startProduct(large.dataDir, large.databaseUrl)
    starts.push(server.startup)
  }
  const measures = (await measuresOf(server!.origin, accountCount)).filter(wanted)
  const floor = forked('floor.ts')
  const { port } = await message<{ port: number }>(floor)
  const floorAt = { pid: floor.pid!, origin: `http://127.0.0.1:${port}` }
  const weights = await capture(server!, measures, floor)
  const targets: Target[] = [
    { name: 'product', pid: server!.pid, origin: server!.origin, asks: (measure) => measure.asks },
    { name: 'same bytes', ...floorAt, asks: (measure) => measure.asks },
    { name: 'hello', ...floorAt, asks: () => [{ method: 'GET', path: '/hello', headers: {} }] },
  ]
  let small: Server | undefined
  if (options.compare) {
    const { dataDir, databaseUrl } = await firm(smallFirm)
    small = await startProduct(dataDir, databaseUrl)
    const same = new Map((await measuresOf(small.origin, smallFirm)).map((measure) => [measure.name, measure.asks]))
    targets.push({ name: 'small', pid: small.pid, origin: small.origin, asks: (measure) => same.get(measure.name)! })
  }
  const figures = await measureAll(measures, targets)
  const counter = await queryCounter(large.dataDir, large.databaseUrl, server!.origin)
  console.log(
    `\n${accountCount} accounts, ${postgres ? 'PostgreSQL' : 'SQLite'}, Node ${process.versions.node}, ${rounds} rounds of ${milliseconds / rounds} ms, 16 connections\n`,
  )
  const rows = []
  for (const measure of measures) rows.push(await rowOf(measure, figures.get(measure.name)!, weights, counter))
  print(rows)
  await counter.close()
  console.log()
  await printWeights(server!)
  console.log(
    `Start to first answer: ${starts.map((ms) => ms.toFixed(0)).sort((a, b) => Number(a) - Number(b))[1]} ms (median of 3)`,
  )
  console.log(`Resident memory after the bench: ${residentMemory(server!.pid)}`)
  await server!.stop()
  await small?.stop()
  floor.kill()
}

const wanted = (measure: Measure) => !options.only || new RegExp(options.only).test(measure.name)

let databases = 0
async function firm(count: number, dataDir = temporaryFolder()) {
  let databaseUrl: string | undefined
  if (postgres) {
    const { default: pg } = await import('pg')
    const client = new pg.Client({ connectionString: postgres.url })
    await client.connect()
    const name = `bench_${++databases}`
    await client.query(`create database ${name}`)
    await client.end()
    databaseUrl = postgres.database(name)
  }
  await firmIn(dataDir, count, databaseUrl)
  return { dataDir, databaseUrl }
}

/** Gives the floor what the product answers to each ask; gives the mean weight of a measure's answers, in bytes. */
async function capture(server: Server, measures: Measure[], floor: ChildProcess) {
  const visitor = await signIn(server.origin, 'owner')
  const weights = new Map<string, { plain: number; sent: number }>()
  const all: Captured[] = []
  for (const { name, asks } of measures) {
    let plain = 0
    let sent = 0
    for (const ask of asks) {
      const captured = await visitor.capture(ask)
      if (ask.version !== undefined) ask.version++
      all.push(captured)
      const bytes = Buffer.from(captured.body, 'base64')
      sent += bytes.length
      plain += unpacked(captured).length
    }
    weights.set(name, { plain: plain / asks.length, sent: sent / asks.length })
  }
  floor.send(all)
  await message(floor)
  return weights
}

const unpacked = ({ headers, body }: Captured): Buffer => {
  const bytes = Buffer.from(body, 'base64')
  return headers.some(([name, value]) => name === 'content-encoding' && value === 'br')
    ? brotliDecompressSync(bytes)
    : bytes
}

/** Each measure on each target in turn, round after round: what the machine does besides meets them all alike. */
async function measureAll(measures: Measure[], targets: Target[]) {
  const load = forked('load.ts')
  const slices = new Map<string, Map<string, Done[]>>()
  let id = 0
  for (let round = 0; round <= rounds; round++)
    for (const measure of measures)
      for (const target of targets) {
        const job: Job = {
          id: ++id,
          origin: target.origin,
          pid: target.pid,
          asks: target.asks(measure),
          milliseconds: milliseconds / rounds,
        }
        load.send(job)
        const done = await message<Done>(load)
        if (done.error) throw new Error(`${target.name}: ${done.error}`)
        // The first round warms up.
        if (round === 0) continue
        const byTarget = slices.get(measure.name) ?? new Map<string, Done[]>()
        slices.set(measure.name, byTarget)
        byTarget.set(target.name, [...(byTarget.get(target.name) ?? []), done])
      }
  load.kill()
  return new Map(
    [...slices].map(([name, byTarget]) => [
      name,
      Object.fromEntries([...byTarget].map(([target, done]) => [target, figuresOf(done)])),
    ]),
  )
}

function figuresOf(slices: Done[]): Figures {
  const times = slices.flatMap((slice) => slice.times).sort((a, b) => a - b)
  const sum = (of: (slice: Done) => number) => slices.reduce((total, slice) => total + of(slice), 0)
  return {
    perSecond: times.length / sum((slice) => slice.seconds),
    p50: times[Math.floor(times.length * 0.5)]!,
    p99: times[Math.floor(times.length * 0.99)]!,
    processor: (sum((slice) => slice.processor) * 1000) / times.length,
  }
}

async function rowOf(
  measure: Measure,
  figures: Record<string, Figures>,
  weights: Map<string, { plain: number; sent: number }>,
  counter: Awaited<ReturnType<typeof queryCounter>>,
) {
  const { product, 'same bytes': same, hello, small } = figures as Record<string, Figures>
  const [first] = measure.asks
  const queries = first!.method === 'GET' ? String(await counter.of(first!)) : ''
  const weight = weights.get(measure.name)!
  return {
    page: measure.name,
    'req/s': product!.perSecond.toFixed(0),
    'p50 ms': product!.p50.toFixed(1),
    'p99 ms': product!.p99.toFixed(1),
    '÷ same bytes': (same!.perSecond / product!.perSecond).toFixed(1),
    '÷ hello': (hello!.perSecond / product!.perSecond).toFixed(1),
    'cpu ms': product!.processor.toFixed(2),
    'cpu ÷ same bytes': (product!.processor / same!.processor).toFixed(1),
    'cpu ÷ hello': (product!.processor / hello!.processor).toFixed(1),
    ...(small
      ? {
          '÷ 1,000': (small.perSecond / product!.perSecond).toFixed(2),
          'cpu ÷ 1,000': (product!.processor / small.processor).toFixed(2),
        }
      : {}),
    queries,
    kB: (weight.plain / 1000).toFixed(1),
    'kB br': (weight.sent / 1000).toFixed(1),
  }
}

function print(rows: Record<string, string>[]): void {
  const columns = Object.keys(rows[0] ?? {})
  const width = (column: string) => Math.max(column.length, ...rows.map((row) => row[column]!.length))
  const line = (cells: Record<string, string>) =>
    columns
      .map((column, i) => (i === 0 ? cells[column]!.padEnd(width(column)) : cells[column]!.padStart(width(column))))
      .join('  ')
  console.log(line(Object.fromEntries(columns.map((column) => [column, column]))))
  for (const row of rows) console.log(line(row))
}

/** What a browser fetches for a page when it has nothing yet, and when it has the assets. Bodies alone. */
async function printWeights(server: Server): Promise<void> {
  const visitor = await signIn(server.origin, 'owner')
  for (const [name, path] of [
    ['overview', '/accounts/10'],
    ['info', '/accounts/10/info'],
    ['list', '/accounts'],
  ] as const) {
    const page = await visitor.capture(visitor.get(path))
    const html = unpacked(page).toString()
    const assets = [...new Set([...html.matchAll(/(?:href|src)="(\/assets\/[^"#]+)/g)].map((found) => found[1]!))]
    const captured = await Promise.all(assets.map((asset) => visitor.capture(visitor.get(asset))))
    const kB = (answers: Captured[], of: (one: Captured) => number) =>
      `${(answers.reduce((sum, one) => sum + of(one), 0) / 1000).toFixed(1)} kB`
    const sent = (one: Captured) => Buffer.from(one.body, 'base64').length
    const plain = (one: Captured) => unpacked(one).length
    console.log(
      `${name}: cold ${1 + assets.length} requests, ${kB([page, ...captured], plain)}, brotli ${kB([page, ...captured], sent)}; warm 1 request, ${kB([page], plain)}, brotli ${kB([page], sent)}`,
    )
  }
}

const residentMemory = (pid: number) => {
  const kB = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  return `${(kB / 1024).toFixed(0)} MiB`
}

try {
  await main()
} finally {
  await postgres?.stop()
}
process.exit()
