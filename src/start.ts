import cluster from 'node:cluster'
import { setTimeout as wait } from 'node:timers/promises'
import type { Hono } from 'hono'
import pino, { type Logger } from 'pino'
import { migrations } from '#migrations/index.ts'
import { makeWeb } from './app.tsx'
import { findFirm } from './firm/firm.ts'
import { connectionName, vaultOf, withItsKey } from './keys/belonging.ts'
import { modules } from './modules.ts'
import { makeAfterwards } from './platform/afterwards.ts'
import type { App } from './platform/app.ts'
import { type Config, readConfig } from './platform/config.ts'
import { openDatabase } from './platform/db/database.ts'
import { isPassingDatabaseFailure } from './platform/db/failure.ts'
import { migrate } from './platform/db/migrate.ts'
import { untilReachable } from './platform/db/until-reachable.ts'
import { filesFor } from './platform/files/files.ts'
import { tidyFiles } from './platform/files/tidying.ts'
import { tellMetrics } from './platform/metrics/listener.ts'
import { messageOf } from './platform/queue/failure.ts'
import { takeTurn } from './platform/queue/turn.ts'
import { makeQueue } from './platform/queue/worker.ts'
import { asset } from './platform/web/assets.ts'
import { forgetTries } from './platform/web/tries.ts'
import { setupTokenOf } from './setup/setup-token.ts'

/**
 * Opens everything that verbs depend on, with the database at the newest migration. Throws ConfigError where the key of the data is
 * missing, unless `anyKey` says that nothing will be sealed.
 */
export async function openApp(
  given: Config = readConfig(),
  logTo: 'stdout' | 'stderr' = 'stderr',
  { anyKey = false } = {},
): Promise<App> {
  const db = openDatabase(given.database, { processes: given.processes, name: connectionName(vaultOf(given)) })
  let config = given
  try {
    await migrate(db, migrations)
    if (!anyKey) config = await withItsKey(db, given)
  } catch (error) {
    await db.close()
    throw error
  }
  const log = logOf(config, logTo)
  const clock = () => new Date()
  const queue = makeQueue(db, clock, log)
  for (const module of modules) for (const [kind, work] of Object.entries(module.queue ?? {})) queue.handle(kind, work)
  return {
    db,
    config,
    log,
    clock,
    queue,
    afterwards: makeAfterwards(db, log),
    files: filesFor(config),
    vault: vaultOf(config),
    modules,
  }
}

function logOf({ logLevel }: Config, to: 'stdout' | 'stderr'): Logger {
  const lines = pino.destination(to === 'stdout' ? 1 : 2)
  // Where the disk of the log is full its lines are lost, and not the process.
  lines.on('error', () => {})
  return pino({ level: logLevel, base: null }, lines)
}

/** Waits for a database that is starting beside us. */
const openedApp = (config: Config) => untilReachable(() => openApp(config), console.log)

/** What to tell the person who started it. */
async function greetingOf(app: App): Promise<string[]> {
  const { publicUrl } = app.config
  if (await findFirm(app.db.read)) return [`Ficha is at ${publicUrl}`]
  return [`Ficha is at ${publicUrl}`, `Set it up, once: ${publicUrl}/setup?token=${setupTokenOf(app)}`]
}

/**
 * What is done once, before the first of several processes starts: the database is brought to the newest migration, the key is made, and
 * what processes that are dead had in hand is free. Gives what to tell the person who started it.
 */
export async function prepared(config: Config): Promise<{ greeting: string[]; log: Logger }> {
  const app = await openedApp(config)
  try {
    await app.queue.tidy()
    return { greeting: await greetingOf(app), log: app.log }
  } finally {
    await app.db.close()
  }
}

interface Started {
  app: App
  web: Hono
  greeting(): Promise<string[]>
  close(): Promise<void>
}

/** The product with its queue and its hourly work running, not listening yet. */
export async function startedApp(): Promise<Started> {
  // Read once now: the page that says what is wrong needs nothing then that could fail too.
  asset('app.css')
  const config = readConfig()
  const { app, stopTelling } = await withMetrics(await openedApp(config))
  const web = makeWeb(app)
  app.queue.start(app)
  const leftOver = setInterval(() => void removeLeftOver(app), hour * 1000).unref()
  const stopping = new AbortController()
  let atIt = runHourly(app, stopping.signal)
  const hourly = setInterval(() => {
    atIt = atIt.then(() => runHourly(app, stopping.signal))
  }, minute * 1000).unref()
  void removeLeftOver(app)
  return {
    app,
    web,
    greeting: () => greetingOf(app),
    async close() {
      clearInterval(leftOver)
      clearInterval(hourly)
      await stopTelling?.()
      stopping.abort()
      await Promise.race([atIt, wait(patienceMs, undefined, { ref: false })])
      await app.queue.stop()
      await app.afterwards.written()
      await app.db.close()
    },
  }
}

const hour = 3600
const minute = 60
/** How long what is at work in the hour may go on once all stops. */
const patienceMs = 3000

/** Tells its figures, or those of several processes, where somebody asks for them; loads and counts nothing where nobody does. */
async function withMetrics(app: App): Promise<{ app: App; stopTelling?: () => Promise<void> }> {
  if (!app.config.metrics) return { app }
  const { measured } = await import('./platform/metrics/metrics.ts')
  const { registry, ...counting } = measured(app)
  if (cluster.isWorker) {
    const { giveFigures } = await import('./platform/metrics/processes.ts')
    giveFigures(registry)
    return counting
  }
  const { close } = await tellMetrics(app.config.metrics, registry).catch(async (error) => {
    await app.db.close()
    throw error
  })
  return { ...counting, stopTelling: close }
}

/** What comes back every hour is done by one process of all, whoever finds first that it is due. */
async function runHourly(app: App, stopped: AbortSignal): Promise<void> {
  const run = async () => {
    for (const { name, hourly } of [
      ...app.modules,
      { name: 'files', hourly: tidyFiles },
      { name: 'tries', hourly: forgetTries },
    ]) {
      // Another process, or the next start, does all of it.
      stopped.throwIfAborted()
      try {
        await hourly?.(app)
      } catch (error) {
        app.log.error({ module: name, error: messageOf(error) }, 'hourly work failed')
      }
    }
  }
  await takeTurn(app, 'hourly work', run, hour).catch((error) => {
    // The queue says that the database is away.
    if (!stopped.aborted && !isPassingDatabaseFailure(error))
      app.log.error({ error: messageOf(error) }, 'hourly work was not begun')
  })
}

/** Each machine has what broke off on its own. */
const removeLeftOver = (app: App) =>
  app.files.removeLeftOver().catch((error) => app.log.error({ error: messageOf(error) }, 'files were left over'))
