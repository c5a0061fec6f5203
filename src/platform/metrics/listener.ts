import { createHash, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { MetricsAddress } from '../config.ts'

/** What Prometheus is told. */
export interface Told {
  contentType: string
  metrics(): Promise<string>
}

/** Answers `GET /metrics` on an address of its own, to whoever has the token where there is one. Gives its port, and what ends it. */
export async function tellMetrics(
  address: MetricsAddress,
  told: Told,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer(async (request, answer) => {
    const say = (status: number, text: string, type = 'text/plain') =>
      answer.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(text)
    try {
      if (address.token && !bears(address.token, request.headers.authorization)) {
        answer.setHeader('WWW-Authenticate', 'Bearer')
        say(401, 'no token\n')
      } else if (request.method !== 'GET' || request.url !== '/metrics') say(404, 'not found\n')
      else say(200, await told.metrics(), told.contentType)
    } catch {
      say(500, 'failed\n')
    }
  })
  server.listen(address.port, address.host)
  await once(server, 'listening')
  return {
    port: (server.address() as { port: number }).port,
    async close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Compared as digests, which takes the same time whatever is wrong. */
const bears = (token: string, header = '') => timingSafeEqual(digest(header), digest(`Bearer ${token}`))
