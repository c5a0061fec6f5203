import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'

export interface Ask {
  method?: string
  path: string
  headers?: Record<string, string>
  body?: string | Buffer | undefined
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

/** No answer came within the limit. */
export class Silence extends Error {}

const agent = new Agent({ keepAlive: true, maxSockets: 64 })
/** How long an answer may take in all: what takes longer hangs. */
export const patience = 30_000

/** Asks, and reads the answer to its end. Rejects where the connection breaks, and with Silence where nothing comes. */
export function ask(
  origin: string,
  { method = 'GET', path, headers = {}, body }: Ask,
  limit = patience,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const sent = request(`${origin}${path}`, { method, headers: { ...length, ...headers }, agent }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', fail)
      answer.on('end', () => {
        clearTimeout(slow)
        if (answer.complete)
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString() })
        else reject(new Error('the answer was cut'))
      })
    })
    const slow = setTimeout(() => sent.destroy(new Silence(`no answer to ${method} ${path}`)), limit)
    function fail(error: Error): void {
      clearTimeout(slow)
      reject(error)
    }
    sent.on('error', fail)
    sent.end(body)
  })
}

/** How a connection of our own is ended: with all said, or broken off; or left to the server. */
export type Ending = 'ended' | 'closed' | 'reset' | 'left open'

/** Writes bytes to a connection as they are and ends it so; gives what came back before that, or within the limit. Never rejects. */
export function raw(
  origin: string,
  pieces: readonly Buffer[],
  ending: Ending,
  limit = 5000,
  pause = 0,
): Promise<string> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    let said = ''
    const over = () => {
      clearTimeout(slow)
      socket.destroy()
      resolve(said)
    }
    const slow = setTimeout(over, limit)
    socket.setEncoding('latin1')
    socket.on('data', (text) => {
      said += text
    })
    for (const event of ['error', 'close', 'end'] as const) socket.on(event, over)
    socket.on('connect', async () => {
      for (const [i, piece] of pieces.entries()) {
        if (pause > 0 && i > 0) await new Promise((after) => setTimeout(after, pause))
        if (socket.destroyed) return
        socket.write(piece)
      }
      if (ending === 'ended') socket.end()
      // What was written is on its way first.
      else if (ending !== 'left open')
        setTimeout(() => (ending === 'reset' ? socket.resetAndDestroy() : socket.destroy()), 20)
    })
  })
}

/** A request as it goes over the wire. */
export function wire(origin: string, { method = 'GET', path, headers = {}, body = '' }: Ask): Buffer {
  const lines = Object.entries({ host: new URL(origin).host, ...headers }).map(([name, value]) => `${name}: ${value}`)
  return Buffer.concat([
    Buffer.from([`${method} ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n'), 'latin1'),
    Buffer.from(body),
  ])
}
