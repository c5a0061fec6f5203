import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { App } from '../app.ts'
import { messageOf } from '../queue/failure.ts'
import { countedDatabase, countedFiles } from './counted.ts'
import type { Figure } from './figures.ts'

/** The app as it counts what it does, and its figures as Prometheus reads them. */
export interface Measured {
  app: App
  registry: Registry
}

/**
 * The same app with everything that it does counted: requests by the pattern of their route, statements, files. No figure names anybody
 * or anything, and there are as many as there are routes, whatever is asked for.
 */
export function measured(app: App): Measured {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })

  const statements = new Counter({
    name: 'ficha_statements_total',
    help: 'Statements that the database has run, but for those of the queue itself',
    labelNames: ['engine'],
    registers,
  }).labels(app.db.engine)
  const db = countedDatabase(app.db, () => statements.inc())

  const arriving = new Gauge({ name: 'ficha_files_arriving', help: 'Files that arrive now', registers })
  const stored = new Counter({ name: 'ficha_files_stored_total', help: 'Files that have been stored', registers })
  const bytes = new Counter({ name: 'ficha_file_bytes_stored_total', help: 'How many bytes they had', registers })
  const files = countedFiles(app.files, {
    begin: () => arriving.inc(),
    end(size) {
      arriving.dec()
      if (size === undefined) return
      stored.inc()
      bytes.inc(size)
    },
  })

  const counting = { ...app, db, files, countRequests: countingRequests(registers) }
  for (const figure of app.modules.flatMap((module) => module.figures ?? [])) gaugeOf(app, figure, registers)
  return { app: counting, registry }
}

/** What browsers send; any other word is one label. */
const methods = new Set(['GET', 'HEAD', 'POST'])
const otherwise = 'other'

/** Before all other handlers, so that what these do is in the time. */
function countingRequests(registers: Registry[]): MiddlewareHandler {
  const requests = new Counter({
    name: 'ficha_http_requests_total',
    help: 'Requests answered, by the pattern of their route',
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  const durations = new Histogram({
    name: 'ficha_http_request_duration_seconds',
    help: 'Seconds until the answer began',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers,
  })
  return async (c, next) => {
    const started = performance.now()
    await next()
    const method = methods.has(c.req.method) ? c.req.method : otherwise
    // Handlers of all methods are no pages.
    const route = matchedRoutes(c).find((matched) => matched.method !== 'ALL')?.path ?? otherwise
    requests.inc({ method, route, status: `${Math.floor(c.res.status / 100)}xx` })
    durations.observe({ method, route }, (performance.now() - started) / 1000)
  }
}

/** A number that is found when it is asked for. It is left out while it can't be: the others say then what is wrong. */
const gaugeOf = (app: App, { name, help, label, count }: Figure, registers: Registry[]) =>
  new Gauge({
    name: `ficha_${name}`,
    help,
    labelNames: label ? [label] : [],
    registers,
    // Each of several processes finds the same.
    aggregator: 'max',
    async collect() {
      this.reset()
      try {
        const found = await count(app)
        if (typeof found === 'number') this.set(found)
        else for (const [of, value] of found) this.set({ [label!]: of }, value)
      } catch (error) {
        if (!label) this.remove()
        app.log.warn({ figure: name, error: messageOf(error) }, 'a figure can’t be found')
      }
    },
  })
