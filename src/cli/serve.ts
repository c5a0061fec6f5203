import cluster from 'node:cluster'
import { type Config, readConfig } from '#src/platform/config.ts'
import { supervise, untilPrepared } from '#src/platform/processes.ts'
import type { Command } from './command.ts'

export const serveCommand: Command = {
  summary: 'start the product (npm start does this)',
  help: 'Usage: ficha serve\n\nStarts Ficha, in as many processes as PROCESSES says, and prints where it is. The first start prints a one-time setup link. Ctrl-C stops it.',
  async run() {
    const config = readConfig()
    return config.processes > 1 && cluster.isPrimary ? inSeveral(config) : inThisOne()
  },
}

/** What is large is loaded once the first process has begun to load the same. */
async function inSeveral(config: Config): Promise<number> {
  let figures: { close(): Promise<void> } | undefined
  try {
    return await supervise(config.processes, async () => {
      const { prepared } = await import('#src/start.ts')
      const { greeting, log } = await prepared(config)
      if (config.metrics) {
        const { figuresOfAll } = await import('#src/platform/metrics/processes.ts')
        const { tellMetrics } = await import('#src/platform/metrics/listener.ts')
        figures = await tellMetrics(config.metrics, figuresOfAll())
      }
      return { log, listening: () => console.log(greeting.join('\n')) }
    })
  } finally {
    await figures?.close()
  }
}

async function inThisOne(): Promise<undefined> {
  try {
    const isPrepared = cluster.isWorker ? untilPrepared() : undefined
    const { startServer } = await import('#src/server.ts')
    await isPrepared
    const stop = await startServer(cluster.isWorker)
    await new Promise<void>((resolve) => {
      // Not once: a second signal must not cut short what ends in order.
      process.on('SIGINT', () => resolve())
      process.on('SIGTERM', () => resolve())
    })
    await stop()
  } finally {
    // Its line to the process that looks after it would keep it there.
    cluster.worker?.disconnect()
  }
}
