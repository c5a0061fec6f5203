import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { ServerType } from '@hono/node-server'

/**
 * How long a connection waits for its next request, in milliseconds. Longer than any proxy keeps one that it does not use (Caddy two
 * minutes, nginx one), which would else send a request into one that is just being closed; and who reads a page for a minute needs no new one.
 */
const keptMs = 150_000

/**
 * Closes connections that say nothing for so many milliseconds, but not while an answer is being worked out: storing a large upload that
 * has come whole may take longer. How long a body may be silent or take is its reader's to say. Between two requests it is kept longer.
 */
export function closeSilentConnections(server: ServerType, ms: number): void {
  if ('keepAliveTimeout' in server) server.keepAliveTimeout = keptMs
  // A large upload over a slow line may take hours: what ends it is silence, not its length.
  if ('requestTimeout' in server) server.requestTimeout = 0
  const answers = new WeakMap<Socket, ServerResponse>()
  server.on('request', (incoming: { socket: Socket }, answer: ServerResponse) => answers.set(incoming.socket, answer))
  server.setTimeout(ms, ((socket: Socket) => {
    const answer = answers.get(socket)
    if (!answer || answer.headersSent) socket.destroy()
  }) as never)
}
