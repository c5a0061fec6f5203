import { connect as connectTo, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from '#src/demo/dice.ts'

/** How a service fails: it takes a connection and says nothing; says everything piece by piece; closes each at once; breaks off. */
export const faults = ['silent', 'slow', 'refusing', 'cutting'] as const
/** A store may also take what it is given and never give it back. */
export const storeFaults = [...faults, 'not reading'] as const
export type Fault = (typeof storeFaults)[number]

const pieceBytes = 64
const pieceEvery = 100

/** Stands before a service on the loopback address and fails as it is told to; with no fault it passes everything on. */
export async function faultyProxy(target: URL, dice: Dice) {
  const open = new Set<Socket>()
  const state = { fault: null as Fault | null, connections: 0 }
  const keep = (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => open.delete(socket))
  }
  const server = createServer((client) => {
    state.connections++
    keep(client)
    const { fault } = state
    if (fault === 'refusing') return void client.resetAndDestroy()
    if (fault === 'silent') return void client.resume()
    const service = connectTo(Number(target.port), target.hostname)
    keep(service)
    // Within the first lines of a mail, the headers of a request: never after all of it has come.
    let left = fault === 'cutting' ? 1 + dice.below(100) : Number.POSITIVE_INFINITY
    client.on('data', (bytes) => {
      if (state.fault === 'not reading' && bytes.subarray(0, 4).toString() === 'GET ') return
      service.write(bytes.subarray(0, left))
      left -= bytes.length
      if (left > 0) return
      client.destroy()
      service.destroy()
    })
    if (fault === 'slow') void inPieces(service, client)
    else service.pipe(client)
    client.on('close', () => service.destroy())
    service.on('close', () => client.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    state,
    url: `${target.protocol}//127.0.0.1:${port}`,
    /** From now on it fails so, or not at all: what was open before is broken off. */
    become(fault: Fault | null): void {
      state.fault = fault
      for (const socket of open) socket.destroy()
    },
    close(): void {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}

async function inPieces(from: Socket, to: Socket): Promise<void> {
  try {
    for await (const bytes of from as AsyncIterable<Buffer>)
      for (let at = 0; at < bytes.length && !to.destroyed; at += pieceBytes) {
        to.write(bytes.subarray(at, at + pieceBytes))
        await sleep(pieceEvery)
      }
    to.end()
  } catch {
    to.destroy()
  }
}
