import { once } from 'node:events'
import { serve } from '@hono/node-server'
import { keepYoungSpace } from './platform/memory.ts'
import { closeSilentConnections } from './platform/web/connections.ts'
import { startedApp } from './start.ts'

const silenceMs = 120_000

/** Starts the product and listens; gives a function that stops both. Prints where it can be reached, unless it is one of several processes. */
export async function startServer(isOneOfSeveral: boolean): Promise<() => Promise<void>> {
  const { app, web, greeting, close } = await startedApp()
  const server = serve({ fetch: web.fetch, hostname: app.config.host, port: app.config.port })
  closeSilentConnections(server, silenceMs)
  try {
    await once(server, 'listening')
  } catch (error) {
    await close()
    throw error
  }
  // One connection that can't be taken, with too many files open for one, must not end all others.
  server.on('error', (error: Error) => app.log.error({ error: error.message }, 'the server stumbled'))
  if (!isOneOfSeveral) for (const line of await greeting()) console.log(line)
  keepYoungSpace()
  return async () => {
    // No new work is begun while the last requests are answered.
    const queueStopped = app.queue.stop()
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
      if ('closeIdleConnections' in server) server.closeIdleConnections()
      setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 5000).unref()
    })
    await queueStopped
    await close()
  }
}
