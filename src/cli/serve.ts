import cluster from 'node:cluster'
import { readConfig } from '#src/platform/config.ts'
import { tellMetrics } from '#src/platform/metrics/listener.ts'
import { supervise } from '#src/platform/processes.ts'
import { startServer } from '#src/server.ts'
import { prepared } from '#src/start.ts'
import type { Command } from './command.ts'

/** Loaded where somebody asks for them. */
const figuresOfAll = async () => (await import('#src/platform/metrics/processes.ts')).figuresOfAll()

export const serveCommand: Command = {
  summary: 'start the product (npm start does this)',
  help: 'Usage: ficha serve\n\nStarts Ficha, in as many processes as PROCESSES says, and prints where it is. The first start prints a one-time setup link. Ctrl-C stops it.',
  async run() {
    const config = readConfig()
    if (config.processes > 1 && cluster.isPrimary) {
      const { greeting, log } = await prepared(config)
      const figures = config.metrics && (await tellMetrics(config.metrics, await figuresOfAll()))
      try {
        return await supervise(config.processes, log, () => {
          for (const line of greeting) console.log(line)
        })
      } finally {
        await figures?.close()
      }
    }
    try {
      const stop = await startServer(cluster.isWorker)
      await new Promise<void>((resolve) => {
        process.once('SIGINT', resolve)
        process.once('SIGTERM', resolve)
      })
      await stop()
    } finally {
      // Its line to the process that looks after it would keep it there.
      cluster.worker?.disconnect()
    }
  },
}
