import { startServer } from '#src/server.ts'
import type { Command } from './command.ts'

export const serveCommand: Command = {
  summary: 'start the product (npm start does this)',
  help: 'Usage: ficha serve\n\nStarts Ficha and prints where it is. The first start prints a one-time setup link. Ctrl-C stops it.',
  async run() {
    const stop = await startServer()
    await new Promise<void>((resolve) => {
      process.once('SIGINT', resolve)
      process.once('SIGTERM', resolve)
    })
    await stop()
  },
}
