import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'

// Asks for pages over kept connections and tells how long each took. A child of run.ts: what it costs is not the server's.

export interface Ask {
  method: 'GET' | 'POST'
  path: string
  headers: Record<string, string>
  /** `{version}` counts up by one with each answer, as the version of the edited row does. */
  body?: string
  version?: number
}

export interface Job {
  id: number
  origin: string
  /** Of the server, for the processor time that it takes. */
  pid: number
  asks: Ask[]
  milliseconds: number
}

export interface Done {
  id: number
  /** Milliseconds of each request. */
  times: number[]
  seconds: number
  /** Processor time of the server, in seconds. */
  processor: number
  error?: string
}

const concurrency = 16
/** No slice asks more often than this, however quick the answers. */
const mostRequests = 30_000
const ticksPerSecond = 100
const agent = new Agent({ keepAlive: true, maxSockets: concurrency })
const versions = new Map<string, number>()

function processorOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

function bodyOf(origin: string, ask: Ask): string | undefined {
  if (!ask.body) return undefined
  const key = `${origin}${ask.path}`
  const version = versions.get(key) ?? ask.version ?? 1
  versions.set(key, version + 1)
  return ask.body.replaceAll('{version}', String(version))
}

function send(origin: string, ask: Ask): Promise<void> {
  return new Promise((resolve, reject) => {
    const body = bodyOf(origin, ask)
    const headers = body === undefined ? ask.headers : { ...ask.headers, 'content-length': Buffer.byteLength(body) }
    const sent = request(`${origin}${ask.path}`, { method: ask.method, headers, agent, timeout: 20_000 }, (answer) => {
      answer.on('error', reject)
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`${answer.statusCode} to ${ask.method} ${ask.path}`)),
      )
      answer.resume()
    })
    sent.on('timeout', () => sent.destroy(new Error(`no answer to ${ask.path}`)))
    sent.on('error', reject)
    sent.end(body)
  })
}

async function run({ id, origin, pid, asks, milliseconds }: Job): Promise<Done> {
  const times: number[] = []
  const before = processorOf(pid)
  const started = performance.now()
  const until = started + milliseconds
  // Each lane keeps to asks of its own, so that no two edit the same row at once.
  const lane = async (first: number) => {
    for (let i = first; performance.now() < until && times.length < mostRequests; i += concurrency) {
      const sent = performance.now()
      await send(origin, asks[i % asks.length]!)
      times.push(performance.now() - sent)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, (_, i) => lane(i)))
  return { id, times, seconds: (performance.now() - started) / 1000, processor: processorOf(pid) - before }
}

process.on('message', async (job: Job) => {
  try {
    process.send?.(await run(job))
  } catch (error) {
    process.send?.({ id: job.id, times: [], seconds: 0, processor: 0, error: (error as Error).message })
  }
})
process.on('disconnect', () => process.exit())
