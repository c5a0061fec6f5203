import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { ServerType } from '@hono/node-server'

/**
 * Closes connections that say nothing for so many milliseconds, but not while an answer is being worked out: storing a large upload that
 * has come whole may take longer. How long a body may be silent or take is its reader's to say.
 */
export function closeSilentConnections(server: ServerType, ms: number): void {
  // A large upload over a slow line may take hours: what ends it is silence, not its length.
  if ('requestTimeout' in server) server.requestTimeout = 0
  const answers = new WeakMap<Socket, ServerResponse>()
  server.on('request', (incoming: { socket: Socket }, answer: ServerResponse) => answers.set(incoming.socket, answer))
  server.setTimeout(ms, ((socket: Socket) => {
    const answer = answers.get(socket)
    if (!answer || answer.headersSent) socket.destroy()
  }) as never)
}
