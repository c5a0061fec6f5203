import cluster from 'node:cluster'
import { readConfig } from '#src/platform/config.ts'
import { supervise } from '#src/platform/processes.ts'
import { startServer } from '#src/server.ts'
import { prepared } from '#src/start.ts'
import type { Command } from './command.ts'

export const serveCommand: Command = {
  summary: 'start the product (npm start does this)',
  help: 'Usage: ficha serve\n\nStarts Ficha, in as many processes as PROCESSES says, and prints where it is. The first start prints a one-time setup link. Ctrl-C stops it.',
  async run() {
    const config = readConfig()
    if (config.processes > 1 && cluster.isPrimary) {
      const { greeting, log } = await prepared(config)
      return supervise(config.processes, log, () => {
        for (const line of greeting) console.log(line)
      })
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
